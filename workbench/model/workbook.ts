// The workbook: its sheets, what is selected, who listens, and the undo stack. What is done to
// cells and tables lives in the other modules of this folder; they announce themselves here.
import type { CoerceRules } from './coerce.ts'
import type { ModelEvent, Origin } from './events.ts'
import { ExcelFailure, refuseArgument, refuseMissing } from './failure.ts'
import { MODEL_QUIRKS, type ModelQuirks } from './quirks.ts'
import { type Address, parseAddress, type Rect } from './rect.ts'
import { Sheet } from './sheet.ts'
import type { Table } from './table.ts'
import { UndoStack } from './undo.ts'

export interface WorkbookOptions {
  readonly name?: string
  readonly date1904?: boolean
  /** The year that a typed "3-5" means; the model has no clock. */
  readonly currentYear?: number
  readonly quirks?: Partial<ModelQuirks>
}

export interface Place {
  readonly sheet: Sheet
  readonly rect: Rect
}

const TOP_LEFT: Rect = { row: 0, column: 0, rows: 1, columns: 1 }

export class Workbook {
  readonly name: string
  readonly date1904: boolean
  readonly currentYear: number
  readonly quirks: ModelQuirks
  readonly undoStack = new UndoStack()
  /** Travels with the file: add-ins keep small values here. */
  readonly settings = new Map<string, unknown>()
  sheets: readonly Sheet[] = []
  active: Sheet
  selection: Place
  calculationMode = 'Automatic'
  /** Review › Protect Workbook: no sheet may be added, deleted or renamed. */
  isStructureProtected = false
  /** True while the person is inside a cell; the API answers nothing meanwhile. */
  isEditing = false
  private readonly listeners = new Set<(event: ModelEvent) => void>()
  private issued = 0

  constructor(options: WorkbookOptions = {}) {
    this.name = options.name ?? 'Book1.xlsx'
    this.date1904 = options.date1904 ?? false
    this.currentYear = options.currentYear ?? 2026
    this.quirks = { ...MODEL_QUIRKS, ...options.quirks }
    this.active = this.addSheet('Sheet1', 'user')
    this.selection = { sheet: this.active, rect: TOP_LEFT }
  }

  get coerceRules(): CoerceRules {
    const { locale, apostropheUnderText, numbersUnderText } = this.quirks
    const { currentYear, date1904 } = this
    return { locale, apostropheUnderText, numbersUnderText, currentYear, date1904 }
  }

  get tables(): readonly Table[] {
    return this.sheets.flatMap((sheet) => sheet.tables)
  }

  /** Listens until the returned function is called. */
  listen(listener: (event: ModelEvent) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  emit(event: ModelEvent): void {
    for (const listener of this.listeners) listener(event)
  }

  /** A new identity, in the braces that Excel puts around its own. */
  newId(): string {
    this.issued += 1
    return `{${this.issued.toString(16).toUpperCase().padStart(8, '0')}-0001-0000-0000-000000000000}`
  }

  findSheet(key: string): Sheet | undefined {
    const wanted = key.toLowerCase()
    return this.sheets.find((sheet) => sheet.id === key || sheet.name.toLowerCase() === wanted)
  }

  findTable(key: string): Table | undefined {
    const wanted = key.toLowerCase()
    return this.tables.find((table) => table.id === key || table.name.toLowerCase() === wanted)
  }

  sheetOf(table: Table): Sheet {
    const sheet = this.sheets.find((sheet) => sheet.tables.includes(table))
    return sheet ?? refuseMissing(`table ${table.name}`)
  }

  /** The sheet and rectangle of an address; without a sheet's name the active one is meant. */
  locate(address: string, home: Sheet = this.active): Place {
    const { sheet, rect }: Address = parseAddress(address)
    const found = sheet === undefined ? home : this.findSheet(sheet)
    return { sheet: found ?? refuseMissing(`sheet ${sheet ?? ''}`), rect }
  }

  /** @throws ExcelFailure InvalidArgument for a bad name, ItemAlreadyExists for one in use */
  addSheet(name: string | undefined, origin: Origin): Sheet {
    this.requireFreeStructure()
    const wanted = name ?? this.freeName((number) => `Sheet${number}`)
    this.checkSheetName(wanted)
    const sheet = new Sheet(this.newId(), wanted, (sheet) => this.undoStack.capture(sheet))
    this.sheets = [...this.sheets, sheet]
    this.emit({ kind: 'sheetAdded', sheet, origin })
    return sheet
  }

  renameSheet(sheet: Sheet, name: string): void {
    if (sheet.name === name) return
    this.requireFreeStructure()
    this.checkSheetName(name, sheet)
    sheet.name = name
  }

  /** Deleting a sheet empties the undo stack (D: undo capabilities); the last visible one stays. */
  deleteSheet(sheet: Sheet, origin: Origin): void {
    this.requireFreeStructure()
    const rest = this.sheets.filter((other) => other !== sheet)
    const next = rest.find((other) => other.visibility === 'Visible')
    if (next === undefined) {
      throw new ExcelFailure('InvalidOperation', 'A workbook needs at least one visible sheet.')
    }
    const { tables } = sheet
    this.sheets = rest
    if (this.active === sheet) this.activate(next)
    this.undoStack.clear()
    for (const table of tables) this.emit({ kind: 'tableDeleted', sheet, table, origin })
    this.emit({ kind: 'sheetDeleted', sheet, origin })
  }

  activate(sheet: Sheet): void {
    if (this.active === sheet) return
    if (sheet.visibility !== 'Visible') {
      throw new ExcelFailure('InvalidOperation', `The sheet ${sheet.name} is hidden.`)
    }
    const before = this.active
    this.active = sheet
    this.selection = { sheet, rect: TOP_LEFT }
    this.emit({ kind: 'sheetDeactivated', sheet: before, origin: 'user' })
    this.emit({ kind: 'sheetActivated', sheet, origin: 'user' })
  }

  select(sheet: Sheet, rect: Rect): void {
    this.activate(sheet)
    this.selection = { sheet, rect }
    this.emit({ kind: 'selected', sheet, rect })
  }

  /** The first free of names such as Sheet2, Sheet3. */
  freeName(
    nameOf: (number: number) => string,
    isTaken = (name: string) => this.findSheet(name) !== undefined,
  ): string {
    let number = 1
    while (isTaken(nameOf(number))) number += 1
    return nameOf(number)
  }

  private requireFreeStructure(): void {
    if (this.isStructureProtected)
      throw new ExcelFailure('AccessDenied', 'The structure of the workbook is protected.')
  }

  private checkSheetName(name: string, self?: Sheet): void {
    if (name === '' || name.length > 31 || /[\\/?*[\]:]/.test(name) || /^'|'$/.test(name)) {
      refuseArgument(`"${name}" is no name for a sheet`)
    }
    const other = this.findSheet(name)
    if (other !== undefined && other !== self) {
      throw new ExcelFailure('ItemAlreadyExists', `A sheet named ${name} exists already.`)
    }
  }
}

/** @throws ExcelFailure AccessDenied on a protected sheet */
export function requireUnprotected(sheet: Sheet): void {
  if (sheet.isProtected) {
    throw new ExcelFailure('AccessDenied', `The sheet ${sheet.name} is protected.`)
  }
}
