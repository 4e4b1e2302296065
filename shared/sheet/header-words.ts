// Header cells as comparable words: what a header says, apart from marks, case, width, script and spacing.
import { foldScript, foldWord } from '../normalize/fold.ts'
import { locales } from '../schema/kind.ts'
import type { Cell } from '../schema/kind.ts'
import type { TableKey } from '../schema/table-keys.ts'
import { fieldList, IDENTITY_KEY, STATUS_KEY, statusLabel } from './column.ts'

/** Says that a cell must be filled or in what way. A unit (万元) or a currency is no such mark: it changes values. */
const remark =
  /[([【［（]\s*(?:必填项?|必须|选填项?|可选|可不填|required|optional|mandatory|多选|单选|元|示例.*|例如.*|如.*)\s*[)\]】］）]/gu
const looseRemark = /(?:必填项?|选填项?|\*|※|:|：)+\s*$/gu
const leadingMark = /^\s*(?:[*※●]|\d{1,2}[.、])\s*/u

/** The word of a header cell for comparing; '' for one that says nothing. */
export const headerWord = (cell: Cell): string => {
  if (typeof cell !== 'string') return ''
  const text = foldScript(cell)
    .replace(leadingMark, '')
    .replace(remark, '')
    .trim()
    .replace(looseRemark, '')
  return foldWord(text)
}

/** How well a word names a field: its label or key, or one of the other words for it. */
interface Meaning {
  readonly key: string
  readonly strength: 3 | 2
}

const meaningsOf = (table: TableKey): ReadonlyMap<string, readonly Meaning[]> => {
  const found = new Map<string, Meaning[]>()
  const add = (word: string, meaning: Meaning) => {
    const known = found.get(word) ?? []
    if (word !== '' && !known.some((m) => m.key === meaning.key))
      found.set(word, [...known, meaning])
  }
  for (const { key, field } of fieldList(table)) {
    for (const locale of locales) add(headerWord(field.label[locale]), { key, strength: 3 })
    // Words of a key are joined ("next_on"), so only keys that are no everyday word are taken.
    if (/[._]/u.test(key)) add(headerWord(key), { key, strength: 3 })
    for (const synonym of field.synonyms) add(headerWord(synonym), { key, strength: 2 })
  }
  for (const locale of locales)
    add(headerWord(statusLabel[locale]), { key: STATUS_KEY, strength: 3 })
  return found
}

const dictionaries = new Map<TableKey, ReadonlyMap<string, readonly Meaning[]>>()
const dictionary = (table: TableKey): ReadonlyMap<string, readonly Meaning[]> => {
  const known = dictionaries.get(table) ?? meaningsOf(table)
  dictionaries.set(table, known)
  return known
}

/** What a header cell can mean in a sheet of the table, best first. */
export const meanings = (table: TableKey, cell: Cell): readonly Meaning[] => {
  if (cell === IDENTITY_KEY) return [{ key: IDENTITY_KEY, strength: 3 }]
  return (dictionary(table).get(headerWord(cell)) ?? []).toSorted((a, b) => b.strength - a.strength)
}
