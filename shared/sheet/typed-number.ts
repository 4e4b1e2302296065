// Phone numbers that Excel took for a formula: +852-3073 4894 typed under General is stored as =+852-3073 4894.
// The formula still holds what was typed, whatever Excel makes of its value.
import type { Cell } from '../schema/kind.ts'

const DIGITS_MIN = 7
// One number or several, with extensions: no cell reference, function or second sum can look like it.
const number = /\+?\d[\d\s().-]*(?:(?:转|轉|分机|分機|ext\.?|x|#)\s*\d{1,7}\)?)?/iu.source
// A list's own dash before a hotline with an extension: -4002486093ext.350. Alone it would be a plain number.
const dashed = /^=-\d{7,12}(?:-\d{1,6}|\s*(?:转|轉|ext\.?|x|#)\s*\d{1,7})$/iu
const numbers = new RegExp(`^=(?=\\+)${number}(?:\\s*[/,;、]\\s*${number})*$`, 'iu')

/** What was typed, where a formula is nothing but phone numbers with their signs; null for any other cell. */
export const typedNumber = (formula: Cell): string | null => {
  if (typeof formula !== 'string' || !formula.startsWith('=')) return null
  const folded = formula.normalize('NFKC')
  const digits = folded.replace(/\D/gu, '').length
  const isTyped = numbers.test(folded) || dashed.test(folded)
  return digits >= DIGITS_MIN && isTyped ? formula.slice(1) : null
}
