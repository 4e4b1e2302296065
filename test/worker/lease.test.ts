// Which pane syncs a workbook, and what the audit keeps of how a row came.
import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'

import { helloReply, LEASE_MS } from '../../shared/protocol/hello.ts'
import { pushReply, rowResult } from '../../shared/protocol/push.ts'
import { askFor, newId, type Person, pushBody, pushRow, useFirm } from './support.ts'

const firm = useFirm()
const other = useFirm()

const lease = async (who: Person, workbook: string, session: string) => {
  const body = { workbook, client: { protocol: 1, build: 'test' }, session }
  return (await askFor(helloReply, 'sync/hello', body, who)).lease
}
const shorten = async (workbook: string, by: number) =>
  await env.DB.prepare(
    'UPDATE pane_lease SET until = until - CAST(?2 AS INTEGER) WHERE workbook = ?1',
  )
    .bind(workbook, String(by))
    .run()
const until = async (workbook: string) =>
  (await env.DB.prepare('SELECT until FROM pane_lease WHERE workbook = ?1')
    .bind(workbook)
    .first<{ until: number }>()) ?? { until: 0 }

describe('the lease of a workbook', () => {
  test('is the first session’s, and renewed by it; another session of the same account waits', async () => {
    const [workbook, first, second] = [newId(), newId(), newId()]
    const granted = await lease(firm.li, workbook, first)
    expect(granted).toMatchObject({ granted: true, by: '李雷' })
    expect(await lease(firm.li, workbook, second)).toEqual({ ...granted, granted: false })
    await shorten(workbook, 1_000)
    const renewed = await lease(firm.li, workbook, first)
    expect(renewed?.until).toBeGreaterThanOrEqual(granted?.until ?? Number.NaN)
  })

  test('ends by itself and is then taken over', async () => {
    const [workbook, first, second] = [newId(), newId(), newId()]
    await lease(firm.li, workbook, first)
    await shorten(workbook, LEASE_MS + 1)
    expect(await lease(firm.li, workbook, second)).toMatchObject({ granted: true })
    expect(await lease(firm.li, workbook, first)).toMatchObject({ granted: false, by: '李雷' })
  })

  test('[R19] is an account’s own: whoever opens a file that is not his hinders nobody', async () => {
    const [workbook, stranger, mine] = [newId(), newId(), newId()]
    expect(await lease(firm.wang, workbook, stranger)).toMatchObject({ granted: true })
    expect(await lease(firm.li, workbook, mine)).toMatchObject({ granted: true, by: '李雷' })
    expect(await lease(firm.wang, workbook, stranger)).toMatchObject({ granted: true })
    expect(await lease(firm.li, workbook, mine)).toMatchObject({ granted: true })
    // One session id in two accounts is two sessions.
    expect(await lease(firm.han, workbook, mine)).toMatchObject({ granted: true })
    expect(await lease(firm.li, workbook, newId())).toMatchObject({ granted: false })
  })

  test('is each firm’s own, and hello without a session asks for none', async () => {
    const workbook = newId()
    await lease(firm.li, workbook, newId())
    expect(await lease(other.li, workbook, newId())).toMatchObject({ granted: true })
    const body = { workbook, client: { protocol: 1, build: 'test' } }
    expect((await askFor(helloReply, 'sync/hello', body, firm.li)).lease).toBeUndefined()
  })

  test('is renewed by a push of its session and by no other; taken over, it lets no push of the former through', async () => {
    const [workbook, session] = [newId(), newId()]
    await lease(firm.li, workbook, session)
    await shorten(workbook, LEASE_MS - 1_000)
    const before = await until(workbook)
    const push = async (asking: string | undefined, name: string) => {
      const rows = [{ id: newId(), base: 0, cells: { name } }]
      const body = { ...pushBody('customer', rows), workbook, session: asking }
      return (await askFor(pushReply, 'sync/push', body, firm.li)).results[0]?.outcome
    }
    expect(await push(newId(), '如东一号')).toBe('retry')
    expect(await until(workbook)).toEqual(before)
    expect(await push(session, '如东二号')).toBe('applied')
    expect((await until(workbook)).until).toBeGreaterThan(before.until + 30_000)
    await shorten(workbook, LEASE_MS + 30_000)
    expect(await push(session, '如东三号')).toBe('applied')
    await shorten(workbook, 2 * LEASE_MS)
    await lease(firm.li, workbook, newId())
    expect(await push(session, '如东四号')).toBe('retry')
    expect(await push(undefined, '如东五号')).toBe('applied')
  })
})

describe('the audit', () => {
  test('keeps from which workbook a row came, that a co-author typed it, and what it is a copy of', async () => {
    const [id, original, workbook] = [newId(), newId(), newId()]
    const body = pushBody('customer', [{ id, base: 0, cells: { name: '如皋一号' } }])
    const rows = body.rows.map((row) => [...row, null, { copiedFrom: original, remote: true }])
    const { results } = await askFor(pushReply, 'sync/push', { ...body, rows, workbook }, firm.li)
    expect(results[0]?.outcome).toBe('applied')
    const sql = 'SELECT via, hint, by_user FROM history WHERE row_id = ?1'
    const kept = await env.DB.prepare(sql).bind(id).first()
    expect(kept).toEqual({ via: workbook, hint: `remote copy ${original}`, by_user: firm.li.id })
  })

  test('a merged row is told with the one that stands for it', async () => {
    const [id, into] = [newId(), newId()]
    await pushRow(firm.li, 'customer', { id, base: 0, cells: { name: '如皋四号' } })
    const merge = 'UPDATE customer SET merged_into = ?2 WHERE id = ?1'
    await env.DB.prepare(merge).bind(id, into).run()
    const result = await pushRow(firm.li, 'customer', { id, base: 1, cells: { name: '如皋四改' } })
    expect(rowResult.parse(result)).toEqual({ id, outcome: 'gone', reason: 'merged', into })
  })
})
