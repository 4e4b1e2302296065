// How a view hands its user's answers on: with the table that they are about.
import type { Board } from '../../../shared/sync/session/board.ts'
import type { Decision } from '../../../shared/sync/session/answer.ts'
import { useUi } from './context.ts'

export interface BoardProps {
  readonly board: Board
  /** A sync is under way: answers wait for its end. */
  readonly isBusy: boolean
}

export const useAnswer = ({ table }: Board): ((decisions: readonly Decision[]) => void) => {
  const { dispatch } = useUi()
  return (decisions) => dispatch({ type: 'answered', table, decisions })
}
