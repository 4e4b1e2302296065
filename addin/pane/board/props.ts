// What the parts of the board's screen are given.
import type { BoardEvent, BoardState } from './model.ts'
import type { SayBoard } from './words.ts'

export interface PartProps {
  readonly state: BoardState
  readonly dispatch: (event: BoardEvent) => void
  /** The board's own words. */
  readonly t: SayBoard
  /** Something is under way, here or in a sync: what writes into sheets waits. */
  readonly isBusy: boolean
  /** The customer whose row is selected; null: none. */
  readonly here: { readonly id: string; readonly name: string } | null
}
