// The SQL pass is the engine of shared/tier: on random portfolios, through several runs in a row of every kind, with
// whatever changes between them, both say the same of every customer.
import * as fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'

import { addMonths } from '../../shared/tier/days.ts'
import type { RunMoment } from '../../shared/tier/in-force.ts'
import { traitsOf } from '../../shared/tier/look-alike.ts'
import { standardPolicy, TIER_ENGINE, type TierPolicy } from '../../shared/tier/policy.ts'
import { dayIn } from '../../worker/service/setting.ts'
import { monthlyRun, settle } from '../../worker/service/settle.ts'
import { standardInForce } from '../../worker/service/tier-policy.ts'
import { openTierRuns } from '../../worker/db/tier-runs.ts'
import { recomputeRun } from '../../worker/service/tier-runs.ts'
import { type OracleCustomer, oracleRun } from '../support/store-tier-oracle.ts'
import { migrate, ulid } from './support.ts'
import { fixFigures, foundOrg, type Held, nobody, putCustomers, readTiers } from './tier-support.ts'

beforeAll(migrate)

const pick = <T>(...values: readonly T[]) => fc.constantFrom(...values)
/** Few different values, so that ties stand across the cuts; zeros, losses and gaps among them. */
const money = fc.oneof(
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 8, arbitrary: fc.integer({ min: -2, max: 14 }) },
)
const seldom = <T>(values: readonly T[]) =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: pick(...values) })
const days = ['2026-01-05', '2026-07-20', '2026-09-01', '2026-10-30'] as const
const anything: fc.Arbitrary<Held> = fc.record({
  profit_12m: money,
  margin_12m: money,
  sales_12m: money,
  orders_12m: fc.oneof(fc.constant(null), fc.nat(4)),
  orders: fc.oneof(fc.constant(null), fc.nat(3)),
  first_order_on: seldom(days),
  tier_override: seldom(['A', 'B', 'C', 'X'] as const),
  override_reason: pick(null, '不再合作的客户', 'a "quoted" reason'),
  override_until: pick(null, '', '2026-10-15', '2027-03-31'),
  strategic: seldom(['no', 'current', 'future', 'potential'] as const),
  industry: pick(null, '制造业', '制造业', '零售', 'Retail', 'retail'),
  size_band: pick(null, null, 'small', 'large', '十几个人'),
  employees: pick(null, 0, 20, 130, 900),
  region_code: pick(null, null, 'CN-JS'),
  city: pick(null, '苏州', '无锡'),
  source: pick(null, 'web', 'exhibition'),
  potential: seldom([1, 3, 5]),
  isArchived: fc.integer({ min: 0, max: 19 }).map((n) => n === 0),
})
/** Whoever has orders or a margin has sales or a profit too: they come from the same papers. */
const held = anything.map((h): Held =>
  h.profit_12m === null && h.sales_12m === null
    ? { ...h, margin_12m: null, orders_12m: null, orders: null, first_order_on: null }
    : h,
)
/** What a pasted list has: a name and what he is. */
const lead = held.map((h): Held => ({
  ...nobody,
  industry: h.industry,
  size_band: h.size_band,
  city: h.city,
  source: h.source,
  potential: h.potential,
}))
const customer = fc.oneof({ weight: 5, arbitrary: held }, { weight: 1, arbitrary: lead })
const portfolio = fc.oneof(
  { weight: 1, arbitrary: fc.array(customer, { maxLength: 22 }) },
  { weight: 5, arbitrary: fc.array(customer, { minLength: 25, maxLength: 60 }) },
)

const policies: readonly TierPolicy[] = [
  standardPolicy,
  { ...standardPolicy, bottomPercent: 20, missingPercent: 0 },
  {
    ...standardPolicy,
    topPercent: 33,
    ranksAtLeast: 5,
    metrics: ['margin_12m', 'orders_12m'],
    missingPercent: 60,
    newcomers: { days: 30, orders: 3 },
    hysteresis: { points: 8, downgradeRuns: 3, holdsApplyNow: true },
    keyAccounts: { current: 'B', future: null, potential: 'A' },
    provisional: { likeA: 8, likeB: 3 },
  },
]

interface Step {
  readonly moment: RunMoment
  readonly policy: number
  readonly months: number
  /** Customers replaced before the run: [which, by what]. */
  readonly changes: readonly (readonly [at: number, held: Held])[]
}
const step: fc.Arbitrary<Step> = fc.record({
  moment: pick<RunMoment>('sync', 'sync', 'month', 'month', 'apply'),
  policy: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: pick(1, 2) }),
  months: pick(0, 0, 1, 1, 2),
  changes: fc.array(fc.tuple(fc.nat(59), customer), { maxLength: 12 }),
})

