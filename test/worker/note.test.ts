// A value that only a cell has is kept on the server before the cell is replaced.
import { describe, expect, test } from 'vitest'

import { conflictsReply } from '../../shared/protocol/conflicts.ts'
import { type Note, noteReply } from '../../shared/protocol/note.ts'
import { resolveReply } from '../../shared/protocol/resolve.ts'
import {
  askFor,
  count,
  epoch,
  newId,
  type Person,
  pullRows,
  pushRow,
  send,
  useFirm,
  workbook,
} from './support.ts'

const firm = useFirm()
const other = useFirm()

const order = (notes: readonly Note[]) => ({ table: 'customer', workbook, epoch, notes })
const noteDown = async (who: Person, ...notes: readonly Note[]) =>
  (await askFor(noteReply, 'sync/note', order(notes), who)).results
const openOf = async (who: Person, id: string) =>
  await askFor(
    conflictsReply,
    'sync/conflicts',
    { workbook, epoch, rows: [id], cursor: '', limit: 9 },
    who,
  )
const make = async (name: string) => {
  const id = newId()
  const cells = { name, phone: '0514-87650001', visibility: 'company' }
  await pushRow(firm.li, 'customer', { id, base: 0, cells })
  await pushRow(firm.chen, 'customer', { id, base: 1, cells: { ...cells, phone: '0514-87650002' } })
  return id
}

describe('a note', () => {
  test('keeps the value as a conflict, once, and it can be taken after all', async () => {
    const id = await make('扬州一号')
    const sent: Note = { id, rev: 2, base: 1, field: 'phone', mine: '0514-87650003' }
    const [noted] = await noteDown(firm.li, sent)
    expect(noted).toMatchObject({ id, field: 'phone', outcome: 'noted' })
    expect(await noteDown(firm.li, sent, sent)).toEqual([noted, noted])
    const { conflicts } = await openOf(firm.li, id)
    expect(conflicts).toMatchObject([
      {
        id: noted?.conflict,
        base: '+8651487650001',
        mine: '+8651487650003',
        theirs: '+8651487650002',
        mineBy: '李雷',
        theirsBy: '陈总',
        rev: 2,
      },
    ])
    const resolutions = [{ conflict: noted?.conflict ?? '', take: 'mine', rev: 2 }]
    await askFor(resolveReply, 'sync/resolve', { workbook, epoch, resolutions }, firm.li)
    const { rows } = await pullRows(firm.li, 'customer', { only: [id] })
    expect(rows[0]).toMatchObject({ rev: 3, values: { phone: '+8651487650003' } })
  })

  test('of two people on one field of one revision keeps both', async () => {
    const id = await make('扬州二号')
    await noteDown(firm.li, { id, rev: 2, field: 'note', mine: '甲' })
    await noteDown(firm.wang, { id, rev: 2, field: 'note', mine: '乙' })
    expect((await openOf(firm.chen, id)).conflicts.map((c) => String(c.mine)).toSorted()).toEqual(
      ['甲', '乙'].toSorted(),
    )
  })

  test('stores nothing where the server says so already, or the value is none', async () => {
    const id = await make('扬州三号')
    const results = await noteDown(
      firm.li,
      { id, rev: 2, field: 'phone', mine: '0514 8765 0002' },
      { id, rev: 2, field: 'profit_12m', mine: '很多' },
      { id, rev: 2, field: 'tier', mine: 'A' },
      { id, rev: 2, field: '__proto__', mine: 'A' },
      { id, rev: 7, field: 'phone', mine: '1' },
    )
    expect(results.map((r) => r.outcome)).toEqual([
      'same',
      'invalid',
      'invalid',
      'invalid',
      'forbidden',
    ])
    expect(results[1]?.problems).toMatchObject([{ field: 'profit_12m', code: 'money.form' }])
    expect(await count('SELECT count(*) AS n FROM conflict WHERE row_id = ?1', id)).toBe(0)
  })

  test('on a foreign row and on none is answered alike, and stored nowhere', async () => {
    const id = newId()
    await pushRow(firm.wang, 'customer', { id, base: 0, cells: { name: '扬州四号' } })
    const strip = async (who: Person, of: string) => {
      const body = order([{ id: of, rev: 1, field: 'note', mine: '看看' }])
      return (await (await send('sync/note', body, who.key)).text()).replaceAll(of, 'ID')
    }
    for (const who of [firm.li, other.chen])
      expect(await strip(who, id)).toBe(await strip(who, newId()))
    expect(await count('SELECT count(*) AS n FROM conflict WHERE row_id = ?1', id)).toBe(0)
  })
})
