// Two people changed one field: both values can be looked at, one is taken, and both stay on record.
import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'

import { conflictsReply, type OpenConflict } from '../../shared/protocol/conflicts.ts'
import { type Resolution, resolveReply } from '../../shared/protocol/resolve.ts'
import {
  askFor,
  type Cells,
  count,
  epoch,
  meter,
  newId,
  type Person,
  pullRows,
  pushBody,
  pushRow,
  pushRows,
  useFirm,
  workbook,
} from './support.ts'

const firm = useFirm()
const other = useFirm()

const open = async (who: Person, rows: readonly string[] | null, cursor = '', limit = 100) => {
  const body = { workbook, epoch, rows, cursor, limit }
  return await askFor(conflictsReply, 'sync/conflicts', body, who)
}
const settle = async (who: Person, ...resolutions: readonly Resolution[]) =>
  (await askFor(resolveReply, 'sync/resolve', { workbook, epoch, resolutions }, who)).results
const valuesOf = async (id: string) => {
  const { rows } = await pullRows(firm.chen, 'customer', { only: [id] })
  return rows[0]?.values ?? {}
}

const only = (conflicts: readonly OpenConflict[]): OpenConflict => {
  const [first] = conflicts
  if (!first) throw new Error('a conflict was expected')
  return first
}

/** A customer of 李雷 whose industry and phone the manager changed while he did. */
const clash = async (name: string) => {
  const id = newId()
  const cells = { name, industry: '陶瓷', note: '', phone: '' }
  await pushRow(firm.li, 'customer', { id, base: 0, cells })
  await pushRow(firm.chen, 'customer', { id, base: 1, cells: { ...cells, industry: '包装' } })
  await pushRow(firm.li, 'customer', {
    id,
    base: 1,
    cells: { ...cells, industry: '印刷', note: '急' },
  })
  return { id, cells, conflict: only((await open(firm.li, [id])).conflicts) }
}

describe('an open conflict', () => {
  test('shows what both wrote, when, on what, and where the row stands', async () => {
    const { id, conflict } = await clash('常州一号')
    expect(conflict).toMatchObject({
      table: 'customer',
      row: id,
      label: '常州一号',
      field: 'industry',
      base: '陶瓷',
      mine: '印刷',
      theirs: '包装',
      now: '包装',
      rev: 3,
      mineBy: '李雷',
      theirsBy: '陈总',
    })
    expect(conflict.mineAt).toBeGreaterThanOrEqual(conflict.theirsAt)
  })

  test('is found by its row, and among his own by whoever wrote the value that was not taken', async () => {
    const { conflict } = await clash('常州二号')
    const ids = async (who: Person) => (await open(who, null)).conflicts.map((c) => c.id)
    expect(await ids(firm.li)).toContain(conflict.id)
    expect(await ids(firm.chen)).not.toContain(conflict.id)
  })

  test('comes page by page', async () => {
    const made = [await clash('常州三号'), await clash('常州四号'), await clash('常州五号')]
    const rows = made.map(({ id }) => id)
    const seen: string[] = []
    let cursor = ''
    for (let page = 0; page < 3; page++) {
      const reply = await open(firm.li, rows, cursor, 1)
      seen.push(...reply.conflicts.map((c) => c.id))
      expect(reply.more).toBe(page < 2)
      cursor = reply.cursor
    }
    expect(seen).toEqual(made.map(({ conflict }) => conflict.id).toSorted())
  })

  test('of somebody else’s customer and of none look alike, to list and to resolve', async () => {
    const { id, conflict } = await clash('常州六号')
    for (const who of [firm.wang, other.chen]) {
      expect(await open(who, [id])).toEqual(await open(who, [newId()]))
      const answer = async (c: string) => {
        const [result] = await settle(who, { conflict: c, take: 'mine', rev: 3 })
        return { ...result, conflict: '' }
      }
      expect(await answer(conflict.id)).toEqual(await answer('01JXNOTHING'))
      expect((await answer(conflict.id)).outcome).toBe('forbidden')
    }
    expect((await open(firm.li, [id])).conflicts).toEqual([conflict])
  })

  test('names the people that an owner’s values mean', async () => {
    const id = newId()
    const cells = { name: '常州归属', owner: '李雷', visibility: 'company' }
    await pushRow(firm.li, 'customer', { id, base: 0, cells })
    await pushRow(firm.chen, 'customer', { id, base: 1, cells: { ...cells, owner: '韩梅' } })
    await pushRow(firm.chen, 'customer', { id, base: 1, cells: { ...cells, owner: '王芳' } })
    const { conflicts, labels } = await open(firm.chen, [id])
    const { mine, theirs } = only(conflicts)
    expect([labels['user']?.[String(mine)], labels['user']?.[String(theirs)]]).toEqual([
      '王芳',
      '韩梅',
    ])
  })
})

