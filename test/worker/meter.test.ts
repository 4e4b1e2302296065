// How many rows go to whom: one's own are never hindered, whoever copies everything is seen and stopped.
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'

import { digestReply } from '../../shared/protocol/digest.ts'
import type { PullRequest } from '../../shared/protocol/pull.ts'
import { auditReply, deliveryReply } from '../../shared/protocol/trace.ts'
import {
  askFor,
  epoch,
  type Firm,
  foundFirm,
  longAgo,
  meter,
  migrate,
  newId,
  type Person,
  pushRows,
  send,
  workbook,
} from './support.ts'

beforeAll(migrate)

const OWN = 100
const FOREIGN = 300
/** Past his own portfolio the audit says so; at 120 % of it he is stopped. */
const strict = { soft: { times: 1, rows: 100 }, hard: { times: 1.2, rows: 100 } }

const fill = async (who: Person, many: number, visibility: string) => {
  for (let from = 0; from < many; from += 100) {
    const rows = Array.from({ length: Math.min(100, many - from) }, () => {
      const id = newId()
      return { id, base: 0, cells: { name: `厂${id.slice(-9)}`, visibility } }
    })
    await pushRows(who, 'customer', rows)
  }
}

/** 李雷 has 100 customers and sees 300 of 王芳's. */
const guarded = async () => {
  const firm = await foundFirm()
  await fill(firm.li, OWN, 'owner')
  await fill(firm.wang, FOREIGN, 'company')
  const order = { name: 'delivery', seen: 0, value: strict }
  expect((await send('trace/policy', order, firm.chen.key)).status).toBe(200)
  return firm
}

interface Page {
  readonly status: number
  readonly rows: readonly { readonly id: string }[]
  readonly cursor: string
  readonly wait: number
}
const pull = async (who: Person, more: Partial<PullRequest>): Promise<Page> => {
  const order = { table: 'customer', workbook, epoch, cursor: '', limit: 20, own: [] }
  const response = await send('sync/pull', { ...order, holds: 'all', only: null, ...more }, who.key)
  const body = (await response.json()) as Partial<Page>
  const { rows = [], cursor = '', wait = 0 } = body
  return { status: response.status, rows, cursor, wait }
}

const deedsOf = async (firm: Firm) => {
  const ask = { before: 0, limit: 50, what: ['delivery.warned', 'delivery.stopped'] }
  return (await askFor(auditReply, 'audit/list', ask, firm.chen)).entries
}

/** Goes on until he is stopped; how many rows he had, and how many when the audit first spoke of it. */
const steal = async (firm: Firm, next: (had: number) => Promise<Page>) => {
  let [had, alarmed] = [0, -1]
  for (let request = 0; request < 60; request++) {
    const page = await next(had)
    if (alarmed < 0 && (await deedsOf(firm)).length > 0) alarmed = had + page.rows.length
    if (page.status === 429) return { had, alarmed, wait: page.wait }
    had += page.rows.length
  }
  return { had, alarmed, wait: -1 }
}

describe('a thief with a key of his own', () => {
  test('who pulls slowly is stopped before 120 % of his portfolio, and the audit spoke a request after 100 %', async () => {
    const firm = await guarded()
    let cursor = ''
    const { had, alarmed, wait } = await steal(firm, async () => {
      const page = await pull(firm.li, { cursor })
      cursor = page.cursor
      return page
    })
    expect(had).toBeLessThanOrEqual(OWN * 1.2)
    expect(had).toBeGreaterThanOrEqual(OWN)
    expect(alarmed).toBeLessThanOrEqual(OWN + 20)
    expect(wait).toBeGreaterThan(0)
    expect(wait).toBeLessThanOrEqual(86_400)
    expect((await deedsOf(firm)).map(({ what, by }) => [what, by])).toEqual([
      ['delivery.stopped', firm.li.id],
      ['delivery.warned', firm.li.id],
    ])
  })

  test('who opens workbook after workbook is stopped all the same', async () => {
    const firm = await guarded()
    const copy = async () => await pull(firm.li, { workbook: newId(), limit: 40 })
    const { had, alarmed } = await steal(firm, copy)
    expect(had).toBeLessThanOrEqual(OWN * 1.2)
    expect(alarmed).toBeLessThanOrEqual(OWN + 40)
  })

  test('who asks the digest what he lacks, and for that by name, is stopped all the same', async () => {
    const firm = await guarded()
    const sheet = { table: 'customer', workbook, epoch, holds: 'all', after: '', through: null }
    const { missing } = await askFor(digestReply, 'sync/digest', { ...sheet, rows: [] }, firm.li)
    expect(missing).toHaveLength(OWN + FOREIGN)
    const { had, alarmed } = await steal(
      firm,
      async (at) => await pull(firm.li, { only: missing.slice(at, at + 30), holds: 'put' }),
    )
    expect(had).toBeLessThanOrEqual(OWN * 1.2)
    expect(alarmed).toBeLessThanOrEqual(OWN + 30)
  })

  test('many requests at once pass the limit no more than one does', async () => {
    const firm = await guarded()
    const pages = await Promise.all(
      Array.from({ length: 12 }, async () => await pull(firm.li, { limit: 50 })),
    )
    const had = pages.reduce((sum, { rows }) => sum + rows.length, 0)
    expect(had).toBeLessThanOrEqual(OWN * 1.2)
    expect(pages.filter(({ status }) => status === 429).length).toBeGreaterThan(0)
  })
})

