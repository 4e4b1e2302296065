// What the server said about rows, kept while the pane is open: the next session does not ask again, and the user's
// answer may come much later. Nothing that correctness needs: without it the server is asked once more.
import type { RowResult } from '../../protocol/push.ts'
import type { SheetRow } from '../classify.ts'
import type { Session } from './session.ts'

/** A cell of a row that was linked: both say something, and not the same. */
export interface Difference {
  readonly field: string
  readonly header: string
  /** Zero-based in the table. */
  readonly column: number
  readonly mine: string
  readonly theirs: string
}

/** Why a row could not be linked. */
export type LinkFailure =
  /** He stands in the sheet already, in another row. */
  | { readonly kind: 'here'; readonly row: number }
  /** Not mine to see. */
  | { readonly kind: 'hidden' }

export interface Told {
  /** The content that it was said of, or stood in the sheet after it. */
  readonly hash: string
  readonly result: RowResult
  readonly differing: readonly Difference[]
  readonly failure: LinkFailure | null
}

/** By the row's id in the sheet. */
export type Memory = Map<string, Told>

/** null: nothing, or of another content. */
export const recall = ({ memory, results }: Session, row: SheetRow): Told | null => {
  const id = row.stamp?.id
  if (id === undefined) return null
  const told = memory.get(id)
  if (told?.hash === row.hash) return told
  const result = results.get(id)
  return result === undefined ? null : { hash: row.hash, result, differing: [], failure: null }
}

const toldOutcomes: ReadonlySet<string> = new Set(['known', 'invalid', 'changed_identity'])

const isWorthKeeping = ({ outcome, problems = [], conflicts = [] }: RowResult): boolean =>
  problems.length > 0 || conflicts.length > 0 || toldOutcomes.has(outcome)

/** After a session: rows of which the pane has something to tell. */
export const remember = (session: Session): void => {
  const { memory, rows, results } = session
  for (const row of rows) {
    const id = row.stamp?.id
    const result = id === undefined ? undefined : results.get(id)
    if (id === undefined || result === undefined || memory.get(id)?.result === result) continue
    // A result that came back for content that was typed over meanwhile says nothing about the row.
    const isCurrent = row.state === 'answered' || row.state === 'clean'
    if (isCurrent && isWorthKeeping(result))
      memory.set(id, { hash: row.hash, result, differing: [], failure: null })
    else memory.delete(id)
  }
}
