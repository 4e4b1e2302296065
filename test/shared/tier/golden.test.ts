// Published results on shared data: the R package rfm, Fader and Hardie's CDNOW summary, Pareto cut-offs of the UCI
// wholesale customers. Reported as skipped where the data is not there.
import { readFileSync } from 'node:fs'

import { describe, expect, test } from 'vitest'

import { readCsv } from '../../../scripts/lib/csv.ts'
import { dataFile } from '../../../scripts/lib/project.ts'
import { daysBetween } from '../../../shared/tier/days.ts'
import { figuresOf } from '../../../shared/tier/figures.ts'
import { settleTier, type TierHeld } from '../../../shared/tier/in-force.ts'
import { standardPolicy, type TierPolicy } from '../../../shared/tier/policy.ts'
import { rankCustomers } from '../../../shared/tier/rank.ts'
import { quintileCuts, repeatPurchases, rfmScores } from '../../../shared/tier/rfm.ts'
import type { Transaction } from '../../../shared/tier/transaction.ts'
import { cutOff, sharesOf } from '../../../shared/tier/whale.ts'

const cells = (file: string, name: string): readonly string[] => {
  const { header, rows } = readCsv(file)
  return rows.map((row) => row[header.indexOf(name)] ?? '')
}

const orders = dataFile('tiers', 'rfm-orders', 'orders.csv')
const expected = dataFile('tiers', 'rfm-orders', 'rfm_expected.csv')
const describeRfm = orders && expected ? describe : describe.skip
describeRfm('on the orders of the R package rfm, as of 2006-12-31', () => {
  const read = () =>
    readCsv(orders ?? '').rows.map(([customer = '', date = '', amount = '']): Transaction => ({
      customer,
      date,
      kind: 'order',
      amount: Number(amount),
      margin: null,
    }))
  const inputs = () => {
    const setting = { today: '2006-12-31', currency: 'CNY', isWhole: true }
    return [...figuresOf(read(), setting).customers].map(([id, c]) => ({
      id,
      recency: daysBetween(c.last_order_on ?? '', '2006-12-31'),
      frequency: c.orders,
      money: c.sales_12m ?? 0,
    }))
  }

  test('recency, frequency and money are the published ones of all 995 customers', () => {
    const rows = readCsv(expected ?? '').rows
    const published = new Map(
      rows.map(([id = '', r, f, m]) => [id, [Number(r), Number(f), Number(m)]]),
    )
    const own = new Map(inputs().map((c) => [c.id, [c.recency, c.frequency, c.money]]))
    expect(own.size).toBe(995)
    expect(own).toEqual(published)
  })
  test('the scores are equal on 995 of 995 customers, by the published cuts', () => {
    const names = cells(expected ?? '', 'customer_id')
    const scores = cells(expected ?? '', 'rfm_score')
    const own = new Map(rfmScores(inputs(), 'published').map((s) => [s.id, s.rfm]))
    expect(names.filter((name, i) => own.get(name) === scores[i]).length).toBe(995)
    expect(quintileCuts(inputs().map((c) => c.money)).map((cut) => cut + 1)).toEqual(
      [255.8, 382, 506.4, 666].map((cut) => expect.closeTo(cut, 9) as number),
    )
  })
  test('our own cuts say the same on whole numbers, and whatever the unit of money', () => {
    const own = rfmScores(inputs()).map((s) => s.rfm)
    const differing = rfmScores(inputs(), 'published').filter((s, i) => s.rfm !== own[i])
    // A cut between two whole numbers, such as 505.4, is met by 506 at once, but by the published one only at 506.4.
    expect(differing.length).toBeLessThan(10)
    const inCents = inputs().map((c) => ({ ...c, money: c.money * 100 }))
    expect(rfmScores(inCents).map((s) => s.rfm)).toEqual(own)
  })
})

