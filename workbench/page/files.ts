// Files of comma-separated values: opened as sheets, the way Excel opens them, and saved from one.
import { bestWidth } from '../grid/best-width.ts'
import { countFormulaLike, decodeCsv, readCsv, writeCsv } from '../grid/csv.ts'
import { make } from '../grid/dom.ts'
import { PIXELS_PER_POINT } from '../grid/grid-user.ts'
import { pasteTexts } from '../model/edit.ts'
import { MAX_COLUMNS, MAX_ROWS } from '../model/rect.ts'
import type { Sheet } from '../model/sheet.ts'
import { shownText } from '../model/show.ts'
import type { Workbook } from '../model/workbook.ts'
import type { Language } from './text/texts.ts'

const NAME_LENGTH = 31
const WIDEST = 220

export interface OpenedFile {
  readonly sheet: Sheet
  readonly rows: number
}

/** Opens a file as a new sheet; undefined if it does not fit. Cells are coerced as typed under General. */
export async function openCsv(
  book: Workbook,
  file: File,
  language: Language,
): Promise<OpenedFile | undefined> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  const lines = readCsv(decodeCsv(bytes, language))
  const columns = lines.reduce((most, line) => Math.max(most, line.length), 1)
  if (lines.length > MAX_ROWS || columns > MAX_COLUMNS) return undefined
  const sheet = book.addSheet(freeSheetName(book, file.name), 'user')
  if (lines.length > 0) {
    pasteTexts(book, sheet, { row: 0, column: 0, rows: lines.length, columns }, lines)
  }
  for (let column = 0; column < columns; column += 1) {
    const width = Math.max(64, Math.min(WIDEST, bestWidth(sheet, column, book.date1904)))
    sheet.setLook(column, { width: width / PIXELS_PER_POINT })
  }
  book.activate(sheet)
  return { sheet, rows: lines.length }
}

/** A name that the workbook takes, made of a file's. */
function freeSheetName(book: Workbook, fileName: string): string {
  const bare = fileName
    .replace(/\.[^.]*$/, '')
    .replaceAll(/[\\/?*[\]:]/g, ' ')
    .replaceAll(/^'+|'+$/g, '')
    .trim()
  const base = bare === '' ? 'csv' : bare.slice(0, NAME_LENGTH)
  if (book.findSheet(base) === undefined) return base
  return book.freeName((number) => `${base.slice(0, NAME_LENGTH - 6)} (${number + 1})`)
}

export interface SavedFile {
  readonly name: string
  /** Cells that another spreadsheet would take for formulas. */
  readonly formulaLike: number
}

/** Saves what is shown, but whole numbers whole: 123456789012, not 1.23457E+11. */
export function saveCsv(sheet: Sheet, date1904: boolean): SavedFile {
  const used = sheet.grid.usedRect(true)
  const area =
    used === undefined
      ? []
      : sheet.grid.map(
          { row: 0, column: 0, rows: used.row + used.rows, columns: used.column + used.columns },
          (row, column) => {
            const value = sheet.grid.value(row, column)
            const { numberFormat } = sheet.grid.style(row, column)
            const isBare = typeof value === 'number' && numberFormat === 'General'
            return isBare ? String(value) : shownText(value, numberFormat, date1904)
          },
        )
  const name = `${sheet.name}.csv`
  download(name, new Blob([writeCsv(area)], { type: 'text/csv;charset=utf-8' }))
  return { name, formulaLike: countFormulaLike(area) }
}

function download(name: string, blob: Blob): void {
  const link = make('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
