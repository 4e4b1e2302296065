// The tiers that one SQL pass writes are those of shared/tier, row by row, on random lists.
import { env } from 'cloudflare:workers'
import * as fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'

import { settleReply } from '../../shared/protocol/pull.ts'
import { standardPolicy } from '../../shared/tier/policy.ts'
import { rankCustomers, type TierInput } from '../../shared/tier/rank.ts'
import { signIn } from '../../worker/auth/sign-in.ts'
import { openDatabase } from '../../worker/db/database.ts'
import { openTierRuns } from '../../worker/db/tier-runs.ts'
import { recomputeRun } from '../../worker/service/tier-runs.ts'
import {
  count,
  type Firm,
  foundFirm,
  migrate,
  newId,
  pullRows,
  pushRow,
  pushRows,
  send,
  epoch,
  workbook,
} from './support.ts'

beforeAll(migrate)

const settle = async (firm: Firm) =>
  settleReply.parse(await (await send('sync/settle', { workbook, epoch }, firm.li.key)).json())

interface Figures {
  readonly profit: number | null
  readonly sales: number | null
}

/** Pushes a list with the figures and reads it back. */
const firmWith = async (list: readonly Figures[]) => {
  const firm = await foundFirm()
  const rows = list.map(({ profit, sales }, i) => ({
    id: newId(),
    base: 0,
    cells: { name: `第${i}户企业`, profit_12m: profit ?? '', sales_12m: sales ?? '' },
  }))
  if (rows.length > 0) await pushRows(firm.li, 'customer', rows)
  return { firm, rows }
}
/** 陈总, who may look at runs. */
const callerOf = async (firm: Firm) => {
  const { actor } = await signIn({
    database: openDatabase(env.DB),
    authorization: `Bearer ${firm.chen.key}`,
    entra: null,
    keySets: new Map(),
    now: Date.now(),
  })
  return actor
}
const read = async (firm: Firm) => (await pullRows(firm.li, 'customer')).rows

/** Few different values, so that ties stand across the cuts. */
const figure = fc.oneof(
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 9, arbitrary: fc.integer({ min: -2, max: 14 }) },
)
const list = fc.oneof(
  {
    weight: 1,
    arbitrary: fc.array(fc.record({ profit: figure, sales: figure }), { maxLength: 22 }),
  },
  {
    weight: 5,
    arbitrary: fc.array(fc.record({ profit: figure, sales: figure }), {
      minLength: 24,
      maxLength: 60,
    }),
  },
)

describe('one settle', () => {
  test('gives every row the tier, the next tier and the reason of the oracle', async () => {
    await fc.assert(
      fc.asyncProperty(list, async (list) => {
        const { firm } = await firmWith(list)
        const reply = await settle(firm)
        const rows = await read(firm)
        const inputs = rows.map((row): TierInput => ({
          id: row.id,
          profit_12m: (row.values['profit_12m'] as number | undefined) ?? null,
          sales_12m: (row.values['sales_12m'] as number | undefined) ?? null,
        }))
        const oracle = rankCustomers(inputs, standardPolicy)
        expect(reply.ranked).toBe(oracle.ranked)
        expect(
          rows.map((row) => ({
            tier: row.computed['tier'] ?? null,
            next: row.computed['tier_next'] ?? null,
            why: JSON.parse(String(row.computed['tier_why'])) as unknown,
          })),
        ).toEqual(oracle.standings.map((s) => ({ tier: s.tier, next: s.tier, why: s.why })))
      }),
      { numRuns: 25 },
    )
  })
})

