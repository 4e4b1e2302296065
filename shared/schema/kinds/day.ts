// A calendar day, stored as YYYY-MM-DD, in cells an Excel serial number. Has no time zone.
// What cannot be read is stored as typed with a warning.
import * as z from 'zod'

import type { Cell, Kind, Reading } from '../kind.ts'
import { dayOfText, dayToSerial, serialToDay, yearFirstDay, yearLastDays } from './calendar-text.ts'
import { asTyped, foldWidth, plainText, readShort, said, TYPED_MAX } from './cell-text.ts'
import { canonNumber } from './number.ts'

const isStored = (value: string): boolean => yearFirstDay(value) === value

/** A day by its serial and by any text that every Excel turns into that serial are one. */
const canonDay = (cell: Cell): string => {
  const text = canonNumber(cell)
  if (/^\d{1,7}$/u.test(text)) return serialToDay(Number(text)) ?? text
  return /^\d{4}\D/u.test(text) ? (yearFirstDay(text) ?? text) : text
}

/** The serial number that a cell holds, also as text of five digits, as in lists that were pasted as text. */
const serialOf = (cell: Cell): number | null => {
  if (typeof cell === 'number') return cell
  const text = foldWidth(plainText(cell))
  return /^[2-7]\d{4}$/u.test(text) ? Number(text) : null
}

export const day: Kind<string, 'text'> = {
  name: 'day',
  storage: 'text',
  numberFormat: 'yyyy-mm-dd',
  schema: z.string().min(1).max(TYPED_MAX),
  read: (cell, { today }) => {
    const text = plainText(cell)
    const common = readShort(text)
    if (common) return common
    const serial = serialOf(cell)
    const counted = serial === null ? null : serialToDay(serial)
    if (counted !== null) return said(counted)
    const folded = foldWidth(text)
    const withoutTime = folded.replace(/[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?$/u, '')
    const found = dayOfText(withoutTime, today)
    if (found !== null) return said(found)
    const [first, second] = yearLastDays(withoutTime)
    if (first !== undefined && second === undefined) return said(first)
    if (first !== undefined && second !== undefined) {
      return asTyped(text, 'date.ambiguous', { first, second })
    }
    return asTyped(text, 'date.form')
  },
  write: (value) => (isStored(value) ? dayToSerial(value) : value),
  canon: canonDay,
  isUsable: isStored,
  offers: () => [],
  refersTo: null,
}

const orWrong = (reading: Reading<string>): Reading<string> =>
  reading.flaw === null ? reading : { value: null, flaw: { ...reading.flaw, level: 'error' } }

/** A day that figures depend on: what cannot be read is an error, never text beside days. */
export const exactDay: Kind<string, 'text'> = {
  ...day,
  name: 'exact day',
  schema: z.iso.date(),
  read: (cell, setting) => orWrong(day.read(cell, setting)),
}
