// Phone numbers that Excel took for a formula: +852-3073 4894 typed under General is stored as =+852-3073 4894.
// The formula still holds what was typed, whatever Excel makes of its value.
import type { Cell } from '../schema/kind.ts'

const DIGITS_MIN = 7
// One number or several, with extensions: no cell reference, function or second sum can look like it.
const number = /\+?\d[\d\s().-]*(?:(?:转|轉|分机|分機|ext\.?|x|#)\s*\d{1,7}\)?)?/iu.source
const numbers = new RegExp(`^=(?=\\+)${number}(?:\\s*[/,;、]\\s*${number})*$`, 'iu')

/** What was typed, where a formula is nothing but phone numbers with a plus; null for any other cell. */
export const typedNumber = (formula: Cell): string | null => {
  if (typeof formula !== 'string' || !formula.startsWith('=')) return null
  const folded = formula.normalize('NFKC')
  const digits = folded.replace(/\D/gu, '').length
  return digits >= DIGITS_MIN && numbers.test(folded) ? formula.slice(1) : null
}
