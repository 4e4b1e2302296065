// Merges beside the other histories: a paste that is taken back, a sheet that still holds the old row, a write that comes
// in the same moment.
import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'

import { batchesReply, undoReply } from '../../shared/protocol/batches.ts'
import { digestReply } from '../../shared/protocol/digest.ts'
import { mergeReply, unmergeReply } from '../../shared/protocol/merge.ts'
import { outcomeReply } from '../../shared/protocol/outcome.ts'
import { pushReply } from '../../shared/protocol/push.ts'
import { rowHash } from '../../shared/sync/row-hash.ts'
import { makeChild, makeCustomer, merged, mergeBody, rowOf, unmerged } from './merge-support.ts'
import {
  askFor,
  count,
  epoch,
  newId,
  pullRows,
  pushBody,
  pushRow,
  send,
  type SheetRow,
  useFirm,
  workbook,
} from './support.ts'

const firm = useFirm()

const paste = async (batch: string, rows: readonly SheetRow[]) =>
  (await askFor(pushReply, 'sync/push', pushBody('customer', rows, undefined, batch), firm.li))
    .results

const undo = async (batch: string) => {
  const name = { batch, by: firm.li.id, as: newId() }
  const order = { workbook, epoch, ...name, cursor: '', limit: 500 }
  return await askFor(undoReply, 'sync/undo', order, firm.li)
}

describe('a paste that is taken back after two of its rows were merged', () => {
  test('leaves both, says so, and is taken back whole once they are two again', async () => {
    const [a, b, c, batch] = [newId(), newId(), newId(), newId()]
    await paste(batch, [
      { id: a, base: 0, cells: { name: '通州一号公司', phone: '0513-80230001' } },
      { id: b, base: 0, cells: { name: '通州二号', phone: '0513-80230002' } },
      { id: c, base: 0, cells: { name: '通州三号公司', phone: '' } },
    ])
    const { merge } = await merged(firm.li, a, [b])
    const first = await undo(batch)
    expect(first).toMatchObject({ archived: 1, changed: 0 })
    expect(first.kept.map(({ id, reason }) => [id, reason])).toEqual([
      [b, 'gone'],
      [a, 'changed'],
    ])
    expect((await rowOf(firm.li, 'customer', a)).values['phone']).toBe(
      '+8651380230001; +8651380230002',
    )
    await unmerged(firm.li, merge)
    expect((await rowOf(firm.li, 'customer', b)).values['phone']).toBe('+8651380230002')
    const gaps = `SELECT count(*) AS n FROM (SELECT row_id FROM history GROUP BY org, "table", row_id
      HAVING max(rev) <> count(*))`
    const twins =
      'SELECT count(*) AS n FROM (SELECT seq FROM history GROUP BY org, seq HAVING count(*) > 1)'
    expect([await count(gaps), await count(twins)]).toEqual([0, 0])
  })

  test('puts a field of the survivor back where the paste’s value still stands', async () => {
    const a = await makeCustomer(firm.li, { name: '海安一号公司', city: '海安' })
    const b = await makeCustomer(firm.li, { name: '海安二号公司' })
    const batch = newId()
    await paste(batch, [{ id: a.id, base: 1, cells: { city: '南通', industry: '纺织' } }])
    const { merge } = await merged(firm.li, a.id, [b.id], {
      fields: { industry: { value: '印染' } },
    })
    const { changed, kept } = await undo(batch)
    expect([changed, kept.map(({ field }) => field)]).toEqual([1, ['industry']])
    expect((await rowOf(firm.li, 'customer', a.id)).values).toMatchObject({
      city: '海安',
      industry: '印染',
    })
    const reply = await unmerged(firm.li, merge)
    expect(reply.kept.map(({ field, now, before }) => [field, now, before])).toEqual([
      ['city', '海安', '南通'],
    ])
    expect((await rowOf(firm.li, 'customer', a.id)).values['industry']).toBe('纺织')
  })

  test('a merge is no part of a batch: it has a log of its own', async () => {
    const a = await makeCustomer(firm.li, { name: '海安三号公司' })
    const b = await makeCustomer(firm.li, { name: '海安四号公司' })
    await merged(firm.li, a.id, [b.id], { batch: newId() })
    const body = { workbook, epoch, whose: 'all', atLeast: 1, cursor: '', limit: 50 }
    const { batches } = await askFor(batchesReply, 'sync/batches', body, firm.chen)
    expect(batches.every(({ changed, created }) => changed + created < 4)).toBe(true)
    expect(await count('SELECT count(*) AS n FROM batch WHERE changed > 1')).toBe(0)
  })
})

