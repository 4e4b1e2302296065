// The unified social credit code of GB 32100-2015: 18 characters without I O Z S V, the last a check digit.
// A code that does not check is stored as typed with a warning and never becomes a key.
import * as z from 'zod'

import type { Kind } from '../kind.ts'
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

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
// The letters that the standard leaves out, because they are taken for these digits.
const lookalikes: Readonly<Record<string, string>> = { O: '0', I: '1', Z: '2', S: '5' }

/** The check character of the first 17: (31 - sum of value x weight mod 31) mod 31. */
const checkOf = (code: string): string => {
  const sum = weights.reduce((t, weight, i) => t + weight * alphabet.indexOf(code.charAt(i)), 0)
  return alphabet.charAt((31 - (sum % 31)) % 31)
}

const form = /^[0-9A-HJ-NP-RTUW-Y]{18}$/u
export const isCreditCode = (code: string): boolean =>
  form.test(code) && checkOf(code) === code.charAt(17)

export const creditCode: Kind<string, 'text'> = {
  name: 'credit code',
  storage: 'text',
  numberFormat: '@',
  schema: z.string().min(1).max(TYPED_MAX),
  read: (cell) => {
    const text = plainText(cell)
    const common = readShort(text)
    if (common) return common
    if (typeof cell === 'number' && Math.abs(cell) >= 1e15) return wrong('digits.lost')
    if (/^\d(?:\.\d+)?e\+?\d+$/iu.test(foldWidth(text))) return wrong('digits.lost')
    const code = foldWidth(text)
      .toUpperCase()
      .replace(/[\s.-]/gu, '')
      .replace(/[OIZS]/gu, (letter) => lookalikes[letter] ?? letter)
    if (code.length !== 18)
      return asTyped(text, 'credit.length', { length: code.length, expected: 18 })
    const stranger = /[^0-9A-HJ-NP-RTUW-Y]/u.exec(code)?.[0]
    if (stranger !== undefined) return asTyped(text, 'credit.letter', { letter: stranger })
    if (!isCreditCode(code)) return asTyped(text, 'credit.check')
    return said(code)
  },
  write: (value) => value,
  canon: canonText,
  isUsable: isCreditCode,
  offers: () => [],
  refersTo: null,
}
