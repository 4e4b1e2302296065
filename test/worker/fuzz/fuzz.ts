// The fuzzer: bodies from the messages' schemas, spoilt in a known way, sent to the app; and the law that each answer is
// held to. A run follows from its seed.
import * as fc from 'fast-check'

import { refusalBody, refusalStatus } from '../../../shared/protocol/refusal.ts'
import { sheetFields, tables } from '../../../shared/schema/tables.ts'
import { rowHash } from '../../../shared/sync/row-hash.ts'
import { app } from '../../../worker/app.ts'
import { ruleOf } from '../../../worker/auth/route-rules.ts'
import type { Message } from '../../../worker/messages/message.ts'
import { messages } from '../../../worker/messages.ts'
import { refusalsOf } from '../../../worker/openapi.ts'
import { arbitraryOf, type Pool } from './arbitrary.ts'
import { foundFuzzFirm, type FuzzEnv, type FuzzFirm } from './firm.ts'
import { diceOf, play, type Sent, tricks } from './trick.ts'
import { watch } from './watch.ts'

export interface Fuzzed {
  requests: number
  /** Refused requests before and after which all that the firm has was read and compared. */
  compared: number
  readonly statuses: Record<string, number>
  readonly byTrick: Record<string, { sent: number; refused: number }>
  slowest: { ms: number; what: string }
  /** Of those that took more than a second: the quickest of three times, the slowest of all of them. */
  steady: { ms: number; what: string }
  /** How many took more than a second the first time. */
  slow: number
  /** What broke the law, as sentences; at most BROKEN_MAX of them. */
  readonly broken: string[]
}

export const noFuzz = (): Fuzzed => ({
  requests: 0,
  compared: 0,
  statuses: {},
  byTrick: {},
  slowest: { ms: 0, what: '' },
  steady: { ms: 0, what: '' },
  slow: 0,
  broken: [],
})

const BROKEN_MAX = 20
const EXCERPT = 300
const DRAWN = 16
/** Writes are watched in every request; every so many, the whole state is read too. */
const COMPARED_EACH = 16

interface Route {
  readonly name: string
  readonly path: string
  readonly message: Message & { readonly request: NonNullable<Message['request']> }
  readonly bodies: fc.Arbitrary<unknown>
}
const routesFor = (pool: Pool): readonly Route[] =>
  Object.entries(messages).flatMap(([name, message]) => {
    const { request } = message
    if (request === null) return []
    const path = name.split(' ')[1] ?? ''
    return [{ name, path, message: { ...message, request }, bodies: arbitraryOf(request, pool) }]
  })

type Cells = string | number | boolean
const isTable = (name: unknown): name is keyof typeof tables =>
  typeof name === 'string' && Object.hasOwn(tables, name)
const isRow = (row: unknown): row is [unknown, unknown, unknown, Cells[]] =>
  Array.isArray(row) && Array.isArray(row[3])

/** Rows are refused for a wrong hash before anything else is looked at: most get fields of their table and their hash. */
const withHashes = (body: unknown, pick: number): unknown => {
  if (typeof body !== 'object' || body === null || !('rows' in body) || !('fields' in body))
    return body
  const table = 'table' in body && isTable(body.table) ? body.table : 'customer'
  if (pick % 5 === 0 || !Array.isArray(body.rows) || !body.rows.every(isRow)) return body
  const known = Object.keys(sheetFields(table))
  const from = pick % known.length
  const fields = known.slice(from, from + 1 + (pick % 7))
  const rows = body.rows.map(([id, base, , cells, ...rest]) => {
    const values = fields.map((_, i) => cells[i % Math.max(1, cells.length)] ?? '')
    return [id, base, rowHash(table, fields, values), values, ...rest]
  })
  return { ...body, fields, rows }
}

const show = (body: Sent['body']): string =>
  (typeof body === 'string' ? body : `bytes ${body.slice(0, 60).join(' ')}`).slice(0, EXCERPT)

const send = async (env: FuzzEnv, path: string, sent: Sent, key: string | null, from: number) => {
  const began = Date.now()
  const response = await app.request(
    path,
    {
      method: 'POST',
      body: sent.body,
      headers: {
        'CF-Connecting-IP': `2001:db8:${(from >> 16) & 0xffff}:${from & 0xffff}::1`,
        ...(key === null ? {} : { Authorization: `Bearer ${key}` }),
        ...sent.headers,
      },
    },
    env,
  )
  return { status: response.status, text: await response.text(), ms: Date.now() - began }
}

const SLOW_MS = 1_000
const TIMES = 3

/**
 * A machine that does other things stops anything for a while: what took more than a second is sent again, and what
 * counts is the quickest time.
 */
