// What a board and a what-if tell from SQL is what shared/tier tells of the same customers, on random portfolios; and
// whoever may not see a figure is told everything else.
import * as fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'

import { type BoardCustomer, boardOf } from '../../shared/tier/board.ts'
import { presets, standardPolicy, TIER_ENGINE, type TierPolicy } from '../../shared/tier/policy.ts'
import { chooseMetric, isNewcomer, type TierInput, valueOf } from '../../shared/tier/rank.ts'
import { liveOverride } from '../../shared/tier/run.ts'
import { migrationMatrix, tierCells, whatIf as oracleWhatIf } from '../../shared/tier/what-if.ts'
import { arithmeticOf } from '../../shared/tier/arithmetic.ts'
import { arithmeticFacts, seesIn, whyFacts } from '../../shared/tier/receipt-facts.ts'
import { tierSentence } from '../../shared/tier/why.ts'
import { openTierBoard } from '../../worker/db/tier-board.ts'
import { openTierReceipts } from '../../worker/db/tier-receipt.ts'
import { openTierRuns } from '../../worker/db/tier-runs.ts'
import { openTierSteps } from '../../worker/db/tier-steps.ts'
import { openTierWhatIf } from '../../worker/db/tier-what-if.ts'
import { board } from '../../worker/service/tier-board.ts'
import { receipt } from '../../worker/service/tier-receipt.ts'
import { standardInForce } from '../../worker/service/tier-policy.ts'
import { sightOf } from '../../worker/service/tier-sight.ts'
import { whatIf } from '../../worker/service/tier-what-if.ts'
import { migrate, ulid } from './support.ts'
import { fixFigures, foundOrg, type Held, nobody, putCustomers, readTiers } from './tier-support.ts'

beforeAll(migrate)

const today = '2026-10-08'
const now = Date.UTC(2026, 9, 8)
const idAt = (i: number): string => ulid(800_000 + i)
const money = fc.oneof(
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 6, arbitrary: fc.integer({ min: -6, max: 40 }) },
)
const held: fc.Arbitrary<Held> = fc
  .record({
    profit_12m: money,
    sales_12m: money,
    first_order_on: fc.constantFrom(null, null, null, '2026-09-20'),
    tier_override: fc.constantFrom(null, null, null, null, 'X' as const, 'A' as const),
    strategic: fc.constantFrom(null, null, 'no' as const, 'current' as const),
  })
  .map((h) => ({ ...nobody, ...h }))
const portfolio = fc.array(held, { minLength: 1, maxLength: 60 })
const policies: readonly TierPolicy[] = [
  presets['20/60/20'],
  { ...standardPolicy, topPercent: 45, ranksAtLeast: 3, metrics: ['sales_12m'] },
  { ...standardPolicy, keyAccounts: { current: 'B', future: null, potential: null } },
]

const found = async (list: readonly Held[]) => {
  const firm = await foundOrg()
  const rows = list.map((h, i) => [idAt(i), h] as const)
  await putCustomers(firm.org, rows)
  await fixFigures(firm.org, today)
  const ask = { policy: standardPolicy, version: 0, engine: TIER_ENGINE, today }
  await firm.store.settleTiers(firm.actor, { ...ask, moment: 'sync', token: null, now: 1 })
  return { ...firm, rows }
}
const toInput = ([id, h]: readonly [string, Held]): TierInput => ({
  id,
  profit_12m: h.profit_12m,
  sales_12m: h.sales_12m,
  first_order_on: h.first_order_on,
})
const overrideOf = (h: Held) =>
  h.tier_override === null ? null : { tier: h.tier_override, reason: '', until: '' }

test('a what-if in SQL moves whom the engine moves', async () => {
  await fc.assert(
    fc.asyncProperty(portfolio, fc.constantFrom(...policies), async (list, to) => {
      const { actor, database, rows } = await found(list)
      const order = { from: standardPolicy, to, sight: sightOf(actor) }
      const told = await whatIf(openTierWhatIf(database), actor, order, now)
      const inputs = rows.map((row) => ({ ...toInput(row), strategic: row[1].strategic }))
      const fixed = new Map(
        rows.flatMap(([id, h]) => {
          const word = liveOverride(overrideOf(h), today)
          return word ? [[id, word.tier] as const] : []
        }),
      )
      const oracle = oracleWhatIf(inputs, standardPolicy, to, today, fixed)
      expect([told.metric, told.ranked]).toEqual([oracle.metric, oracle.ranked])
      const matrix = migrationMatrix([])
      const counted = tierCells.map((from) =>
        tierCells.map(
          (next) =>
            told.matrix.find(([a, b]) => a === from && b === next)?.[2] ?? matrix[from][next],
        ),
      )
      expect(counted).toEqual(
        tierCells.map((from) => tierCells.map((next) => oracle.matrix[from][next])),
      )
      expect(told.touchedCount).toBe(oracle.touched.length)
      expect(
        told.touched
          .map(({ id, from, to: next }) => ({ id, from, to: next }))
          .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
      ).toEqual(oracle.touched)
    }),
    { numRuns: 25 },
  )
})

