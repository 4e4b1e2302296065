// RFM scores and rhythms that a settle writes are those of shared/tier, on random books, whatever happens between two
// settles; nobody's row is touched whose words stay the same, and the saved view of those who may leave agrees.
import * as fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'

import type { TransactionKind } from '../../shared/tier/transaction.ts'
import { rfmMark, rfmStatements } from '../../worker/db/rfm.ts'
import { openTierLists } from '../../worker/db/tier-lists.ts'
import { savedView } from '../../worker/service/tier-lists.ts'
import {
  ago,
  archiveCustomer,
  type BookLine,
  customerAt,
  oracleTrade,
  putLines,
  readTrade,
  settleOn,
  TODAY,
  tradeOf,
} from './rfm-support.ts'
import { migrate } from './support.ts'
import { foundOrg, nobody, putCustomers } from './tier-support.ts'

beforeAll(migrate)

const PEOPLE = 9
const pick = <T>(...values: readonly T[]) => fc.constantFrom(...values)
/** Tens of days, so that silences meet their limits exactly; the ends of the half-year and the year; days to come. */
const day = fc.oneof(
  { weight: 8, arbitrary: fc.nat({ max: 45 }).map((tens) => ago(tens * 10)) },
  { weight: 1, arbitrary: pick('2026-05-21', '2026-05-22', '2026-05-23', '2025-11-22', ago(-3)) },
)
const line: fc.Arbitrary<BookLine> = fc
  .record({
    who: fc.nat({ max: PEOPLE - 1 }),
    kind: fc.oneof(
      { weight: 6, arbitrary: fc.constant<TransactionKind>('order') },
      {
        weight: 1,
        arbitrary: pick<TransactionKind>('invoice', 'return', 'payment', 'cost', 'delivery'),
      },
    ),
    date: day,
    amount: fc.integer({ min: -1, max: 5 }),
    ref_no: pick(null, null, 'A1', 'A2'),
    money: pick<readonly [string | null, number | null]>(
      [null, null],
      [null, null],
      ['CNY', 3],
      ['USD', 7.125],
      ['EUR', null],
    ),
    isArchived: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  })
  .map(({ who, money: [currency, rate], ...rest }) => ({
    ...rest,
    customer: customerAt(who),
    margin: null,
    currency,
    rate,
  }))
const book = fc.array(line, { minLength: 10, maxLength: 80, size: 'max' })

/** Days that pass, lines that are written anew or come in, customers put away or, with a new day, taken back. */
const step = fc.record({
  days: pick(0, 0, 1, 20, 95),
  lines: fc.array(fc.tuple(fc.nat({ max: 80 }), line), { maxLength: 5 }),
  gone: fc.array(fc.nat({ max: PEOPLE - 1 }), { maxLength: 2 }),
})

const open = async () => {
  const firm = await foundOrg()
  const people = Array.from({ length: PEOPLE }, (_, i) => customerAt(i))
  await putCustomers(
    firm.org,
    people.map((id) => [id, nobody] as const),
  )
  return { ...firm, people }
}
type Book = Awaited<ReturnType<typeof open>>

const seen = new Set<string>()
const judge = async ({ org }: Book, lines: readonly BookLine[], live: string[], today: string) => {
  const rows = await readTrade(org)
  const told = oracleTrade(lines, live, today)
  expect(new Map(rows.map((row) => [row.id, tradeOf(row)]))).toEqual(told)
  for (const { rfm, churn_flag, rhythm } of told.values()) {
    if (rfm) seen.add(`R${rfm[0]}`).add(`F${rfm[1]}`).add(`M${rfm[2]}`)
    if (rhythm) seen.add(`${churn_flag}: ${(JSON.parse(rhythm) as { readonly k: string }).k}`)
  }
  return rows
}