describe('a sheet that holds both rows', () => {
  test('is told by pull, digest, push and outcome, and ends with one row', async () => {
    const a = await makeCustomer(firm.li, { name: '靖江一号公司', phone: '0523-84230001' })
    const b = await makeCustomer(firm.li, { name: '靖江二号公司', city: '靖江' })
    const { cursor } = await pullRows(firm.li, 'customer')
    const { rev } = await merged(firm.li, a.id, [b.id])
    const page = await pullRows(firm.li, 'customer', { cursor })
    expect(page.rows).toMatchObject([{ id: a.id, rev, values: { city: '靖江' } }])
    expect(page.gone).toEqual([{ id: b.id, reason: 'merged', into: a.id }])
    const sheet = [
      [a.id, 1, 1],
      [b.id, 1, 1],
    ]
    const asked = { table: 'customer', workbook, epoch, holds: 'all', after: '', through: null }
    const digest = await askFor(digestReply, 'sync/digest', { ...asked, rows: sheet }, firm.li)
    expect(digest.differ).toEqual([a.id])
    expect(digest.gone).toEqual([{ id: b.id, reason: 'merged', into: a.id }])
    const gone = { outcome: 'gone', reason: 'merged', into: a.id }
    const cells = { name: b.name, city: '泰州' }
    expect(await pushRow(firm.li, 'customer', { id: b.id, base: 1, cells })).toMatchObject(gone)
    const hash = rowHash('customer', ['name', 'city'], [b.name, '靖江'])
    const intents = [[b.id, 0, hash]]
    const order = { table: 'customer', workbook, epoch, intents, fence: false }
    const { results } = await askFor(outcomeReply, 'sync/outcome', order, firm.li)
    expect(results).toMatchObject([{ outcome: 'applied', row: null }])
    const mine = { id: a.id, base: 1, cells: { name: a.name, phone: '0523-84230009' } }
    expect(await pushRow(firm.li, 'customer', mine)).toMatchObject({
      outcome: 'merged',
      rev: rev + 1,
    })
    expect((await rowOf(firm.li, 'customer', a.id)).values['city']).toBe('靖江')
  })

  test('a visit’s sheet that still says the old name means the survivor', async () => {
    const a = await makeCustomer(firm.li, { name: '靖江三号公司' })
    const b = await makeCustomer(firm.li, { name: '靖江四号公司' })
    const id = await makeChild(firm.li, 'visit', b.name, { talked_about: '报价' })
    await merged(firm.li, a.id, [b.id])
    const cells = { customer_id: b.name, talked_about: '报价', result: '成交' }
    expect(await pushRow(firm.li, 'visit', { id, base: 1, cells })).toMatchObject({
      outcome: 'merged',
    })
    expect((await rowOf(firm.li, 'visit', id)).values).toMatchObject({
      customer_id: a.id,
      result: '成交',
    })
  })
})

const LOST = 'D1_ERROR: Network connection lost.'

/** The database, with a deed before its n-th batch of a request; the deed may lose the answer of that batch. */
const interrupted = (nth: number, deed: () => Promise<'lost' | void>) => {
  let batches = 0
  const DB: D1Database = new Proxy(env.DB, {
    get: (target, key) => {
      if (key === 'withSession') return () => DB
      if (key === 'batch')
        return async (statements: D1PreparedStatement[]) => {
          const isLost = (batches += 1) === nth && (await deed()) === 'lost'
          const results = await target.batch(statements)
          if (isLost) throw new Error(LOST)
          return results
        }
      const value: unknown = Reflect.get(target, key)
      return typeof value === 'function' ? (value.bind(target) as unknown) : value
    },
  })
  return { DB, batches: () => batches }
}

