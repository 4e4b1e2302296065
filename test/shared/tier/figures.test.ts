// From transactions to figures: twelve months, one paper a sale, signs, currencies, what is owed, rhythm and the views.
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { addMonths } from '../../../shared/tier/days.ts'
import { countedDays, figuresOf, medianOf } from '../../../shared/tier/figures.ts'
import { rhythmOf } from '../../../shared/tier/rhythm.ts'
import { type Transaction, transactionKinds } from '../../../shared/tier/transaction.ts'
import { valueLines } from '../../../shared/tier/value-lines.ts'
import { type ViewCustomer, viewRows } from '../../../shared/tier/views.ts'

const today = '2026-11-22'
const setting = { today, currency: 'CNY' }
const line = (more: Partial<Transaction>): Transaction => ({
  customer: '华达',
  date: '2026-10-01',
  kind: 'order',
  amount: 100,
  margin: null,
  ...more,
})
const figures = (...lines: readonly Partial<Transaction>[]) =>
  figuresOf(lines.map(line), setting).customers.get('华达')

describe('twelve months', () => {
  test('end today, and begin a day after the same day last year', () => {
    expect(['2026-11-22', '2025-11-23'].every(countedDays(setting))).toBe(true)
    expect(['2026-11-23', '2025-11-22'].some(countedDays(setting))).toBe(false)
    expect(addMonths('2024-03-31', -1)).toBe('2024-02-29')
    expect(addMonths('2026-11-22', -12)).toBe('2025-11-22')
  })
  test('hold what was sold in them; older orders make him known, but no figure', () => {
    expect(figures({ amount: 7 }, { amount: 90, date: '2025-01-01' })).toMatchObject({
      sales_12m: 7,
      orders_12m: 1,
      orders: 2,
      first_order_on: '2025-01-01',
    })
    expect(figures({ date: '2025-01-01' })?.sales_12m).toBe(0)
    expect(figures({ date: '2026-11-23' })).toBeUndefined()
  })
})

describe('a sale', () => {
  test('is counted once, whatever papers it left: invoices, else orders, else deliveries', () => {
    const papers = [
      { kind: 'order', amount: 100 },
      { kind: 'delivery', amount: 100 },
      { kind: 'invoice', amount: 90 },
    ] as const
    expect(figures(...papers)?.sales_12m).toBe(90)
    expect(figures(...papers.slice(0, 2))?.sales_12m).toBe(100)
    expect(figures(papers[1])?.sales_12m).toBe(100)
  })
  test('is one order by its number, not by its lines', () => {
    expect(figures({ ref_no: 'S1' }, { ref_no: 'S1' }, { ref_no: 'S2' }, {}, {})?.orders).toBe(4)
  })
  test.each([30, -30])('a return of %i takes away, whatever its sign', (amount) => {
    const sums = figures({ amount: 100, margin: 40 }, { kind: 'return', amount, margin: -10 })
    expect(sums).toMatchObject({ sales_12m: 70, margin_12m: 30, profit_12m: 30 })
  })
  test('brings its margin less the cost to serve, in lines of their own or beside it', () => {
    const sums = figures({ amount: 100, margin: 40, cost: 5 }, { kind: 'cost', amount: -12 })
    expect(sums).toMatchObject({ margin_12m: 40, cost_12m: 17, profit_12m: 23 })
  })
  test('without a margin has no profit; who only costs is a loss', () => {
    expect(figures({}, { kind: 'cost', amount: 12 })).toMatchObject({
      margin_12m: null,
      profit_12m: null,
    })
    expect(figures({ kind: 'cost', amount: 12 })).toMatchObject({
      sales_12m: null,
      profit_12m: -12,
    })
    expect(figures({ kind: 'payment' })).toMatchObject({ sales_12m: null, profit_12m: null })
  })
  test('in another currency counts at its own rate, and without one is left out and named', () => {
    expect(figures({ currency: 'USD', rate: 7.1, amount: 1_000, margin: 101 })).toMatchObject({
      sales_12m: 7_100,
      margin_12m: 717,
    })
    const { customers, leftOut } = figuresOf([line({ currency: 'USD' })], setting)
    expect([customers.size, leftOut.length]).toEqual([0, 1])
  })
})

describe('what he owes', () => {
  test('payments settle the invoices due first', () => {
    const sums = figures(
      { kind: 'invoice', amount: 100, due_date: '2026-09-30' },
      { kind: 'invoice', amount: 200, due_date: '2026-10-31' },
      { kind: 'invoice', amount: 50, due_date: '2026-12-31' },
      { kind: 'payment', amount: 150 },
    )
    expect(sums).toMatchObject({ receivable: 200, overdue: 150, overdue_days: 22 })
  })
  test('an invoice marked as paid is settled, and its payment is not counted twice', () => {
    const sums = figures(
      { kind: 'invoice', amount: 100, ref_no: 'R1', paid_on: '2026-10-05', due_date: '2026-10-02' },
      { kind: 'payment', amount: 100, ref_no: 'R1' },
      { kind: 'invoice', amount: 70, ref_no: 'R2' },
    )
    expect(sums).toMatchObject({ receivable: 70, overdue: 0, overdue_days: 0 })
  })
  test('is not known without an invoice, below zero when he paid ahead, and due today is not late', () => {
    expect(figures({})?.receivable).toBeNull()
    const ahead = figures({ kind: 'invoice', amount: 5 }, { kind: 'payment', amount: 9 })
    expect(ahead?.receivable).toBe(-4)
    expect(figures({ kind: 'invoice', due_date: today })?.overdue).toBe(0)
  })
})

