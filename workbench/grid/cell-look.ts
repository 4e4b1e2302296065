// How one cell looks: its text, what kind of thing it holds, what table it stands in, its colours.
// Everything comes from the model; nothing here knows of the DOM.
import { overlayAt } from '../model/conditional.ts'
import { columnEnd, intersect, type Rect, rowEnd } from '../model/rect.ts'
import type { Sheet } from '../model/sheet.ts'
import { shownText } from '../model/show.ts'
import { PLAIN } from '../model/style.ts'
import type { Table } from '../model/table.ts'

export interface CellLook {
  readonly text: string
  /** The number of a cell under General, which shows it shorter where it does not fit. */
  readonly general: number | undefined
  readonly kind: 'empty' | 'text' | 'number' | 'logical' | 'error'
  /** Space-separated class names. */
  readonly classes: string
  /** CSS colours; '' for the page's own. */
  readonly fill: string
  readonly color: string
  /** The table whose header this is, and which column of it. */
  readonly header: { readonly table: Table; readonly index: number } | undefined
}

export interface LookContext {
  readonly sheet: Sheet
  readonly date1904: boolean
  /** Counts rows in sight, so that bands alternate under a filter as well. */
  readonly trackOf: (row: number) => number
}

const EMPTY: CellLook = {
  text: '',
  general: undefined,
  kind: 'empty',
  classes: '',
  fill: '',
  color: '',
  header: undefined,
}

// Microsoft's page "Available number formats": a Text cell is treated as text even when a number is in it.
export function cellLook(context: LookContext, row: number, column: number): CellLook {
  const { sheet } = context
  const style = sheet.grid.style(row, column)
  const value = sheet.grid.value(row, column)
  const table = tableAt(sheet, row, column)
  if (value === '' && style === PLAIN && table === undefined) return EMPTY
  const isText = style.numberFormat === '@'
  const kind = isText && value !== '' ? 'text' : kindOf(value, sheet.grid.formula(row, column))
  const { fill, fontColor } = colours(sheet, row, column)
  const header =
    table !== undefined && row === table.rect.row
      ? { table, index: column - table.rect.column }
      : undefined
  const names = [
    kind === 'empty' ? '' : kind,
    table === undefined ? '' : tableClass(context, table, row),
    style.bold ? 'bold' : '',
    style.italic ? 'italic' : '',
    alignClass(style.horizontalAlignment),
    style.indentLevel === 0 ? '' : `indent-${Math.min(3, style.indentLevel)}`,
  ]
  return {
    text: shownText(value, style.numberFormat, context.date1904),
    general: typeof value === 'number' && style.numberFormat === 'General' ? value : undefined,
    kind,
    classes: names.filter((name) => name !== '').join(' '),
    fill,
    color: fontColor === '' && fill !== '' ? readableOn(fill) : fontColor,
    header,
  }
}

export const tableAt = (sheet: Sheet, row: number, column: number): Table | undefined =>
  sheet.tables.find(
    ({ rect }) =>
      row >= rect.row && row < rowEnd(rect) && column >= rect.column && column < columnEnd(rect),
  )

export const mergeAt = (sheet: Sheet, row: number, column: number): Rect | undefined =>
  sheet.merges.find((rect) => intersect(rect, { row, column, rows: 1, columns: 1 }) !== undefined)

function kindOf(value: string | number | boolean, formula: string | undefined): CellLook['kind'] {
  if (value === '') return 'empty'
  if (typeof value === 'number') return 'number'
  if (typeof value === 'boolean') return 'logical'
  return formula !== undefined && value.startsWith('#') ? 'error' : 'text'
}

function tableClass(context: LookContext, table: Table, row: number): string {
  if (table.style === '') return row === table.rect.row ? 'table-plain' : ''
  if (row === table.rect.row) return 'table-header'
  const distance = context.trackOf(row) - context.trackOf(table.rect.row)
  return distance % 2 === 1 ? 'table-row band' : 'table-row'
}

function alignClass(alignment: string): string {
  if (alignment === 'Center' || alignment === 'CenterAcrossSelection') return 'center'
  return alignment === 'Left' ? 'left' : alignment === 'Right' ? 'right' : ''
}

/** The user's own colours, and those of a conditional format over them. */
function colours(sheet: Sheet, row: number, column: number) {
  const style = sheet.grid.style(row, column)
  const over = sheet.conditionals.length === 0 ? undefined : overlayAt(sheet, row, column)
  const own = {
    fill: style.fill === PLAIN.fill ? '' : style.fill,
    fontColor: style.fontColor === PLAIN.fontColor ? '' : style.fontColor,
  }
  return { fill: over?.fill || own.fill, fontColor: over?.fontColor || own.fontColor }
}

/** Black or white, whichever reads better on a colour (relative luminance as in WCAG 2). */
export function readableOn(fill: string): string {
  const hex = /^#?([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(fill)
  if (hex === null) return ''
  const [red = 0, green = 0, blue = 0] = hex.slice(1).map((part) => {
    const level = Number.parseInt(part, 16) / 255
    return level <= 0.03928 ? level / 12.92 : ((level + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? '#000000' : '#ffffff'
}