describe('RFM and rhythm', () => {
  test('are those of the oracle, settle after settle', async () => {
    await fc.assert(
      fc.asyncProperty(book, fc.array(step, { maxLength: 3 }), async (first, steps) => {
        const firm = await open()
        const lines = [...first]
        await putLines(firm.org, [...lines.entries()])
        await settleOn(firm, TODAY)
        const gone = new Set<string>()
        let today = TODAY
        const live = () => firm.people.filter((id) => !gone.has(id))
        await judge(firm, lines, live(), today)
        for (const { days, lines: changes, gone: asked } of steps) {
          today = ago(-days, today)
          for (const i of new Set(asked)) {
            const id = customerAt(i)
            if (gone.has(id) && days === 0) continue
            await archiveCustomer(firm.org, i, !gone.has(id))
            if (!gone.delete(id)) gone.add(id)
          }
          const written = new Map<number, BookLine>()
          for (const [at, change] of changes) {
            const customer = lines[at]?.customer ?? change.customer
            if (!gone.has(customer))
              written.set(Math.min(at, lines.length), { ...change, customer })
            for (const [place, each] of written) lines[place] = each
          }
          await putLines(firm.org, [...written])
          await settleOn(firm, today)
          const rows = await judge(firm, lines, live(), today)
          await settleOn(firm, today)
          expect(await readTrade(firm.org)).toEqual(rows)
        }
      }),
      { numRuns: 40, endOnFailure: true },
    )
    const scores = ['R', 'F', 'M'].flatMap((letter) => [1, 2, 3, 4, 5].map((n) => `${letter}${n}`))
    expect([...seen].toSorted()).toEqual(
      [
        ...scores,
        'high: silent',
        'high: silent.fewer',
        'none: steady',
        'watch: fewer',
        'watch: silent',
      ].toSorted(),
    )
  }, 120_000)

  test('are silent of a customer without trade, and of a rhythm that three days do not make yet', async () => {
    const firm = await open()
    const order = (who: number, days: number): BookLine => ({
      customer: customerAt(who),
      date: ago(days),
      kind: 'order',
      amount: 100,
      margin: null,
      isArchived: false,
    })
    await putLines(firm.org, [
      [0, order(0, 60)],
      [1, order(0, 30)],
      [2, { ...order(1, 9), kind: 'payment' }],
      ...[90, 60, 30].map((days, i) => [i + 3, order(2, days)] as const),
    ])
    await settleOn(firm, TODAY)
    const [two, payer, steady, none] = (await readTrade(firm.org)).map(tradeOf)
    expect(two).toEqual({ rfm: '511', churn_flag: null, rhythm: null })
    const silent = { rfm: null, churn_flag: null, rhythm: null }
    expect([payer, none]).toEqual([silent, silent])
    const rhythm = JSON.stringify({ k: 'steady', usual: 30, on: TODAY })
    expect(steady).toEqual({ rfm: '555', churn_flag: 'none', rhythm })
  })
})

/** So many customers, each with three orders a month apart; the first buys the most. */
const monthly = async (n: number) => {
  const firm = await foundOrg()
  const people = Array.from({ length: n }, (_, i) => customerAt(i))
  await putCustomers(
    firm.org,
    people.map((id) => [id, nobody] as const),
  )
  const order = (customer: string, amount: number, days: number): BookLine => ({
    customer,
    date: ago(days),
    kind: 'order',
    amount,
    margin: null,
    isArchived: false,
  })
  const lines = people.flatMap((id, i) => [70, 40, 10].map((days) => order(id, n - i, days)))
  await putLines(firm.org, [...lines.entries()])
  await settleOn(firm, TODAY)
  const cost = async (today: string) => {
    const { read, written } = firm.database.meter
    await settleOn(firm, today)
    return {
      read: firm.database.meter.read - read,
      written: firm.database.meter.written - written,
    }
  }
  return { ...firm, lines, order, cost }
}

describe('a settle', () => {
  test('that meets nothing new reads and writes next to nothing', async () => {
    const firm = await monthly(300)
    const before = await readTrade(firm.org)
    const idle = await firm.cost(TODAY)
    expect(idle.read).toBeLessThan(110)
    expect(idle.written).toBeLessThan(6)
    expect(await readTrade(firm.org)).toEqual(before)
    const scored = { ...firm.database.meter }
    await firm.database.runBatch([...rfmStatements(firm.org), rfmMark(firm.org)])
    expect(firm.database.meter.read - scored.read).toBeLessThan(25)
    expect(firm.database.meter.written).toBe(scored.written)
  })
  test('on a new day, or after an order that lifts nobody over a fifth, writes no row anew', async () => {
    const firm = await monthly(300)
    const before = await readTrade(firm.org)
    const differing = async () =>
      (await readTrade(firm.org)).filter((row, i) => row.crev !== before[i]?.crev)
    expect((await firm.cost(ago(-1))).written).toBeLessThan(15)
    expect(await differing()).toEqual([])
    const another = firm.order(customerAt(299), 2, 10)
    await putLines(firm.org, [[firm.lines.length - 1, another]])
    expect((await firm.cost(ago(-1))).written).toBeLessThan(25)
    const [only, ...others] = await differing()
    expect([only?.id, others]).toEqual([customerAt(299), []])
    expect(only && tradeOf(only)).toEqual(before[299] && tradeOf(before[299]))
  })
})

test('those whose rhythm is silent or falling are those who may leave by their orders', async () => {
  let found = 0
  await fc.assert(
    fc.asyncProperty(book, async (lines) => {
      const firm = await open()
      await putLines(firm.org, [...lines.entries()])
      await settleOn(firm, TODAY)
      const told = (await readTrade(firm.org)).flatMap(({ id, churn_flag }) =>
        churn_flag === 'watch' || churn_flag === 'high' ? [id] : [],
      )
      const order = { view: 'may_leave', limit: 100, sight: () => true } as const
      const now = Date.parse(`${TODAY}T04:00Z`)
      const { rows } = await savedView(openTierLists(firm.database), firm.actor, order, now)
      expect(rows.map(({ id }) => id).toSorted()).toEqual(told)
      found += told.length
    }),
    { numRuns: 30, endOnFailure: true },
  )
  expect(found).toBeGreaterThan(30)
}, 60_000)
