// A person's identity number. Mainland numbers are checked by GB 11643-1999 (18 digits, the last a check digit); other
// papers' numbers are kept as typed. What has the form of one and does not check is stored as typed with a warning.
import * as z from 'zod'

import type { Kind } from '../kind.ts'
import {
  asTyped,
  canonText,
  foldWidth,
  plainText,
  readCommon,
  said,
  TYPED_MAX,
  wrong,
} from './cell-text.ts'
import { CHILD_YEARS, isUnderAge } from './children.ts'
import { maskWith } from './masked.ts'

const checks = '10X98765432'

/** The check digit of the first 17: weights 2^(17-i) mod 11, GB 11643-1999 after ISO 7064 MOD 11-2. */
const checkOf = (number: string): string => {
  const weights = Array.from({ length: 17 }, (_, i) => 2 ** (17 - i) % 11)
  const sum = weights.reduce((t, weight, i) => t + weight * Number(number.charAt(i)), 0)
  return checks.charAt(sum % 11)
}

const form = /^\d{17}[\dX]$/u
/** The older form had two digits for the year and no check digit. */
const olderForm = /^\d{15}$/u
/** Passports, permits and cards of Hong Kong, Macao, Taiwan: letters, digits, brackets. */
const otherForm = /^[A-Z]{0,3}\d{5,12}(?:\([0-9A-Z]\)|[0-9A-Z])?$/u

/** The day of birth that a mainland number tells, YYYY-MM-DD; null for any other. */
export const bornBy = (number: string): string | null => {
  const text = form.test(number) ? number.slice(6, 14) : ''
  const digits = olderForm.test(number) ? `19${number.slice(6, 12)}` : text
  const [, year = '', month = '', day = ''] = /^(\d{4})(\d{2})(\d{2})$/u.exec(digits) ?? []
  const moment = Date.UTC(Number(year), Number(month) - 1, Number(day))
  const isDay = digits !== '' && new Date(moment).getUTCDate() === Number(day)
  return isDay && Number(month) >= 1 && Number(month) <= 12 ? `${year}-${month}-${day}` : null
}

export const isIdNumber = (number: string): boolean =>
  form.test(number) && checkOf(number) === number.charAt(17) && bornBy(number) !== null

export const idNumber: Kind<string, 'text'> = {
  name: 'identity number',
  storage: 'text',
  numberFormat: '@',
  schema: z.string().min(1).max(TYPED_MAX),
  read: (cell, { today }) => {
    const text = plainText(cell)
    const common = readCommon(text)
    if (common) return common
    if (typeof cell === 'number' && Math.abs(cell) >= 1e15) return wrong('digits.lost')
    if (/^\d(?:\.\d+)?e\+?\d+$/iu.test(foldWidth(text))) return wrong('digits.lost')
    const number = foldWidth(text)
      .toUpperCase()
      .replace(/[\s.-]/gu, '')
    const born = bornBy(number)
    if (born !== null && isUnderAge(born, today)) return wrong('child.age', { years: CHILD_YEARS })
    if (isIdNumber(number)) return said(number)
    if (form.test(number)) return asTyped(text, 'id.check')
    if (olderForm.test(number) && born !== null) return said(number)
    return otherForm.test(number) ? said(number) : asTyped(text, 'id.form')
  },
  write: (value) => value,
  canon: canonText,
  isUsable: (value) => isIdNumber(value) || otherForm.test(value),
  offers: () => [],
  refersTo: null,
  mask: (value) => maskWith(value.length >= 8 ? value.slice(-4) : ''),
}