test('a board in SQL shows what the board of the engine shows', async () => {
  await fc.assert(
    fc.asyncProperty(portfolio, async (list) => {
      const { org, actor, database, rows } = await found(list)
      const stores = {
        boards: openTierBoard(database),
        runs: openTierRuns(database),
        steps: openTierSteps(database),
      }
      const order = { lines: 7, inForce: standardInForce, sight: sightOf(actor) }
      const told = await board(stores, actor, order, now)
      const inputs = rows.map(toInput)
      const old = inputs.filter((input) => !isNewcomer(input, standardPolicy, today))
      const metric = chooseMetric(old, standardPolicy)
      const tiers = new Map((await readTiers(org)).map((row) => [row.id, row.tier]))
      const customers = rows.map(([id, h]): BoardCustomer => {
        const input = toInput([id, h])
        return {
          id,
          tier: (tiers.get(id) ?? null) as BoardCustomer['tier'],
          value: isNewcomer(input, standardPolicy, today) ? null : valueOf(input, metric),
          fit: null,
          sales_12m: h.sales_12m,
          margin_12m: null,
          profit_12m: h.profit_12m,
          cost_12m: null,
          overdue: null,
          overdue_days: 0,
          satisfaction: null,
          complaints: 0,
          credit_grade: null,
        }
      })
      const oracle = boardOf(customers, metric, { lines: 7 })
      expect(told.metric).toBe(oracle.metric)
      expect(told.customers).toBe(rows.length)
      expect(told.distribution).toEqual(oracle.distribution)
      expect(told.steps).toEqual(oracle.steps)
      const { shares, curve } = told
      const isMeant = oracle.shares.total > 0
      expect({ ...shares, bottom30: null }).toEqual({ ...oracle.shares, bottom30: null })
      if (isMeant) expect(shares.bottom30).toBeCloseTo(oracle.shares.bottom30 ?? 0, 9)
      expect(curve).toEqual(oracle.curve)
      const line = (l: {
        id: string
        value: number | null
        step: unknown
        signs: readonly string[]
      }) => [l.id, l.value, l.step, l.signs]
      expect(told.best.map(line)).toEqual(oracle.best.map(line))
      expect(told.worst.map(line)).toEqual(oracle.worst.map(line))
    }),
    { numRuns: 25 },
  )
})

describe('whoever may not see the profit', () => {
  const sight = (field: string): boolean =>
    !['profit_12m', 'margin_12m', 'cost_12m'].includes(field)
  const portfolioOf = async () =>
    await found(Array.from({ length: 40 }, (_, i) => ({ ...nobody, profit_12m: (i - 3) * 12_345 })))
  /** The best one's amount, and the worst one's, in hundredths or not. */
  const digits = /444420|4,?444\.2|37035|370\.35/u

  test('gets a receipt with rank and cuts, and no amount', async () => {
    const { actor, database } = await portfolioOf()
    const stores = {
      receipts: openTierReceipts(database),
      runs: openTierRuns(database),
      steps: openTierSteps(database),
    }
    const rep = { ...actor, role: 'rep' } as const
    const reply = await receipt(stores, rep, { id: idAt(39), run: null }, sight)
    expect(reply.place).toEqual({ value: null, first: 1, last: 1, n: 40 })
    expect(reply.hidden).toEqual(['profit_12m', 'margin_12m', 'cost_12m'])
    const { id: _, policy: __, run: ___, ...shown } = reply
    expect(JSON.stringify(shown)).not.toMatch(digits)
    const reader = {
      say: (key: string, params: object = {}) => `${key} ${JSON.stringify(params)}`,
      maySee: seesIn(reply),
      unit: 100,
    }
    const { rows, sums } = arithmeticOf(arithmeticFacts(reply), reader)
    expect(sums).toEqual([])
    expect(JSON.stringify(rows)).not.toMatch(digits)
    const facts = whyFacts(reply)
    if (!facts) throw new Error('he is ranked')
    expect(tierSentence(facts, reader)).toMatch(/^why\.rank .*"rank":1,"n":40/u)
    expect(tierSentence(facts, reader)).not.toContain('why.value')
  })
  test('gets a board of counts, without curve, shares and signs of loss', async () => {
    const { actor, database } = await portfolioOf()
    const stores = {
      boards: openTierBoard(database),
      runs: openTierRuns(database),
      steps: openTierSteps(database),
    }
    const told = await board(stores, actor, { lines: 5, inForce: standardInForce, sight }, now)
    expect(told).toMatchObject({ curve: [], customers: 40 })
    expect(told.distribution.map((line) => line.count)).toEqual([8, 20, 12])
    const { run: _, best, worst, ...sums } = told
    const values = [...best, ...worst].map(({ value, signs }) => [value, ...signs])
    expect(values.every(([value, ...signs]) => value === null && signs.length === 0)).toBe(true)
    expect(JSON.stringify(sums)).not.toMatch(digits)
  })
})