describe('settling', () => {
  const ladder = (n: number): Figures[] =>
    Array.from({ length: n }, (_, i) => ({ profit: (i + 1) * 100, sales: null }))

  test('again changes nothing and writes nothing', async () => {
    const { firm } = await firmWith(ladder(30))
    expect((await settle(firm)).changed).toBe(30)
    const before = await env.DB.prepare('SELECT seq FROM counter WHERE org = ?1')
      .bind(firm.org)
      .first()
    expect((await settle(firm)).changed).toBe(0)
    expect(
      await env.DB.prepare('SELECT seq FROM counter WHERE org = ?1').bind(firm.org).first(),
    ).toEqual(before)
    const runs = await env.DB.prepare('SELECT count(*) AS n FROM tier_run WHERE org = ?1')
      .bind(firm.org)
      .first()
    expect(runs).toEqual({ n: 1 })
  })

  test('raises crev and seq, not rev, and writes no history', async () => {
    const { firm } = await firmWith(ladder(20))
    const { cursor } = await pullRows(firm.li, 'customer')
    await settle(firm)
    const { rows } = await pullRows(firm.li, 'customer', { cursor })
    expect(rows.map((row) => [row.rev, row.crev])).toEqual(rows.map(() => [1, 2]))
    expect(rows.length).toBe(20)
  })

  test('keeps the tier in force when figures change, and says what they would give', async () => {
    const { firm, rows } = await firmWith(ladder(30))
    await settle(firm)
    const worst = rows[0]
    if (!worst) throw new Error('the list has a first row')
    const rich = { ...worst.cells, profit_12m: 999_999 }
    await pushRow(firm.li, 'customer', { id: worst.id, base: 1, cells: rich })
    await settle(firm)
    const [row] = (await pullRows(firm.li, 'customer', { only: [worst.id] })).rows
    expect(row?.computed).toMatchObject({ tier: 'C', tier_next: 'A' })
  })

  test('gives a customer his tier with his first figure', async () => {
    const { firm } = await firmWith(ladder(30))
    const id = newId()
    const cells = { name: '后来才有数的', profit_12m: '' as string | number }
    await pushRow(firm.li, 'customer', { id, base: 0, cells })
    await settle(firm)
    await pushRow(firm.li, 'customer', { id, base: 1, cells: { ...cells, profit_12m: 888_888 } })
    await settle(firm)
    const [row] = (await pullRows(firm.li, 'customer', { only: [id] })).rows
    expect(row?.computed).toMatchObject({ tier: 'A', tier_next: 'A' })
  })

  test('respects a manager’s word until its last day', async () => {
    const { firm, rows } = await firmWith(ladder(30))
    const until = new Date(Date.now() + 86_400_000 * 30).toISOString().slice(0, 10)
    const override = {
      tier_override: 'X',
      override_reason: '不再合作的客户',
      override_until: until,
    }
    const [first, second] = rows
    if (!first || !second) throw new Error('the list has two rows')
    await pushRow(firm.chen, 'customer', {
      id: first.id,
      base: 1,
      cells: { ...first.cells, ...override },
    })
    await pushRow(firm.chen, 'customer', {
      id: second.id,
      base: 1,
      cells: { ...second.cells, ...override },
    })
    await env.DB.prepare(
      `UPDATE customer SET override_until = '2026-01-01' WHERE org = ?1 AND id = ?2`,
    )
      .bind(firm.org, second.id)
      .run()
    await settle(firm)
    const pulled = await pullRows(firm.li, 'customer', { only: [first.id, second.id] })
    expect(pulled.rows.map((row) => [row.computed['tier'], row.computed['tier_next']])).toEqual([
      ['X', 'C'],
      ['C', 'C'],
    ])
    expect(JSON.parse(String(pulled.rows[0]?.computed['tier_why']))).toEqual({
      k: 'override',
      reason: '不再合作的客户',
      until,
    })
  })

  test('freezes its inputs, so that an old run can be computed again', async () => {
    const { firm, rows } = await firmWith(ladder(25))
    await settle(firm)
    const then = new Map((await read(firm)).map((row) => [row.id, row.computed['tier']]))
    for (const row of rows.slice(0, 5))
      await pushRow(firm.li, 'customer', {
        id: row.id,
        base: 1,
        cells: { ...row.cells, profit_12m: 500_000 },
      })
    await settle(firm)
    const database = openDatabase(env.DB)
    const actor = await callerOf(firm)
    for (const run of [1, 2]) {
      const { differ, result } = await recomputeRun(openTierRuns(database), actor, run)
      expect([run, differ, result.rows.length]).toEqual([run, [], 25])
      if (run === 1) expect(new Map(result.rows.map((r) => [r.id, r.tier]))).toEqual(then)
    }
    // Only who had other figures, or whose next tier they moved, is frozen a second time.
    expect(
      await count('SELECT count(*) AS n FROM tier_input WHERE org = ?1 AND run = 2', firm.org),
    ).toBe(15)
  })
})