const sendTimed = async (...order: Parameters<typeof send>) => {
  const first = await send(...order)
  let quickest = first.ms
  for (let time = 1; time < TIMES && quickest > SLOW_MS; time++)
    quickest = Math.min(quickest, (await send(...order)).ms)
  return { ...first, quickest }
}

/** What is wrong with an answer; null: nothing. */
const judge = ({ name, message }: Route, status: number, text: string): string | null => {
  const rule = ruleOf(name)
  const said: unknown = JSON.parse(text)
  if (status === 200) {
    const reply = message.reply.safeParse(said)
    return reply.success
      ? null
      : `its reply is not as declared: ${reply.error.issues[0]?.path.join('.')}`
  }
  const refusal = refusalBody.safeParse(said)
  if (!refusal.success) return 'its refusal is none'
  const { code } = refusal.data
  const isDeclared = rule !== null && refusalsOf(message, rule).includes(code)
  if (!isDeclared || refusalStatus[code] !== status || status >= 500)
    return `${status} ${code} (${refusal.data.detail}) is not among what it declares`
  return /\bat \w+ \(|worker\/|D1_ERROR|SQLITE/u.test(text) ? 'it tells of its insides' : null
}

/** Ends keys, roles and people: the next request wants new ones. */
const shutsOut = /\/(?:session|keys|members|join)/u

const knock = async (
  env: FuzzEnv,
  firm: FuzzFirm,
  {
    seed,
    requests,
    first,
  }: { readonly seed: number; readonly requests: number; readonly first: number },
  told: Fuzzed,
): Promise<void> => {
  const routes = routesFor(firm.pool)
  const plan = fc.sample(
    fc.record({
      route: fc.constantFrom(...routes),
      drawn: fc.array(fc.nat(), { minLength: DRAWN, maxLength: DRAWN }),
    }),
    { seed, numRuns: requests },
  )
  const watched = watch(env.DB)
  const seen = { ...env, DB: watched.db }
  let keys = await firm.keys()
  for (const [i, { route, drawn }] of plan.entries()) {
    const dice = diceOf(drawn)
    const [valid] = fc.sample(route.bodies, { seed: dice.int(2 ** 30), numRuns: 1 })
    const body = withHashes(valid, dice.int(1_000))
    const trick = dice.int(4) === 0 ? 'nothing' : dice.pick(tricks)
    const who =
      dice.int(3) === 0 ? dice.pick(Object.keys(keys)) : dice.pick(['rep', 'manager', 'admin'])
    const sent = play(trick, body, dice)
    const what = `${route.name} by ${who}, ${trick}, request ${first + i}`
    const isCompared = i % COMPARED_EACH === 0
    const before = isCompared ? await firm.state() : ''
    watched.taken()
    const answered = await sendTimed(seen, route.path, sent, keys[who] ?? null, first + i)
    const { status, text, ms, quickest } = answered
    const isRefused = status >= 400
    const wrote = watched.taken()
    const wrong = judge(route, status, text)
    const isSame = !isCompared || !isRefused || before === (await firm.state())
    const changed =
      isRefused && (wrote.length > 0 || !isSame)
        ? `it was refused and something changed: ${wrote.join('; ')}`
        : null
    const slow = quickest > SLOW_MS ? `it took ${quickest} ms at best` : null
    for (const fault of [wrong, changed, slow])
      if (fault !== null && told.broken.length < BROKEN_MAX)
        told.broken.push(`${what}: ${fault}; sent ${show(sent.body)}`)
    const count = (told.byTrick[trick] ??= { sent: 0, refused: 0 })
    count.sent += 1
    count.refused += isRefused ? 1 : 0
    told.requests += 1
    told.compared += isRefused && isCompared ? 1 : 0
    told.statuses[status] = (told.statuses[status] ?? 0) + 1
    if (ms > told.slowest.ms) told.slowest = { ms, what }
    if (ms > SLOW_MS) told.slow += 1
    if (ms > SLOW_MS && quickest > told.steady.ms) told.steady = { ms: quickest, what }
    if (!isRefused && shutsOut.test(route.path)) keys = await firm.keys()
  }
}

const PER_FIRM = 250

/** So many requests, a new firm after every 250 of them. `from`: the number of the first. */
export const fuzz = async (
  env: FuzzEnv,
  {
    seed,
    requests,
    from = 0,
  }: { readonly seed: number; readonly requests: number; readonly from?: number },
): Promise<Fuzzed> => {
  const told = noFuzz()
  for (let first = from; first < from + requests; first += PER_FIRM) {
    const firm = await foundFuzzFirm(env, `fuzz-${seed}-${first}`)
    const count = Math.min(PER_FIRM, from + requests - first)
    await knock(env, firm, { seed: seed + first, requests: count, first }, told)
  }
  return told
}
