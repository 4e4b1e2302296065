// A team in memory: two reps of different teams, their manager, and the production services over one store. What is
// asked goes through the pane's own client and comes back parsed, as in production. Faults and the clock are the test's.
import { createApi } from '../../addin/api/api.ts'
import type { Api } from '../../addin/api/api.ts'
import type { ApiFailure } from '../../shared/protocol/failure.ts'
import { refusalStatus } from '../../shared/protocol/refusal.ts'
import type { Cell } from '../../shared/schema/kind.ts'
import { hash64 } from '../../shared/sync/hash.ts'
import { rowHash } from '../../shared/sync/row-hash.ts'
import type { Verb } from '../../shared/sync/session/effect.ts'
import { ulid } from '../../shared/sync/ulid.ts'
import type { Actor, Role } from '../../worker/auth/actor.ts'
import { replySchemas, serve } from '../sync/server.ts'
import type { Reply } from '../sync/server.ts'
import { leaveMark } from './store-log.ts'
import { emptyState } from './store-state.ts'
import type { FakeRow, FakeState } from './store-state.ts'
import { openFakeStore } from './store.ts'

export type Member = 'rep1' | 'rep2' | 'manager'

interface Person {
  readonly name: string
  readonly role: Role
}

const people: Readonly<Record<Member, Person>> = {
  rep1: { name: '王芳', role: 'rep' },
  rep2: { name: '李强', role: 'rep' },
  manager: { name: '陈静', role: 'manager' },
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

export interface TeamCall {
  readonly user: Member
  readonly verb: Verb
  readonly body: unknown
}

export const lost: ApiFailure = { kind: 'unknown', detail: 'the line was cut' }

/** What a member's pane is given. */
export interface Seat {
  readonly api: Api
  /** ULIDs that count up through the whole team: the same in every run. */
  readonly ids: () => string
}

export interface Team {
  /** The server's clock: UTC, milliseconds. */
  now: number
  /** Before a call reaches the server: a failure given here keeps it away. */
  before: ((call: TeamCall) => Promise<ApiFailure | null>) | null
  /** After the server did what was asked: a failure given here loses the answer. */
  after: ((call: TeamCall) => Promise<ApiFailure | null>) | null
  /** What the server said, as it would say it under other circumstances. */
  edit: ((call: TeamCall, value: object) => object) | null
  /** Rights on fields that managers decided about. */
  rights: Partial<Record<Member, Partial<Pick<Actor, 'fields' | 'teammates'>>>>
  /** Every call that was made, as it was sent. */
  readonly calls: TeamCall[]
  /** Rows of every push that was made, in order. */
  readonly pushes: () => readonly (readonly unknown[])[]
  readonly seat: (user: Member) => Seat
  /** A call that comes late, or once more. */
  readonly deliver: (call: TeamCall) => Promise<Reply>
  readonly state: () => FakeState
  /** The live customers, as the server holds them. */
  readonly customers: () => readonly FakeRow[]
  readonly customer: (name: string) => FakeRow
  /** A member's change, made elsewhere: cells by field key. */
  readonly change: (
    user: Member,
    id: string,
    cells: Readonly<Record<string, Cell>>,
  ) => Promise<void>
  /** A new customer, made elsewhere; under an id that a copy of a file has. @returns his id */
  readonly create: (
    user: Member,
    cells: Readonly<Record<string, Cell>>,
    id?: string,
  ) => Promise<string>
  /** The manager gives a customer to somebody else. */
  readonly handOver: (id: string, to: Member) => Promise<void>
  /** The manager puts a customer away, or brings him back. */
  readonly archive: (id: string, isBack?: boolean) => Promise<void>
  /** A clean-up on the server: one of two duplicates stands for both. */
  readonly merge: (id: string, into: string) => void
  /** That taken back: he is a customer of his own again, as a revision of his, like the merge was. */
  readonly unmerge: (id: string) => void
  /** Remembers the server as it is, log and all. @returns sets it back to that day */
  readonly keep: () => () => void
}

const bytesToBody = (init: RequestInit | undefined): unknown => {
  const bytes = init?.body
  if (!(bytes instanceof Uint8Array)) throw new Error('the client sends bytes')
  return JSON.parse(new TextDecoder().decode(bytes))
}

const toResponse = (reply: Reply): Response => {
  if (reply.ok) return Response.json(reply.value)
  if (reply.error.kind !== 'refused') throw new TypeError(reply.error.detail)
  const { kind: _, ...refusal } = reply.error
  return Response.json(refusal, { status: refusalStatus[refusal.code] })
}

const isVerb = (path: string): path is Verb => Object.hasOwn(replySchemas, path)

const verbOf = (url: RequestInfo | URL): Verb => {
  const path = (typeof url === 'string' ? url : '').split('/').at(-1) ?? ''
  if (!isVerb(path)) throw new Error(`the team's server knows no ${path}`)
  return path
}

const actorOf = (user: Member): Actor => ({
  id: user,
  ...people[user],
  org,
  teammates: [user],
  users: Object.entries(people).map(([id, { name }]) => ({ id, name })),
})

export const aTeam = (): Team => {
  let state = emptyState()
  let store = openFakeStore(state)
  let minted = 0
  const nextId = (): string => {
    minted++
    const random = new Uint8Array(10)
    new DataView(random.buffer).setUint32(6, minted)
    return ulid(1_700_000_000_000, random)
  }
  const office = nextId()

  const deliver = ({ user, verb, body }: TeamCall): Promise<Reply> =>
    serve(store, { actor: { ...actorOf(user), ...team.rights[user] }, verb, body, now: team.now++ })

  const travel = async (call: TeamCall): Promise<Reply> => {
    team.calls.push(call)
    const kept = (await team.before?.(call)) ?? null
    if (kept !== null) return { ok: false, error: kept }
    const reply = await deliver(call)
    const failure = (await team.after?.(call)) ?? null
    if (failure !== null) return { ok: false, error: failure }
    const isEdited = reply.ok && team.edit !== null && typeof reply.value === 'object'
    return isEdited ? { ok: true, value: team.edit?.(call, reply.value ?? {}) } : reply
  }

  const must = async (call: TeamCall): Promise<void> => {
    const reply = await deliver(call)
    const said = JSON.stringify(reply)
    const isDone = reply.ok && /"outcome":"(?:applied|merged|done)"/u.test(said)
    if (!isDone) throw new Error(`not done: ${said}`)
  }

  const write = (user: Member, id: string, rev: number, cells: Readonly<Record<string, Cell>>) => {
    const fields = Object.keys(cells)
    const values = Object.values(cells)
    const hash = rowHash('customer', fields, values)
    const rows = [[id, rev, hash, values]]
    const body = { table: 'customer', workbook: office, epoch: org.epoch, fields, rows }
    return must({ user, verb: 'push', body })
  }

  const rowOf = (id: string): FakeRow => {
    const row = state.rows.customer.get(id)
    if (row === undefined) throw new Error(`the server has no customer ${id}`)
    return row
  }

  /** Who stands for a customer from now on. As in a merge he gets a revision that says the same. */
  const stand = (id: string, mergedInto: string | null): void => {
    state.seq++
    const { values, rev: base } = rowOf(id)
    const [rev, seq, hash] = [base + 1, state.seq, `&${state.seq}`]
    const entry = {
      table: 'customer',
      row: id,
      rev,
      prior: base,
      base,
      hash,
      values,
      seq,
      hint: null,
    } as const
    state.history.push({ ...entry, batch: null, by: 'manager', at: team.now })
    state.rows.customer.set(id, { ...rowOf(id), rev, seq, mergedInto })
    leaveMark(state, { tag: hash64(`${state.seq} ${mergedInto}`), at: team.now })
  }

  const team: Team = {
    now: Date.UTC(2026, 10, 21, 4),
    before: null,
    after: null,
    edit: null,
    rights: {},
    calls: [],
    pushes: () =>
      team.calls.flatMap(({ verb, body }) =>
        verb === 'push' && typeof body === 'object' && body !== null && 'rows' in body
          ? [Array.isArray(body.rows) ? body.rows : []]
          : [],
      ),
    seat: (user) => ({
      ids: nextId,
      api: createApi({
        baseUrl: 'https://kehu.test',
        key: user,
        fetch: async (url, init) =>
          toResponse(await travel({ user, verb: verbOf(url), body: bytesToBody(init) })),
      }),
    }),
    deliver,
    state: () => state,
    customers: () => [...state.rows.customer.values()].filter(({ archived }) => !archived),
    customer: (name) => {
      const found = team.customers().filter(({ values }) => values['name'] === name)
      if (found[0] === undefined || found.length > 1)
        throw new Error(`${found.length} customers are named ${name}`)
      return found[0]
    },
    change: (user, id, cells) => write(user, id, rowOf(id).rev, cells),
    create: async (user, cells, id = nextId()) => {
      await write(user, id, 0, cells)
      return id
    },
    handOver: (id, to) => write('manager', id, rowOf(id).rev, { owner: people[to].name }),
    archive: (id, isBack = false) =>
      must({
        user: 'manager',
        verb: 'archive',
        body: {
          table: 'customer',
          workbook: office,
          epoch: org.epoch,
          rows: [[id, rowOf(id).rev]],
          restore: isBack,
        },
      }),
    merge: (id, into) => stand(id, into),
    unmerge: (id) => stand(id, null),
    keep: () => {
      const kept = structuredClone(state)
      return () => {
        state = structuredClone(kept)
        store = openFakeStore(state)
      }
    },
  }
  return team
}
