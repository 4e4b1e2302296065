// The model lane's server: one organisation in memory, its people, and earlier states of its store to fall back to.
import type { WireValues } from '../../shared/protocol/cell.ts'
import type { Actor, Role } from '../../worker/auth/actor.ts'
import { isInScope } from '../../worker/auth/scope.ts'
import type { Store } from '../../worker/service/store.ts'
import { emptyState } from '../support/store-state.ts'
import type { FakeState } from '../support/store-state.ts'
import { openFakeStore } from '../support/store.ts'
import { isTooOld } from './deploy.ts'
import { CUSTOMER } from './fields.ts'
import { judgeCommit } from './judge-server.ts'
import type { Read } from './judge-server.ts'
import type { Ledger } from './ledger.ts'
import type { Call } from './network.ts'
import { parkStore } from './parked-store.ts'
import { serve } from './server.ts'
import type { World } from './world.ts'

/** What a lane's server does for the scheduler. The lane on real SQL keeps the same promises. */
export interface ServerPort {
  readonly actorOf: (user: number) => Actor
  readonly open: (call: Call) => Promise<void>
  /** Carries out what the call waits for at the store, and lets it go on. */
  readonly goOn: (call: Call, times?: number) => Promise<void>
  /** The storage fails, before or after it did what the call waits for. */
  readonly fail: (call: Call, error: Error, isDone: boolean) => Promise<void>
  readonly state: () => FakeState
  /** Was the row in the sight of whoever asked, at some moment since the call was opened? */
  readonly wasInSight: (call: Call, id: string) => boolean
  /** Time Travel: the database is what it was some commits ago. @returns false where there is nothing to go back to */
  readonly rollBack: (steps: number) => boolean
  readonly people: Person[]
}

/** A second store that does all that the one in memory does, and is compared with it: the lane on real SQL. */
export interface Twin {
  /** Both of them as one store. */
  readonly open: (state: FakeState) => Store
  /** A state was copied, to be fallen back to later or now. */
  readonly copied: (from: FakeState, to: FakeState) => void
  /** Looks at everything once more when the history is over. */
  readonly atEnd: (world: World) => Promise<void>
}

export interface Person {
  readonly id: string
  readonly name: string
  role: Role
  team: string
  isSignedOut: boolean
}

interface Snapshot {
  readonly state: FakeState
  readonly entries: Ledger['entries']
  readonly asserted: Ledger['asserted']
  readonly durable: ReadonlySet<number>
}

const SNAPSHOTS_MAX = 6

/** Rows are replaced, never changed: a copy one level down is a state of its own. */
const copyPart = (part: unknown): unknown => {
  if (part instanceof Map) return new Map(part)
  if (part instanceof Set) return new Set(part)
  if (Array.isArray(part)) return [...part]
  return part
}
const copyState = (state: FakeState): FakeState => {
  const parts = Object.entries(state).map(([name, part]) => [name, copyPart(part)])
  const rows = Object.fromEntries(
    Object.entries(state.rows).map(([table, of]) => [table, new Map(of)]),
  )
  return { ...Object.fromEntries(parts), rows } as FakeState
}

const org = {
  id: 'org',
  name: '明远',
  country: 'CN',
  currency: 'CNY',
  timeZone: 'Asia/Shanghai',
  epoch: 'e1',
  createdAt: Date.UTC(2026, 0, 1),
} as const

