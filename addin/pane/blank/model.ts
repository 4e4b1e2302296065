// The end of somebody's rights as the pane knows it: whose sheets are meant, what came of emptying them. Plain data.
import type { Binding } from '../../../shared/sync/binding.ts'
import type { BodyPlace } from '../../excel/port.ts'
import type { BlankReason, BlankReport } from './report.ts'

/** An account that bound a sheet: its organisation and itself. */
export type OwnerName = string

export const ownerName = ({ org, owner }: Pick<Binding, 'org' | 'owner'>): OwnerName =>
  `${org} ${owner}`

/** What is to be emptied. */
export interface BlankOrder {
  readonly why: BlankReason
  /** null: every sheet. */
  readonly owners: readonly OwnerName[] | null
  /** Rows too that were edited since they were synced. */
  readonly isAll: boolean
}

export interface Blanking {
  readonly order: BlankOrder
  /** What came of it last; null before the first end. */
  readonly report: BlankReport | null
  readonly isRunning: boolean
}

export type BlankEvent =
  /** The server said it: these accounts are out. */
  | { readonly type: 'rights-ended'; readonly owners: readonly OwnerName[] }
  /** By its user: all of the workbook, what could not be emptied once more, or edited rows too. */
  | { readonly type: 'blank-asked'; readonly isAll: boolean }
  /** null: there was nothing to empty. */
  | { readonly type: 'blanked'; readonly report: BlankReport | null }
  | { readonly type: 'blank-closed' }
  | { readonly type: 'kept-asked'; readonly tableId: string; readonly place: BodyPlace }

export type BlankEffect =
  /** Nobody is signed in, or somebody was refused: is the account out that synced this workbook? */
  | { readonly do: 'ask-standing' }
  | { readonly do: 'blank'; readonly order: BlankOrder }
  | { readonly do: 'go-kept'; readonly tableId: string; readonly place: BodyPlace }

/** The workbook as it is emptied. */
export interface BlankDesk {
  /** Of the accounts that bound sheets those that are out; none where the server cannot be asked. */
  readonly outs: () => Promise<readonly OwnerName[]>
  /** null: there is nothing to empty. */
  readonly empty: (order: BlankOrder) => Promise<BlankReport | null>
  readonly select: (tableId: string, place: BodyPlace) => Promise<void>
}