const today0 = '2026-10-08'
const toOracle = (
  id: string,
  h: Held,
  standing: { readonly tier: OracleCustomer['before']['tier']; readonly downgrades: number } & Pick<
    OracleCustomer,
    'why' | 'next' | 'isTouched'
  >,
): OracleCustomer => ({
  id,
  profit_12m: h.profit_12m,
  margin_12m: h.margin_12m,
  sales_12m: h.sales_12m,
  orders_12m: h.orders_12m,
  orders: h.orders,
  first_order_on: h.first_order_on,
  before: { tier: standing.tier, why: standing.why, downgrades: standing.downgrades },
  override:
    h.tier_override === null
      ? null
      : { tier: h.tier_override, reason: h.override_reason ?? '', until: h.override_until ?? '' },
  strategic: h.strategic,
  traits: traitsOf(h),
  potential: h.potential,
  why: standing.why,
  next: standing.next,
  isTouched: standing.isTouched,
})

type Firm = Awaited<ReturnType<typeof foundOrg>>
type Told = ReturnType<typeof oracleRun>['rows']
type Standing = Parameters<typeof toOracle>[2]
/** A customer without a figure is N from his first push on. */
const newcomer = (h: Held): Standing =>
  h.profit_12m === null && h.sales_12m === null
    ? { tier: 'N', next: 'N', why: '{"k":"none"}', downgrades: 0, isTouched: true }
    : { tier: null, next: null, why: null, downgrades: 0, isTouched: true }

const idAt = (i: number): string => ulid(700_000 + i)
const kinds = new Set<string>()

/** Every run that was recorded comes out of its frozen inputs as it did then; who is not frozen was N. */
const recompute = async (
  { actor, database }: Firm,
  then: ReadonlyMap<number, Told>,
): Promise<void> => {
  const runs = openTierRuns(database)
  for (const [run, told] of then) {
    const { result, differ } = await recomputeRun(runs, actor, run)
    expect(differ).toEqual([])
    const again = new Map(result.rows.map((row) => [row.id, row]))
    for (const { id, tier, next } of told.values())
      expect([id, again.get(id)?.tier ?? null, again.get(id)?.tier_next ?? null]).toEqual([
        id,
        again.has(id) ? tier : null,
        again.has(id) ? next : null,
      ])
    for (const { id, tier, next } of told.values())
      if (!again.has(id)) expect([id, tier, next]).toEqual([id, 'N', 'N'])
  }
}

const play = async (list: readonly Held[], steps: readonly Step[]): Promise<void> => {
  const firm = await foundOrg()
  const { org, actor, store, database } = firm
  const then = new Map<number, Told>()
  const now = new Map(list.map((h, i) => [idAt(i), h]))
  const standing = new Map([...now].map(([id, h]) => [id, newcomer(h)]))
  await putCustomers(org, [...now])
  let today = today0
  for (const [i, { moment, policy: which, months, changes }] of steps.entries()) {
    const policy = policies[which] ?? standardPolicy
    today = addMonths(today, months)
    const changed = changes.flatMap(([at, h]) =>
      now.has(idAt(at)) ? [[idAt(at), h] as const] : [],
    )
    for (const [id, h] of changed) {
      now.set(id, h)
      const old = standing.get(id)
      if (old) standing.set(id, { ...old, isTouched: true })
    }
    await putCustomers(org, [...new Map(changed)])
    await fixFigures(org, today)
    const ask = { policy, version: which, engine: TIER_ENGINE, today, moment }
    const token = moment === 'sync' ? null : `${moment}/${i}`
    const counts = await store.settleTiers(actor, { ...ask, token, now: i })
    const live = [...now].filter(([, h]) => !h.isArchived)
    const oracle = oracleRun(
      ask,
      live.flatMap(([id, h]) => {
        const s = standing.get(id)
        return s ? [toOracle(id, h, s)] : []
      }),
    )
    const written = (await readTiers(org)).filter((row) => oracle.rows.has(row.id))
    expect(counts.ranked).toBe(oracle.ranked)
    expect(written.map(({ id, tier, next, why }) => ({ id, tier, next, why }))).toEqual(
      [...oracle.rows.values()].map(({ id, tier, next, why }) => ({ id, tier, next, why })),
    )
    const recorded = await openTierRuns(database).readRun(actor, null)
    if (recorded?.at === i) then.set(recorded.run, oracle.rows)
    for (const row of oracle.rows.values()) {
      kinds.add((JSON.parse(row.why) as { readonly k: string }).k)
      const { tier, next, why, downgrades } = row
      standing.set(row.id, { tier, next, why, downgrades, isTouched: false })
    }
  }
  await recompute(firm, then)
}

