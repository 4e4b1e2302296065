// The 80/20/30 board as data, the nine signs, the next steps, and whom a lead without figures is like.
import { describe, expect, test } from 'vitest'

import { type BoardCustomer, boardOf } from '../../../shared/tier/board.ts'
import {
  headcountBand,
  isComingKeyAccount,
  likeReceipt,
  lookAlike,
  lookAlikeModel,
  provisionalBand,
  type Traits,
} from '../../../shared/tier/look-alike.ts'
import { proposeStep } from '../../../shared/tier/next-step.ts'
import { standardPolicy as policy } from '../../../shared/tier/policy.ts'
import { bestSigns, signsOf, worstSigns } from '../../../shared/tier/signs.ts'

const one = (
  id: string,
  value: number | null,
  more: Partial<BoardCustomer> = {},
): BoardCustomer => ({
  id,
  tier: 'B',
  value,
  fit: null,
  sales_12m: 1_000,
  margin_12m: 300,
  profit_12m: value,
  cost_12m: 0,
  overdue: 0,
  overdue_days: 0,
  satisfaction: null,
  complaints: 0,
  credit_grade: null,
  ...more,
})

describe('the board', () => {
  const customers = [
    one('b', 500, { tier: 'A' }),
    one('a', 500, { tier: 'A' }),
    one('c', 100),
    one('d', -100, { tier: 'C', cost_12m: 400 }),
    one('n', null, { tier: 'N' }),
    one('x', -50, { tier: 'X' }),
  ]
  test('says what each tier is and makes', () => {
    const { distribution, shares } = boardOf(customers, 'profit_12m')
    expect(shares.total).toBe(950)
    expect(distribution.map((line) => [line.tier, line.count, line.value])).toEqual([
      ['A', 2, 1_000],
      ['B', 1, 100],
      ['C', 1, -100],
      ['N', 1, 0],
      ['X', 1, -50],
    ])
    expect(distribution.reduce((sum, line) => sum + line.countShare, 0)).toBeCloseTo(1)
    expect(distribution.reduce((sum, line) => sum + (line.valueShare ?? 0), 0)).toBeCloseTo(1)
  })
  test('lists best and worst, equals by id, with signs and a next step', () => {
    const board = boardOf(customers, 'profit_12m', { lines: 2 })
    expect(board.best.map((line) => line.id)).toEqual(['a', 'b'])
    expect(board.worst.map((line) => line.id)).toEqual(['d', 'x'])
    expect(board.worst[0]).toMatchObject({
      signs: ['costs_more', 'over_demanding'],
      step: { step: 'fewer_visits', why: 'service_eats_margin' },
    })
    expect(board.steps.fewer_visits).toBe(1)
    expect(boardOf(customers.toReversed(), 'profit_12m', { lines: 2 })).toEqual(board)
  })
})

describe('the nine signs', () => {
  test('are four of the best and five of the worst', () => {
    expect([bestSigns.length, worstSigns.length]).toEqual([4, 5])
  })
  test.each([
    ['认可我们的价值; 要求過多服務', ['values_work', 'over_demanding']],
    ['Never satisfied; OFF-STRATEGY', ['off_course', 'never_satisfied']],
    ['随便写的; 带来新要求', ['new_demands']],
  ])('are read from “%s”', (fit, signs) => {
    expect(signsOf(one('a', 10, { fit, margin_12m: 300 }))).toEqual(signs)
  })
  test('show in the figures without being ticked', () => {
    expect(signsOf(one('a', 10, { satisfaction: 5 }))).toEqual(['values_work'])
    expect(signsOf(one('a', 10, { satisfaction: 5, overdue: 1 }))).toEqual([])
    expect(signsOf(one('a', -10, { satisfaction: 1 }))).toEqual(['costs_more', 'never_satisfied'])
    expect(signsOf(one('a', 10, { cost_12m: 151 }))).toEqual(['over_demanding'])
    expect(signsOf(one('a', 10, { cost_12m: 150 }))).toEqual([])
  })
})

