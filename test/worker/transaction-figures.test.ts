// What one SQL statement works out of transactions is what shared/tier says of each customer, on random lines, and
// stays so when lines are changed, moved to another customer, archived, or when the day goes on.
import { env } from 'cloudflare:workers'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { archiveReply } from '../../shared/protocol/archive.ts'
import type { Cell } from '../../shared/schema/kind.ts'
import { type CustomerFigures, figuresOf } from '../../shared/tier/figures.ts'
import type { Transaction, TransactionKind } from '../../shared/tier/transaction.ts'
import { openDatabase } from '../../worker/db/database.ts'
import { figureStatements } from '../../worker/db/figures.ts'
import {
  askFor,
  count,
  epoch,
  type Firm,
  foundFirm,
  newId,
  pullRows,
  pushRow,
  pushRows,
  useFirm,
  workbook,
} from './support.ts'

const firm = useFirm()
const TODAY = '2026-11-22'

const settle = async (org: string, today = TODAY): Promise<void> => {
  await openDatabase(env.DB).runBatch(figureStatements(org, today))
}

/** Amounts in whole units; a line as it stands in a sheet. */
interface Line {
  readonly who: number
  readonly kind: TransactionKind
  readonly date: string
  readonly amount: number | null
  readonly margin: number | null
  readonly cost: number | null
  readonly due_date: string | null
  readonly paid_on: string | null
  readonly ref_no: string | null
  readonly currency: string | null
  readonly rate: number | null
}

const customers = ['甲公司', '乙公司'] as const
const days =
  '2025-11-21 2025-11-22 2025-11-23 2026-01-31 2026-02-28 2026-03-01 2026-05-15 2026-09-30 2026-11-20 2026-11-22 2026-11-23 2026-12-31'.split(
    ' ',
  )
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null, freq: 2 })
const amount = fc.integer({ min: -300, max: 900 })
const line: fc.Arbitrary<Line> = fc
  .record({
    who: fc.nat({ max: customers.length - 1 }),
    kind: fc.constantFrom<TransactionKind>(
      'order',
      'delivery',
      'invoice',
      'invoice',
      'payment',
      'return',
      'cost',
    ),
    date: fc.constantFrom(...days),
    amount: fc.oneof({ weight: 9, arbitrary: amount }, { weight: 1, arbitrary: fc.constant(null) }),
    margin: maybe(amount),
    cost: maybe(fc.integer({ min: 0, max: 50 })),
    due_date: maybe(fc.constantFrom(...days)),
    paid_on: fc.option(fc.constantFrom(...days), { nil: null, freq: 2 }),
    ref_no: maybe(fc.constantFrom('A1', 'A2')),
    money: fc.constantFrom<readonly [string | null, number | null]>(
      [null, null],
      ['CNY', 3],
      ['USD', 7.125],
      ['JPY', 0.0485],
    ),
  })
  .map(({ money: [currency, rate], ...rest }) => ({
    ...rest,
    currency,
    rate,
    amount: rest.amount ?? (rest.margin === null && rest.cost === null ? 0 : null),
  }))

const cellsOf = (line: Line): Readonly<Record<string, Cell>> => ({
  customer_id: customers[line.who] ?? '',
  kind: line.kind,
  date: line.date,
  amount: line.amount ?? '',
  margin: line.margin ?? '',
  cost: line.cost ?? '',
  due_date: line.due_date ?? '',
  paid_on: line.paid_on ?? '',
  ref_no: line.ref_no ?? '',
  currency: line.currency ?? '',
  rate: line.rate ?? '',
})

/** Hundredths, as stored. */
const stored = (units: number | null): number | null => (units === null ? null : units * 100)
const toTransaction = (line: Line): Transaction => ({
  ...line,
  customer: customers[line.who] ?? '',
  amount: stored(line.amount) ?? 0,
  margin: stored(line.margin),
  cost: stored(line.cost),
})

/** What a customer's row shows of his figures. */
const shownOf = (figures: CustomerFigures | undefined) => {
  if (!figures) return null
  const cycle = figures.purchase_cycle_days
  return {
    sales_12m: figures.sales_12m,
    profit_12m: figures.profit_12m,
    purchase_cycle_days:
      cycle === null ? null : Math.min(Math.max(Math.floor(cycle + 0.5), 1), 1000),
    orders_12m: figures.orders_12m,
    first_order_on: figures.first_order_on,
    last_order_on: figures.last_order_on,
    receivable: figures.receivable,
    overdue: figures.overdue,
  }
}

const shownKeys = [
  'sales_12m',
  'profit_12m',
  'purchase_cycle_days',
  'orders_12m',
  'first_order_on',
  'last_order_on',
  'receivable',
  'overdue',
] as const

const readFigures = async (who: Firm) => {
  const { rows } = await pullRows(who.chen, 'customer')
  const found = rows.map((row) => {
    const all = { ...row.values, ...row.computed }
    const shown = Object.fromEntries(shownKeys.map((key) => [key, all[key] ?? null]))
    return [
      String(row.values['name']),
      row.computed['orders_12m'] === undefined ? null : shown,
    ] as const
  })
  return Object.fromEntries(found)
}

