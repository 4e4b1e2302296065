// What the store says about batches: who wrote what together, and each row of it as it was before and after.
import type { TableName, WireValues } from '../../shared/protocol/cell.ts'
import type { Batch } from '../../shared/protocol/batches.ts'

/** An author's name for what he wrote together. */
export interface BatchName {
  readonly by: string
  readonly batch: string
}

export interface BatchAsk {
  /** null: everybody's. */
  readonly by: string | null
  readonly atLeast: number
  /** Only those whose first seq is smaller. */
  readonly before: number
  readonly limit: number
}

export interface BatchFacts extends Omit<Batch, 'byName'> {
  /** Of its first write. */
  readonly seq: number
}

export interface StepAsk extends BatchName {
  /** The undo: what it wrote itself touched nothing. */
  readonly undo: BatchName
  /** Only steps with a smaller seq. */
  readonly before: number
  readonly limit: number
}

/** One row's write in a batch; what moved along in the other table, or with its customer, is no step. */
export interface BatchStep {
  readonly table: TableName
  readonly id: string
  readonly rev: number
  readonly seq: number
  /** '-' put away, '+' brought back; anything else a change of its fields. */
  readonly hash: string
  /** Its whole content before this step and after; null: it did not exist. */
  readonly before: WireValues | null
  readonly after: WireValues
  /** Where the row stands now. */
  readonly now: number
  /** Has anybody written to the row since, outside of this batch and its undo? Or to what belongs to it? */
  readonly isTouched: boolean
  /** Was the customer that it belongs to made by this batch too? */
  readonly isWithCustomer: boolean
}

export interface StepFacts {
  /** Newest first. */
  readonly steps: readonly BatchStep[]
  /** Everything of the batch from this seq on is in `steps`; null: all of it. */
  readonly through: number | null
}
