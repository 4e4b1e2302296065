// Every field of every table holds a word that stands nowhere else; whoever has no business with it never reads it, and
// no line of the log says it, whatever goes wrong.
import { env } from 'cloudflare:workers'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'

import { tableKeys } from '../../shared/schema/table-keys.ts'
import { routeRules } from '../../worker/auth/route-rules.ts'
import { app } from '../../worker/app.ts'
import { cellsOf, MARK, store } from './canary-support.ts'
import { samples } from './matrix-samples.ts'
import { missing, type Target } from './matrix-scene.ts'
import {
  epoch,
  type Firm,
  foundFirm,
  migrate,
  newId,
  type Person,
  pullRows,
  pushBody,
  workbook,
} from './support.ts'

beforeAll(migrate)

const lines: string[] = []
const consoles = ['log', 'info', 'warn', 'error', 'debug'] as const

beforeEach(() => {
  lines.length = 0
})
beforeAll(() => {
  for (const name of consoles)
    vi.spyOn(console, name).mockImplementation((...said: unknown[]) => {
      lines.push(
        said.map((each) => (each instanceof Error ? `${each.stack}` : JSON.stringify(each))).join(),
      )
    })
})
afterAll(() => {
  vi.restoreAllMocks()
})

interface Marked {
  readonly firm: Firm
  readonly target: Target
}
const mark = async (): Promise<Marked> => {
  const firm = await foundFirm()
  const customer = newId()
  const name = `${MARK} customer name`
  const stored = { customer: 0, contact: 0, visit: 0, transaction: 0 }
  stored.customer = await store(firm.wang, 'customer', customer, cellsOf('customer', ''))
  const [contact, visit] = [newId(), newId()]
  stored.contact = await store(firm.wang, 'contact', contact, cellsOf('contact', name))
  stored.visit = await store(firm.wang, 'visit', visit, cellsOf('visit', name))
  const sale = { customer_id: name, date: '2026-11-01', amount: '5', note: `${MARK} sale` }
  stored.transaction = await store(firm.wang, 'transaction', newId(), sale)
  expect(stored.customer).toBeGreaterThan(15)
  expect(stored.contact).toBeGreaterThan(15)
  expect(stored.visit).toBeGreaterThan(4)
  expect(stored.transaction).toBeGreaterThan(1)
  return { firm, target: { ...missing(), customer, contact, visit, user: firm.wang.id } }
}

const told = async (name: string, body: object | null, who: Person): Promise<string> => {
  const [method = '', path = ''] = name.split(' ')
  const response = await app.request(
    path,
    {
      method,
      headers: { Authorization: `Bearer ${who.key}` },
      ...(body === null ? {} : { body: JSON.stringify(body) }),
    },
    { ...env, LOG: 'on' },
  )
  return await response.text()
}

describe('a word in every field', () => {
  test('is read by its owner, by no colleague of another team and by no other firm, on any route', async () => {
    const { firm, target } = await mark()
    const other = await foundFirm()
    for (const table of tableKeys)
      expect(JSON.stringify(await pullRows(firm.wang, table))).toContain(MARK)
    const leaks: string[] = []
    for (const [name, sample] of Object.entries(samples)) {
      // What a caller sends himself may come back to him: bodies are made of ids, not of words.
      const bodies = [...sample.bodies(target), ...(sample.lists ?? [])]
      for (const who of [firm.li, other.chen, other.li])
        for (const body of bodies) {
          if (name === 'POST /v1/session/end' || name === 'POST /v1/session/rotate') continue
          if ((await told(name, body, who)).includes(MARK)) leaks.push(`${name} to ${who.name}`)
        }
    }
    expect(leaks).toEqual([])
    expect(Object.keys(samples).length).toBeGreaterThanOrEqual(Object.keys(routeRules).length - 1)
    expect(lines.filter((line) => line.includes(MARK))).toEqual([])
  })

  test('is in no line of the log, neither where all goes well nor where the database falls over', async () => {
    const { firm, target } = await mark()
    for (const [name, sample] of Object.entries(samples)) {
      if (name === 'POST /v1/session/end' || name === 'POST /v1/session/rotate') continue
      if (name.startsWith('POST /v1/members/')) continue
      for (const body of sample.bodies(target)) await told(name, body, firm.wang)
    }
    expect(lines.length).toBeGreaterThan(20)
    expect(lines.filter((line) => line.includes(MARK))).toEqual([])

    lines.length = 0
    await env.DB.prepare('ALTER TABLE history RENAME TO history_away').run()
    const cells = { name: `${MARK} new`, note: `${MARK} note` }
    const body = pushBody('customer', [{ id: newId(), base: 0, cells }])
    const answer = await told('POST /v1/sync/push', body, firm.wang)
    const malformed = { ...body, table: `${MARK} table`, epoch }
    const refused = await told('POST /v1/sync/push', { ...malformed, workbook }, firm.wang)
    await env.DB.prepare('ALTER TABLE history_away RENAME TO history').run()
    expect(answer).toContain('internal')
    expect(`${answer} ${refused}`).not.toContain(MARK)
    expect(lines.length).toBeGreaterThan(0)
    expect(lines.filter((line) => line.includes(MARK))).toEqual([])
  })
})
