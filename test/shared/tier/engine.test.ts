// The engine beyond plain cuts: newcomers, the metric ladder, hysteresis, key accounts, frozen runs, what-if.
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import {
  isMonthlyRunDue,
  monthlyRunDay,
  overrideFaults,
  settleTier,
  type TierHeld,
} from '../../../shared/tier/in-force.ts'
import {
  policyChangeSchema,
  policySchema,
  presets,
  standardPolicy as policy,
  TIER_ENGINE,
  type Tier,
} from '../../../shared/tier/policy.ts'
import { rankCustomers, type Standing, type TierInput } from '../../../shared/tier/rank.ts'
import { type FrozenCustomer, type FrozenRun, runText, runTiers } from '../../../shared/tier/run.ts'
import { whatIf } from '../../../shared/tier/what-if.ts'

const customer = (id: string, profit: number | null, more: Partial<TierInput> = {}): TierInput => ({
  id,
  profit_12m: profit,
  sales_12m: null,
  ...more,
})
const crowd = (n: number): TierInput[] =>
  Array.from({ length: n }, (_, i) => customer(`c${i}`, (n - i) * 100))

describe('a policy', () => {
  test('is data: both presets are whole, and differ in what is C', () => {
    expect(policySchema.parse(presets['20/50/30'])).toEqual(policy)
    expect(policySchema.parse(presets['20/60/20'])).toEqual({ ...policy, bottomPercent: 20 })
  })
  test('is written down as a preset and what differs from it', () => {
    expect(policyChangeSchema.parse({})).toEqual(policy)
    const changed = policyChangeSchema.parse({ preset: '20/60/20', topPercent: 10 })
    expect([changed.topPercent, changed.bottomPercent]).toEqual([10, 20])
  })
  test.each([
    [{ topPercent: 80 }, 'bottomPercent'],
    [{ topPercent: 12.5 }, 'topPercent'],
    [{ metrics: [] }, 'metrics'],
    [{ top: 20 }, ''],
    [{ preset: '80/20' }, 'preset'],
  ])('%j is refused, and the place of the fault is named', (written, place) => {
    const result = policyChangeSchema.safeParse(written)
    expect(result.success ? null : result.error.issues[0]?.path.join('.')).toBe(place)
  })
})

describe('who is ranked', () => {
  const today = '2026-11-22'
  const tierOf = (more: Partial<TierInput>) =>
    rankCustomers([customer('x', 9_999, more), ...crowd(30)], policy, today).standings[0]
  test('a first order under 90 days ago and none since makes a newcomer: N, with the day', () => {
    expect(tierOf({ first_order_on: '2026-09-01', orders: 1 })).toEqual({
      id: 'x',
      tier: 'N',
      why: { k: 'new', on: '2026-09-01', days: 90 },
      place: null,
    })
  })
  test.each([
    ['a second order', { first_order_on: '2026-11-01', orders: 2 }],
    ['90 days', { first_order_on: '2026-08-24', orders: 1 }],
    ['no order date', { orders: 1 }],
  ])('%s makes him ranked', (_, more) => {
    expect(tierOf(more)?.tier).toBe('A')
  })
  test('without a day nobody is known to be new', () => {
    const list = [customer('x', 9_999, { first_order_on: '2026-11-01', orders: 1 }), ...crowd(30)]
    expect(rankCustomers(list, policy).standings[0]?.tier).toBe('A')
  })
  test('the ladder is net profit, margin, sales, orders, and one metric for all', () => {
    const list = (key: keyof TierInput, has: number) =>
      Array.from({ length: 100 }, (_, i) =>
        customer(`${i}`, i < 70 ? 1 : null, { [key]: i < has ? 5 : null, orders_12m: 3 }),
      )
    expect(rankCustomers(list('margin_12m', 80), policy).metric).toBe('margin_12m')
    expect(rankCustomers(list('margin_12m', 79), policy).metric).toBe('orders_12m')
    expect(rankCustomers(list('sales_12m', 90), policy).metric).toBe('sales_12m')
    expect(rankCustomers(crowd(3), { ...policy, metrics: ['sales_12m'] }).ranked).toBe(0)
  })
})

/** A standing at rank `rank` of 100, by itself. */
const at = (rank: number, value = 100): Standing => {
  const values = crowd(100)
  const { standings } = rankCustomers(values, policy)
  const found = standings[rank - 1]
  if (!found?.place) throw new Error('rank 1 to 100')
  return value > 0 ? found : { ...found, tier: 'C', place: { ...found.place, value } }
}
const held = (tier: Tier, downgrades = 0): TierHeld => ({ tier, why: '{"k":"cut"}', downgrades })

