// The messages about tiers, from the sheet's push to the answer: policy, what-if, Apply now, the month, the board, the
// receipt, next steps, lists. Each under its rights.
import { COUNTED } from '../support/counted.ts'
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import type * as z from 'zod'

import {
  activityReply,
  reportReply,
  runsReply,
  viewReply,
} from '../../shared/protocol/tier-lists.ts'
import {
  applyReply,
  boardReply,
  policyReply,
  receiptReply,
  stepsReply,
  whatIfReply,
} from '../../shared/protocol/tiers.ts'
import { arithmeticOf } from '../../shared/tier/arithmetic.ts'
import { presets, standardPolicy } from '../../shared/tier/policy.ts'
import { arithmeticFacts, seesIn } from '../../shared/tier/receipt-facts.ts'
import { openDatabase } from '../../worker/db/database.ts'
import { runMonth } from '../../worker/scheduled.ts'
import {
  askFor,
  type Cells,
  count,
  epoch,
  type Firm,
  foundFirm,
  migrate,
  newId,
  type Person,
  pullRows,
  pushRow,
  pushRows,
  send,
  ulid,
  workbook,
} from './support.ts'

beforeAll(migrate)

const ask = async <T>(schema: z.ZodType<T>, path: string, body: object, who: Person) =>
  await askFor(schema, `tiers/${path}`, { epoch, ...body }, who)
const settle = async (firm: Firm) =>
  await (await send('sync/settle', { workbook, epoch }, firm.li.key)).json()

/** n customers of 李雷, the first the worst: profits from `from` up in steps of 100. */
const firmOf = async (n: number, from = 100, more: (i: number) => Cells = () => ({})) => {
  const firm = await foundFirm()
  const rows = Array.from({ length: n }, (_, i) => ({
    id: newId(),
    base: 0,
    cells: {
      name: `第${i}号客户`,
      city: '苏州',
      profit_12m: from + i * 100,
      visibility: '',
      ...more(i),
    },
  }))
  await pushRows(firm.li, 'customer', rows)
  await settle(firm)
  return { firm, rows, ids: rows.map((row) => row.id) }
}
type Portfolio = Awaited<ReturnType<typeof firmOf>>
const tierOf = async ({ firm }: Portfolio, id: string) =>
  (await pullRows(firm.chen, 'customer', { only: [id] })).rows[0]?.computed
const at = <T>(list: readonly T[], i: number): T => {
  const found = list.at(i)
  if (found === undefined) throw new Error(`nothing at ${i}`)
  return found
}
/** So many days ago, as the organisation's calendar has it or a day off. */
const ago = (days: number): string =>
  new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)
const statusOf = async (path: string, body: object, who: Person): Promise<number> =>
  (await send(`tiers/${path}`, { epoch, ...body }, who.key)).status

describe('the policy', () => {
  test('is the standard one until a manager writes another, on top of the version that he saw', async () => {
    const { firm } = await firmOf(1)
    const read = { change: null }
    expect(await ask(policyReply, 'policy', read, firm.li)).toEqual({
      saved: null,
      version: 0,
      policy: standardPolicy,
      mayChange: false,
      history: [],
    })
    const policy = presets['20/60/20']
    const written = await ask(policyReply, 'policy', { change: { seen: 0, policy } }, firm.chen)
    expect(written).toMatchObject({ saved: true, version: 1, policy, mayChange: true })
    expect(written.history).toMatchObject([{ version: 1, byName: '陈总', policy }])
    const late = { change: { seen: 0, policy: standardPolicy } }
    expect(await ask(policyReply, 'policy', late, firm.chen)).toMatchObject({
      saved: false,
      version: 1,
    })
    expect(await statusOf('policy', late, firm.li)).toBe(403)
  })

  test('counts at once for today’s figures, and the run of it freezes it', async () => {
    const portfolio = await firmOf(30)
    const { firm, ids } = portfolio
    expect(await tierOf(portfolio, at(ids, 7))).toMatchObject({ tier: 'C', tier_next: 'C' })
    const policy = { ...standardPolicy, bottomPercent: 20, ranksAtLeast: 31 }
    await ask(policyReply, 'policy', { change: { seen: 0, policy } }, firm.chen)
    const few = await tierOf(portfolio, at(ids, 7))
    expect(JSON.parse(String(few?.['tier_why']))).toEqual({ k: 'few', rank: 23, n: 30, least: 31 })
    const { runs } = await ask(runsReply, 'runs', { check: null }, firm.chen)
    expect(runs.map((run) => [run.moment, run.version])).toEqual([
      ['sync', 1],
      ['sync', 0],
    ])
  })
})

