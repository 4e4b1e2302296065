// What the cells of a column look like, where its header alone does not say it.
import { looksLikeCompany, looksLikePerson } from '../normalize/person.ts'
import type { Cell } from '../schema/kind.ts'
import { foldWidth } from '../schema/kinds/cell-text.ts'

const filled = (cells: readonly Cell[]): readonly string[] =>
  cells.map((cell) => foldWidth(String(cell))).filter((text) => text !== '')

const isMost = (texts: readonly string[], test: (text: string) => boolean): boolean =>
  texts.length > 0 && texts.filter(test).length * 10 >= texts.length * 6

export const isMostlyPersons = (cells: readonly Cell[]): boolean =>
  isMost(filled(cells), (text) => looksLikePerson(text) && !looksLikeCompany(text))

const mobile = /^(?:\+?86|0086)?0?1[3-9]\d{9}$/u
export const isMostlyMobiles = (cells: readonly Cell[]): boolean =>
  isMost(filled(cells), (text) => mobile.test(text.replace(/[\s'()-]/gu, '')))
