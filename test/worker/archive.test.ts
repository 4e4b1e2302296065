// Put away for everybody and brought back: with contacts and visits, by right, in words where many are meant.
import { COUNTED } from '../support/counted.ts'
import { describe, expect, test } from 'vitest'

import {
  type ArchiveReply,
  archiveReply,
  type ArchiveRequest,
} from '../../shared/protocol/archive.ts'
import { refusalBody } from '../../shared/protocol/refusal.ts'
import type { Actor } from '../../worker/auth/actor.ts'
import { archive as service, BATCH_ROWS_MAX, BATCHES_MAX } from '../../worker/service/archive.ts'
import type { Store } from '../../worker/service/store.ts'
import { openFakeStore } from '../support/store.ts'
import {
  asking,
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

const away = { restore: false }
const { order, ask: archive } = asking<ArchiveRequest, ArchiveReply>(
  archiveReply,
  'sync/archive',
  away,
)
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

/** A store that only notes what is written together; every row has so many children. */
const noting = (children: number) => {
  const written: number[] = []
  const fact = { rev: 1, isArchived: false, isAllowed: true, children }
  const store: Store = {
    ...openFakeStore(),
    readArchive: (_, __, ids) =>
      Promise.resolve({ live: 0, rows: new Map(ids.map((id) => [id, fact])) }),
    writeArchive: (_, { rows }) => {
      written.push(rows.length)
      return Promise.resolve(new Set(rows.map(([id]) => id)))
    },
  }
  return { store, written }
}

describe('many customers at once', () => {
  test('are put away in batches of bounded size, and what a request has no room for is sent again', async () => {
    const org = {
      id: firm.org,
      name: '',
      country: 'CN',
      currency: 'CNY',
      timeZone: '',
      epoch,
      createdAt: COUNTED,
    } as const
    const actor: Actor = { ...firm.chen, role: 'manager', org, teammates: [], users: [] }
    const heads = Array.from({ length: 20 }, (_, i): [string, number] => [`r${10 + i}`, 1])
    const ask = { table: 'customer', workbook, rows: heads, restore: false, of: 20 } as const
    const few = noting(BATCH_ROWS_MAX / 4)
    const words = { confirm: 'ARCHIVE 20' }
    const { results } = await service(few.store, actor, { ...ask, ...words, rows: heads }, 1)
    expect(few.written).toEqual([3, 3, 3, 3, 3, 3, 2])
    expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['applied']))
    const many = noting(BATCH_ROWS_MAX + 1)
    const answer = await service(many.store, actor, { ...ask, ...words, rows: heads }, 1)
    expect(many.written).toEqual(Array.from({ length: BATCHES_MAX }, () => 1))
    expect(answer.results.slice(BATCHES_MAX)).toEqual(
      heads.slice(BATCHES_MAX).map(([id, rev]) => ({ id, outcome: 'retry', rev })),
    )
  })

  test('beyond what a request takes are refused with the number that it does', async () => {
    const rows = Array.from({ length: 1_001 }, (): [string, number] => [newId(), 1])
    const refused = await send('sync/archive', order(rows), firm.li.key)
    expect(refused.status).toBe(413)
    const body = refusalBody.parse(await refused.json())
    expect([body.code, body.detail]).toEqual([
      'too_large',
      'At most 1000 rows a request: send the rest in the next one.',
    ])
  })

  test('that need several requests are confirmed in one word for all of them', async () => {
    const rows = await Promise.all(
      Array.from({ length: 3 }, async (_, i) => {
        const id = newId()
        await pushRow(firm.li, 'customer', { id, base: 0, cells: { name: `连云港成批${i}号` } })
        return [id, 1] satisfies [string, number]
      }),
    )
    const part = rows.slice(0, 2)
    const asked = { results: [], confirm: 'ARCHIVE 3000' }
    expect(await archive(firm.li, part, { of: 3_000 })).toEqual(asked)
    expect(await archive(firm.li, part, { of: 3_000, confirm: 'ARCHIVE 2' })).toEqual(asked)
    const words = { of: 3_000, confirm: 'ARCHIVE 3000' }
    expect(await outcomesOf(firm.li, part, words)).toEqual([
      ['applied', 2],
      ['applied', 2],
    ])
    // Bringing back needs no words.
    const back = part.map(([id]): [string, number] => [id, 2])
    expect(await outcomesOf(firm.li, back, { restore: true, of: 3_000 })).toEqual([
      ['applied', 3],
      ['applied', 3],
    ])
  })

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
