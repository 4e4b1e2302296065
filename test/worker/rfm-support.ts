// Books of trade written straight into D1, and the columns that a settle works out of them.
import { env } from 'cloudflare:workers'

import { dayNumber } from '../../shared/tier/days.ts'
import { figuresOf } from '../../shared/tier/figures.ts'
import { standardPolicy, TIER_ENGINE } from '../../shared/tier/policy.ts'
import { rfmOfFigures } from '../../shared/tier/rfm.ts'
import { rhythmColumns } from '../../shared/tier/rhythm.ts'
import type { Transaction } from '../../shared/tier/transaction.ts'
import { ulid } from './support.ts'
import type { foundOrg } from './tier-support.ts'

export const TODAY = '2026-11-22'
/** The day so many days before today. */
export const ago = (days: number, today = TODAY): string =>
  new Date((dayNumber(today) - days) * 86_400_000).toISOString().slice(0, 10)

export const customerAt = (i: number): string => ulid(900_000 + i)
const lineAt = (i: number): string => ulid(950_000 + i)

/** A line of the book; it stays its customer's. */
export type BookLine = Transaction & { readonly isArchived: boolean }

/** Lines by their place in the book, new or again; each takes a seq. */
export const putLines = async (
  org: string,
  lines: readonly (readonly [at: number, line: BookLine])[],
): Promise<void> => {
  if (lines.length === 0) return
  const rows = lines.map(([at, line]) => ({
    ...line,
    id: lineAt(at),
    archived_at: line.isArchived ? 1 : null,
  }))
  const own =
    'date kind amount margin cost due_date paid_on ref_no currency rate archived_at'.split(' ')
  await env.DB.batch([
    env.DB.prepare(
      `INSERT INTO "transaction" (org, id, rev, crev, seq, created_at, created_by, updated_at, updated_by, workbook,
        customer_id, ${own.join(', ')})
      SELECT ?1, j.value ->> 'id', 1, 1, (SELECT seq FROM counter WHERE org = ?1) + j.key + 1, 0, 'u1', 0, 'u1', 'w',
        j.value ->> 'customer', ${own.map((key) => `j.value ->> '${key}'`).join(', ')}
      FROM json_each(?2) j WHERE true
      ON CONFLICT (org, id) DO UPDATE SET seq = excluded.seq, ${own.map((key) => `${key} = excluded.${key}`).join(', ')}`,
    ).bind(org, JSON.stringify(rows)),
    env.DB.prepare('UPDATE counter SET seq = seq + ?2 WHERE org = ?1').bind(org, rows.length),
  ])
}

/** Takes a customer out of the book, or back into it. */
export const archiveCustomer = async (org: string, i: number, isGone: boolean): Promise<void> => {
  await env.DB.batch([
    env.DB.prepare('UPDATE counter SET seq = seq + 1 WHERE org = ?1').bind(org),
    env.DB.prepare(
      `UPDATE customer SET archived_at = ?3, rev = rev + 1, seq = (SELECT seq FROM counter WHERE org = ?1)
      WHERE org = ?1 AND id = ?2`,
    ).bind(org, customerAt(i), isGone ? 1 : null),
  ])
}

export const settleOn = async (
  { actor, store }: Pick<Awaited<ReturnType<typeof foundOrg>>, 'actor' | 'store'>,
  today: string,
): Promise<void> => {
  const ask = { policy: standardPolicy, version: 0, engine: TIER_ENGINE, now: 1 } as const
  await store.settleTiers(actor, { ...ask, today, moment: 'sync', token: null })
}

/** What a customer's row says of his trade. */
export interface TradeColumns {
  readonly rfm: string | null
  readonly churn_flag: string | null
  readonly rhythm: string | null
}
export interface TradeRow extends TradeColumns {
  readonly id: string
  readonly rev: number
  readonly crev: number
  readonly seq: number
}

/** Every live customer, by id. */
export const readTrade = async (org: string): Promise<readonly TradeRow[]> => {
  const { results } = await env.DB.prepare(
    `SELECT id, rev, crev, seq, rfm, churn_flag, rhythm FROM customer
    WHERE org = ?1 AND archived_at IS NULL AND merged_into IS NULL ORDER BY id`,
  )
    .bind(org)
    .all<TradeRow & Record<string, unknown>>()
  return results
}

export const tradeOf = ({ rfm, churn_flag, rhythm }: TradeColumns): TradeColumns => ({
  rfm,
  churn_flag,
  rhythm,
})

/** The same by shared/tier; `live` are the customers who are not archived. */
export const oracleTrade = (
  lines: readonly BookLine[],
  live: readonly string[],
  today: string,
): ReadonlyMap<string, TradeColumns> => {
  const book = lines.filter((line) => !line.isArchived)
  const { customers } = figuresOf(book, { today, currency: 'CNY' })
  const traders = new Map([...customers].filter(([id]) => live.includes(id)))
  const scores = new Map(rfmOfFigures(traders, today).map(({ id, rfm }) => [id, rfm]))
  return new Map(
    live.map((id) => {
      const figures = traders.get(id)
      const beat = figures ? rhythmColumns(figures, today) : null
      const rhythm = beat && JSON.stringify(beat.rhythm)
      return [id, { rfm: scores.get(id) ?? null, churn_flag: beat?.churn_flag ?? null, rhythm }]
    }),
  )
}