describe('in the same moment', () => {
  test('an edit before any step of a merge: it is told, or it finds the row merged; nothing of it is lost', async () => {
    const outcomes: string[] = []
    for (let nth = 1; nth < 20; nth++) {
      const a = await makeCustomer(firm.li, { name: `高邮${nth}号公司` })
      const b = await makeCustomer(firm.li, { name: `高邮${nth}号` })
      const body = await mergeBody(a.id, [b.id])
      const edit = { id: b.id, base: 1, cells: { name: b.name, city: '高邮' } }
      const bindings = interrupted(nth, async () => {
        outcomes.push((await pushRow(firm.li, 'customer', edit)).outcome)
      })
      const response = await send('merge', body, firm.li.key, bindings)
      const reply = mergeReply.parse(await response.json())
      const { results } = await env.DB.prepare(
        'SELECT id, city, merged_into FROM customer WHERE id IN (?1, ?2)',
      )
        .bind(a.id, b.id)
        .all<{ id: string; city: string | null; merged_into: string | null }>()
      const loser = results.find((row) => row.id === b.id)
      const isTold = reply.outcome === 'refused'
      if (bindings.batches() >= nth) expect(outcomes.at(-1)).toBe(isTold ? 'applied' : 'gone')
      expect([loser?.merged_into, loser?.city]).toEqual(isTold ? [null, '高邮'] : [a.id, null])
      if (isTold)
        expect(reply.rows).toMatchObject([
          { outcome: 'changed', row: { values: { city: '高邮' } } },
        ])
      if (bindings.batches() < nth) break
    }
    expect(new Set(outcomes)).toEqual(new Set(['applied', 'gone']))
  })

  test('a lost answer at any step: the merge is there once, and so is what takes it back', async () => {
    for (let nth = 2; nth < 20; nth++) {
      const a = await makeCustomer(firm.li, { name: `兴化${nth}号公司`, 'contact.name': '甲' })
      const b = await makeCustomer(firm.li, { name: `兴化${nth}号`, 'contact.name': '乙' })
      const body = await mergeBody(a.id, [b.id])
      const lose = () => interrupted(nth, () => Promise.resolve('lost'))
      const there = lose()
      const reply = mergeReply.parse(await (await send('merge', body, firm.li.key, there)).json())
      expect(reply).toMatchObject({ outcome: 'merged', rev: 2, moved: { contact: 1 } })
      const merge = reply.outcome === 'merged' ? reply.merge : ''
      const back = lose()
      const undone = { epoch, workbook, merge }
      const response = await send('unmerge', undone, firm.li.key, back)
      const kept = { outcome: 'unmerged', restored: { contact: 1 }, kept: [] }
      expect(unmergeReply.parse(await response.json())).toMatchObject(kept)
      expect((await rowOf(firm.li, 'customer', b.id)).rev).toBe(3)
      if (Math.max(there.batches(), back.batches()) < nth) return
    }
    throw new Error('a merge takes fewer batches')
  })

  test('a visit that comes for the row just merged goes to the survivor', async () => {
    const a = await makeCustomer(firm.li, { name: '宝应一号公司' })
    const b = await makeCustomer(firm.li, { name: '宝应二号公司' })
    const outcomes: string[] = []
    for (let nth = 2; nth < 12; nth++) {
      const id = newId()
      const cells = { customer_id: b.name, talked_about: `第${nth}次` }
      let merge = ''
      const bindings = interrupted(nth, async () => {
        merge = (await merged(firm.li, a.id, [b.id])).merge
      })
      const row = { id, base: 0, cells, answer: 'new' } as const
      const result = await pushRow(firm.li, 'visit', row, bindings)
      if (merge === '') break
      outcomes.push(result.outcome)
      if (result.outcome === 'retry') await pushRow(firm.li, 'visit', row)
      expect((await rowOf(firm.li, 'visit', id)).values['customer_id']).toBe(a.id)
      await unmerged(firm.li, merge)
    }
    expect(outcomes).toContain('retry')
  })
})
