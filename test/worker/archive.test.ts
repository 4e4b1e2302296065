// Put away for everybody and brought back: with contacts and visits, by right, in words where many are meant.
import { describe, expect, test } from 'vitest'

import { archiveReply, type ArchiveRequest } from '../../shared/protocol/archive.ts'
import {
  askFor,
  count,
  epoch,
  meter,
  newId,
  type Person,
  pullRows,
  pushRow,
  pushRows,
  send,
  useFirm,
  workbook,
} from './support.ts'

const firm = useFirm()
const other = useFirm()

const order = (rows: ArchiveRequest['rows'], more: Partial<ArchiveRequest> = {}) => ({
  table: 'customer',
  workbook,
  epoch,
  rows,
  restore: false,
  ...more,
})
const archive = async (
  who: Person,
  rows: ArchiveRequest['rows'],
  more: Partial<ArchiveRequest> = {},
) => await askFor(archiveReply, 'sync/archive', order(rows, more), who)
const outcomesOf = async (...ask: Parameters<typeof archive>) =>
  (await archive(...ask)).results.map((r) => [r.outcome, r.rev])
const tables = ['customer', 'contact', 'visit'] as const

/** A customer of 李雷 with a primary contact, another one and a visit. */
const make = async (name: string) => {
  const [id, contact, visit] = [newId(), newId(), newId()]
  const cells = { name, visibility: 'company', 'contact.name': '甲' }
  await pushRow(firm.li, 'customer', { id, base: 0, cells })
  const child = { customer_id: name }
  await pushRow(firm.li, 'contact', { id: contact, base: 0, cells: { ...child, name: '乙' } })
  await pushRow(firm.li, 'visit', { id: visit, base: 0, cells: { ...child, talked_about: '丙' } })
  return { id, contact, visit, cells }
}

