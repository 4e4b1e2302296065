// What is left to decide: counts for the tab, decisions for all rows of a kind.
import type { Decision } from '../../shared/sync/session/answer.ts'
import type { Board, KnownRow } from '../../shared/sync/session/board.ts'

/** Above so many recycled rows it is one question for all. */
export const RECYCLED_SINGLY_MAX = 20

/** Known rows that nobody has left alone. */
export const openKnown = ({ known }: Board, left: readonly string[]): readonly KnownRow[] => {
  const ids = new Set(left)
  return known.filter(({ id }) => !ids.has(id))
}

export const decidable = (board: Board, left: readonly string[]): number =>
  openKnown(board, left).length + board.recycled.length + board.conflicts.length

export const answerAll = (
  rows: readonly { readonly id: string }[],
  answer: Decision['answer'],
): readonly Decision[] => rows.map(({ id }) => ({ id, answer }))

/** Rows that can be linked: not linked yet, and nothing is known to stand in the way. */
export const linkable = (rows: readonly KnownRow[]): readonly KnownRow[] =>
  rows.filter(
    ({ isLinked, failure, known }) =>
      !isLinked && failure === null && (known === null || (known.id !== null && !known.here)),
  )

export const creatable = (rows: readonly KnownRow[]): readonly KnownRow[] =>
  rows.filter(({ isLinked }) => !isLinked)
