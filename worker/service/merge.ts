// merge: two to eight customers become one, all or nothing. Read, judge, join (shared/merge/survive.ts), write; rows
// that moved meanwhile are read again, at most three times in all. The same request twice merges once.
import { derivedId } from '../../shared/merge/derived-id.ts'
import type { Standing } from '../../shared/merge/facts.ts'
import type { Chosen } from '../../shared/merge/survive.ts'
import { contactTwins, visitTwins } from '../../shared/merge/twins.ts'
import { valueAt } from '../../shared/merge/three-way.ts'
import type { Problem } from '../../shared/problem.ts'
import {
  EVIDENCE_BYTES_MAX,
  MERGE_FIELDS_MAX,
  type MergeReply,
  type MergeRequest,
  type RefusedRow,
  TWINS_MAX,
} from '../../shared/protocol/merge.ts'
import { customer } from '../../shared/schema/customer.ts'
import type { Fields } from '../../shared/schema/table.ts'
import { rowHash } from '../../shared/sync/row-hash.ts'
import type { Actor } from '../auth/actor.ts'
import { Refusal } from '../refusal.ts'
import type { MergeEdge, MergeFollower, MergeStore } from './merge-facts.ts'
import { faultsOf, joinRows, toRecord } from './merge-plan.ts'
import { judgeRows, ofOthers, readStanding } from './merge-rows.ts'
import { readRows } from './read-rows.ts'
import { nextRev, tickOf } from './revision.ts'
import type { Store } from './store.ts'

const ROUNDS_MAX = 3

export type MergeOrder = Omit<MergeRequest, 'epoch'>

export interface MergePorts {
  readonly store: Store
  readonly merges: MergeStore
  readonly follower: MergeFollower
}

const refuse = (rows: readonly RefusedRow[], problems: readonly Problem[] = []): MergeReply => ({
  outcome: 'refused',
  rows: [...rows],
  problems: [...problems],
})

const rowsOf = ({ winner, losers }: MergeOrder) => [winner, ...losers]

const byText = (a: string, b: string): number => (a < b ? -1 : 1)

/** Follows from the rows and the revisions that were looked at: they can become one only once. */
const mergeIdOf = (order: MergeOrder): string => {
  const losers = order.losers.map(({ id, rev }) => `${id}@${rev}`).toSorted(byText)
  return derivedId(order.winner.id, `merge/${JSON.stringify([order.winner.rev, losers])}`)
}

const requireSound = (order: MergeOrder): void => {
  const ids = rowsOf(order).map(({ id }) => id)
  const { score, answers, evidence } = order
  const fields: Fields = customer.fields
  const isField = (key: string) => Object.hasOwn(fields, key) && fields[key]?.filled !== 'computed'
  const named = Object.values(order.fields).flatMap((c) => ('from' in c ? [c.from] : []))
  if (new Set(ids).size < ids.length) throw new Refusal('malformed', 'A row is named twice.')
  const choices = Object.keys(order.fields)
  if (choices.length > MERGE_FIELDS_MAX || !choices.every(isField))
    throw new Refusal('malformed', 'Only entered fields of a customer are chosen.')
  if (![...named, order.contact ?? ids[0]].every((id) => ids.some((known) => known === id)))
    throw new Refusal('malformed', 'A choice names a row that is not merged.')
  const told = new TextEncoder().encode(JSON.stringify({ score, answers, evidence }))
  if (told.byteLength > EVIDENCE_BYTES_MAX)
    throw new Refusal('too_large', `At most ${EVIDENCE_BYTES_MAX} bytes of evidence.`)
}

