// undo: a batch taken back step by step, the newest first. Fields get their values back where the batch's still
// stand, rows that it made are put away, rows that it put away are brought back; what others changed since stays and
// is listed. Every write is an ordinary one, in the undo's own batch, so that an undo can be undone.
import type { UndoReply, UndoRequest } from '../../shared/protocol/batches.ts'
import { UNDO_ROWS_MAX } from '../../shared/protocol/batches.ts'
import { type Actor, mayHandOver } from '../auth/actor.ts'
import { Refusal } from '../refusal.ts'
import type { BatchStep } from './batch-facts.ts'
import { readPlace, writePlace } from './batches.ts'
import type { Store } from './store.ts'
import { undoChanges } from './undo-changes.ts'
import { undoTurns } from './undo-turns.ts'

/** Steps that are taken back together: of one table, of one kind, each row once. */
export interface Run {
  readonly kind: 'changed' | 'made' | 'archived' | 'restored'
  readonly steps: readonly BatchStep[]
}

export interface UndoOrder extends Omit<UndoRequest, 'epoch'> {
  readonly now: number
}

/** What became of a run; rows that were not settled are left to the next request. */
export interface Undone {
  readonly settled: ReadonlySet<string>
  readonly counts: Pick<UndoReply, 'changed' | 'archived' | 'restored'>
  readonly kept: UndoReply['kept']
}

const kindOf = (step: BatchStep): Run['kind'] => {
  if (step.hash === '-') return 'archived'
  if (step.hash === '+') return 'restored'
  return step.before === null ? 'made' : 'changed'
}

const toRuns = (steps: readonly BatchStep[]): readonly Run[] => {
  const runs: { readonly kind: Run['kind']; readonly steps: BatchStep[] }[] = []
  for (const step of steps) {
    const kind = kindOf(step)
    const run = runs.at(-1)
    const fits =
      run?.kind === kind &&
      run.steps[0]?.table === step.table &&
      !run.steps.some((other) => other.id === step.id)
    if (run && fits) run.steps.push(step)
    else runs.push({ kind, steps: [step] })
  }
  return runs
}

/**
 * Takes back at most `limit` rows of the batch, from the cursor on. Sent twice, the second finds everything done. A
 * batch that is not the caller's to undo is refused like one that never was.
 */
export const undo = async (
  store: Store,
  actor: Actor,
  order: Omit<UndoRequest, 'epoch'>,
  now: number,
): Promise<UndoReply> => {
  const { batch, by, as, cursor } = order
  const isMine = by === actor.id || mayHandOver(actor)
  const page = isMine
    ? await store.readSteps(actor, {
        by,
        batch,
        undo: { by: actor.id, batch: as },
        before: readPlace(cursor),
        limit: Math.min(order.limit, UNDO_ROWS_MAX),
      })
    : null
  if (page === null) throw new Refusal('forbidden', 'There is no such batch that you may undo.')
  const reply = { changed: 0, archived: 0, restored: 0, kept: [] as UndoReply['kept'] }
  for (const run of toRuns(page.steps)) {
    const take = run.kind === 'changed' ? undoChanges : undoTurns
    const { settled, counts, kept } = await take(store, actor, run, { ...order, now })
    reply.changed += counts.changed
    reply.archived += counts.archived
    reply.restored += counts.restored
    reply.kept.push(...kept)
    const open = run.steps.find((step) => !settled.has(step.id))
    // Somebody writes to this row all the time: the next request begins with it.
    if (open) return { ...reply, cursor: writePlace(open.seq + 1), more: true }
  }
  const place = page.through === null ? cursor : writePlace(page.through)
  return { ...reply, cursor: place, more: page.through !== null }
}
