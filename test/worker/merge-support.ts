// Customers to merge, and what the tests ask of merging.
import { env } from 'cloudflare:workers'

import {
  type MergeReply,
  mergeReply,
  type MergesReply,
  mergesReply,
  type UnmergeReply,
  unmergeReply,
} from '../../shared/protocol/merge.ts'
import type { PulledRow } from '../../shared/protocol/pull.ts'
import type { TableKey } from '../../shared/schema/table-keys.ts'
import {
  askFor,
  type Cells,
  epoch,
  newId,
  type Person,
  pullRows,
  pushRow,
  workbook,
} from './support.ts'

export interface Made {
  readonly id: string
  readonly name: string
}

/** A new customer, whoever he equals. */
export const makeCustomer = async (who: Person, cells: Cells): Promise<Made> => {
  const id = newId()
  const result = await pushRow(who, 'customer', { id, base: 0, cells, answer: 'new' })
  if (result.outcome !== 'applied') throw new Error(JSON.stringify(result))
  return { id, name: String(cells['name']) }
}

/** A contact or visit of his: its id. */
export const makeChild = async (
  who: Person,
  table: 'contact' | 'visit',
  of: string,
  cells: Cells,
): Promise<string> => {
  const id = newId()
  const row = { id, base: 0, cells: { customer_id: of, ...cells }, answer: 'new' } as const
  const result = await pushRow(who, table, row)
  if (result.outcome !== 'applied') throw new Error(JSON.stringify(result))
  return id
}

/** A row as its reader's pull has it. */
export const rowOf = async (who: Person, table: TableKey, id: string): Promise<PulledRow> => {
  const { rows } = await pullRows(who, table, { only: [id] })
  if (!rows[0]) throw new Error(`${who.name} sees no ${table} ${id}`)
  return rows[0]
}

/** An ordinary change on the revision that stands. */
export const change = async (who: Person, table: TableKey, id: string, cells: Cells) => {
  const { rev } = await rowOf(who, table, id)
  const result = await pushRow(who, table, { id, base: rev, cells, answer: 'renamed' })
  if (!['applied', 'merged'].includes(result.outcome)) throw new Error(JSON.stringify(result))
}

const seen = async (id: string) => {
  const row = await env.DB.prepare('SELECT rev FROM customer WHERE id = ?1').bind(id).first<{
    rev: number
  }>()
  return { id, rev: row?.rev ?? 1 }
}

export const mergeBody = async (
  winner: string,
  losers: readonly string[],
  more: Readonly<Record<string, unknown>> = {},
) => ({
  epoch,
  workbook,
  winner: await seen(winner),
  losers: await Promise.all(losers.map(seen)),
  fields: {},
  ...more,
})

export const askMerge = async (
  who: Person,
  winner: string,
  losers: readonly string[],
  more: Readonly<Record<string, unknown>> = {},
): Promise<MergeReply> =>
  await askFor(mergeReply, 'merge', await mergeBody(winner, losers, more), who)

export type MergedReply = Extract<MergeReply, { readonly outcome: 'merged' }>
export const merged = async (...ask: Parameters<typeof askMerge>): Promise<MergedReply> => {
  const reply = await askMerge(...ask)
  if (reply.outcome !== 'merged') throw new Error(JSON.stringify(reply))
  return reply
}

export const askUnmerge = async (who: Person, merge: string): Promise<UnmergeReply> =>
  await askFor(unmergeReply, 'unmerge', { epoch, workbook, merge }, who)

export const unmerged = async (who: Person, merge: string) => {
  const reply = await askUnmerge(who, merge)
  if (reply.outcome !== 'unmerged') throw new Error(JSON.stringify(reply))
  return reply
}

export const mergesOf = async (
  who: Person,
  more: Readonly<Record<string, unknown>> = {},
): Promise<MergesReply> =>
  await askFor(mergesReply, 'merges', { epoch, before: '', limit: 50, ...more }, who)
