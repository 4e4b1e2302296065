// Phone numbers: one to three in a cell, stored as E.164 joined by "; ". What cannot be read is stored as typed
// with a warning; digits that Excel has rounded away are an error, because nobody could ever dial them.
import * as z from 'zod'

import type { Cell, Kind, Reading } from '../kind.ts'
import {
  asTyped,
  canonText,
  foldWidth,
  plainText,
  readShort,
  said,
  TYPED_MAX,
  wrong,
} from './cell-text.ts'
import { maskWith } from './masked.ts'
import { isNumber, readNumber, writeNumber } from './phone-number.ts'
import { listOf } from './several.ts'

const NUMBERS_MAX = 3
// Short numbers that have no E.164 form: 95588, 10086, 12345, 110.
const service = /^(?:95\d{3,4}|96\d{3,4}|100\d{2}|12[0-9]\d{2}|12[0-9]|1[01][0-9])$/u

const isRounded = (cell: Cell): boolean =>
  typeof cell === 'number'
    ? Math.abs(cell) >= 1e15
    : /^[-+']?\d(?:[.,]\d+)?\s*e\s*\+?\s*\d+$/iu.test(foldWidth(String(cell)))

/** Several numbers apart: by separators, by space between whole numbers, or two mobiles run together. */
const numbersIn = (text: string): readonly string[] =>
  text
    .replace(/;\s*ext\s*=/giu, '#')
    .split(/[;,、/|\n]+|和|或|\s+(?=\+)/u)
    .flatMap((part) => {
      const words = part.trim().split(/\s+/u)
      const areWhole = words.every((word) => word.replace(/\D/gu, '').length >= 10)
      return areWhole ? words : [part.trim()]
    })
    .flatMap(
      (part) =>
        part.match(/^1[3-9]\d{9}(?=1[3-9]\d{9}$)|(?<=^1[3-9]\d{9})1[3-9]\d{9}$/gu) ?? [part],
    )
    .filter((part) => part !== '')

export const phone: Kind<string, 'text'> = {
  name: 'phone',
  storage: 'text',
  numberFormat: '@',
  schema: z.string().min(1).max(TYPED_MAX),
  read: (cell, { country }): Reading<string> => {
    if (isRounded(cell)) return wrong('digits.lost')
    const text = plainText(typeof cell === 'number' ? Math.abs(cell) : cell)
    const common = readShort(text)
    if (common) return common
    const folded = foldWidth(text)
    if (/^1[3-9]\d{9}$/u.test(folded)) return said(`+86${folded}`)
    if (service.test(folded)) return said(folded)
    const parts = numbersIn(folded)
    if (parts.length > NUMBERS_MAX || parts.length === 0) return asTyped(text, 'phone.form')
    const readings = parts.map((part) => readNumber(part, country))
    const flawed = readings.find((reading) => reading.flaw)?.flaw
    if (flawed) return asTyped(text, flawed.code, flawed.params)
    return said([...new Set(readings.map((reading) => reading.number))].join('; '))
  },
  write: (value, { country, locale }) => {
    if (!phone.isUsable(value)) return value
    return value
      .split('; ')
      .map((number) => writeNumber(number, country, locale))
      .join('; ')
  },
  canon: canonText,
  isUsable: (value) => value.split('; ').every(isNumber),
  offers: () => [],
  refersTo: null,
  several: listOf(NUMBERS_MAX, isNumber),
  mask: (value) => {
    const number = numbersOf(value)[0] ?? ''
    return maskWith(number.length >= 8 ? number.slice(-4) : '')
  },
}

/** The E.164 numbers of a stored value, without extensions; none where it is text kept as typed. */
export const numbersOf = (value: string): readonly string[] =>
  phone.isUsable(value)
    ? [...new Set(value.split('; ').map((number) => number.replace(/;ext=.*$/u, '')))]
    : []