const oracle = (lines: readonly Line[], today = TODAY) => {
  const figures = figuresOf(lines.map(toTransaction), { today, currency: 'CNY' })
  return Object.fromEntries(customers.map((name) => [name, shownOf(figures.customers.get(name))]))
}

const foundTraders = async () => {
  const traders = await foundFirm()
  await pushRows(
    traders.li,
    'customer',
    customers.map((name) => ({ id: newId(), base: 0, cells: { name } })),
  )
  return traders
}

const pushLines = async (who: Firm, lines: readonly Line[], base = 0, ids = lines.map(newId)) => {
  const rows = lines.map((line, i) => ({
    id: ids[i] ?? '',
    base,
    cells: cellsOf(line),
    answer: 'new' as const,
  }))
  if (rows.length === 0) return ids
  const { results } = await pushRows(who.chen, 'transaction', rows)
  expect(new Set(results.map((r) => r.outcome))).toEqual(new Set(['applied']))
  return ids
}

const archiveLine = async (who: Firm, id: string, rev: number) => {
  const body = { table: 'transaction', workbook, epoch, rows: [[id, rev]], restore: false }
  const { results } = await askFor(archiveReply, 'sync/archive', body, who.chen)
  expect(results.map((r) => r.outcome)).toEqual(['applied'])
}

describe('figures worked out in one statement', () => {
  test('are those of the oracle, at once and after lines were changed, moved and put away', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 24 }),
        line,
        async (lines, other) => {
          const traders = await foundTraders()
          const ids = await pushLines(traders, lines)
          await settle(traders.org)
          expect(await readFigures(traders)).toEqual(oracle(lines))

          const [first = ''] = ids
          await pushLines(traders, [other], 1, [first])
          await settle(traders.org)
          const moved = [other, ...lines.slice(1)]
          expect(await readFigures(traders)).toEqual(oracle(moved))

          await archiveLine(
            traders,
            first,
            (await pullRows(traders.chen, 'transaction', { only: [first] })).rows[0]?.rev ?? 0,
          )
          await settle(traders.org)
          expect(await readFigures(traders)).toEqual(oracle(moved.slice(1)))

          // The day goes on, and all lines are another customer's meanwhile.
          const given = moved.slice(1).map((each) => ({ ...each, who: other.who }))
          await pushLines(traders, given, 1, ids.slice(1))
          await settle(traders.org, '2027-03-01')
          expect(await readFigures(traders)).toEqual(oracle(given, '2027-03-01'))
        },
      ),
      { numRuns: 30 },
    )
  })
})

const cells = {
  customer_id: '丁公司',
  date: '2026-10-01',
  amount: 500,
  margin: 90,
  kind: 'invoice',
}

test('a second time nothing is written, and a revision is never raised', async () => {
  const id = newId()
  await pushRow(firm.li, 'customer', { id, base: 0, cells: { name: '丁公司' } })
  await pushRow(firm.chen, 'transaction', { id: newId(), base: 0, cells })
  await settle(firm.org)
  const [before] = (await pullRows(firm.li, 'customer', { only: [id] })).rows
  expect(before).toMatchObject({ rev: 1, computed: { sales_12m: 50_000, receivable: 50_000 } })
  const seq = await count('SELECT seq AS n FROM counter WHERE org = ?1', firm.org)
  await settle(firm.org)
  expect((await pullRows(firm.li, 'customer', { only: [id] })).rows[0]).toEqual(before)
  expect(await count('SELECT seq AS n FROM counter WHERE org = ?1', firm.org)).toBe(seq)
})

test('a customer who was put away comes back with the figures of that moment', async () => {
  const id = newId()
  const line = newId()
  await pushRow(firm.li, 'customer', { id, base: 0, cells: { name: '戊公司' } })
  const own = { ...cells, customer_id: '戊公司' }
  await pushRow(firm.chen, 'transaction', { id: line, base: 0, cells: own })
  await settle(firm.org)
  const turn = (archivedAt: number | null) =>
    env.DB.prepare('UPDATE customer SET archived_at = ?3 WHERE org = ?1 AND id = ?2')
      .bind(firm.org, id, archivedAt)
      .run()
  await turn(1)
  await env.DB.prepare(
    `UPDATE "transaction" SET amount = 70000, seq = (SELECT seq FROM counter WHERE org = ?1) + 1
    WHERE org = ?1 AND id = ?2`,
  )
    .bind(firm.org, line)
    .run()
  const [before] = (await pullRows(firm.li, 'customer', { only: [id] })).rows
  await settle(firm.org)
  expect((await pullRows(firm.li, 'customer', { only: [id] })).rows[0]).toEqual(before)
  await turn(null)
  await settle(firm.org)
  expect((await pullRows(firm.li, 'customer', { only: [id] })).rows[0]?.computed).toMatchObject({
    sales_12m: 70_000,
    receivable: 70_000,
  })
})