describe('what if', () => {
  test('tells how many would move and whom, and stores nothing', async () => {
    const { firm, ids } = await firmOf(100)
    const before = await count('SELECT count(*) AS n FROM tier_run WHERE org = ?1', firm.org)
    const reply = await ask(whatIfReply, 'what-if', { policy: presets['20/60/20'] }, firm.chen)
    expect(reply).toMatchObject({
      metric: { from: 'profit_12m', to: 'profit_12m' },
      ranked: { from: 100, to: 100 },
      touchedCount: 10,
    })
    expect(new Map(reply.matrix.map(([from, to, n]) => [from + to, n]))).toEqual(
      new Map([
        ['AA', 20],
        ['BB', 50],
        ['CB', 10],
        ['CC', 20],
      ]),
    )
    expect(reply.touched.map(({ id, from, to }) => [id, from, to])).toEqual(
      ids
        .slice(20, 30)
        .toReversed()
        .map((id) => [id, 'C', 'B']),
    )
    expect(await count('SELECT count(*) AS n FROM tier_run WHERE org = ?1', firm.org)).toBe(before)
    expect(await statusOf('what-if', { policy: standardPolicy }, firm.li)).toBe(403)
  })
})

describe('letting a customer go', () => {
  test('is a manager’s word; a rep’s is answered on the cell', async () => {
    const portfolio = await firmOf(30)
    const { firm, rows } = portfolio
    const { id, cells } = at(rows, 5)
    const gone = { tier_override: 'X', override_reason: '不再合作的客户', override_until: ago(-30) }
    const row = { id, base: 1, cells: { ...cells, ...gone } }
    const refused = await pushRow(firm.li, 'customer', row)
    expect(refused).toMatchObject({ outcome: 'invalid', problems: [{ field: 'tier_override' }] })
    expect((await pushRow(firm.chen, 'customer', row)).outcome).toBe('applied')
    await settle(firm)
    expect(await tierOf(portfolio, id)).toMatchObject({ tier: 'X', tier_next: 'C' })
    const note = { ...row, base: 2, cells: { ...row.cells, city: '无锡' } }
    expect((await pushRow(firm.li, 'customer', note)).outcome).toBe('applied')
  })
  test('has a reason and an end, as the policy bounds them; what is wrong is said on the cell', async () => {
    const { firm, rows } = await firmOf(1)
    const { id, cells } = at(rows, 0)
    const problemsOf = async (reason: string, until: string) => {
      const word = { tier_override: 'A', override_reason: reason, override_until: until }
      const row = { id, base: 1, cells: { ...cells, ...word } }
      const { outcome, problems = [] } = await pushRow(firm.chen, 'customer', row)
      return [outcome, ...problems.map((p) => `${p.field} ${p.code}`)]
    }
    expect(await problemsOf('朋友', '')).toEqual([
      'invalid',
      'override_reason override.reason',
      'override_until override.end',
    ])
    const reason = '老板亲自谈的客户'
    const faultOf = async (until: string) => (await problemsOf(reason, until))[1]
    expect(await faultOf(ago(10))).toBe('override_until override.past')
    expect(await faultOf(ago(-400))).toBe('override_until override.far')
    const override = { ...standardPolicy.override, monthsAtMost: 24 }
    const policy = { ...standardPolicy, override }
    await ask(policyReply, 'policy', { change: { seen: 0, policy } }, firm.chen)
    expect(await problemsOf(reason, ago(-400))).toEqual(['applied'])
  })
  test('holds up no other edit once its end is over', async () => {
    const { firm, rows } = await firmOf(1)
    const { id, cells } = at(rows, 0)
    const until = ago(-5)
    const word = { tier_override: 'A', override_reason: '老板亲自谈的客户', override_until: until }
    const row = { id, base: 1, cells: { ...cells, ...word } }
    expect((await pushRow(firm.chen, 'customer', row)).outcome).toBe('applied')
    vi.useFakeTimers({ now: Date.now() + 30 * 86_400_000, toFake: ['Date'] })
    const edited = { ...row, base: 2, cells: { ...row.cells, city: '无锡' } }
    const { outcome } = await pushRow(firm.li, 'customer', edited)
    vi.useRealTimers()
    expect(outcome).toBe('applied')
  })
  test('that ends soon is told on the board', async () => {
    const { firm, rows } = await firmOf(2)
    const reason = '老板亲自谈的客户'
    for (const [i, until] of [ago(-10), ago(-40)].entries()) {
      const { id, cells } = at(rows, i)
      const word = { tier_override: 'A', override_reason: reason, override_until: until }
      await pushRow(firm.chen, 'customer', { id, base: 1, cells: { ...cells, ...word } })
    }
    const { ending } = await ask(boardReply, 'board', { lines: 1 }, firm.chen)
    expect(ending).toEqual({ count: 1, days: 14 })
  })
})

