// What was written together can be looked at and taken back together; what others did since stays.
import { describe, expect, test } from 'vitest'

import {
  type BatchesRequest,
  batchesReply,
  type KeptRow,
  type UndoRequest,
  undoReply,
} from '../../shared/protocol/batches.ts'
import { archiveReply } from '../../shared/protocol/archive.ts'
import type { TableName } from '../../shared/protocol/cell.ts'
import { pushReply } from '../../shared/protocol/push.ts'
import {
  askFor,
  count,
  epoch,
  meter,
  newId,
  type Person,
  pullRows,
  pushBody,
  pushRow,
  send,
  type SheetRow,
  useFirm,
  workbook,
} from './support.ts'

const firm = useFirm()
const other = useFirm()

const list = async (who: Person, more: Partial<BatchesRequest> = {}) => {
  const body = { workbook, epoch, whose: 'mine', atLeast: 1, cursor: '', limit: 50, ...more }
  return await askFor(batchesReply, 'sync/batches', body, who)
}
const pushIn = async (
  who: Person,
  batch: string,
  rows: readonly SheetRow[],
  table: TableName = 'customer',
) => {
  const body = pushBody(table, rows, undefined, batch)
  return (await askFor(pushReply, 'sync/push', body, who)).results.map((r) => r.outcome)
}
const orderOf = (batch: string, of: Person, more: Partial<UndoRequest> = {}) => ({
  workbook,
  epoch,
  batch,
  by: of.id,
  as: newId(),
  cursor: '',
  limit: 500,
  ...more,
})
const undo = async (
  who: Person,
  batch: string,
  more: Partial<UndoRequest> = {},
  of: Person = who,
) => await askFor(undoReply, 'sync/undo', orderOf(batch, of, more), who)
const valuesOf = async (id: string, table: TableName = 'customer') =>
  (await pullRows(firm.chen, table, { only: [id] })).rows[0]?.values
const kept = (id: string, label: string, field: string | null, reason: KeptRow['reason']) => ({
  table: 'customer',
  id,
  label,
  field,
  reason,
})
const nothing = { changed: 0, archived: 0, restored: 0, kept: [], more: false }

describe('the pushes of one sync', () => {
  test('are one batch: who, when, which workbook and tables, how many rows', async () => {
    const [batch, id] = [newId(), newId()]
    const cells = { name: '常州一号', note: '' }
    await pushIn(firm.li, batch, [
      { id, base: 0, cells },
      { id: newId(), base: 0, cells: { name: '常州二号' } },
      { id: newId(), base: 0, cells: { name: '' } },
    ])
    await pushIn(firm.li, batch, [{ id, base: 1, cells: { ...cells, note: '改' } }])
    await pushIn(
      firm.li,
      batch,
      [{ id: newId(), base: 0, cells: { customer_id: '常州一号', talked_about: '寒暄' } }],
      'visit',
    )
    const [found] = (await list(firm.li)).batches
    expect(found).toMatchObject({ id: batch, by: firm.li.id, byName: '李雷', workbook })
    expect(found).toMatchObject({ tables: ['customer', 'visit'], created: 3, changed: 1 })
    expect(found).toMatchObject({ archived: 0, restored: 0, undoes: null, undone: null })
    expect(found?.until).toBeGreaterThanOrEqual(found?.at ?? Number.NaN)
  })

  test('are listed newest first, page by page, to their author and to managers', async () => {
    const batches = [newId(), newId(), newId()]
    for (const [i, batch] of batches.entries())
      await pushIn(
        firm.han,
        batch,
        Array.from({ length: i + 1 }, (_, n) => {
          return { id: newId(), base: 0, cells: { name: `常州第${i}批${n}号` } }
        }),
      )
    const first = await list(firm.han, { limit: 2 })
    expect(first.batches.map((b) => b.id)).toEqual([batches[2], batches[1]])
    expect(first.more).toBe(true)
    const rest = await list(firm.han, { limit: 2, cursor: first.cursor })
    expect([rest.batches.map((b) => b.id), rest.more]).toEqual([[batches[0]], false])
    expect((await list(firm.han, { atLeast: 3 })).batches.map((b) => b.id)).toEqual([batches[2]])
    const seenBy = async (who: Person) =>
      (await list(who, { whose: 'all' })).batches.filter((b) => batches.includes(b.id)).length
    expect(await seenBy(firm.chen)).toBe(3)
    expect(await seenBy(firm.wang)).toBe(0)
    expect(await seenBy(other.chen)).toBe(0)
  })

  test('that stored nothing, or name no batch, are none', async () => {
    const batch = newId()
    expect(await pushIn(firm.wang, batch, [{ id: newId(), base: 0, cells: { name: '' } }])).toEqual(
      ['invalid'],
    )
    await pushRow(firm.wang, 'customer', { id: newId(), base: 0, cells: { name: '常州无批' } })
    expect((await list(firm.wang)).batches).toEqual([])
  })
})