describe('resolving', () => {
  test.each([
    ['mine', undefined, '印刷', 4],
    ['theirs', undefined, '包装', 3],
    ['value', ' 印刷包装 ', '印刷包装', 4],
  ] as const)('with %s leaves one value and both on record', async (take, value, now, rev) => {
    const { id, conflict } = await clash(`无锡${take}`)
    const sent = { conflict: conflict.id, take, rev: 3, ...(value ? { value } : {}) }
    expect(await settle(firm.han, sent)).toEqual([{ conflict: conflict.id, outcome: 'forbidden' }])
    expect(await settle(firm.li, sent)).toEqual([
      { conflict: conflict.id, outcome: 'applied', take, rev },
    ])
    expect(await valuesOf(id)).toMatchObject({ industry: now, note: '急' })
    expect((await open(firm.li, [id])).conflicts).toEqual([])
    const record = await env.DB.prepare(
      'SELECT mine, theirs, resolution, resolved_by, resolved_at > 0 AS at FROM conflict WHERE row_id = ?1',
    )
      .bind(id)
      .all()
    const both = { mine: '"印刷"', theirs: '"包装"' }
    expect(record.results).toEqual([{ ...both, resolution: take, resolved_by: firm.li.id, at: 1 }])
    expect(await count('SELECT count(*) AS n FROM history WHERE row_id = ?1', id)).toBe(rev)
  })

  test('a second time says how it was resolved the first time', async () => {
    const { id, conflict } = await clash('无锡两次')
    await settle(firm.chen, { conflict: conflict.id, take: 'mine', rev: 3 })
    const again = await settle(firm.li, { conflict: conflict.id, take: 'theirs', rev: 3 })
    expect(again).toEqual([{ conflict: conflict.id, outcome: 'done', take: 'mine', rev: 4 }])
    expect((await valuesOf(id))['industry']).toBe('印刷')
  })

  test('on a row that moved waits for another look', async () => {
    const { id, cells, conflict } = await clash('无锡动了')
    await pushRow(firm.chen, 'customer', {
      id,
      base: 3,
      cells: { ...cells, note: '急', industry: '纸箱' },
    })
    for (const take of ['mine', 'theirs'] as const)
      expect(await settle(firm.li, { conflict: conflict.id, take, rev: 3 })).toMatchObject([
        { outcome: 'retry' },
      ])
    expect((await valuesOf(id))['industry']).toBe('纸箱')
    expect((await open(firm.li, [id])).conflicts).toMatchObject([{ rev: 4 }])
  })

  test('goes one by one: what is wrong harms no other', async () => {
    const id = newId()
    const cells = { name: '无锡并排', industry: '陶瓷', profit_12m: 1, note: '' }
    await pushRow(firm.li, 'customer', { id, base: 0, cells })
    const theirs = { ...cells, industry: '包装', profit_12m: 2 }
    await pushRow(firm.chen, 'customer', { id, base: 1, cells: theirs })
    const mine = { ...cells, industry: '印刷', profit_12m: 3 }
    await pushRow(firm.li, 'customer', { id, base: 1, cells: mine })
    const { conflicts } = await open(firm.li, [id])
    const idOf = (field: string) => conflicts.find((c) => c.field === field)?.id ?? ''
    const results = await settle(
      firm.li,
      { conflict: idOf('profit_12m'), take: 'value', value: '很多', rev: 2 },
      { conflict: idOf('industry'), take: 'mine', rev: 3 },
      { conflict: idOf('profit_12m'), take: 'value', value: '很多', rev: 3 },
    )
    expect(results.map((r) => r.outcome)).toEqual(['retry', 'applied', 'invalid'])
    expect(results[2]?.problems).toMatchObject([{ field: 'profit_12m', code: 'money.form' }])
    expect(await valuesOf(id)).toMatchObject({ industry: '印刷', profit_12m: 200 })
  })

  test('keeps the rights of fields: an owner stays the manager’s to change', async () => {
    const id = newId()
    const cells = { name: '无锡权限', visibility: '' }
    await pushRow(firm.li, 'customer', { id, base: 0, cells: { ...cells, visibility: 'company' } })
    await pushRow(firm.chen, 'customer', { id, base: 1, cells: { ...cells, visibility: 'team' } })
    await pushRow(firm.chen, 'customer', { id, base: 1, cells: { ...cells, visibility: '' } })
    const [conflict] = (await open(firm.han, [id])).conflicts
    if (conflict) {
      const results = await settle(firm.han, {
        conflict: conflict.id,
        take: 'mine',
        rev: conflict.rev,
      })
      expect(results).toMatchObject([
        { outcome: 'invalid', problems: [{ code: 'field.readonly' }] },
      ])
    }
    expect(conflict?.field).toBe('visibility')
  })

  test('of a contact and a visit works like that of a customer', async () => {
    await pushRow(firm.li, 'customer', { id: newId(), base: 0, cells: { name: '无锡孩子' } })
    for (const [table, field, cells] of [
      ['contact', 'title', { customer_id: '无锡孩子', name: '赵', title: '' }],
      ['visit', 'talked_about', { customer_id: '无锡孩子', talked_about: '' }],
    ] as const) {
      const id = newId()
      await pushRow(firm.li, table, { id, base: 0, cells })
      await pushRow(firm.chen, table, { id, base: 1, cells: { ...cells, [field]: '甲' } })
      await pushRow(firm.li, table, { id, base: 1, cells: { ...cells, [field]: '乙' } })
      const { conflicts } = await open(firm.li, [id])
      const { id: conflict, rev } = only(conflicts)
      const results = await settle(firm.li, { conflict, take: 'mine', rev })
      expect([table, results]).toEqual([table, [expect.objectContaining({ outcome: 'applied' })]])
      const { rows } = await pullRows(firm.li, table, { only: [id] })
      expect(rows[0]?.values[field]).toBe('乙')
    }
  })

  test('reads a few rows a conflict, however many there are', async () => {
    const made = []
    for (let i = 0; i < 12; i++) made.push(await clash(`南京${i}号企业`))
    const rows = made.map(({ id }) => id)
    const listed = await meter(
      'sync/conflicts',
      { workbook, epoch, rows, cursor: '', limit: 99 },
      firm.li,
    )
    expect(listed.read).toBeLessThanOrEqual(12 * 14 + 20)
    const resolutions = made.map(({ conflict }) => ({
      conflict: conflict.id,
      take: 'mine',
      rev: 3,
    }))
    const settled = await meter('sync/resolve', { workbook, epoch, resolutions }, firm.li)
    expect(settled.read).toBeLessThanOrEqual(12 * 28 + 20)
    expect(settled.written).toBeLessThanOrEqual(12 * 7 + 5)
  })

  test('[I16] costs at most 20 rows read a pushed row, with the names of who wrote what, however often the row was changed', async () => {
    const rows = Array.from({ length: 20 }, (_, i) => ({ id: newId(), name: `镇江${i}号企业` }))
    const sheet = (base: number, cells: Cells) =>
      rows.map(({ id, name }) => ({
        id,
        base,
        cells: { name, industry: '陶瓷', note: '', ...cells },
      }))
    await pushRows(firm.li, 'customer', sheet(0, {}))
    await pushRows(firm.chen, 'customer', sheet(1, { industry: '包装' }))
    const stale = async (base: number, industry: string) =>
      await meter('sync/push', pushBody('customer', sheet(base, { industry })), firm.li)
    const few = await stale(1, '印刷')
    for (let rev = 3; rev < 15; rev++)
      await pushRows(firm.li, 'customer', sheet(rev, { industry: '包装', note: `第${rev}次` }))
    const many = await stale(1, '纺织')
    expect(few.read).toBeLessThanOrEqual(20 * 16 + 10)
    expect(many.read).toBeLessThanOrEqual(20 * 20 + 10)
  })
})