describe('Apply now', () => {
  /** The worst of 30 becomes the best. */
  const risen = async (): Promise<Portfolio & { readonly id: string }> => {
    const portfolio = await firmOf(30)
    const { firm, rows } = portfolio
    const worst = at(rows, 0)
    const cells = { ...worst.cells, profit_12m: 999_999 }
    await pushRow(firm.li, 'customer', { id: worst.id, base: 1, cells })
    await settle(firm)
    return { ...portfolio, id: worst.id }
  }
  test('brings today’s tiers into force, and counts whose tier moved', async () => {
    const portfolio = await risen()
    const { firm, id } = portfolio
    expect(await tierOf(portfolio, id)).toMatchObject({ tier: 'C', tier_next: 'A' })
    expect(await statusOf('apply', {}, firm.li)).toBe(403)
    const reply = await ask(applyReply, 'apply', {}, firm.chen)
    expect(reply.ranked).toBe(30)
    expect(reply.moved).toBe(3)
    expect(await tierOf(portfolio, id)).toMatchObject({ tier: 'A', tier_next: 'A' })
    expect((await ask(applyReply, 'apply', {}, firm.chen)).moved).toBe(0)
  })
  test('waits as the month does where the policy says so', async () => {
    const portfolio = await risen()
    const hysteresis = { points: 5, downgradeRuns: 2, holdsApplyNow: true }
    const policy = { ...standardPolicy, hysteresis }
    await ask(policyReply, 'policy', { change: { seen: 0, policy } }, portfolio.firm.chen)
    const reply = await ask(applyReply, 'apply', {}, portfolio.firm.chen)
    expect(reply.moved).toBe(1)
    expect(await tierOf(portfolio, portfolio.id)).toMatchObject({ tier: 'A' })
  })
})

describe('the month', () => {
  test('comes for an organisation whose policy says so, without anybody signed in', async () => {
    const portfolio = await firmOf(30)
    const { firm, rows } = portfolio
    const policy = {
      ...standardPolicy,
      hysteresis: { ...standardPolicy.hysteresis, downgradeRuns: 1 },
    }
    await ask(policyReply, 'policy', { change: { seen: 0, policy } }, firm.chen)
    const best = at(rows, -1)
    const cells = { ...best.cells, profit_12m: -5 }
    await pushRow(firm.li, 'customer', { id: best.id, base: 1, cells })
    const place = { country: 'CN', currency: 'CNY', timeZone: 'Asia/Shanghai' } as const
    const org = { id: firm.org, name: '明远', epoch, createdAt: COUNTED, ...place }
    const month = async () =>
      await runMonth({ database: openDatabase(env.DB), org, now: Date.now() })
    expect((await month()).moved).toBe(1)
    expect(await tierOf(portfolio, best.id)).toMatchObject({ tier: 'C', tier_next: 'C' })
    expect((await month()).moved).toBe(0)
    const { runs } = await ask(runsReply, 'runs', { check: 2 }, firm.chen)
    expect(runs[0]).toMatchObject({ moment: 'month', by: 'calendar', byName: '' })
  })
})