describe('a run in SQL', () => {
  test('writes what the engine says, run after run', async () => {
    await fc.assert(
      fc.asyncProperty(portfolio, fc.array(step, { minLength: 1, maxLength: 6 }), play),
      { numRuns: 40, endOnFailure: true },
    )
    expect([...kinds].toSorted()).toEqual([
      'band',
      'cut',
      'few',
      'key',
      'like',
      'loss',
      'new',
      'none',
      'override',
    ])
  }, 120_000)

  test('says the same whatever the order of the rows and the unit of the money', async () => {
    const ranked = async (list: readonly (readonly [string, Held])[]) => {
      const { org, actor, store } = await foundOrg()
      await putCustomers(org, list)
      await fixFigures(org, today0)
      const ask = { policy: standardPolicy, version: 0, engine: TIER_ENGINE, today: today0 }
      await store.settleTiers(actor, { ...ask, moment: 'sync', token: null, now: 1 })
      return (await readTiers(org)).map(({ id, tier, next, why }) => ({ id, tier, next, why }))
    }
    const times = (value: number | null, by: number) => (value === null ? null : value * by)
    await fc.assert(
      fc.asyncProperty(portfolio, pick(3, 100, 10_000), async (list, by) => {
        const rows = list.map((h, i) => [idAt(i), h] as const)
        const scaled = rows.map(([id, h]) => {
          const margin_12m = times(h.margin_12m, by)
          const sales_12m = times(h.sales_12m, by)
          return [id, { ...h, profit_12m: times(h.profit_12m, by), margin_12m, sales_12m }] as const
        })
        const told = await ranked(rows)
        expect(await ranked(rows.toReversed())).toEqual(told)
        expect(await ranked(scaled)).toEqual(told)
      }),
      { numRuns: 15 },
    )
  })
})

/** n customers, the first the best, figures fixed on a day. */
const ladderOf = async (n: number, today: string) => {
  const firm = await foundOrg()
  const rows = Array.from({ length: n }, (_, i): readonly [string, Held] => [
    idAt(i),
    { ...nobody, profit_12m: (n - i) * 100 },
  ])
  await putCustomers(firm.org, rows)
  await fixFigures(firm.org, today)
  return { ...firm, rows }
}

describe('the monthly run', () => {
  const october = Date.UTC(2026, 9, 8)
  const first = Date.UTC(2026, 9, 31, 17)
  const run = async (firm: Firm, now: number) => {
    await fixFigures(firm.org, dayIn('Asia/Shanghai', now))
    return await monthlyRun(firm.store, firm.actor, now, standardInForce)
  }
  test('is once a month, in the organisation’s zone, however often the clock calls', async () => {
    const firm = await ladderOf(40, '2026-10-08')
    expect((await run(firm, october)).changed).toBe(40)
    await putCustomers(firm.org, [[idAt(39), { ...nobody, profit_12m: 99_999 }]])
    expect((await run(firm, first - 2 * 3_600_000)).moved).toBe(0)
    const { tier } = (await readTiers(firm.org)).at(39) ?? {}
    expect(tier).toBe('C')
    const counts = await run(firm, first)
    expect(counts.moved).toBe(1)
    expect((await readTiers(firm.org)).at(39)).toMatchObject({ tier: 'A', since: '2026-11-01' })
    for (const later of [first, first + 86_400_000 * 20])
      expect(await run(firm, later)).toMatchObject({ changed: 0, moved: 0 })
  })
  test('counts a downgrade once, though its batch is sent twice', async () => {
    const firm = await ladderOf(40, '2026-10-08')
    await run(firm, october)
    await putCustomers(firm.org, [[idAt(0), { ...nobody, profit_12m: 1 }]])
    const state = async () =>
      (
        await openTierRuns(firm.database).readHistory(firm.actor, {
          id: idAt(0),
          run: 99,
          limit: 1,
        })
      )[0]
    await run(firm, first)
    const waiting = await state()
    expect(waiting).toMatchObject({ held: 'run', state: { tier: 'A', next: 'C', downgrades: 1 } })
    await run(firm, first)
    expect(await state()).toEqual(waiting)
    await run(firm, Date.UTC(2026, 11, 5))
    expect((await readTiers(firm.org)).at(0)).toMatchObject({ tier: 'C', since: '2026-12-05' })
  })
})

describe('a settle', () => {
  test('without a changed figure reads what changed and no more, and writes no tier', async () => {
    const { org, actor, store, database, rows } = await ladderOf(400, '2026-10-08')
    const at = (now: number) => settle(store, actor, Date.UTC(2026, 9, 8) + now)
    await at(0)
    const touched = rows.slice(0, 3)
    await putCustomers(org, touched)
    const { read, written } = database.meter
    expect((await at(1)).changed).toBe(0)
    expect(database.meter.read - read).toBeLessThan(120)
    expect(database.meter.written - written).toBeLessThan(12)
  })
  test('writes only rows whose tier or receipt changed', async () => {
    const { org, actor, store, rows } = await ladderOf(40, '2026-10-08')
    const at = (now: number) => settle(store, actor, Date.UTC(2026, 9, 8) + now)
    await at(0)
    const before = new Map((await readTiers(org)).map((row) => [row.id, row]))
    const [id] = rows[20] ?? ['']
    await putCustomers(org, [[id, { ...nobody, profit_12m: 2_050 }]])
    expect((await at(1)).changed).toBe(0)
    await putCustomers(org, [[id, { ...nobody, profit_12m: 2_150 }]])
    const { changed } = await at(2)
    const after = await readTiers(org)
    const differ = after.filter((row) => JSON.stringify(row) !== JSON.stringify(before.get(row.id)))
    expect(differ.length).toBe(changed)
    expect(changed).toBe(2)
  })
})
