// The store in memory and the production store on D1, side by side: every call of a history is carried out by both,
// their answers are compared, and after each write everything that they keep. The services hear D1's answer.
import { openStore } from '../../../worker/db/d1-store.ts'
import type { Database } from '../../../worker/db/database.ts'
import type { Store } from '../../../worker/service/store.ts'
import type { FakeState } from '../../support/store-state.ts'
import { openFakeStore } from '../../support/store.ts'
import type { Twin } from '../model-server.ts'
import type { Oracle } from '../oracle.ts'
import { writes } from '../parked-store.ts'
import { differenceOf } from './difference.ts'
import { countCall } from './figures.ts'
import type { Figures } from './figures.ts'
import { lookAtEverything } from './look.ts'
import { memoryState, sqlState } from './states.ts'
import type { Dump, Tables } from './tables.ts'

type Verb = (...asked: readonly unknown[]) => Promise<unknown>

/** Each verb of a store takes what its own caller gives it: the port's types hold on both sides of this. */
const verbOf = (store: Store, name: string): Verb => {
  const verb: unknown = Reflect.get(store, name)
  if (typeof verb !== 'function') throw new Error(`a store has no ${name}`)
  return async (...asked) => Reflect.apply(verb, store, asked)
}
/** As above: it has all the verbs of a store. */
const toStore = (store: Store, verbFor: (name: string) => Verb): Store =>
  Object.fromEntries(
    Object.keys(store).map((name) => [name, verbFor(name)]),
  ) as Partial<Store> as Store

const errorOf = (settled: PromiseSettledResult<unknown>): string | null =>
  settled.status === 'fulfilled' ? null : String(settled.reason)

const newOrganisation: Dump = new Map([['counter', [{ org: 'org', seq: 0, purged: 0 }]]])

export interface TwinOptions {
  readonly database: Database
  readonly tables: Tables
  /** Are added to. */
  readonly figures: Figures
  readonly violate: Oracle['violate']
}

export const openTwin = ({ database, tables, figures, violate }: TwinOptions): Twin => {
  const real = openStore(database)
  const kept = new WeakMap<FakeState, Dump>()
  let standing: FakeState | null = null
  /** One database serves every state: a fall back, or a replica that lags behind, is put in its place. */
  const stand = async (state: FakeState): Promise<void> => {
    if (standing === state) return
    await tables.put(kept.get(state) ?? newOrganisation)
    standing = state
  }
  const compare = (name: string, memory: unknown, sql: unknown): void => {
    const difference = differenceOf(name, memory, sql)
    if (difference !== null) violate('SQL', difference)
  }
  const afterWrite = async (name: string, state: FakeState): Promise<void> => {
    figures.commits++
    const dump = await tables.read()
    kept.set(state, dump)
    compare(`state after ${name}`, memoryState(state), sqlState(dump))
  }
  const both =
    (state: FakeState, memory: Store) =>
    (name: string): Verb =>
    async (...asked) => {
      await stand(state)
      const { read, written } = database.meter
      const [sql] = await Promise.allSettled([verbOf(real, name)(...asked)])
      const [own] = await Promise.allSettled([verbOf(memory, name)(...asked)])
      const cost = { read: database.meter.read - read, written: database.meter.written - written }
      compare(`error of ${name}`, errorOf(own), errorOf(sql))
      if (sql.status === 'rejected') throw sql.reason
      if (own.status === 'fulfilled') compare(name, own.value, sql.value)
      countCall(figures, { name, ask: asked[1], answer: sql.value, cost })
      if (writes.has(name)) await afterWrite(name, state)
      return sql.value
    }
  const open = (state: FakeState): Store => {
    const { state: _, ...memory } = openFakeStore(state)
    return toStore(memory, both(state, memory))
  }
  return {
    open,
    copied: (from, to) => {
      const dump = kept.get(from)
      if (dump !== undefined) kept.set(to, dump)
    },
    atEnd: async ({ server, newId, clock }) => {
      const actors = server.people.map((_, user) => server.actorOf(user))
      const state = server.state()
      await lookAtEverything(open(state), actors, state, { newId, now: clock })
      // What a fall back rests on: tables that are put back are what they were.
      standing = null
      await stand(state)
      compare('state put back', memoryState(state), sqlState(await tables.read()))
    },
  }
}