describe('the board', () => {
  test('shows who makes the profit and who eats it, with signs and a next step', async () => {
    const { firm, ids } = await firmOf(50, -1_000, (i) =>
      i === 0 ? { fit: '总不满意' } : { fit: '' },
    )
    await pushRow(firm.li, 'customer', { id: newId(), base: 0, cells: { name: '没有数的公司' } })
    await settle(firm)
    const reply = await ask(boardReply, 'board', { lines: 5 }, firm.chen)
    expect(reply).toMatchObject({ scope: 'firm', metric: 'profit_12m', customers: 51, moving: 0 })
    expect(reply.version).toBe(0)
    expect(reply.effectiveOn).toMatch(/^\d{4}-\d{2}-01$/u)
    expect(reply.effectiveOn > ago(1)).toBe(true)
    expect(reply.shares).toMatchObject({ n: 50, lossMakers: 10, peak: { at: 39 } })
    expect(reply.shares.top20).toBeCloseTo(0.4759, 3)
    expect(reply.curve.at(-1)).toEqual({ at: 50, share: 1 })
    expect(reply.distribution.map(({ tier, count: n }) => [tier, n])).toEqual([
      ['A', 10],
      ['B', 25],
      ['C', 15],
      ['N', 1],
    ])
    expect(reply.best.map(({ id }) => id)).toEqual(ids.slice(-5).toReversed())
    expect(reply.worst.map(({ id }) => id)).toEqual(ids.slice(0, 5))
    expect(reply.worst[0]).toMatchObject({
      tier: 'C',
      value: -100_000,
      signs: ['costs_more', 'never_satisfied'],
      step: { step: 'hand_over', why: 'small' },
      decided: null,
    })
    expect(reply.steps).toMatchObject({ hand_over: 15 })
  })
  test('shows a rep only the customers that he sees', async () => {
    const { firm } = await firmOf(30)
    const reply = await ask(boardReply, 'board', { lines: 5 }, firm.wang)
    expect(reply).toMatchObject({ scope: 'mine', customers: 0, best: [], worst: [], curve: [] })
  })
})

