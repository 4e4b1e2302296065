// Phone numbers that Excel took for a formula: +852-3073 4894 typed under General is stored as =+852-3073 4894.
// The formula still holds what was typed, whatever Excel makes of its value.
import type { Cell } from '../schema/kind.ts'

const DIGITS_MIN = 7

/** What was typed, where a formula is nothing but a phone number with its plus; null for any other cell. */
export const typedNumber = (formula: Cell): string | null => {
  if (typeof formula !== 'string') return null
  const typed = /^=(\+[\d\s().-]+)$/u.exec(formula)?.[1] ?? null
  return typed !== null && typed.replace(/\D/gu, '').length >= DIGITS_MIN ? typed : null
}