export const createModelServer = (world: World, people: Person[]): ServerPort => {
  let state = emptyState()
  let snapshots: Snapshot[] = []
  const read: Read = { table: world.plan.table, history: 0, conflicts: 0, intents: new Set() }
  const opened = new Map<FakeState, Store>()
  const storeOf = (of: FakeState): Store => {
    const known = opened.get(of)
    if (known) return known
    const sound = world.twin?.open(of) ?? openFakeStore(of)
    const store = world.bug?.store?.(sound) ?? sound
    opened.set(of, store)
    return store
  }
  const copyOf = (of: FakeState): FakeState => {
    const copy = copyState(of)
    world.twin?.copied(of, copy)
    return copy
  }
  /** Owner and visibility of each customer, since when. */
  const sights: { readonly tick: number; readonly id: string; readonly values: WireValues }[] = []
  const noteSights = (from: number) => {
    for (let at = from; at < state.history.length; at++) {
      const entry = state.history[at]
      if (entry) sights.push({ tick: world.tick, id: entry.row, values: entry.values })
    }
  }
  /** Whose row it is, or has been: his rights are those on his customer. */
  const customersOf = (id: string): readonly string[] =>
    world.plan.table === 'customer'
      ? [id]
      : sights.flatMap((one) => (one.id === id ? [String(one.values[CUSTOMER] ?? '')] : []))
  const afterWrite = (call: Call) => {
    const from = read.history
    const { pushed, undoes } = call
    judgeCommit(world.oracle, state, read, { pushed, actor: actorOf(call.user), undoes })
    if (from === state.history.length) return
    noteSights(from)
    snapshots.push({
      state: copyOf(state),
      entries: world.oracle.ledger.entries,
      asserted: world.oracle.ledger.asserted,
      durable: new Set(world.oracle.marks.durable),
    })
    if (snapshots.length > SNAPSHOTS_MAX) snapshots = snapshots.slice(1)
  }
  const actorOf = (user: number): Actor => {
    const me = people[user]
    if (me === undefined) throw new Error(`there is no user ${user}`)
    return {
      id: me.id,
      name: me.name,
      role: me.role,
      org,
      teammates: people.filter(({ team }) => team === me.team).map(({ id }) => id),
      users: people.map(({ id, name }) => ({ id, name })),
    }
  }
  return {
    people,
    actorOf,
    state: () => state,
    open: async (call) => {
      call.stage = 'open'
      call.since = world.tick
      call.actor = actorOf(call.user)
      if (people[call.user]?.isSignedOut) {
        const error = { kind: 'refused', code: 'unauthenticated', detail: '', request: '' } as const
        call.reply = { ok: false, error }
        return
      }
      if (call.verb === 'hello' && call.life === call.desk.life && isTooOld(world, call.desk)) {
        const error = { kind: 'refused', code: 'stale_protocol', detail: '', request: '' } as const
        call.reply = { ok: false, error }
        return
      }
      const stale = call.isStale ? (snapshots[0]?.state ?? null) : null
      if (stale !== null) call.since = 0
      const store = parkStore(
        () => storeOf(stale ?? state),
        (wait) => {
          call.wait = wait
        },
      )
      const { verb, body, user } = call
      void serve(store, { actor: actorOf(user), verb, body, now: world.clock }).then((reply) => {
        call.reply = reply
      })
    },
    goOn: async (call, times = 1) => {
      const { wait } = call
      if (wait === null) return
      call.wait = null
      await wait.carryOut(times)
      if (wait.isWrite) afterWrite(call)
    },
    fail: async (call, error, isDone) => {
      const { wait } = call
      if (wait === null) return
      call.wait = null
      await wait.fail(error, isDone)
      if (wait.isWrite && isDone) afterWrite(call)
    },
    wasInSight: ({ user, actor: asked, since }, id) => {
      // Rights are looked at when a request comes in: should they shrink meanwhile, its answer is of that moment.
      const actor = asked ?? actorOf(user)
      const wasSeen = (customer: string): boolean => {
        const last = sights.findLastIndex((one) => one.id === customer && one.tick < since)
        return sights.some(
          (one, at) =>
            one.id === customer &&
            (at === last || one.tick >= since) &&
            isInScope(actor, one.values),
        )
      }
      return customersOf(id).some(wasSeen)
    },
    rollBack: (steps) => {
      const snapshot = snapshots.at(-1 - steps)
      if (snapshot === undefined) return false
      snapshots = snapshots.slice(0, -1 - steps)
      state = copyOf(snapshot.state)
      for (const { id, values } of state.rows.customer.values())
        sights.push({ tick: world.tick, id, values })
      read.history = state.history.length
      read.conflicts = state.conflicts.length
      read.intents.clear()
      for (const { row, base, hash } of state.history) read.intents.add(`${row}/${base}/${hash}`)
      world.oracle.ledger.entries = snapshot.entries
      world.oracle.ledger.asserted = snapshot.asserted
      world.oracle.marks.durable = new Set(snapshot.durable)
      return true
    },
  }
}