describeRfm('over eight quarters of those orders', () => {
  const quarters = [2005, 2006].flatMap((year) =>
    ['03-31', '06-30', '09-30', '12-31'].map((day) => `${year}-${day}`),
  )
  /** How often a tier in force changes, all customers and quarters together. */
  const changes = (policy: TierPolicy): number => {
    const lines = readCsv(orders ?? '').rows.map(
      ([customer = '', date = '', amount = '']): Transaction => ({
        customer,
        date,
        kind: 'order',
        amount: Number(amount),
        margin: null,
      }),
    )
    const ids = [...new Set(lines.map((line) => line.customer))]
    let before = new Map<string, TierHeld>()
    let count = 0
    for (const today of quarters) {
      const { customers } = figuresOf(lines, { today, currency: 'CNY' })
      const inputs = ids.map((id) => ({
        id,
        profit_12m: null,
        sales_12m: customers.get(id)?.sales_12m ?? null,
      }))
      const { standings } = rankCustomers(inputs, policy)
      const after = new Map<string, TierHeld>()
      for (const standing of standings) {
        const held = before.get(standing.id) ?? { tier: null, why: null, downgrades: 0 }
        const { tier, downgrades } = settleTier(held, standing, null, policy, 'month')
        if (held.tier !== null && held.tier !== 'N' && tier !== held.tier) count += 1
        after.set(standing.id, { tier, why: null, downgrades })
      }
      before = after
    }
    return count
  }
  test('band and second run keep two changes of five from happening', () => {
    const hysteresis = standardPolicy.hysteresis
    const naive = { ...standardPolicy, hysteresis: { ...hysteresis, points: 0, downgradeRuns: 1 } }
    const band = { ...standardPolicy, hysteresis: { ...hysteresis, downgradeRuns: 1 } }
    const [without, withBand, both] = [changes(naive), changes(band), changes(standardPolicy)]
    expect(withBand).toBeLessThan(without * 0.85)
    expect(both).toBeLessThan(without * 0.65)
  })
})

const raw = dataFile('tiers', 'cdnow', 'CDNOW_sample.txt')
const summary = dataFile('tiers', 'cdnow', 'cdnow_customers_summary.csv')
const describeCdnow = raw && summary ? describe : describe.skip
describeCdnow('on the raw purchases of CDNOW', () => {
  test('frequency, recency and age are the published ones of 2,357 of 2,357 customers', () => {
    const days = new Map<string, string[]>()
    for (const line of readFileSync(raw ?? '', 'utf8').split('\n')) {
      const [, id, date] = line.trim().split(/\s+/u)
      if (id === undefined || date === undefined) continue
      const day = date.replace(/(\d{4})(\d{2})(\d{2})/u, '$1-$2-$3')
      days.set(String(Number(id)), [...(days.get(String(Number(id))) ?? []), day])
    }
    const { rows } = readCsv(summary ?? '')
    const weeks = (n: number) => Math.round((n / 7) * 100) / 100
    const equal = rows.filter(([id = '', frequency, recency, age]) => {
      const own = repeatPurchases(days.get(id) ?? [], '1997-09-30')
      return (
        own?.frequency === Number(frequency) &&
        weeks(own.recency) === Number(recency) &&
        weeks(own.age) === Number(age)
      )
    })
    expect([rows.length, equal.length]).toEqual([2357, 2357])
  })
})

const wholesale = dataFile('tiers', 'wholesale', 'wholesale_customers.csv')
const describeWholesale = wholesale ? describe : describe.skip
describeWholesale('on the wholesale customers', () => {
  test('80 % of the sales take 252 of 440, 95 % take 366, and the top fifth makes 42.9 %', () => {
    const lines = readFileSync(wholesale ?? '', 'latin1')
      .trim()
      .split(/\r?\n/u)
      .slice(1)
    const sales = lines.map((line) =>
      line
        .split(',')
        .slice(2, 8)
        .reduce((sum, cell) => sum + Number(cell), 0),
    )
    expect([sales.length, cutOff(sales, 0.8), cutOff(sales, 0.95)]).toEqual([440, 252, 366])
    expect(sharesOf(sales).top20).toBeCloseTo(0.429, 4)
  })
})