/** Values that were typed are cells: read as a sheet's would be, references and all. */
const readChosen = async (
  { store }: MergePorts,
  actor: Actor,
  order: MergeOrder,
  now: number,
): Promise<{
  readonly chosen: ReadonlyMap<string, Chosen>
  readonly problems: readonly Problem[]
}> => {
  const chosen = new Map<string, Chosen>()
  const typed = Object.entries(order.fields).flatMap(([key, choice]) => {
    if ('value' in choice) return [[key, choice.value] as const]
    chosen.set(key, choice)
    return []
  })
  if (typed.length === 0) return { chosen, problems: [] }
  const fields = typed.map(([key]) => key)
  const cells = typed.map(([, value]) => value)
  const { id, rev } = order.winner
  const line = [id, rev, rowHash('customer', fields, cells), cells]
  const sent = { table: 'customer', fields, rows: [line] } as const
  const [read] = await readRows(store, actor, sent, now)
  const { values = {}, problems = [] } = read?.incoming ?? {}
  for (const key of fields)
    if (Object.hasOwn(values, key)) chosen.set(key, { value: valueAt(values, key) })
  return { chosen, problems: problems.filter((problem) => problem.level === 'error') }
}

const replyOf = async (
  { merges }: MergePorts,
  actor: Actor,
  { id, winner, rev, decisions }: Pick<MergeEdge, 'id' | 'winner' | 'rev' | 'decisions'>,
): Promise<MergeReply> => {
  const { moved, contacts, visits } = await merges.readMoved(actor, { merge: id, winner })
  return {
    outcome: 'merged',
    merge: id,
    rev,
    moved: { ...moved },
    decisions: [...decisions],
    contacts: [...contactTwins(contacts, TWINS_MAX)],
    visits: [...visitTwins(visits, TWINS_MAX)],
  }
}

/** What followed once follows again: an answer may have been lost before it did. */
const follow = async (
  { follower }: MergePorts,
  actor: Actor,
  order: MergeOrder,
  edge: Pick<MergeEdge, 'id' | 'winner' | 'losers' | 'joined'>,
  now: number,
): Promise<void> => {
  const { id: merge, winner, losers, joined: values } = edge
  await follower.afterMerge(actor, { merge, winner, losers, values, answers: order.answers, now })
}

/** The edge of an earlier request like this one, if the caller may merge these rows. */
const doneBefore = async (
  { merges }: MergePorts,
  actor: Actor,
  merge: string,
  standing: readonly (Standing | undefined)[],
): Promise<MergeEdge | null> => {
  const seen = standing.filter((row) => row !== undefined)
  if (seen.length < standing.length || ofOthers(actor, seen).length > 0) return null
  const edge = await merges.readEdge(actor, merge)
  return edge?.undone === null ? edge : null
}

export const merge = async (
  ports: MergePorts,
  actor: Actor,
  order: MergeOrder,
  now: number,
): Promise<MergeReply> => {
  requireSound(order)
  const { store, merges } = ports
  const id = mergeIdOf(order)
  const seen = rowsOf(order)
  const { chosen, problems } = await readChosen(ports, actor, order, now)
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const facts = await readStanding(store, actor, seen)
    const { rows, refused } = judgeRows(actor, seen, facts.standing)
    if (refused.length > 0) {
      const standing = seen.map((row) => facts.standing.get(row.id))
      const before = await doneBefore(ports, actor, id, standing)
      if (!before) return refuse(refused)
      await follow(ports, actor, order, before, now)
      return await replyOf(ports, actor, before)
    }
    const [winner] = rows
    if (!winner || problems.length > 0) return refuse([], problems)
    const joined = joinRows(facts, rows, chosen, order.contact ?? null)
    const faults = faultsOf(actor, winner, joined)
    if (faults.length > 0) return refuse([], faults)
    const found = await merges.readMerging(
      actor,
      seen.map((row) => row.id),
    )
    const content = toRecord(actor, rows, found, joined)
    const { workbook, batch = null, score = null, answers = null, evidence = null } = order
    const plan = { merge: id, workbook, batch, now, evidence: { score, answers, evidence } }
    if (!content || !(await merges.writeMerge(actor, { ...plan, ...content }))) continue
    const losers = order.losers.map((row) => row.id)
    const edge = {
      id,
      winner: winner.id,
      losers,
      rev: nextRev(winner.rev, tickOf(actor.org, now)),
      joined: joined.values,
    }
    await follow(ports, actor, order, edge, now)
    return await replyOf(ports, actor, { ...edge, decisions: joined.decisions })
  }
  // The rows move all the time: the user looks again.
  return refuse(seen.map((row): RefusedRow => ({ id: row.id, outcome: 'changed' })))
}