describe('a tier in force', () => {
  const month = (before: TierHeld, standing: Standing) =>
    settleTier(before, standing, null, policy, 'month')
  test('goes up only when the rank is five points past the cut', () => {
    expect(month(held('B'), at(16))).toEqual({ tier: 'B', downgrades: 0, held: 'band' })
    expect(month(held('B'), at(15))).toEqual({ tier: 'A', downgrades: 0, held: null })
    expect(month(held('C'), at(66)).tier).toBe('C')
    expect(month(held('C'), at(65)).tier).toBe('B')
  })
  test('goes down only past the band, and at the second run in a row', () => {
    expect(month(held('A'), at(25))).toEqual({ tier: 'A', downgrades: 0, held: 'band' })
    const first = month(held('A'), at(26))
    expect(first).toEqual({ tier: 'A', downgrades: 1, held: 'run' })
    expect(month(held('A', first.downgrades), at(26)).tier).toBe('B')
    expect(month(held('A', first.downgrades), at(20))).toEqual({
      tier: 'A',
      downgrades: 0,
      held: null,
    })
    expect(month(held('B', 1), at(75)).tier).toBe('B')
    expect(month(held('B', 1), at(76)).tier).toBe('C')
  })
  test('a loss knows no band, but waits for its second run', () => {
    expect(month(held('A'), at(3, -5)).held).toBe('run')
    expect(month(held('A', 1), at(3, -5)).tier).toBe('C')
  })
  test('is kept by a sync, and set to today’s by Apply now unless the policy holds that too', () => {
    expect(settleTier(held('A', 1), at(90), null, policy, 'sync')).toEqual({
      tier: 'A',
      downgrades: 1,
      held: null,
    })
    expect(settleTier(held('A'), at(90), null, policy, 'apply').tier).toBe('C')
    const strict = { ...policy, hysteresis: { ...policy.hysteresis, holdsApplyNow: true } }
    expect(settleTier(held('A'), at(90), null, strict, 'apply').held).toBe('run')
  })
  test('a first tier and a manager’s word are at once', () => {
    const none = { tier: null, why: null, downgrades: 0 }
    expect(settleTier(none, at(1), null, policy, 'sync').tier).toBe('A')
    expect(settleTier(held('N'), at(1), null, policy, 'sync').tier).toBe('A')
    const word = { tier: 'X', reason: '不再合作', until: '2027-01-01' } as const
    expect(settleTier(held('A'), at(1), word, policy, 'month').tier).toBe('X')
    const ended: TierHeld = { tier: 'X', why: '{"k":"override"}', downgrades: 0 }
    expect(settleTier(ended, at(50), null, policy, 'sync').tier).toBe('B')
  })
  test('whoever has no figure any more is N at the next run', () => {
    const gone: Standing = { id: 'x', tier: 'N', why: { k: 'none' }, place: null }
    expect(month(held('A'), gone).tier).toBe('N')
    expect(settleTier(held('A'), gone, null, policy, 'sync').tier).toBe('A')
  })
  test('moves on the 1st, once', () => {
    expect(monthlyRunDay('2026-11-22', policy)).toBe('2026-11-01')
    expect(monthlyRunDay('2026-01-09', { ...policy, effectiveDay: 15 })).toBe('2025-12-15')
    expect(isMonthlyRunDue(null, '2026-11-22', policy)).toBe(true)
    expect(isMonthlyRunDue('2026-11-01', '2026-11-30', policy)).toBe(false)
    expect(isMonthlyRunDue('2026-11-01', '2026-12-01', policy)).toBe(true)
  })
})

describe('a manager’s own tier', () => {
  const faults = (reason: string, until: string) =>
    overrideFaults({ tier: 'A', reason, until }, '2026-11-22', policy)
  test('needs a reason and an end within twelve months', () => {
    expect(faults('战略合作客户', '2027-11-22')).toEqual([])
    expect(faults('好', '')).toEqual(['reason.short', 'until.missing'])
    expect(faults('战略合作客户', '2026-11-21')).toEqual(['until.past'])
    expect(faults('战略合作客户', '2027-11-23')).toEqual(['until.far'])
  })
})

const frozen = (c: TierInput, more: Partial<FrozenCustomer> = {}): FrozenCustomer => ({
  ...c,
  before: { tier: null, why: null, downgrades: 0 },
  override: null,
  strategic: null,
  ...more,
})
const runOf = (customers: readonly FrozenCustomer[], more: Partial<FrozenRun> = {}): FrozenRun => ({
  engine: TIER_ENGINE,
  today: '2026-11-01',
  moment: 'month',
  policy,
  customers,
  ...more,
})

