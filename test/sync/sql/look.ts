// The end of a history on both stores: everybody reads everything in every way, and the manager takes the newest
// batches back and races with himself, so that verbs and gates are compared too that it never came to.
import { tableName } from '../../../shared/protocol/cell.ts'
import type { Actor } from '../../../worker/auth/actor.ts'
import type { Store } from '../../../worker/service/store.ts'
import { undo } from '../../../worker/service/undo.ts'
import type { FakeState } from '../../support/store-state.ts'
import { runRaces } from './race.ts'

const PAGE = 8
const PAGES_MAX = 40
const BATCHES = 5
const UNDONE = 2
const ALL = Number.MAX_SAFE_INTEGER

const wholePage = {
  after: 0,
  before: null,
  limit: 0,
  isOwnOnly: false,
  isBrief: false,
  marks: [],
}

const pullAll = async (store: Store, actor: Actor, head: number): Promise<void> => {
  for (const table of tableName.options)
    for (const isOwnOnly of [false, true]) {
      let after = 0
      for (let page = 0; page < PAGES_MAX && after < head; page++) {
        const ask = { table, after, before: null, limit: PAGE, isOwnOnly, only: null }
        const marks = [after, head]
        const facts = await store.readPull(actor, { ...ask, isBrief: page % 2 === 1, marks })
        after = facts.through
      }
    }
}

const lookAtRows = async (store: Store, actor: Actor, state: FakeState): Promise<void> => {
  const middle = state.history[Math.floor(state.history.length / 2)]?.at ?? 0
  for (const table of tableName.options) {
    const rows = [...state.rows[table].values()]
    const ids = rows.map(({ id }) => id)
    await store.readArchive(actor, table, ids)
    await store.readForks(actor, table, ids, middle)
    await store.readPull(actor, {
      ...wholePage,
      table,
      only: [...ids, 'nobody'],
    })
    for (const [lostAt, behind, crevBehind, isOwnOnly] of [
      [null, 0, 0, false],
      [null, 0, 0, true],
      [null, 0, 1, false],
      [middle, 1, 1, true],
    ] as const)
      await store.readDigest(actor, {
        table,
        rows: rows.slice(1).map(({ id, rev, crev }) => [id, rev - behind, crev - crevBehind]),
        isOwnOnly,
        after: '',
        through: null,
        missingMax: 2,
        lostAt,
      })
    const intents = state.history
      .filter((entry) => entry.table === table)
      .map(({ row, base, hash }) => [row, base, hash] as const)
    await store.readIntents(actor, { table, intents, isFenced: false, batch: null, now: 0 })
  }
  const idsOf = (table: 'customer' | 'contact') => [...state.rows[table].keys()]
  await store.readNames(actor, { customer: idsOf('customer'), contact: idsOf('contact') })
}

const lookAtConflicts = async (store: Store, actor: Actor, state: FakeState): Promise<void> => {
  const rows = [...state.rows.customer.keys(), ...state.rows.contact.keys()]
  const conflicts = state.conflicts.map(({ id }) => id)
  await store.readConflicts(actor, { of: 'mine', ids: [], after: '', limit: PAGE })
  await store.readConflicts(actor, { of: 'rows', ids: rows, after: '', limit: PAGE })
  await store.readConflicts(actor, { of: 'ids', ids: conflicts, after: '', limit: ALL })
}

const lookAtBatches = async (store: Store, actor: Actor): Promise<void> => {
  await store.readBatches(actor, { by: actor.id, atLeast: 2, before: ALL, limit: PAGE })
  const all = await store.readBatches(actor, { by: null, atLeast: 1, before: ALL, limit: BATCHES })
  for (const { by, id: batch } of all)
    await store.readSteps(actor, {
      by,
      batch,
      undo: { by: actor.id, batch: '' },
      before: ALL,
      limit: PAGE,
    })
}

/** @param newId names each undo; @param now UTC, milliseconds */
const undoNewest = async (
  store: Store,
  manager: Actor,
  newId: () => string,
  now: number,
): Promise<void> => {
  const newest = await store.readBatches(manager, {
    by: null,
    atLeast: 1,
    before: ALL,
    limit: UNDONE,
  })
  for (const { by, id: batch } of newest) {
    let cursor = ''
    const order = { workbook: newId(), batch, by, as: newId(), limit: PAGE }
    for (let page = 0; page < PAGES_MAX; page++) {
      const reply = await undo(store, manager, { ...order, cursor }, now + page)
      if (!reply.more) break
      ;({ cursor } = reply)
    }
  }
}

/** @param actors the last of them is the manager; @param now UTC, milliseconds */
export const lookAtEverything = async (
  store: Store,
  actors: readonly Actor[],
  state: FakeState,
  { newId, now }: { readonly newId: () => string; readonly now: number },
): Promise<void> => {
  for (const actor of actors) {
    await pullAll(store, actor, state.seq)
    await lookAtRows(store, actor, state)
    await lookAtConflicts(store, actor, state)
    await lookAtBatches(store, actor)
  }
  const manager = actors.at(-1)
  if (manager === undefined) return
  await undoNewest(store, manager, newId, now)
  await runRaces({ store, actor: manager, newId, now: now + 2 * PAGES_MAX }, state)
}
