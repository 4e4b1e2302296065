// The workbook as a file: saved, and opened again in a fresh Excel. So a workbook is closed without saving, set back to
// an older version, renamed, or sent as a copy. Nothing can be undone in a file just opened.
import type { GridSnapshot } from './grid.ts'
import type { Sheet, SheetSnapshot } from './sheet.ts'
import { noticeSums } from './sum.ts'
import { Table } from './table.ts'
import { Workbook } from './workbook.ts'

type Look = Pick<Sheet, 'name' | 'visibility' | 'isProtected' | 'frozenRows' | 'frozenColumns'>

interface SavedSheet extends Look {
  readonly content: SheetSnapshot
}

/** A saved workbook: plain data that no open one shares. */
export interface SavedFile {
  readonly name: string
  readonly date1904: boolean
  readonly isStructureProtected: boolean
  readonly sheets: readonly SavedSheet[]
  readonly active: string
  readonly settings: ReadonlyMap<string, unknown>
}

/** Rows of its own, so that two workbooks never write into one. */
const ownRows = ({ rows, columnStyles }: GridSnapshot): GridSnapshot => ({
  rows: rows.map((row) =>
    row === undefined
      ? undefined
      : {
          ...row,
          values: row.values.slice(),
          styles: row.styles?.slice(),
          formulas: row.formulas?.slice(),
        },
  ),
  columnStyles: new Map(columnStyles),
})

const saveSheet = (sheet: Sheet): SavedSheet => {
  const { name, visibility, isProtected, frozenRows, frozenColumns } = sheet
  const content = sheet.snapshot()
  return {
    name,
    visibility,
    isProtected,
    frozenRows,
    frozenColumns,
    content: { ...content, grid: ownRows(content.grid) },
  }
}

/** File › Save: the workbook goes on, the file is what it was at this moment. */
export function saveFile(book: Workbook): SavedFile {
  return {
    name: book.name,
    date1904: book.date1904,
    isStructureProtected: book.isStructureProtected,
    sheets: book.sheets.map(saveSheet),
    active: book.active.name,
    settings: new Map(book.settings),
  }
}

/** Tables and columns keep their identities, as they stand in the file. */
function openSheet(sheet: Sheet, { content, ...look }: SavedSheet): void {
  Object.assign(sheet, look)
  const tables = content.tables.map(([saved, state]) => {
    const table = new Table(saved.id, state.name, state.rect)
    return [table, state] as const
  })
  sheet.restore({ ...content, grid: ownRows(content.grid), tables })
  noticeSums(sheet)
}

/** So that what is made in the opened file has other ids than what stands in it. */
function passIds(book: Workbook, { sheets }: SavedFile): void {
  const ids = sheets.flatMap(({ content: { tables, pivots, charts } }) =>
    [...tables.map(([table]) => table), ...pivots, ...charts].map(({ id }) => id),
  )
  for (let issued = ''; ids.some((id) => issued < id);) issued = book.newId()
}

/** @param name another one where the file was renamed or copied */
export function openFile(file: SavedFile, name: string = file.name): Workbook {
  const book = new Workbook({ name, date1904: file.date1904 })
  passIds(book, file)
  file.sheets.forEach((saved, at) => {
    const sheet = at === 0 ? book.active : book.addSheet(`new ${at}`, 'user')
    openSheet(sheet, saved)
  })
  const active = book.findSheet(file.active)
  if (active !== undefined) book.activate(active)
  book.isStructureProtected = file.isStructureProtected
  for (const [key, value] of file.settings) book.settings.set(key, value)
  book.undoStack.clear()
  return book
}
