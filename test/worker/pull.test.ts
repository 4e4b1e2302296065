// Cursors: everything once, nothing lost, whatever is written between two pages.
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'

import { type Firm, foundFirm, migrate, newId, pullRows, pushRow, pushRows } from './support.ts'

let firm: Firm
const ids = Array.from({ length: 25 }, newId)
const cells = (i: number) => ({ name: `第${i}家企业`, city: `城${i}`, note: '' })

beforeAll(async () => {
  await migrate()
  firm = await foundFirm()
  const rows = ids.map((id, i) => ({ id, base: 0, cells: cells(i) }))
  const { results, seqs } = await pushRows(firm.li, 'customer', rows)
  expect(results.every((r) => r.outcome === 'applied')).toBe(true)
  expect(seqs).toEqual([1, 25])
})

describe('a pull', () => {
  test('brings all rows once, page by page, in order', async () => {
    const seen: string[] = []
    let cursor = ''
    let pages = 0
    for (let more = true; more && pages < 10; pages++) {
      const page = await pullRows(firm.li, 'customer', { cursor, limit: 7 })
      seen.push(...page.rows.map((row) => row.id))
      ;({ cursor, more } = page)
    }
    expect(pages).toBe(4)
    expect(seen).toEqual(ids)
  })

  test('from the last cursor brings nothing, then only what changed', async () => {
    const { cursor } = await pullRows(firm.li, 'customer')
    expect(await pullRows(firm.li, 'customer', { cursor })).toMatchObject({
      rows: [],
      cursor,
      more: false,
    })
    await pushRow(firm.li, 'customer', {
      id: ids[3] ?? '',
      base: 1,
      cells: { ...cells(3), note: '变' },
    })
    const next = await pullRows(firm.li, 'customer', { cursor })
    expect(next.rows.map((row) => [row.id, row.rev, row.values['note']])).toEqual([
      [ids[3], 2, '变'],
    ])
  })

  test('loses no row that is written between two pages', async () => {
    const first = await pullRows(firm.li, 'customer', { limit: 10 })
    await pushRow(firm.chen, 'customer', {
      id: ids[0] ?? '',
      base: 1,
      cells: { ...cells(0), note: '页间' },
    })
    const rest = await pullRows(firm.li, 'customer', { cursor: first.cursor, limit: 100 })
    expect(rest.rows.find((row) => row.id === ids[0])?.values['note']).toBe('页间')
  })

  test('leaves out what its own pushes took, and nothing else', async () => {
    const { cursor } = await pullRows(firm.li, 'customer')
    const own: [number, number][] = []
    const theirs: string[] = []
    for (let i = 0; i < 3; i++) {
      const mine = { id: newId(), base: 0, cells: { name: `自推${i}号`, 'contact.name': '联系人' } }
      const { seqs } = await pushRows(firm.li, 'customer', [mine])
      if (seqs) own.push(seqs)
      const id = newId()
      theirs.push(id)
      await pushRow(firm.chen, 'customer', {
        id,
        base: 0,
        cells: { name: `他推${i}号`, owner: '李雷' },
      })
    }
    const pulled = await pullRows(firm.li, 'customer', { cursor, own: own.toReversed() })
    expect(pulled.rows.map((row) => row.id)).toEqual(theirs)
    expect(pulled.more).toBe(false)
    const contacts = await pullRows(firm.li, 'contact', { cursor, own })
    expect(contacts.rows.length).toBe(3)
  })

  test('of a sheet that holds what was put there names the changed ids and brings what is asked for', async () => {
    const { cursor } = await pullRows(firm.li, 'customer')
    const id = ids[5] ?? ''
    await pushRow(firm.chen, 'customer', { id, base: 1, cells: { ...cells(5), note: '经理改' } })
    const changed = await pullRows(firm.li, 'customer', { cursor, holds: 'put' })
    expect(changed).toMatchObject({ changed: [id], rows: [] })
    const asked = await pullRows(firm.li, 'customer', { cursor, holds: 'put', only: [id] })
    expect(asked.rows.map((row) => row.values['note'])).toEqual(['经理改'])
    expect(asked.cursor).toBe(cursor)
  })

  test('[I3] tells archived and merged rows as gone, also to whoever starts: he may have pushed before', async () => {
    const { cursor } = await pullRows(firm.li, 'customer')
    const archive = `UPDATE customer SET archived_at = 1, seq = (SELECT seq + 1 FROM counter WHERE org = ?1) WHERE org = ?1 AND id = ?2`
    const merge = `UPDATE customer SET archived_at = 1, merged_into = 'x', seq = (SELECT seq + 2 FROM counter WHERE org = ?1) WHERE org = ?1 AND id = ?2`
    await env.DB.batch([
      env.DB.prepare(archive).bind(firm.org, ids[8] ?? ''),
      env.DB.prepare(merge).bind(firm.org, ids[9] ?? ''),
      env.DB.prepare('UPDATE counter SET seq = seq + 2 WHERE org = ?1').bind(firm.org),
    ])
    const next = await pullRows(firm.li, 'customer', { cursor })
    const gone = [
      { id: ids[8], reason: 'archived', into: null },
      { id: ids[9], reason: 'merged', into: 'x' },
    ]
    expect(next.gone).toEqual(gone)
    expect((await pullRows(firm.li, 'customer')).gone).toEqual(gone)
    const edit = { id: ids[8] ?? '', base: 1, cells: cells(8) }
    expect(await pushRow(firm.li, 'customer', edit)).toEqual({
      id: ids[8],
      outcome: 'gone',
      reason: 'archived',
    })
    const twin = { id: newId(), base: 0, cells: { ...cells(8), note: '又来了' } }
    expect((await pushRow(firm.li, 'customer', twin)).outcome).toBe('applied')
  })
})
