// The part of an undo that puts fields back: the merge of a push, with what the batch wrote as the base.
import { decideChunk } from '../../shared/merge/decide.ts'
import type { Decision, Incoming } from '../../shared/merge/facts.ts'
import { reverse } from '../../shared/merge/undo.ts'
import type { KeptRow } from '../../shared/protocol/batches.ts'
import type { WireValues } from '../../shared/protocol/cell.ts'
import { hash64 } from '../../shared/sync/hash.ts'
import type { Actor } from '../auth/actor.ts'
import type { BatchStep } from './batch-facts.ts'
import { askFor, type Ground, groundAt, isWriting, planWrite } from './plan.ts'
import { rulesOf } from './rules.ts'
import type { PlannedWrite, PushFacts, Store } from './store.ts'
import type { Run, Undone, UndoOrder } from './undo.ts'

const ROUNDS_MAX = 3

/** No hash of cells begins like this; the row and its revision in the batch make it an intention of its own. */
const intentionOf = (as: string): string => `<${hash64(as)}`

const toIncoming = (step: BatchStep, as: string): Incoming => ({
  id: step.id,
  base: step.rev,
  hash: intentionOf(as),
  // A recycled row is given back what it was.
  answer: 'renamed',
  values: reverse(step.before ?? {}, step.after, step.after).values,
  problems: [],
  first: '',
})

const nameOf = (values: WireValues): string => String(values['name'] ?? '')

/** What is not put back, and why. */
const keptOf = (step: BatchStep, decision: Decision, facts: PushFacts): readonly KeptRow[] => {
  const { table, id, before, after } = step
  const standing = facts.standing.get(id)
  const label = standing ? nameOf(standing.values) : ''
  const keep = (field: string | null, reason: KeptRow['reason']): KeptRow => {
    return { table, id, label, field, reason }
  }
  if (decision.outcome === 'forbidden' || !standing) return [keep(null, 'forbidden')]
  if (decision.outcome === 'gone') return [keep(null, 'gone')]
  if (decision.outcome === 'invalid') {
    const errors = decision.problems.filter((problem) => problem.level === 'error')
    return errors.map((problem) => keep(problem.field, 'invalid'))
  }
  return reverse(before ?? {}, after, standing.values).kept.map((field) => keep(field, 'changed'))
}

/** A field that others set since is no conflict: it stays, and is listed. */
const planUndo = (actor: Actor, ground: Ground, decision: Decision): PlannedWrite | null => {
  if (!isWriting(decision) || decision.write === null) return null
  if (decision.write.changed.length === 0) return null
  return planWrite(actor, ground, { ...decision, write: { ...decision.write, conflicts: [] } })
}

export const undoChanges = async (
  store: Store,
  actor: Actor,
  run: Run,
  order: UndoOrder,
): Promise<Undone> => {
  const table = run.steps[0]?.table ?? 'customer'
  // The values are stored ones, not a sheet's cells: they mean what they say.
  const rules = { ...rulesOf(actor, table), meant: (values: WireValues) => values }
  const settled = new Set<string>()
  const kept: KeptRow[] = []
  let changed = 0
  for (let round = 0; round < ROUNDS_MAX && settled.size < run.steps.length; round++) {
    const open = run.steps.filter((step) => !settled.has(step.id))
    const rows = open.map((step) => toIncoming(step, order.as))
    const facts = await store.readPush(actor, askFor(table, rows, rules))
    const memory = { ids: new Set(rows.map((row) => row.id)), adopted: new Set<string>() }
    const decisions = decideChunk(rows, facts, rules, memory)
    const ground = groundAt(actor, order.now, { table, facts })
    const planned = decisions.map((decision) => planUndo(actor, ground, decision))
    const writes = planned.filter((write) => write !== null)
    const { workbook, now, as, by, batch } = order
    const plan = { table, workbook, now, seen: facts.seen, writes, batch: as, session: null }
    const { stored } =
      writes.length > 0
        ? await store.writePush(actor, { ...plan, undoes: { by, batch } })
        : { stored: new Set<string>() }
    for (const [i, step] of open.entries()) {
      const decision = decisions[i]
      const write = planned[i] ?? null
      if (!decision || decision.outcome === 'retry' || (write && !stored.has(step.id))) continue
      settled.add(step.id)
      if (write || decision.outcome === 'done') changed += 1
      kept.push(...keptOf(step, decision, facts))
    }
  }
  return { settled, counts: { changed, archived: 0, restored: 0 }, kept }
}
