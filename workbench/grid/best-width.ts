// How wide a column must be to show its texts: measured for the longest ones only, so that a column
// of 100,000 cells is fitted at once.
import type { Sheet } from '../model/sheet.ts'
import { shownText } from '../model/show.ts'
import { headerNames } from '../model/tables.ts'

const WIDEST = 480
const PADDING = 14
const BUTTON = 20
/** CJK letters are about two digits wide. */
const units = (text: string): number => {
  let sum = 0
  for (const letter of text) sum += letter > '\u2e7f' ? 2 : 1
  return sum
}

/** @returns pixels */
export function bestWidth(sheet: Sheet, column: number, date1904: boolean): number {
  const longest: { text: string; size: number }[] = []
  for (let row = 0; row < sheet.grid.rowCount; row += 1) {
    const value = sheet.grid.value(row, column)
    if (value === '') continue
    const text = shownText(value, sheet.grid.style(row, column).numberFormat, date1904)
    const size = units(text)
    if (longest.length < 20 || size > (longest.at(-1)?.size ?? 0)) {
      longest.push({ text, size })
      longest.sort((a, b) => b.size - a.size)
      longest.length = Math.min(20, longest.length)
    }
  }
  const headers = sheet.tables.flatMap((table) =>
    headerNames(sheet, table).filter((_, index) => table.rect.column + index === column),
  )
  const cells = Math.max(0, ...longest.map(({ text }) => measure(text)))
  const heads = Math.max(0, ...headers.map((text) => measure(text, 'bold ') + BUTTON))
  const width = Math.ceil(Math.max(cells, heads)) + PADDING
  return width === PADDING ? 64 : Math.min(WIDEST, width)
}

let canvas: CanvasRenderingContext2D | null | undefined

function measure(text: string, weight = ''): number {
  canvas ??= document.createElement('canvas').getContext('2d')
  if (canvas === null) return units(text) * 7
  canvas.font = `${weight}13px ${getComputedStyle(document.body).fontFamily}`
  return canvas.measureText(text).width
}