const anyLine = fc.record({
  customer: fc.constantFrom('甲', '乙'),
  date: fc.constantFrom('2025-06-01', '2025-12-01', '2026-03-05', '2026-10-01', '2026-12-01'),
  kind: fc.constantFrom(...transactionKinds),
  amount: fc.integer({ min: -50, max: 500 }),
  margin: fc.option(fc.integer({ min: -50, max: 100 }), { nil: null }),
  cost: fc.option(fc.nat(20), { nil: null }),
  ref_no: fc.option(fc.constantFrom('1', '2', '3'), { nil: null }),
  due_date: fc.option(fc.constantFrom('2026-04-01', '2026-11-30'), { nil: null }),
  currency: fc.constantFrom('CNY', 'USD'),
  rate: fc.constantFrom(null, 7),
})

describe('figures of any list', () => {
  test('do not depend on the order of its lines', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 30 }), (lines) => {
        const plain = lines.map((l) => ({ ...l, ref_no: null }))
        const one = figuresOf(plain, setting).customers
        expect(figuresOf(plain.toReversed(), setting).customers).toEqual(one)
      }),
    )
  })
  test('are the sum of the lines that a receipt spills', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 30 }), (lines) => {
        for (const [id, sums] of figuresOf(lines, setting).customers) {
          const own = lines.filter((l) => l.customer === id)
          for (const metric of ['profit_12m', 'margin_12m', 'sales_12m', 'orders_12m'] as const) {
            if (sums[metric] === null) continue
            const spilled = valueLines(own, metric, setting)
            expect(spilled.reduce((sum, l) => sum + l.amount, 0)).toBe(sums[metric])
          }
        }
      }),
    )
  })
})

const bought = (...days: readonly string[]) => ({ order_days: days, day_sales: days.map(() => 10) })

describe('the rhythm', () => {
  test('of every 30 days is late after 60, gravely after 90', () => {
    const days = bought('2026-05-01', '2026-05-31', '2026-06-30')
    expect(rhythmOf(days, '2026-08-29')).toMatchObject({ usual: 30, gap: 60, churn_flag: 'none' })
    expect(rhythmOf(days, '2026-08-30')).toMatchObject({
      churn_flag: 'watch',
      times: 2,
      expected_on: '2026-07-30',
      why: { k: 'late', gap: 61, usual: 30, times: 2 },
    })
    expect(rhythmOf(days, '2026-09-29').churn_flag).toBe('high')
  })
  test('of two orders is none', () => {
    expect(rhythmOf(bought('2024-05-01', '2024-05-31'), today)).toMatchObject({
      usual: null,
      churn_flag: 'none',
      why: null,
    })
  })
  test('falls when the half-year is below seven tenths of the one before', () => {
    const days = [
      '2026-01-10',
      '2026-03-10',
      '2026-05-10',
      '2026-07-10',
      '2026-09-10',
      '2026-11-10',
    ]
    const falling = { order_days: days, day_sales: [100, 100, 100, 70, 70, 69] }
    expect(rhythmOf(falling, today)).toMatchObject({
      churn_flag: 'watch',
      why: { k: 'fewer', percent: 30 },
    })
    expect(rhythmOf({ ...falling, day_sales: [100, 100, 100, 70, 70, 70] }, today).why).toBeNull()
  })
  test('the middle of intervals is the middle, not the mean', () => {
    expect([medianOf([]), medianOf([5]), medianOf([1, 100, 3]), medianOf([4, 2])]).toEqual([
      null,
      5,
      3,
      3,
    ])
  })
})

describe('the three saved views', () => {
  const monthly = bought('2026-08-12', '2026-09-11', '2026-10-11', '2026-11-10')
  const one = (id: string, more: Partial<ViewCustomer> = {}): ViewCustomer => ({
    id,
    tier: 'B',
    sales_12m: 100,
    orders_12m: 6,
    overdue: 0,
    satisfaction: 5,
    relationship: null,
    complaints: 0,
    rhythm: rhythmOf(monthly, today),
    ...more,
  })
  const silent = rhythmOf(bought('2026-01-01', '2026-02-01', '2026-03-01'), today)
  const list = [
    one('steady'),
    one('bigger', { sales_12m: 900 }),
    one('owes', { overdue: 5 }),
    one('silent', { rhythm: silent }),
    one('unhappy', { satisfaction: 2 }),
    one('let go', { tier: 'X', rhythm: silent }),
  ]
  const ids = (view: Parameters<typeof viewRows>[0]) =>
    viewRows(view, list, today).map((row) => row.id)
  test('who can bear a price rise: steady, content, paying, the biggest first', () => {
    expect(ids('price_rise')).toEqual(['bigger', 'steady'])
  })
  test('who will order: by his own rhythm within two weeks or so', () => {
    expect(viewRows('will_order', list, '2026-12-01')[0]?.why).toEqual({
      k: 'orders',
      on: '2026-12-10',
      usual: 30,
    })
    expect(ids('will_order')).toEqual([])
  })
  test('who may leave: silent or unhappy, never who was let go', () => {
    expect(ids('may_leave')).toEqual(['silent', 'unhappy'])
  })
})