describe('the limits', () => {
  test('do not hinder a first pull of one’s own, however strict they are', async () => {
    const firm = await guarded()
    const page = await pull(firm.li, { limit: 2_000, holds: 'own' })
    expect([page.status, page.rows.length]).toEqual([200, OWN])
    expect(await deedsOf(firm)).toEqual([])
  })

  test('stop no manager, but the audit speaks of him too', async () => {
    const firm = await guarded()
    const page = await pull(firm.chen, { limit: 2_000 })
    expect([page.status, page.rows.length]).toEqual([200, OWN + FOREIGN])
    expect(await deedsOf(firm)).toMatchObject([{ what: 'delivery.warned', by: firm.chen.id }])
  })

  test('end where a manager approves, until he takes it back; all of it is in the audit', async () => {
    const firm = await guarded()
    const all = { limit: 2_000 } as const
    expect((await pull(firm.li, all)).status).toBe(429)
    const today = new Date().toISOString().slice(0, 10)
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
    const approve = async (until: string | null, who = firm.chen) =>
      (await send('delivery/approve', { user: firm.li.id, until }, who.key)).status
    expect(await approve(tomorrow, firm.li)).toBe(403)
    expect(await approve(new Date(longAgo).toISOString().slice(0, 10))).toBe(400)
    expect(await approve(tomorrow)).toBe(200)
    expect((await pull(firm.li, all)).rows).toHaveLength(OWN + FOREIGN)
    const list = await askFor(deliveryReply, 'delivery/list', { days: 2 }, firm.chen)
    expect(list.approved).toEqual([{ user: firm.li.id, until: tomorrow }])
    expect(list.days).toMatchObject([
      { user: firm.li.id, name: '李雷', rows: OWN + FOREIGN, warned: true, stopped: true },
    ])
    expect(list.days[0]?.limits).toEqual({ soft: OWN, hard: OWN * 1.2 })
    expect(list.days[0]?.day.slice(0, 7)).toBe(today.slice(0, 7))
    expect(await approve(null)).toBe(200)
    expect((await pull(firm.li, all)).status).toBe(429)
    const said = async (reason: string) =>
      (await send('delivery/approve', { user: firm.li.id, until: tomorrow, reason }, firm.chen.key))
        .status
    expect(await said('没说')).toBe(400)
    expect(await said('  展会后统一整理名单 ')).toBe(200)
    const order = { before: 0, limit: 1, what: ['delivery.approve'] }
    const { entries } = await askFor(auditReply, 'audit/list', order, firm.chen)
    expect(entries[0]?.detail).toEqual({ until: tomorrow, reason: '展会后统一整理名单' })
  })

  test('are quiet as they come: a day of 5,000 rows, and twice one’s own', async () => {
    const firm = await foundFirm()
    await fill(firm.wang, FOREIGN, 'company')
    for (let workbooks = 0; workbooks < 3; workbooks++)
      expect((await pull(firm.li, { limit: 2_000 })).status).toBe(200)
    expect(await deedsOf(firm)).toEqual([])
  })

  test('cost a pull of one row a few rows of D1, and one of none nothing', async () => {
    const firm = await foundFirm()
    await fill(firm.li, 1, 'owner')
    const order = { table: 'customer', workbook, epoch, limit: 9, own: [], holds: 'all' }
    const body = { ...order, only: null, cursor: '' }
    const first = await meter('sync/pull', body, firm.li)
    const one = await meter('sync/pull', body, firm.li)
    expect(one.written).toBeLessThanOrEqual(2)
    expect(one.read - (await meter('sync/pull', { ...body, only: [] }, firm.li)).read).toBeLessThan(
      25,
    )
    expect(first.read).toBeLessThan(60)
    const { cursor } = await pull(firm.li, {})
    expect((await meter('sync/pull', { ...body, cursor }, firm.li)).written).toBe(0)
    const { results } = await env.DB.prepare('SELECT rows FROM delivery WHERE org = ?1')
      .bind(firm.org)
      .all<{ rows: number }>()
    expect(results).toEqual([{ rows: 3 }])
  })
})
