// The list of cells to correct: which board is shown, what kinds there are, which entries a filter leaves.
import type { Board, Trouble } from '../../shared/sync/session/board.ts'
import type { State } from './model.ts'

/** The board of the table that is looked at; null before its first sync. */
export const shownBoard = ({ table, accounts }: State): Board | null =>
  table === null ? null : (accounts[table]?.board ?? null)

/** The first word of a flaw's code: phone.length and phone.form are one kind. */
export const kindOf = ({ problem }: Trouble): string => problem?.code.split('.')[0] ?? 'other'

export const ALL = 'all'
export const ERRORS = 'errors'

/** @param filter ALL, ERRORS, or a kind */
export const troublesIn = ({ troubles }: Board, filter: string): readonly Trouble[] => {
  if (filter === ALL) return troubles
  return troubles.filter((trouble) =>
    filter === ERRORS ? trouble.level === 'error' : kindOf(trouble) === filter,
  )
}

/** How many entries of each kind, the most frequent first. */
export const countKinds = ({ troubles }: Board): readonly (readonly [string, number])[] => {
  const counts = new Map<string, number>()
  for (const trouble of troubles)
    counts.set(kindOf(trouble), (counts.get(kindOf(trouble)) ?? 0) + 1)
  return [...counts].toSorted((a, b) => b[1] - a[1])
}