describe('a frozen run', () => {
  test('gives the same text whenever and in whatever order it is computed again', () => {
    const money = fc.option(fc.integer({ min: -20, max: 200 }), { nil: null })
    const tier = fc.constantFrom<Tier | null>('A', 'B', 'C', 'N', null)
    fc.assert(
      fc.property(
        fc.array(fc.record({ money, sales: money, tier, downgrades: fc.nat(2) }), {
          maxLength: 60,
        }),
        (list) => {
          const customers = list.map(({ money, sales, tier, downgrades }, i) =>
            frozen(customer(`c${i}`, money, { sales_12m: sales }), {
              before: { tier, why: null, downgrades },
            }),
          )
          const text = runText(runTiers(runOf(customers)))
          const stored = JSON.parse(JSON.stringify(runOf(customers.toReversed()))) as FrozenRun
          expect(runText(runTiers(stored))).toBe(text)
        },
      ),
    )
  })
  test('of another engine is not computed with this one', () => {
    expect(() => runTiers(runOf([], { engine: TIER_ENGINE + 1 }))).toThrow(/engine/u)
  })
  test('keeps a key account from falling below the tier that the policy names', () => {
    const keyPolicy = {
      ...policy,
      keyAccounts: { current: 'B', future: null, potential: null },
    } as const
    const list = crowd(30).map((c) => frozen(c))
    const last = list.at(-1)
    if (!last) throw new Error('the crowd has a last one')
    const withKey = (strategic: 'current' | 'future') =>
      runTiers(
        runOf([...list.slice(0, -1), { ...last, strategic }], { policy: keyPolicy }),
      ).rows.find((row) => row.id === last.id)
    expect(withKey('current')).toMatchObject({
      tier: 'B',
      tier_next: 'B',
      why: { k: 'key', kind: 'current', least: 'B' },
    })
    expect(withKey('future')).toMatchObject({ tier: 'C', why: { k: 'cut' } })
  })
  test('says whom a customer without figures is like, once it knows what all of them are', () => {
    const traits = (industry: string) => ({ industry, size: null, region: null, source: null })
    const list = crowd(50).map((c, i) => frozen(c, { traits: traits(i < 10 ? '制造业' : '零售') }))
    const leads = ['制造业', '航天'].map((industry) =>
      frozen(customer(`lead ${industry}`, null), { traits: traits(industry) }),
    )
    const rows = runTiers(runOf([...list, ...leads])).rows.filter((row) => row.tier === 'N')
    expect(rows.map((row) => row.why)).toEqual([
      { k: 'like', like: 'A', a: '制造业', b: '' },
      { k: 'none' },
    ])
  })
  test('names the manager’s word, and what the figures say beside it', () => {
    const override = { tier: 'X', reason: '不再合作', until: '2026-12-31' } as const
    const rows = runTiers(
      runOf(crowd(20).map((c, i) => frozen(c, i === 0 ? { override } : {}))),
    ).rows
    expect(rows.find((row) => row.id === 'c0')).toMatchObject({
      tier: 'X',
      tier_next: 'A',
      why: { k: 'override', reason: '不再合作' },
    })
    const over = { ...override, until: '2026-10-31' }
    const later = runTiers(runOf(crowd(20).map((c) => frozen(c, { override: over })))).rows
    expect(later.every((row) => row.why.k === 'cut')).toBe(true)
  })
})

describe('what if', () => {
  test('the bottom were a fifth: the matrix says how many move, and whom', () => {
    const result = whatIf(crowd(100), policy, presets['20/60/20'])
    expect(result.matrix.C).toMatchObject({ B: 10, C: 20 })
    expect(result.touched.length).toBe(10)
    expect(result.touched[0]).toEqual({ id: 'c70', from: 'C', to: 'B' })
  })
  test('every customer stands in the matrix once, and whom a manager set stays', () => {
    const result = whatIf(
      crowd(40),
      policy,
      { ...policy, topPercent: 50 },
      '',
      new Map([['c10', 'X']]),
    )
    const count = Object.values(result.matrix).flatMap((row) => Object.values(row))
    expect(count.reduce((sum, n) => sum + n, 0)).toBe(40)
    expect(result.matrix.X.X).toBe(1)
    expect(result.touched.some((way) => way.id === 'c10')).toBe(false)
  })
})