describe('a next step', () => {
  const decision = (id: string, more: object = {}) => ({
    id,
    proposed: 'hand_over',
    answer: 'accept',
    to: null,
    reason: '',
    ...more,
  })
  test('is accepted, changed or dismissed by a manager; the newest word counts and is stored once', async () => {
    const { firm, ids } = await firmOf(30)
    const id = at(ids, 0)
    const first = { decisions: [decision(id)], as: ulid(1_001) }
    for (const _ of [1, 2]) {
      const reply = await ask(stepsReply, 'steps', first, firm.chen)
      expect(reply).toMatchObject({ stored: 1, gone: [] })
    }
    const change = decision(id, { answer: 'change', to: 'price', reason: '先提价再看' })
    const later = { decisions: [change, decision(newId())], as: ulid(1_002) }
    const reply = await ask(stepsReply, 'steps', later, firm.chen)
    expect(reply.gone.length).toBe(1)
    expect(reply.steps).toMatchObject([
      {
        id,
        proposed: 'hand_over',
        answer: 'change',
        step: 'price',
        reason: '先提价再看',
        byName: '陈总',
      },
    ])
    expect(await count('SELECT count(*) AS n FROM tier_step WHERE org = ?1', firm.org)).toBe(2)
    const board = await ask(boardReply, 'board', { lines: 5 }, firm.chen)
    expect(board.worst[0]?.decided).toMatchObject({ answer: 'change', step: 'price' })
    const dismissed = { decisions: [decision(id, { answer: 'dismiss' })], as: ulid(1_003) }
    expect((await ask(stepsReply, 'steps', dismissed, firm.chen)).steps[0]?.step).toBeNull()
  })
  test('that lets a customer go writes X into his row, and can be taken back', async () => {
    const portfolio = await firmOf(30)
    const { firm, ids } = portfolio
    const id = at(ids, 0)
    const go = { proposed: 'let_go', reason: '连续两年亏损', until: ago(-200) }
    const decide = (more: object, as: number) =>
      ask(
        stepsReply,
        'steps',
        { decisions: [decision(id, more)], as: ulid(as), workbook },
        firm.chen,
      )
    const short = await decide({ ...go, reason: '亏' }, 1_010)
    expect(short).toMatchObject({ stored: 0, gone: [], steps: [] })
    expect(short.faults).toMatchObject([
      { id, problem: { field: 'override_reason', code: 'override.reason', params: { least: 5 } } },
    ])
    for (const _ of [1, 2]) {
      const { stored, steps } = await decide(go, 1_011)
      expect([stored, steps[0]?.step, steps[0]?.until]).toEqual([1, 'let_go', go.until])
    }
    const readRow = async () => (await pullRows(firm.chen, 'customer', { only: [id] })).rows[0]
    expect(await readRow()).toMatchObject({
      rev: 2,
      values: { tier_override: 'X', override_reason: go.reason, override_until: go.until },
      computed: { tier: 'X' },
    })
    const { decided } = await ask(receiptReply, 'receipt', { id, run: null }, firm.li)
    expect(decided).toMatchObject({ step: 'let_go', until: go.until, byName: '陈总' })
    const board = await ask(boardReply, 'board', { lines: 5 }, firm.chen)
    expect(board.worst.find((line) => line.id === id)).toMatchObject({
      tier: 'X',
      tier_next: 'C',
      step: null,
      decided: { step: 'let_go', until: go.until },
    })
    expect(board.moving).toBe(0)
    const back = await decide({ proposed: 'let_go', answer: 'withdraw' }, 1_012)
    expect(back).toMatchObject({ stored: 1, steps: [] })
    const row = await readRow()
    expect(row?.values['tier_override'] ?? null).toBeNull()
    expect(row?.computed).toMatchObject({ tier: 'C' })
    const { runs } = await ask(runsReply, 'runs', { check: null }, firm.chen)
    expect(runs.map(({ moved }) => moved)).toEqual([1, 1, 30])
  })
  test('that lets go in words only leaves an X by hand alone when it is taken back', async () => {
    const { firm, ids } = await firmOf(30)
    const id = at(ids, 0)
    const noted = { decisions: [decision(id, { proposed: 'let_go' })], as: ulid(1_020) }
    expect((await ask(stepsReply, 'steps', noted, firm.chen)).steps[0]?.until).toBeNull()
    const byHand = {
      tier_override: 'X',
      override_reason: '老板亲自谈过',
      override_until: ago(-100),
    }
    const { outcome } = await pushRow(firm.chen, 'customer', { id, base: 1, cells: byHand })
    expect(outcome).toBe('applied')
    const withdrawn = decision(id, { proposed: 'let_go', answer: 'withdraw' })
    const back = { decisions: [withdrawn], as: ulid(1_021) }
    expect(await ask(stepsReply, 'steps', back, firm.chen)).toMatchObject({ stored: 1, steps: [] })
    const [row] = (await pullRows(firm.chen, 'customer', { only: [id] })).rows
    expect(row?.values).toMatchObject(byHand)
  })
  test('is read by whoever sees the customer, and decided by managers only', async () => {
    const { firm, ids } = await firmOf(30)
    await ask(
      stepsReply,
      'steps',
      { decisions: [decision(at(ids, 0))], as: ulid(1_004) },
      firm.chen,
    )
    const none = { decisions: [], as: ulid(1_005) }
    expect((await ask(stepsReply, 'steps', none, firm.li)).steps.length).toBe(1)
    expect((await ask(stepsReply, 'steps', none, firm.wang)).steps).toEqual([])
    const own = { decisions: [decision(at(ids, 0))], as: ulid(1_006) }
    expect(await statusOf('steps', own, firm.li)).toBe(403)
  })
})

const reader = {
  say: (key: string) => key,
  unit: 100,
}

