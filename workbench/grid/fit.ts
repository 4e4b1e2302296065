// What a column too narrow for a number shows instead, and how wide a text is, roughly: exact
// measuring costs more than it gives.
import type { CellLook } from './cell-look.ts'

const DIGIT = 7.4
const IDEOGRAPH = 13

/** Pixels, to within a few; only the first 200 letters count. */
export function textWidth(text: string): number {
  let width = 0
  for (const letter of text.slice(0, 200)) width += letter > '\u2e7f' ? IDEOGRAPH : DIGIT
  return width
}

/** Under General fewer decimals, then a power of ten; under any other format only # signs. */
export function fittedNumber({ general }: CellLook, width: number): string {
  const room = Math.floor(width / DIGIT)
  if (general !== undefined) {
    for (let places = 9; places >= 0; places -= 1) {
      const text = String(Number(general.toFixed(places)))
      if (text.length <= room && !text.includes('e')) return text
    }
    for (let places = 5; places >= 0; places -= 1) {
      const [mantissa = '', power = ''] = general.toExponential(places).split('e')
      const text = `${mantissa}E${power[0] ?? '+'}${power.slice(1).padStart(2, '0')}`
      if (text.length <= room) return text
    }
  }
  return '#'.repeat(Math.max(1, room))
}