describe('the next step', () => {
  const step = (more: Partial<BoardCustomer>) => {
    const customer = one('a', -10, { tier: 'C', ...more })
    return proposeStep({ ...customer, signs: signsOf(customer) })?.step ?? null
  }
  test.each([
    ['prepay', { overdue: 5, overdue_days: 31 }],
    ['prepay', { overdue: 5, overdue_days: 3, credit_grade: 'D' }],
    ['fewer_visits', { cost_12m: 150 }],
    ['price', { margin_12m: 49 }],
    ['hand_over', {}],
    ['let_go', { overdue: 5, fit: '总不满意; 偏离战略' }],
    [null, { tier: 'X', cost_12m: 150 }],
    [null, { tier: 'B', cost_12m: 150 }],
    [null, { tier: 'N' }],
    ['prepay', { tier: 'A', overdue: 5, overdue_days: 60, profit_12m: 10 }],
  ] as const)('is %s for %j', (expected, more) => {
    expect(step(more)).toBe(expected)
  })
})

describe('a look-alike', () => {
  const traits = (industry: string, size: string | null = null): Traits => ({
    industry,
    size,
    region: null,
    source: null,
  })
  const many = (n: number, tier: 'A' | 'B' | 'C', industry: string, size: string | null = null) =>
    Array.from({ length: n }, () => ({ tier, traits: traits(industry, size) }))
  const model = lookAlikeModel([
    ...many(30, 'A', '制造业', 'large'),
    ...many(10, 'B', '制造业', 'small'),
    ...many(40, 'B', '零售', 'small'),
    ...many(35, 'C', '餐饮', 'micro'),
    ...many(9, 'A', '零售'),
  ])
  test('of the best customers is named with the traits that speak for it, the strongest first', () => {
    const lead = lookAlike(model, traits('制造业', 'large'))
    expect(lead.like).toBe('A')
    expect(lead.traits.map((t) => t.value)).toEqual(['large', '制造业'])
    expect(likeReceipt(lead)).toEqual({ k: 'like', like: 'A', a: 'large', b: '制造业' })
    expect(lookAlike(model, traits('餐饮')).like).toBe('C')
    expect(lookAlike(model, traits('零售')).like).toBe('B')
  })
  test('is not told of who has no known trait, nor from fewer than five best customers', () => {
    expect(likeReceipt(lookAlike(model, traits('航天')))).toBeNull()
    const few = lookAlikeModel([...many(4, 'A', '制造业'), ...many(50, 'B', '零售')])
    expect(lookAlike(few, traits('制造业')).like).toBeNull()
  })
  test('is not made by one lucky rare trait', () => {
    const rare = lookAlikeModel([
      ...many(20, 'A', '制造业'),
      ...many(80, 'B', '零售'),
      ...many(1, 'A', '航天'),
    ])
    expect(lookAlike(rare, traits('航天')).chance).toBeLessThan(0.5)
    expect(lookAlike(rare, traits('制造业')).chance).toBeGreaterThan(0.8)
  })
  test('a newcomer’s band is his potential times his size', () => {
    const band = (potential: number | null, size: string | null) =>
      provisionalBand({ potential, size }, policy)
    expect([band(4, 'medium'), band(3, 'small'), band(2, 'small')]).toEqual(['A', 'B', 'C'])
    expect([band(null, 'large'), band(5, null), band(5, 'huge')]).toEqual([null, null, null])
  })
  test('headcount stands in for a size, and a future key account is one to come', () => {
    expect([500, 100, 20, 3, null].map(headcountBand)).toEqual([
      '500+',
      '100–499',
      '20–99',
      '1–19',
      null,
    ])
    expect(isComingKeyAccount('future', 'N')).toBe(true)
    expect(isComingKeyAccount('current', 'N')).toBe(false)
    expect(isComingKeyAccount('potential', 'A')).toBe(false)
  })
})
