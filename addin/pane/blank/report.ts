// What came of emptying a workbook: what is left in it and why, for its user to see to. Plain data.
import type { PivotsEmptied } from '../../excel/blank-port.ts'
import type { StopCode } from '../../../shared/sync/session/stop.ts'

/**
 * edited: differs from what was synced last, so that nobody can tell which cells were typed. unsent: never stored.
 * unclear: its identity cannot be read, or was made by another version.
 */
export type KeptWhy = 'edited' | 'unsent' | 'unclear'

/** A row that holds what its user typed. */
export interface KeptRow {
  readonly tableId: string
  readonly sheet: string
  /** Zero-based in the table's body. */
  readonly row: number
  /** As Excel counts it. */
  readonly rowNumber: number
  readonly label: string
  readonly why: KeptWhy
}

/** A sheet that could not be emptied. */
export interface Unreached {
  readonly sheet: string
  readonly code: StopCode | 'unknown_report' | 'moved_block'
}

/** out: the server said that the account is out. asked: its user wanted it. */
export type BlankReason = 'out' | 'asked'

export interface BlankReport {
  readonly why: BlankReason
  /** Rows that were emptied this time. */
  readonly rows: number
  /** The first of them; `keptCount` says how many there are. */
  readonly kept: readonly KeptRow[]
  readonly keptCount: number
  readonly unreached: readonly Unreached[]
  readonly pivots: PivotsEmptied
}

/** None was touched. */
export const noPivots: PivotsEmptied = { removed: [], refreshed: [], failed: [] }

/** So many rows are listed by name. */
export const KEPT_LISTED_MAX = 200
