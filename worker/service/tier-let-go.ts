// Letting a customer go, and taking that back: a manager's decision as an ordinary write to the customer's row. X by
// hand with its reason and end, in a batch of its own, so that history shows it and either way can be undone.
import { UNDO_ROWS_MAX } from '../../shared/protocol/batches.ts'
import { derivedId } from '../../shared/merge/derived-id.ts'
import type { Problem } from '../../shared/problem.ts'
import { rowHash } from '../../shared/sync/row-hash.ts'
import type { TierPolicy } from '../../shared/tier/policy.ts'
import type { Actor } from '../auth/actor.ts'
import { Refusal } from '../refusal.ts'
import { overrideFields } from './override-rules.ts'
import { push } from './push.ts'
import type { Store } from './store.ts'
import { undo } from './undo.ts'

/** What the audit is told of such a row. */
const HINT = 'next step'
const fields = [...overrideFields]

/** The batch of one customer within the decisions of one request. */
const batchOf = (as: string, id: string): string => derivedId(as, `let-go/${id}`)

export interface LetGo {
  readonly id: string
  readonly rev: number
  readonly reason: string
  /** Its last day, YYYY-MM-DD. */
  readonly until: string
}

interface Under {
  /** Names the decisions of the request; see `batchOf`. */
  readonly as: string
  readonly workbook: string
  readonly policy: TierPolicy
  readonly now: number
}

/** stored: X stands in his row. Sent twice the second finds it done. */
export const letGo = async (
  store: Store,
  actor: Actor,
  { id, rev, reason, until }: LetGo,
  { as, workbook, policy, now }: Under,
): Promise<{ readonly isStored: boolean; readonly problems: readonly Problem[] }> => {
  const cells = ['X', reason, until]
  const row = [id, rev, rowHash('customer', fields, cells), cells]
  const sent = { table: 'customer', fields, rows: [row], hint: HINT } as const
  const order = { ...sent, workbook, batch: batchOf(as, id), policy }
  const [result] = (await push(store, actor, order, now)).results
  const outcome = result?.outcome ?? 'retry'
  return {
    isStored: outcome === 'applied' || outcome === 'merged' || outcome === 'done',
    problems: result?.problems ?? [],
  }
}

/** What stood there before stands there again, as far as nobody wrote anything else since. X by another hand stays. */
export const takeBack = async (
  store: Store,
  actor: Actor,
  done: { readonly id: string; readonly by: string; readonly as: string },
  { as, workbook, now }: Omit<Under, 'policy'>,
): Promise<void> => {
  const order = { batch: batchOf(done.as, done.id), by: done.by, workbook }
  const limit = UNDO_ROWS_MAX
  try {
    await undo(store, actor, { ...order, as: batchOf(as, done.id), cursor: '', limit }, now)
  } catch (error) {
    if (!(error instanceof Refusal && error.code === 'forbidden')) throw error
  }
}
