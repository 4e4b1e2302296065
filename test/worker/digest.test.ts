// The digest finds what events and cursors missed, and tells nobody of rows that are not his.
import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'

import { type DigestReply, digestReply, type DigestRequest } from '../../shared/protocol/digest.ts'
import type { TableName } from '../../shared/protocol/cell.ts'
import { tableKeys } from '../../shared/schema/table-keys.ts'
import {
  asking,
  foundFirm,
  meter,
  newId,
  type Person,
  pullRows,
  pushRow,
  pushRows,
  send,
  useFirm,
} from './support.ts'

const firm = useFirm()
const other = useFirm()

const all = { holds: 'all', after: '', through: null } as const
const { order, ask: compare } = asking<DigestRequest, DigestReply>(digestReply, 'sync/digest', all)
const calm = { differ: [], gone: [], lost: [], missing: [], more: false }
const triples = async (who: Person, table: TableName = 'customer') =>
  (await pullRows(who, table)).rows.map(({ id, rev, crev }): DigestRequest['rows'][number] => [
    id,
    rev,
    crev,
  ])

describe('a digest', () => {
  const make = async (who: Person, name: string) => {
    const id = newId()
    await pushRow(who, 'customer', { id, base: 0, cells: { name, 'contact.name': '某人' } })
    return id
  }

  test('of what was just pulled finds nothing to do, in every table', async () => {
    await make(firm.li, '泰州一号')
    await make(firm.wang, '泰州二号')
    for (const who of [firm.li, firm.chen])
      for (const table of tableKeys)
        expect(await compare(who, await triples(who, table), { table })).toEqual(calm)
  })

  test('finds rows that stand at another revision, entered or computed', async () => {
    const [a, b, c] = [
      await make(firm.li, '泰州三号'),
      await make(firm.li, '泰州四号'),
      await make(firm.li, '泰州五号'),
    ]
    const rows: DigestRequest['rows'] = [
      [a, 1, 1],
      [b, 0, 1],
      [c, 1, 0],
    ]
    expect(await compare(firm.li, rows, { holds: 'put' })).toEqual({ ...calm, differ: [b, c] })
  })

  test('says what is gone, and a foreign row like one that never was', async () => {
    const archived = await make(firm.li, '泰州六号')
    const merged = await make(firm.li, '泰州七号')
    const foreign = await make(firm.wang, '泰州八号')
    const elsewhere = await make(other.li, '泰州九号')
    const missing = newId()
    await env.DB.batch([
      env.DB.prepare('UPDATE customer SET archived_at = 1 WHERE id = ?1').bind(archived),
      env.DB.prepare('UPDATE customer SET merged_into = ?2 WHERE id = ?1').bind(merged, archived),
    ])
    const { gone } = await compare(
      firm.li,
      [archived, merged, foreign, elsewhere, missing].map((id) => [id, 1, 1]),
      { holds: 'put' },
    )
    expect(gone).toEqual([
      { id: archived, reason: 'archived', into: null },
      { id: merged, reason: 'merged', into: archived },
      ...[foreign, elsewhere, missing].map((id) => ({ id, reason: 'scope', into: null })),
    ])
    const strip = async (id: string) => {
      const body = order([[id, 1, 1]], { holds: 'put' })
      return (await (await send('sync/digest', body, firm.li.key)).text()).replaceAll(id, 'ID')
    }
    expect(await strip(foreign)).toBe(await strip(missing))
    expect(await strip(elsewhere)).toBe(await strip(missing))
  })

  test('finds what a sheet of all or of one’s own lacks, within its range of ids', async () => {
    const ids = [await make(firm.han, '泰州十号'), await make(firm.han, '泰州十一号')] as const
    const rows = (await triples(firm.han)).filter(([id]) => id !== ids[0])
    expect(await compare(firm.han, rows)).toEqual({ ...calm, missing: [ids[0]] })
    expect(await compare(firm.han, [], { holds: 'own' })).toEqual({ ...calm, missing: ids })
    expect(await compare(firm.han, [], { holds: 'put' })).toEqual(calm)
    const range = { after: ids[0], through: ids[1] }
    expect(await compare(firm.han, [], range)).toEqual({ ...calm, missing: [ids[1]] })
    const contacts = await compare(firm.han, [], { table: 'contact', holds: 'own' })
    expect(contacts.missing.length).toBe(2)
  })

  test('of one’s own calls a colleague’s customer gone, though he may be looked at', async () => {
    const id = newId()
    const cells = { name: '泰州共享', visibility: 'company' }
    await pushRow(firm.wang, 'customer', { id, base: 0, cells })
    expect(await compare(firm.li, [[id, 1, 1]], { holds: 'put' })).toEqual(calm)
    expect((await compare(firm.li, [[id, 1, 1]], { holds: 'own' })).gone).toEqual([
      { id, reason: 'scope', into: null },
    ])
  })

  test('reads a few rows a triple, not the table', async () => {
    const crowd = await foundFirm()
    const rows = Array.from({ length: 400 }, (_, i) => ({
      id: newId(),
      base: 0,
      cells: { name: `泰州众多${i}号企业`, 'contact.name': `人${i}` },
    }))
    await pushRows(crowd.li, 'customer', rows)
    for (const table of ['customer', 'contact'] as const) {
      const sent = await triples(crowd.li, table)
      const few = await meter(
        'sync/digest',
        order(sent.slice(0, 10), { table, holds: 'put' }),
        crowd.li,
      )
      expect(few.read).toBeLessThanOrEqual(10 * 8 + 10)
      const all = await meter('sync/digest', order(sent, { table, holds: 'own' }), crowd.li)
      expect(all.read).toBeLessThanOrEqual(400 * 15 + 10)
      const colleague = await meter('sync/digest', order([], { table, holds: 'own' }), crowd.han)
      expect(colleague.read).toBeLessThanOrEqual(15)
      expect(all.written).toBe(0)
    }
  })

  test('takes 10,000 rows and no more', async () => {
    const rows = (n: number): DigestRequest['rows'] =>
      Array.from({ length: n }, (_, i) => [`01JXNOTHING000000000${10_000 + i}0`, 1, 1])
    const { gone } = await compare(firm.li, rows(10_000), { holds: 'put' })
    expect(gone.length).toBe(10_000)
    const refused = await send('sync/digest', order(rows(10_001)), firm.li.key)
    expect(refused.status).toBe(400)
  })
})
