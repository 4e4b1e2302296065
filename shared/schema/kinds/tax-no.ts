// A tax or business number; of eight digits it is Taiwan's 統一編號 and checked. Kept as text.
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
} from './cell-text.ts'

const weights = [1, 2, 1, 2, 1, 2, 4, 1]
const digitSum = (n: number): number => Math.floor(n / 10) + (n % 10)

/** The rule of Taiwan's Fiscal Information Agency since 2023: the sum, or with a 7 in seventh place the sum + 1, is a multiple of 5. */
export const isTaiwanTaxNo = (digits: string): boolean => {
  if (!/^\d{8}$/u.test(digits)) return false
  const sum = weights.reduce((t, weight, i) => t + digitSum(weight * Number(digits.charAt(i))), 0)
  return sum % 5 === 0 || (digits.charAt(6) === '7' && (sum + 1) % 5 === 0)
}

const bare = (text: string): string => foldWidth(text).replace(/[\s-]/gu, '')

export const taxNo: Kind<string, 'text'> = {
  name: 'tax no',
  storage: 'text',
  numberFormat: '@',
  schema: z.string().min(1).max(TYPED_MAX),
  read: (cell, { country }) => {
    const text = plainText(cell)
    const common = readShort(text)
    if (common) return common
    const digits = bare(text)
    const isTaiwan = country === 'TW' && /^\d{8}$/u.test(digits)
    if (isTaiwan && !isTaiwanTaxNo(digits)) return asTyped(text, 'credit.check')
    return said(isTaiwan ? digits : text.slice(0, TYPED_MAX))
  },
  write: (value) => value,
  canon: canonText,
  isUsable: (value) => !/^\d{8}$/u.test(bare(value)) || isTaiwanTaxNo(bare(value)),
  offers: () => [],
  refersTo: null,
}
