// What becomes of a row whose user has no rights to it any more. What was synced and not touched since is emptied; what
// differs from it, or was never stored, is kept, because its user typed it and it stands nowhere else. Pure.
import type { Cell } from '../../../shared/schema/kind.ts'
import { sheetFields } from '../../../shared/schema/tables.ts'
import type { TableKey } from '../../../shared/schema/table-keys.ts'
import { isEntered } from '../../../shared/sheet/column.ts'
import { classifyRow } from '../../../shared/sync/classify.ts'
import type { ScannedRow, SheetRow } from '../../../shared/sync/classify.ts'
import { emptyComputed, isOwnText } from '../../../shared/sync/deliver.ts'
import type { Layout, LayoutColumn } from '../../../shared/sync/layout.ts'
import type { RowWork } from '../../../shared/sync/session/edit.ts'
import { workToEdit } from '../../../shared/sync/session/edit.ts'
import { planDeparted } from '../../../shared/sync/session/gone.ts'
import type { RowEdit } from '../../../shared/sync/sheet.ts'
import type { Home, Stamp } from '../../../shared/sync/stamp.ts'
import { createHashes } from './hashes.ts'
import type { Hashes } from './hashes.ts'
import type { KeptWhy } from './report.ts'

export interface BlankRow {
  /** null: it is as it shall be. */
  readonly edit: RowEdit | null
  /** null: nothing of its user's is left in it. */
  readonly kept: KeptWhy | null
  readonly isEmptied: boolean
}

/** What the status column says. */
export interface BlankWords {
  readonly emptied: string
  readonly kept: string
}

export interface BlankRules {
  readonly home: Home
  /** As if its user could write every field. */
  readonly layout: Layout
  readonly hashes: Hashes
  readonly words: BlankWords
  /** Edited rows too: their user has what he wants of them. */
  readonly isAll: boolean
}

export const hashesOf = (table: TableKey, { entered, columns }: Layout): Hashes => {
  const fields = sheetFields(table)
  const isTyped = (key: string): boolean => {
    const field = fields[key]
    return field !== undefined && isEntered(field)
  }
  const bound = new Set(columns.map(({ key }) => key).filter(isTyped))
  return createHashes({
    table,
    present: entered.map(({ key }) => key),
    bound: [...bound].toSorted(),
  })
}

/** The row as a sync would know it, had it the server to ask. */
const classify = (row: ScannedRow, { hashes }: BlankRules): SheetRow => {
  const version = row.stamp?.version ?? ''
  return classifyRow(row, { version, hashOf: (entered) => hashes.of(version, entered) })
}

type Keeps = (column: LayoutColumn, cell: Cell) => boolean

/** Entered cells that stay: of columns that were not sent at least what nobody but their user can have written. */
const keptCells = (row: SheetRow, { layout }: BlankRules, keeps: Keeps): readonly Cell[] =>
  layout.entered.map((column, at) => {
    const cell = row.entered[at] ?? ''
    return keeps(column, cell) ? cell : ''
  })

/** What the server filled in is not its user's, whatever became of the rest. */
const planKept = (row: SheetRow, stamp: Stamp, rules: BlankRules): RowWork => {
  const keeps: Keeps = (column, cell) =>
    rules.hashes.wrote(stamp.version, column.key) || isOwnText(column, cell)
  return {
    plan: {
      stamp: { ...stamp, ohash: '' },
      entered: keptCells(row, rules, keeps),
      computed: emptyComputed(rules.layout, row.computed),
      isRewritten: false,
    },
    status: rules.words.kept,
  }
}

const planEmptied = (row: SheetRow, stamp: Stamp, rules: BlankRules): RowWork => {
  const { plan, status } = planDeparted(rules.layout, row, stamp, rules.words.emptied)
  const keeps: Keeps = (column, cell) =>
    !rules.hashes.wrote(stamp.version, column.key) && isOwnText(column, cell)
  return { plan: { ...plan, entered: keptCells(row, rules, keeps) }, status }
}

/** Its content was never stored: all of it stays, only the words beside it may speak of others. */
const planUnsent = (row: SheetRow, stamp: Stamp, { words }: BlankRules): RowWork => ({
  plan: { stamp, entered: row.entered, computed: row.computed, isRewritten: false },
  status: words.kept,
})

const whyKept = (row: SheetRow, stamp: Stamp): KeptWhy | null => {
  const { state, hash } = row
  if (state === 'departed' || state === 'cleared' || hash === stamp.hash) return null
  return state === 'new' || stamp.rev === 0 ? 'unsent' : 'edited'
}

export const blankRow = (scanned: ScannedRow, rules: BlankRules): BlankRow => {
  const row = classify(scanned, rules)
  const { stamp, state } = row
  if (stamp === null) {
    const isText = row.entered.some((cell) => cell !== '')
    const why = state === 'damaged' ? 'unclear' : 'unsent'
    return { edit: null, kept: isText ? why : null, isEmptied: false }
  }
  if (state === 'empty') return { edit: null, kept: null, isEmptied: false }
  const kept = whyKept(row, stamp)
  if (kept === 'unsent')
    return { edit: workToEdit(rules, row, planUnsent(row, stamp, rules)), kept, isEmptied: false }
  if (kept === 'edited' && !rules.isAll)
    return { edit: workToEdit(rules, row, planKept(row, stamp, rules)), kept, isEmptied: false }
  const edit = workToEdit(rules, row, planEmptied(row, stamp, rules))
  return { edit, kept: null, isEmptied: edit !== null && state !== 'departed' }
}