describe('a receipt', () => {
  test('says rank, cuts and history, and is the same for an old run as it was then', async () => {
    const { firm, rows } = await firmOf(30)
    const worst = at(rows, 0)
    const order = { id: worst.id, run: null }
    const first = await ask(receiptReply, 'receipt', order, firm.li)
    expect(first).toMatchObject({
      name: '第0号客户',
      run: { run: 1, metric: 'profit_12m' },
      place: { value: 10_000, first: 30, last: 30, n: 30 },
      inputs: { profit_12m: 10_000, sales_12m: null },
      next: 'C',
      force: 'C',
      before: null,
      held: null,
      why: '{"k":"cut","m":"profit_12m","p":100}',
    })
    const cells = { ...worst.cells, profit_12m: 999_999 }
    await pushRow(firm.li, 'customer', { id: worst.id, base: 1, cells })
    await settle(firm)
    const now = await ask(receiptReply, 'receipt', order, firm.li)
    expect(now).toMatchObject({
      run: { run: 2 },
      place: { value: 99_999_900, first: 1, last: 1, n: 30 },
      next: 'A',
      force: 'C',
      before: 'C',
    })
    expect(now.history.map(({ run, tier, rank, value }) => [run, tier, rank, value])).toEqual([
      [2, 'C', 1, 99_999_900],
      [1, 'C', 30, 10_000],
    ])
    expect(await ask(receiptReply, 'receipt', { id: worst.id, run: 1 }, firm.li)).toEqual(first)
  })
  test('of a customer without figures has no rank', async () => {
    const { firm } = await firmOf(25)
    const id = newId()
    await pushRow(firm.li, 'customer', { id, base: 0, cells: { name: '只有名字的公司' } })
    await settle(firm)
    const reply = await ask(receiptReply, 'receipt', { id, run: null }, firm.li)
    expect(reply).toMatchObject({ place: null, next: 'N', force: 'N', lines: [], history: [] })
    const facts = arithmeticFacts(reply)
    expect(arithmeticOf(facts, { ...reader, maySee: seesIn(reply) }).sums).toEqual([])
  })
  test('lays out the transactions that add up to the value', async () => {
    const { firm, ids } = await firmOf(25)
    const id = at(ids, 3)
    const lines: Cells[] = [
      { date: ago(80), kind: '订单', amount: 900, margin: 400 },
      { date: ago(50), kind: '订单', amount: 1_100, margin: 300.5 },
      { date: ago(44), kind: '退货', amount: 100, margin: 50 },
      { date: ago(30), kind: '费用', amount: 20, margin: '' },
    ]
    const rows = lines.map((line, i) => ({
      id: newId(),
      base: 0,
      cells: { customer_id: '第3号客户', ref_no: `D${i}`, ...line },
    }))
    const { results } = await pushRows(firm.chen, 'transaction', rows)
    expect(results.map(({ outcome }) => outcome)).toEqual(lines.map(() => 'applied'))
    await settle(firm)
    const reply = await ask(receiptReply, 'receipt', { id, run: null }, firm.li)
    expect(reply.inputs).toMatchObject({ profit_12m: 63_050, margin_12m: 65_050, cost_12m: 2_000 })
    const { rows: cells, sums } = arithmeticOf(arithmeticFacts(reply), {
      ...reader,
      maySee: seesIn(reply),
    })
    const [sum] = sums
    if (!sum) throw new Error('the receipt has a sum')
    const added = cells.slice(sum.from, sum.to + 1).map((row) => Number(row[sum.column]))
    expect(added.reduce((total, value) => total + value, 0)).toBeCloseTo(
      Number(cells[sum.total]?.[sum.column]),
      6,
    )
    expect(cells[sum.total]?.[sum.column]).toBe(630.5)
  })
  test('of a foreign and of a missing customer answers alike', async () => {
    const { firm, ids } = await firmOf(25)
    const foreign = await send('tiers/receipt', { epoch, id: at(ids, 0), run: null }, firm.wang.key)
    const missing = await send('tiers/receipt', { epoch, id: newId(), run: null }, firm.wang.key)
    const text = async (response: Response) =>
      (await response.text()).replace(/"request":"[^"]*"/u, '')
    expect([foreign.status, await text(foreign)]).toEqual([missing.status, await text(missing)])
    expect(foreign.status).toBe(404)
  })
})