describe('a customer that is archived', () => {
  test('goes with contacts and visits, for everybody, and comes back with them', async () => {
    const { id, cells } = await make('连云港一号')
    const cursors = await Promise.all(
      tables.map(async (table) => (await pullRows(firm.wang, table)).cursor),
    )
    const since = async (i: number) =>
      await pullRows(firm.wang, tables[i] ?? 'customer', { cursor: cursors[i] ?? '' })
    expect(await outcomesOf(firm.li, [[id, 1]])).toEqual([['applied', 2]])
    const gone = []
    for (const i of tables.keys()) {
      const pulled = await since(i)
      expect(pulled.rows).toEqual([])
      expect(new Set(pulled.gone.map((g) => g.reason))).toEqual(new Set(['archived']))
      gone.push(pulled.gone.map((g) => g.id))
      cursors[i] = pulled.cursor
    }
    expect(gone.map((ids) => ids.length)).toEqual([1, 2, 1])
    expect(await pushRow(firm.li, 'customer', { id, base: 1, cells })).toMatchObject({
      outcome: 'gone',
      reason: 'archived',
    })
    expect(await outcomesOf(firm.chen, [[id, 2]], { restore: true })).toEqual([['applied', 3]])
    for (const i of tables.keys()) {
      const pulled = await since(i)
      expect(pulled.gone).toEqual([])
      expect(pulled.rows.map((row) => row.id)).toEqual(gone[i])
    }
    const note = { id, base: 1, cells: { ...cells, name: '连云港一号新' } }
    expect(await pushRow(firm.li, 'customer', note)).toMatchObject({ outcome: 'merged', rev: 4 })
  })

  test('twice is archived once; on another revision it waits; each change is on record', async () => {
    const { id } = await make('连云港二号')
    expect(await outcomesOf(firm.li, [[id, 3]])).toEqual([['retry', 1]])
    await archive(firm.li, [[id, 1]])
    expect(await outcomesOf(firm.li, [[id, 1]])).toEqual([['done', 2]])
    await archive(firm.li, [[id, 2]], { restore: true })
    expect(await outcomesOf(firm.li, [[id, 2]], { restore: true })).toEqual([['done', 3]])
    await archive(firm.li, [[id, 3]])
    const sql = 'SELECT count(*) AS n FROM history WHERE row_id = ?1'
    expect(await count(sql, id)).toBe(4)
    const gaps = await count(`SELECT count(*) AS n FROM (
      SELECT row_id FROM history GROUP BY org, row_id HAVING max(rev) <> count(*))`)
    const twins = await count(
      'SELECT count(*) AS n FROM (SELECT seq FROM history GROUP BY org, seq HAVING count(*) > 1)',
    )
    expect([gaps, twins]).toEqual([0, 0])
  })

  test('leaves where it is what was archived before it, also when it comes back', async () => {
    const { id, contact, visit } = await make('连云港三号')
    expect(await outcomesOf(firm.li, [[contact, 1]], { table: 'contact' })).toEqual([
      ['applied', 2],
    ])
    await archive(firm.li, [[id, 1]])
    expect(await outcomesOf(firm.li, [[visit, 2]], { table: 'visit', restore: true })).toEqual([
      ['forbidden', undefined],
    ])
    await archive(firm.li, [[id, 2]], { restore: true })
    const { rows, gone } = await pullRows(firm.li, 'contact', { only: [contact] })
    expect([rows, gone]).toEqual([[], [{ id: contact, reason: 'archived', into: null }]])
    expect((await pullRows(firm.li, 'visit', { only: [visit] })).rows.length).toBe(1)
  })

  test('is the owner’s and the manager’s; a foreign one and none are answered alike', async () => {
    const { id } = await make('连云港四号')
    const foreign = newId()
    await pushRow(firm.wang, 'customer', { id: foreign, base: 0, cells: { name: '连云港五号' } })
    expect(await outcomesOf(firm.wang, [[id, 1]])).toEqual([['forbidden', undefined]])
    const strip = async (who: Person, of: string) =>
      (await (await send('sync/archive', order([[of, 1]]), who.key)).text()).replaceAll(of, 'ID')
    expect(await strip(firm.li, foreign)).toBe(await strip(firm.li, newId()))
    expect(await strip(other.chen, foreign)).toBe(await strip(other.chen, newId()))
    expect(await outcomesOf(firm.chen, [[foreign, 1]])).toEqual([['applied', 2]])
  })

  test('keeps its primary contact: he goes only with his customer', async () => {
    const { id } = await make('连云港六号')
    const { rows } = await pullRows(firm.li, 'contact')
    const primary = rows.find((r) => r.values['customer_id'] === id && r.values['name'] === '甲')
    const sent: ArchiveRequest['rows'] = [[primary?.id ?? '', 1]]
    expect(await outcomesOf(firm.li, sent, { table: 'contact' })).toEqual([
      ['forbidden', undefined],
    ])
  })
})

describe('many customers at once', () => {
  test('are archived only in words, and cheaply', async () => {
    const rows = Array.from({ length: 30 }, (_, i) => ({
      id: newId(),
      base: 0,
      cells: { name: `连云港众多${i}号企业`, 'contact.name': `人${i}` },
    }))
    await pushRows(other.li, 'customer', rows)
    const ids = rows.map(({ id }): [string, number] => [id, 1])
    const asked = { results: [], confirm: 'ARCHIVE 30' }
    expect(await archive(other.li, ids)).toEqual(asked)
    expect(await archive(other.li, ids, { confirm: 'ARCHIVE 3' })).toEqual(asked)
    expect((await pullRows(other.li, 'customer')).rows.length).toBe(30)
    const cost = await meter('sync/archive', order(ids, { confirm: 'ARCHIVE 30' }), other.li)
    expect(cost.read).toBeLessThanOrEqual(30 * 70 + 30)
    expect(cost.written).toBeLessThanOrEqual(30 * 16 + 10)
    expect((await pullRows(other.li, 'customer')).rows).toEqual([])
    const back = ids.map(([id]): [string, number] => [id, 2])
    await archive(other.li, back, { restore: true })
    expect((await pullRows(other.li, 'contact')).rows.length).toBe(30)
  })
})
