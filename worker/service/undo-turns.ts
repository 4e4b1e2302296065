// The part of an undo that puts rows away and brings them back: those that the batch made or brought back, if nobody
// touched them since, and those that it put away. Nothing is ever deleted.
import type { KeptRow } from '../../shared/protocol/batches.ts'
import type { TableName } from '../../shared/protocol/cell.ts'
import type { Actor } from '../auth/actor.ts'
import type { BatchStep } from './batch-facts.ts'
import { askFor } from './plan.ts'
import { rulesOf } from './rules.ts'
import type { ArchiveFacts } from './archive-facts.ts'
import type { PushFacts, Store } from './store.ts'
import type { Run, Undone, UndoOrder } from './undo.ts'

interface Ground {
  readonly facts: PushFacts
  readonly archive: ArchiveFacts
}

type Verdict = 'turn' | 'nothing' | KeptRow['reason']

const isMainContact = (step: BatchStep, { facts }: Ground): boolean =>
  step.table === 'contact' && facts.standing.get(step.id)?.side?.primary === step.id

const judgeAway = (step: BatchStep, ground: Ground): Verdict => {
  const standing = ground.facts.standing.get(step.id)
  if (!standing) return 'forbidden'
  if (standing.gone) return standing.gone.reason === 'archived' ? 'nothing' : 'gone'
  if (step.isTouched || standing.rev !== step.now) return 'changed'
  if (!isMainContact(step, ground)) return 'turn'
  // A customer that the batch made takes his main contact along.
  return step.isWithCustomer ? 'nothing' : 'main_contact'
}

const judgeBack = (step: BatchStep, { facts, archive }: Ground): Verdict => {
  const standing = facts.standing.get(step.id)
  if (!standing) return 'forbidden'
  if (!standing.gone) return 'nothing'
  if (standing.gone.reason === 'merged' || standing.rev !== step.rev) return 'gone'
  return archive.rows.get(step.id)?.isAllowed ? 'turn' : 'forbidden'
}

const read = async (
  store: Store,
  actor: Actor,
  table: TableName,
  steps: readonly BatchStep[],
): Promise<Ground> => {
  const rows = steps.map(({ id, rev }) => {
    return { id, base: rev, hash: '', answer: null, values: {}, problems: [], first: '' }
  })
  const facts = await store.readPush(actor, askFor(table, rows, rulesOf(actor, table)))
  const ids = steps.map((step) => step.id)
  return { facts, archive: await store.readArchive(actor, table, ids) }
}

/**
 * Asked once: a row that moves between reading and writing is left to the next request, which sees it as touched.
 * What was put away by an earlier request of the same undo is not counted again.
 */
export const undoTurns = async (
  store: Store,
  actor: Actor,
  run: Run,
  order: UndoOrder,
): Promise<Undone> => {
  const table = run.steps[0]?.table ?? 'customer'
  const isRestored = run.kind === 'archived'
  const ground = await read(store, actor, table, run.steps)
  const verdicts = run.steps.map((step) =>
    isRestored ? judgeBack(step, ground) : judgeAway(step, ground),
  )
  const rows = run.steps.flatMap(({ id }, i): [string, number][] =>
    verdicts[i] === 'turn' ? [[id, ground.facts.standing.get(id)?.rev ?? 0]] : [],
  )
  const { workbook, now, as, by, batch } = order
  const plan = { table, workbook, now, isRestored, rows, batch: as, undoes: { by, batch } }
  const turned = rows.length > 0 ? await store.writeArchive(actor, plan) : new Set<string>()
  const kept: KeptRow[] = []
  const settled = new Set<string>()
  for (const [i, { id }] of run.steps.entries()) {
    const verdict = verdicts[i] ?? 'turn'
    if (verdict === 'turn' && !turned.has(id)) continue
    settled.add(id)
    const label = String(ground.facts.standing.get(id)?.values['name'] ?? '')
    if (verdict !== 'turn' && verdict !== 'nothing')
      kept.push({ table, id, label, field: null, reason: verdict })
  }
  const count = { archived: isRestored ? 0 : turned.size, restored: isRestored ? turned.size : 0 }
  return { settled, counts: { changed: 0, ...count }, kept }
}
