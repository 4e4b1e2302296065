// recover: a push of rows that the server lost when it was restored. What differs from a push is the base: a sheet's
// revision that the server never reached, or reached again with other content than the sheet has, stands for the last
// one before the log was cut off. So what the sheet changed since is put back, and what others wrote after the restore
// is merged.
import type { PullReply } from '../../shared/protocol/pull.ts'
import { pushRow, type PushReply } from '../../shared/protocol/push.ts'
import type { RecoverRequest } from '../../shared/protocol/recover.ts'
import { hash64 } from '../../shared/sync/hash.ts'
import type { Actor } from '../auth/actor.ts'
import { type Fork, noMark, readCursor, refuseCutOff, resetOf, writeCursor } from './log.ts'
import { push, type PushOrder } from './push.ts'
import { readRows } from './read-rows.ts'
import { saysSo } from './result.ts'
import type { Store } from './store.ts'

/**
 * When the log was cut off, as far as the cursor tells: the moment of the write that it stands on, which was lost.
 * Everything on the server from before was there before the restore, everything from then on came after it. null: the
 * cursor holds, or there is none.
 */
export const cutOffAt = async (
  store: Store,
  actor: Actor,
  refused: string,
): Promise<number | null> => {
  const cursor = readCursor(refused)
  if (cursor === null) return null
  const log = await store.readLog(actor, [cursor.seq])
  const isCut = resetOf(actor, cursor, { ...log, mark: log.marks[0] ?? noMark }) === 'epoch_changed'
  return isCut ? cursor.mark.at : null
}

/**
 * Looked at after the reads of an answer: then whatever it says was read before, or is refused.
 * @returns the cursor at the end of the log, for a session that looks: should the server be set back behind it, it tells
 * @throws Refusal epoch_changed, where the log was cut off behind what the session has been told
 */
export const headOfLog = async (
  store: Store,
  actor: Actor,
  seen: string | undefined,
): Promise<Pick<PullReply, 'head'>> => {
  if (seen === undefined) return {}
  const cursor = readCursor(seen)
  const log = await store.readLog(actor, [Number.MAX_SAFE_INTEGER, cursor?.seq ?? 0])
  const [newest = noMark, mark] = log.marks
  refuseCutOff(actor, cursor, { ...log, mark })
  return { head: writeCursor(actor, log.head, newest) }
}

/**
 * What is older than the write that the cursor stands on is the same here and in the sheet, whether the cursor holds
 * or not: it may hold where the sheet has rows of a session that never moved it. 0: it tells nothing.
 */
const sharedUntil = (cursor: string): number => readCursor(cursor)?.mark.at ?? 0

/**
 * The base to merge on: the last revision that both surely have. 0, where nobody knows what the sheet had seen of
 * this row: then every field that differs is a conflict with both values kept, and a row that is not there is made
 * anew with its own id.
 */
const baseOf = (rev: number, fork: Fork | undefined): number => Math.min(rev, fork?.kept ?? 0)

/**
 * Of an intention of its own. A push of the same content may have been fenced since, by the workbook that it came from,
 * or stand in the history already with others' words over it: neither says anything of what is given back now.
 */
const givenBack =
  (cursor: string) =>
  (hash: string): string =>
    hash64(`${hash}|${cursor}`)

type Order = Omit<PushOrder, 'hint' | 'intentionOf'> & Pick<RecoverRequest, 'cursor'>

/**
 * Rows that say just what the server has at their own revision: they got it after the restore, or it was given out
 * again. Nothing of them is lost, and what a colleague made of that revision since was not seen in them. Not those that
 * this very request gave back before.
 */
const readSame = async (
  store: Store,
  actor: Actor,
  { cursor, ...order }: Order,
  forks: ReadonlyMap<string, Fork>,
  now: number,
): Promise<ReadonlySet<string>> => {
  const rows = order.rows.filter((row) => {
    const { success, data } = pushRow.safeParse(row)
    if (!success) return false
    const [id, rev] = data
    const { rev: newest, kept } = forks.get(id) ?? { rev: 0, kept: 0 }
    return kept < rev && rev <= newest
  })
  if (rows.length === 0) return new Set()
  const read = await readRows(store, actor, { ...order, rows }, now)
  const sent = read.filter((row) => row.incoming !== null)
  const ask = { table: order.table, keys: [], firstKeys: [], parents: [] }
  const intentionOf = givenBack(cursor)
  const { bases, standing } = await store.readPush(actor, {
    ...ask,
    rows: sent.map(({ incoming: { id, base, hash } }) => [id, base, hash]),
  })
  const { applied } = await store.readPush(actor, {
    ...ask,
    rows: sent.map(({ incoming: { id, base, hash } }) => [
      id,
      baseOf(base, forks.get(id)),
      intentionOf(hash),
    ]),
  })
  const same = sent.filter((row) => {
    const { id, base } = row.incoming
    const here = standing.get(id)
    const then = here?.rev === base ? here.values : bases.get(id)
    return then !== undefined && !applied.has(id) && saysSo(actor, order, row, then)
  })
  return new Set(same.map(({ incoming }) => incoming.id))
}

/** Safe to repeat: the base of a row does not move. Rights are those of a push; a foreign row is `forbidden`. */
export const recover = async (
  store: Store,
  actor: Actor,
  { cursor, ...order }: Order,
  now: number,
): Promise<PushReply> => {
  const parsed = order.rows.map((row) => pushRow.safeParse(row))
  const ids = parsed.flatMap(({ success, data }) => (success ? [data[0]] : []))
  const forks = await store.readForks(actor, order.table, [...new Set(ids)], sharedUntil(cursor))
  const same = await readSame(store, actor, { cursor, ...order }, forks, now)
  const rows = parsed.map(({ success, data }, i) => {
    if (!success) return order.rows[i]
    const [id, rev, ...rest] = data
    return [id, same.has(id) ? rev : baseOf(rev, forks.get(id)), ...rest]
  })
  return await push(
    store,
    actor,
    { ...order, rows, hint: 'recover', intentionOf: givenBack(cursor) },
    now,
  )
}