describe('old runs', () => {
  test('are listed, and come out the same when they are computed again', async () => {
    const { firm } = await firmOf(40)
    await ask(applyReply, 'apply', {}, firm.chen)
    const check = async (run: number) =>
      (await ask(runsReply, 'runs', { check: run }, firm.chen)).check
    expect(await check(1)).toMatchObject({ run: 1, customers: 40, differ: 0 })
    expect(await check(1)).toEqual(await check(1))
    expect((await check(2))?.differ).toBe(0)
    expect(await statusOf('runs', { check: 9 }, firm.chen)).toBe(404)
    await env.DB.prepare(
      `UPDATE tier_input SET figures = json_set(figures, '$[0]', 77777777) WHERE org = ?1 AND row_id =
        (SELECT min(row_id) FROM tier_input WHERE org = ?1)`,
    )
      .bind(firm.org)
      .run()
    expect((await check(1))?.differ).toBeGreaterThan(0)
    expect(await statusOf('runs', { check: null }, firm.li)).toBe(403)
  })
})

describe('lists for a manager’s sheet', () => {
  test('a report gives all that one may see, in pages and ordered columns', async () => {
    const { firm, ids } = await firmOf(25)
    const columns = ['name', 'tier', 'owner', 'id', 'profit_12m', 'nonsense', 'name']
    const page = async (cursor: string, who: Person) =>
      await ask(reportReply, 'report', { columns, cursor, limit: 20 }, who)
    const first = await page('', firm.chen)
    expect(first.columns).toEqual(['name', 'tier', 'owner', 'id', 'profit_12m'])
    expect(first.rows[0]).toEqual(['第0号客户', 'C', firm.li.id, at(ids, 0), 10_000])
    expect(first.labels).toMatchObject({ user: { [firm.li.id]: '李雷' } })
    const second = await page(first.cursor, firm.chen)
    expect([first.rows.length, first.more, second.rows.length, second.more]).toEqual([
      20,
      true,
      5,
      false,
    ])
    expect((await page('', firm.wang)).rows).toEqual([])
  })
  test('activity counts visits done, customers entered and orders, by rep and month', async () => {
    const { firm } = await firmOf(3)
    const visits = ['2026-10-31 23:30', '2026-11-01 00:30', '2026-11-02 09:00'].map((when, i) => ({
      id: newId(),
      base: 0,
      cells: { customer_id: '第0号客户', at: when, status: i === 2 ? '计划' : '完成' },
    }))
    await pushRows(firm.li, 'visit', visits)
    const orders = ['D1', 'D1', 'D2'].map((ref_no) => ({
      id: newId(),
      base: 0,
      cells: { customer_id: '第1号客户', date: '2026-11-03', kind: '订单', amount: 10, ref_no },
    }))
    await pushRows(firm.li, 'transaction', orders)
    const span = { from: '2026-10', to: '2026-11' }
    const { rows } = await ask(activityReply, 'activity', span, firm.chen)
    const own = rows.map(({ month, repName, visits: v, orders: o }) => [month, repName, v, o])
    expect(own.filter(([, , v, o]) => v !== 0 || o !== 0)).toEqual([
      ['2026-10', '李雷', 1, 0],
      ['2026-11', '李雷', 1, 2],
    ])
    const near = { from: ago(40).slice(0, 7), to: ago(-1).slice(0, 7) }
    const { rows: recent } = await ask(activityReply, 'activity', near, firm.chen)
    expect(recent.reduce((sum, row) => sum + row.customers, 0)).toBe(3)
    expect((await ask(activityReply, 'activity', span, firm.wang)).rows).toEqual([])
    expect(await statusOf('activity', { from: '2020-01', to: '2026-11' }, firm.chen)).toBe(400)
  })
  test('a saved view names those who may leave, with why', async () => {
    const { firm } = await firmOf(3, 100, (i) => ({ satisfaction: i === 1 ? 2 : '' }))
    const lines = [300, 270, 240, 210].map((days, i) => ({
      id: newId(),
      base: 0,
      cells: {
        customer_id: '第2号客户',
        date: ago(days),
        kind: '订单',
        amount: 100,
        ref_no: `S${i}`,
      },
    }))
    await pushRows(firm.li, 'transaction', lines)
    await settle(firm)
    const view = { view: 'may_leave', limit: 10 }
    const { rows, isPart } = await ask(viewReply, 'view', view, firm.chen)
    expect(rows.map(({ name, why }) => [name, why.k])).toEqual([
      ['第2号客户', 'late.fewer'],
      ['第1号客户', 'unhappy'],
    ])
    expect(isPart).toBe(false)
    expect((await ask(viewReply, 'view', view, firm.wang)).rows).toEqual([])
  })
})
