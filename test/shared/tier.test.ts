// The tier engine: who is ranked, where the cuts fall, what a tie does, when there is none.
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { tierInForce } from '../../shared/tier/in-force.ts'
import { standardPolicy as policy } from '../../shared/tier/policy.ts'
import { chooseMetric, rankCustomers, type TierInput, tierOfGroup } from '../../shared/tier/rank.ts'

const customer = (id: number, profit: number | null, sales: number | null = null): TierInput => ({
  id: String(id),
  profit_12m: profit,
  sales_12m: sales,
})
const tiersOf = (values: readonly (number | null)[]) =>
  rankCustomers(
    values.map((v, i) => customer(i, v)),
    policy,
  ).standings.map((s) => s.tier)
const tally = (tiers: readonly unknown[], tier: string) => tiers.filter((t) => t === tier).length

describe('a ranking', () => {
  test.each([
    [20, 4, 6],
    [24, 4, 8],
    [100, 20, 30],
    [793, 158, 238],
  ])('of %i distinct profits has %i A and %i C', (n, a, c) => {
    const tiers = tiersOf(Array.from({ length: n }, (_, i) => i + 1))
    expect([tally(tiers, 'A'), tally(tiers, 'C')]).toEqual([a, c])
  })

  test('gives a tier to nobody below 20, but a rank', () => {
    const { standings } = rankCustomers(
      [5, 9, 9].map((v, i) => customer(i, v)),
      policy,
    )
    expect(standings.map((s) => [s.tier, s.why])).toEqual([
      [null, { k: 'few', rank: 3, n: 3, least: 20 }],
      [null, { k: 'few', rank: 1, n: 3, least: 20 }],
      [null, { k: 'few', rank: 1, n: 3, least: 20 }],
    ])
  })

  test('makes N of whoever has no figure', () => {
    const tiers = tiersOf([null, ...Array.from({ length: 20 }, (_, i) => i + 1)])
    expect(tiers[0]).toBe('N')
  })

  test('lets a tie share its tier: the midpoint decides', () => {
    expect(tierOfGroup(3, 4, 20, 10, policy)).toBe('A')
    expect(tierOfGroup(4, 5, 20, 10, policy)).toBe('B')
    expect(tierOfGroup(1, 20, 20, 10, policy)).toBe('B')
    expect(tierOfGroup(14, 15, 20, 10, policy)).toBe('C')
    expect(tierOfGroup(13, 15, 20, 10, policy)).toBe('B')
  })

  test('never calls a loss or a zero better than C', () => {
    const tiers = tiersOf(Array.from({ length: 30 }, (_, i) => -i))
    expect(tiers).toEqual(tiers.map(() => 'C'))
  })

  test('steps down to sales, for all, when more than a fifth lack the profit', () => {
    const list = (lacking: number) =>
      Array.from({ length: 100 }, (_, i) => customer(i, i < lacking ? null : 1, 1))
    expect([chooseMetric(list(20), policy), chooseMetric(list(21), policy)]).toEqual([
      'profit_12m',
      'sales_12m',
    ])
    const unlike = [
      ...list(10),
      ...Array.from({ length: 500 }, (_, i) => customer(1_000 + i, null)),
    ]
    expect(chooseMetric(unlike, policy)).toBe('profit_12m')
  })

  test('puts no lower value above a higher one, equal ones alike, in any order of the list', () => {
    const order = { A: 0, B: 1, C: 2 }
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 20, maxLength: 80 }),
        (values) => {
          const tiers = tiersOf(values)
          const ranked = values
            .map((value, i) => ({ value, tier: order[tiers[i] as keyof typeof order] }))
            .toSorted((x, y) => y.value - x.value)
          for (const [i, next] of ranked.slice(1).entries()) {
            const now = ranked[i]
            expect(now && now.tier <= next.tier).toBe(true)
            if (now?.value === next.value) expect(now.tier).toBe(next.tier)
          }
          expect(tiersOf(values.toReversed()).toReversed()).toEqual(tiers)
        },
      ),
    )
  })
})

describe('the tier in force', () => {
  const none = { tier: null, why: null }
  test('is set where there is none, and kept where there is one', () => {
    expect(tierInForce(none, 'B', null)).toBe('B')
    expect(tierInForce({ tier: 'N', why: null }, 'A', null)).toBe('A')
    expect(tierInForce({ tier: 'A', why: '{"k":"cut"}' }, 'C', null)).toBe('A')
    expect(tierInForce({ tier: 'A', why: '{"k":"cut"}' }, 'N', null)).toBe('A')
  })
  test('is the manager’s word as long as it lasts, and no longer', () => {
    const override = { tier: 'X', reason: '不再合作', until: '' } as const
    expect(tierInForce({ tier: 'A', why: null }, 'A', override)).toBe('X')
    expect(tierInForce({ tier: 'X', why: '{"k":"override"}' }, 'B', null)).toBe('B')
    expect(tierInForce({ tier: 'A', why: '{"k":"override","until":""}' }, 'C', null)).toBe('C')
  })
  test('is nobody’s while too few are ranked', () => {
    expect(tierInForce({ tier: 'A', why: null }, null, null)).toBeNull()
  })
})