describe('an undo', () => {
  test('puts back what a bulk edit changed, and can itself be undone', async () => {
    const ids = [newId(), newId()] as const
    const before = ids.map((id, i) => ({
      id,
      base: 0,
      cells: { name: `溧阳${i}号`, industry: '陶瓷', note: '老' },
    }))
    await pushIn(firm.li, newId(), before)
    const batch = newId()
    const edit = before.map((row) => ({ ...row, base: 1, cells: { ...row.cells, note: '新' } }))
    expect(await pushIn(firm.li, batch, edit)).toEqual(['applied', 'applied'])
    const as = newId()
    expect(await undo(firm.li, batch, { as })).toMatchObject({ ...nothing, changed: 2 })
    expect(await valuesOf(ids[0])).toMatchObject({ note: '老', industry: '陶瓷' })
    const found = (await list(firm.li)).batches
    expect(found.find((b) => b.id === as)).toMatchObject({ undoes: batch, changed: 2 })
    expect(found.find((b) => b.id === batch)).toMatchObject({ undone: as })
    expect(await undo(firm.li, as)).toMatchObject({ ...nothing, changed: 2 })
    expect(await valuesOf(ids[1])).toMatchObject({ note: '新' })
    expect(await undo(firm.li, batch)).toMatchObject({ ...nothing, changed: 2 })
    expect(await valuesOf(ids[1])).toMatchObject({ note: '老' })
  })

  test('keeps what others set since, and names it', async () => {
    const id = newId()
    const cells = { name: '溧阳守护', industry: '陶瓷', note: '老', visibility: 'company' }
    await pushIn(firm.li, newId(), [{ id, base: 0, cells }])
    const batch = newId()
    const mine = { ...cells, industry: '包装', note: '新' }
    await pushIn(firm.li, batch, [{ id, base: 1, cells: mine }])
    await pushRow(firm.chen, 'customer', { id, base: 2, cells: { ...mine, note: '后来' } })
    const reply = await undo(firm.li, batch)
    expect(reply).toMatchObject({ changed: 1, kept: [kept(id, '溧阳守护', 'note', 'changed')] })
    expect(await valuesOf(id)).toMatchObject({ industry: '陶瓷', note: '后来' })
    expect(await count('SELECT count(*) AS n FROM conflict WHERE row_id = ?1', id)).toBe(0)
  })

  test('takes back only what the batch itself changed, not what was merged in', async () => {
    const id = newId()
    const cells = { name: '溧阳合并', industry: '陶瓷', note: '老' }
    await pushIn(firm.li, newId(), [{ id, base: 0, cells }])
    await pushRow(firm.chen, 'customer', { id, base: 1, cells: { ...cells, industry: '包装' } })
    const batch = newId()
    expect(
      await pushIn(firm.li, batch, [{ id, base: 1, cells: { ...cells, note: '新' } }]),
    ).toEqual(['merged'])
    await undo(firm.li, batch)
    expect(await valuesOf(id)).toMatchObject({ industry: '包装', note: '老' })
  })

  test('of a paste puts the new customers away with their contacts; undone, they are back', async () => {
    const ids = Array.from({ length: 5 }, newId)
    const batch = newId()
    const rows = ids.map((id, i) => ({
      id,
      base: 0,
      cells: { name: `金坛${i}号`, 'contact.name': '甲', note: '' },
    }))
    await pushIn(firm.li, batch, rows)
    const [touched = '', edited = '', ...free] = ids
    const visit = { customer_id: '金坛0号', talked_about: '来过' }
    await pushRow(firm.li, 'visit', { id: newId(), base: 0, cells: visit })
    const note = { ...rows[1]?.cells, note: '改' }
    await pushRow(firm.chen, 'customer', { id: edited, base: 1, cells: note })
    const as = newId()
    const reply = await undo(firm.li, batch, { as })
    expect(reply).toMatchObject({ changed: 0, archived: 3, restored: 0 })
    expect(reply.kept).toEqual([
      kept(edited, '金坛1号', null, 'changed'),
      kept(touched, '金坛0号', null, 'changed'),
    ])
    const live = async (table: TableName) =>
      (await pullRows(firm.chen, table)).rows.filter(
        (r) => free.includes(r.id) || free.includes(String(r.values['customer_id'])),
      ).length
    expect([await live('customer'), await live('contact')]).toEqual([0, 0])
    expect(await undo(firm.li, as)).toMatchObject({ ...nothing, restored: 3 })
    expect([await live('customer'), await live('contact')]).toEqual([3, 3])
  })

  test('goes piece by piece, and a piece whose answer was lost is asked again', async () => {
    const batch = newId()
    const ids = Array.from({ length: 7 }, newId)
    const row = (id: string, i: number) => ({ id, base: 0, cells: { name: `武进${i}号` } })
    await pushIn(firm.li, batch, ids.slice(0, 4).map(row))
    await pushIn(
      firm.li,
      batch,
      ids.slice(4).map((id, i) => row(id, i + 4)),
    )
    const order = orderOf(batch, firm.li, { limit: 3 })
    const done = []
    let cursor = ''
    for (let piece = 0; piece < 9; piece++) {
      const reply = await askFor(undoReply, 'sync/undo', { ...order, cursor }, firm.li)
      const again = await askFor(undoReply, 'sync/undo', { ...order, cursor }, firm.li)
      expect(again).toMatchObject({ archived: 0, kept: [], cursor: reply.cursor })
      done.push(reply.archived)
      cursor = reply.cursor
      if (!reply.more) break
    }
    expect(done.reduce((sum, n) => sum + n, 0)).toBe(7)
    expect(done.length).toBeGreaterThan(2)
    const { rows } = await pullRows(firm.li, 'customer', { only: ids })
    expect(rows).toEqual([])
  })

  test('of an archiving brings the rows back', async () => {
    const id = newId()
    await pushRow(firm.li, 'customer', { id, base: 0, cells: { name: '新北归来' } })
    const batch = newId()
    const rows = [[id, 1]]
    const order = { table: 'customer', workbook, epoch, rows, restore: false, batch }
    await askFor(archiveReply, 'sync/archive', order, firm.li)
    expect((await list(firm.li)).batches[0]).toMatchObject({ id: batch, archived: 1, changed: 0 })
    expect(await undo(firm.li, batch)).toMatchObject({ ...nothing, restored: 1 })
    expect(await valuesOf(id)).toMatchObject({ name: '新北归来' })
  })

  test('says what it may not do: rows handed over, put away, no longer valid', async () => {
    const ids = [newId(), newId()] as const
    const cells = { note: '老', owner: '李雷' }
    const rows = ids.map((id, i) => ({ id, base: 0, cells: { ...cells, name: `戚墅${i}号` } }))
    await pushIn(firm.li, newId(), rows)
    const batch = newId()
    const edited = rows.map((r) => ({ ...r, base: 1, cells: { ...r.cells, note: '新' } }))
    await pushIn(firm.li, batch, edited)
    const given = { id: ids[0], base: 2, cells: { ...edited[0]?.cells, owner: '王芳' } }
    await pushRow(firm.chen, 'customer', given)
    const away = { table: 'customer', workbook, epoch, rows: [[ids[1], 2]], restore: false }
    await askFor(archiveReply, 'sync/archive', away, firm.chen)
    const reply = await undo(firm.li, batch)
    expect(reply.kept).toEqual([
      kept(ids[1], '戚墅1号', null, 'gone'),
      kept(ids[0], '', null, 'forbidden'),
    ])
  })

  test('is the author’s and the managers’; a foreign batch and none are refused alike', async () => {
    const [batch, id] = [newId(), newId()]
    await pushIn(firm.li, batch, [
      { id, base: 0, cells: { name: '天宁权限', visibility: 'company' } },
    ])
    const refused = async (who: Person, named: string) => {
      const body = orderOf(named, firm.li)
      const response = await send('sync/undo', body, who.key)
      const answer = (await response.json()) as { readonly detail: string }
      return [response.status, answer.detail]
    }
    for (const who of [firm.han, other.chen])
      expect(await refused(who, batch)).toEqual(await refused(who, newId()))
    expect((await refused(firm.han, batch))[0]).toBe(403)
    expect(await undo(firm.chen, batch, {}, firm.li)).toMatchObject({ ...nothing, archived: 1 })
  })

  test('of somebody who names his batch like a colleague’s touches only his own rows', async () => {
    const [batch, mine, theirs] = [newId(), newId(), newId()]
    await pushIn(firm.li, batch, [{ id: mine, base: 0, cells: { name: '钟楼甲' } }])
    await pushIn(firm.wang, batch, [{ id: theirs, base: 0, cells: { name: '钟楼乙' } }])
    await undo(firm.wang, batch)
    expect(await valuesOf(mine)).toMatchObject({ name: '钟楼甲' })
    expect(await valuesOf(theirs)).toBeUndefined()
  })
})

test('a batch costs a few rows a chunk, not a row a customer', async () => {
  const rows = Array.from({ length: 200 }, (_, i) => ({
    id: newId(),
    base: 0,
    cells: {
      name: `${i < 100 ? '计量' : '批次'}企业第${i}号`,
      'contact.name': `人${i}`,
      'contact.mobile': `139${10_000_000 + i}`,
    },
  }))
  const plain = await meter('sync/push', pushBody('customer', rows.slice(0, 100)), firm.li)
  const body = pushBody('customer', rows.slice(100), undefined, newId())
  const inBatch = await meter('sync/push', body, firm.li)
  expect(inBatch.written - plain.written).toBeLessThanOrEqual(8)
  expect(inBatch.read - plain.read).toBeLessThanOrEqual(20)
  expect(inBatch.written).toBeLessThanOrEqual(100 * 18)
})
