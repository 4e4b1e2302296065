// Laws of any ranking: order of the rows, the unit of money and names of customers are without meaning.
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { boardOf } from '../../../shared/tier/board.ts'
import { standardPolicy as policy } from '../../../shared/tier/policy.ts'
import { rankCustomers, type TierInput } from '../../../shared/tier/rank.ts'
import { cumulated, sharesOf, whalePoints } from '../../../shared/tier/whale.ts'

const money = fc.option(fc.integer({ min: -30, max: 90 }), { nil: null, freq: 8 })
const day = fc.constantFrom(null, '2026-11-01', '2024-01-01')
const inputs: fc.Arbitrary<readonly TierInput[]> = fc
  .array(
    fc.record({
      profit_12m: money,
      margin_12m: money,
      sales_12m: money,
      orders: fc.nat(4),
      first_order_on: day,
    }),
    { maxLength: 90 },
  )
  .map((list) => list.map((c, i) => ({ id: `c${i}`, ...c })))
const today = '2026-11-22'
const tiersOf = (list: readonly TierInput[]) =>
  new Map(rankCustomers(list, policy, today).standings.map((s) => [s.id, s.tier]))

describe('tiers', () => {
  test('do not depend on the order of the rows', () => {
    fc.assert(
      fc.property(
        inputs.chain((list) =>
          fc.tuple(
            fc.constant(list),
            fc.shuffledSubarray([...list], { minLength: list.length, maxLength: list.length }),
          ),
        ),
        ([list, shuffled]) => {
          expect(tiersOf(shuffled)).toEqual(tiersOf(list))
        },
      ),
    )
  })
  test('do not change when all money is multiplied by a constant', () => {
    const times = (value: number | null | undefined, by: number) =>
      value === null || value === undefined ? null : value * by
    fc.assert(
      fc.property(inputs, fc.constantFrom(0.25, 3, 100, 10_000), (list, by) => {
        const scaled = list.map((c) => ({
          ...c,
          profit_12m: times(c.profit_12m, by),
          margin_12m: times(c.margin_12m, by),
          sales_12m: times(c.sales_12m, by),
        }))
        expect(tiersOf(scaled)).toEqual(tiersOf(list))
      }),
    )
  })
  test('are shared by equal values, ranks too; each customer has one standing', () => {
    fc.assert(
      fc.property(inputs, (list) => {
        const { standings, ranked } = rankCustomers(list, policy, today)
        expect(standings.map((s) => s.id)).toEqual(list.map((c) => c.id))
        const seen = new Map<number, unknown>()
        for (const { place, tier } of standings) {
          if (!place) {
            expect(tier).toBe('N')
            continue
          }
          const own = { first: place.first, last: place.last, n: ranked, tier }
          expect(seen.get(place.value) ?? own).toEqual(own)
          seen.set(place.value, own)
        }
      }),
    )
  })
  test('A are never more than a fifth, and no ranked customer at or below zero is other than C', () => {
    const distinct = fc.uniqueArray(fc.integer({ min: -50, max: 500 }), {
      minLength: 20,
      maxLength: 120,
    })
    fc.assert(
      fc.property(distinct, (values) => {
        const list = values.map((v, i) => ({ id: `${i}`, profit_12m: v, sales_12m: null }))
        const { standings } = rankCustomers(list, policy)
        const a = standings.filter((s) => s.tier === 'A')
        const above = values.filter((v) => v > 0).length
        expect(a.length).toBe(Math.min(Math.floor(values.length / 5), above))
        expect(standings.every((s, i) => (values[i] ?? 0) > 0 || s.tier === 'C')).toBe(true)
      }),
    )
  })
})

describe('the whale curve', () => {
  const values = fc.array(fc.integer({ min: -100, max: 300 }), { minLength: 1, maxLength: 150 })
  test('ends at the whole, rises to its peak and never again after it', () => {
    fc.assert(
      fc.property(values, (list) => {
        const curve = cumulated(list)
        const shares = sharesOf(list)
        expect(shares.total).toBe(list.reduce((sum, v) => sum + v, 0))
        if (shares.total <= 0) {
          expect([shares.top20, shares.bottom30, shares.peak]).toEqual([null, null, null])
          return
        }
        expect(shares.peak?.share).toBe(Math.max(...curve) / shares.total)
        expect(shares.peak?.at).toBe(Math.max(1, list.filter((v) => v > 0).length))
        const points = whalePoints(list, 21)
        expect(points.at(-1)).toEqual({ at: list.length, share: 1 })
        expect(points.length).toBeLessThanOrEqual(21)
        expect(points.some((p) => p.at === shares.peak?.at)).toBe(true)
      }),
    )
  })
  test('the shares are those of W. Sherden’s rule on ten customers', () => {
    const shares = sharesOf([50, 40, 10, 5, 5, 4, 2, -3, -5, -8])
    expect(shares).toMatchObject({ n: 10, total: 100, lossMakers: 3 })
    expect(shares.top20).toBeCloseTo(0.9)
    expect(shares.bottom30).toBeCloseTo(-0.16)
    expect(shares.peak).toEqual({ at: 7, share: 1.16 })
  })
  test('a fifth and three tenths are rounded up to whole customers', () => {
    expect(sharesOf([8, 7, 6, 5, 4, 3, 2])).toMatchObject({ top20: 15 / 35, bottom30: 9 / 35 })
  })
  test('of no customers is none', () => {
    expect(sharesOf([])).toEqual({
      n: 0,
      total: 0,
      top20: null,
      bottom30: null,
      peak: null,
      lossMakers: 0,
    })
    expect(boardOf([], 'profit_12m')).toMatchObject({ curve: [], distribution: [], best: [] })
  })
})
