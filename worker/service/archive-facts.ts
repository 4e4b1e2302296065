// What archiving reads and writes: plain data between the service and the store.
import type { TableName } from '../../shared/protocol/cell.ts'
import type { BatchName } from './batch-facts.ts'

export interface ArchiveFact {
  readonly rev: number
  readonly isArchived: boolean
  /** Rows that go and come with it. */
  readonly children: number
  /** May the caller put it away or bring it back, as things stand? */
  readonly isAllowed: boolean
}

export interface ArchiveFacts {
  /** How many live rows the caller has of his own. */
  readonly live: number
  /** Of those that he sees. */
  readonly rows: ReadonlyMap<string, ArchiveFact>
}

export interface ArchivePlan {
  readonly table: TableName
  readonly workbook: string
  readonly now: number
  readonly isRestored: boolean
  readonly rows: readonly (readonly [id: string, rev: number])[]
  readonly batch: string | null
  readonly undoes: BatchName | null
}
