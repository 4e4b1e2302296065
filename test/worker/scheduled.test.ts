// What runs by the clock, on each organisation's own; and what a log line may say.
import { COUNTED } from '../support/counted.ts'
import { createScheduledController } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'

import worker from '../../worker/index.ts'
import { callerWord, faultFacts } from '../../worker/log-line.ts'
import { clockIn } from '../../worker/service/setting.ts'
import { createOrganisation } from '../../worker/service/provision.ts'
import { migrate, send, foundFirm, newId, pushRows, type Firm } from './support.ts'

let firm: Firm
const lines: string[] = []
beforeAll(async () => {
  await migrate()
  firm = await foundFirm()
})
beforeEach(() => {
  lines.length = 0
  vi.spyOn(console, 'log').mockImplementation((line: string) => lines.push(line))
})
afterEach(() => vi.restoreAllMocks())

const hourOf = (now: number): Promise<void> =>
  worker.scheduled(
    createScheduledController({ scheduledTime: new Date(now), cron: '10 * * * *' }),
    env,
  )
const runs = async (org: string) =>
  await env.DB.prepare('SELECT count(*) AS n FROM tier_run WHERE org = ?1').bind(org).first('n')

test("a zone's day and hour are its own", () => {
  const now = Date.UTC(2026, 10, 30, 16, 10)
  expect(clockIn('Asia/Shanghai', now)).toEqual({ day: 1, hour: 0 })
  expect(clockIn('America/New_York', now)).toEqual({ day: 30, hour: 11 })
})

test('tiers come into force in the first hour of the month where the organisation is, once', async () => {
  const cells = Array.from({ length: 25 }, (_, i) => ({
    id: newId(),
    base: 0,
    cells: { name: `月结${i}号商行`, profit_12m: 1_000 + i },
  }))
  await pushRows(firm.chen, 'customer', cells)
  const abroad = 'org-abroad'
  await createOrganisation(env.DB, {
    id: abroad,
    name: 'Abroad',
    country: 'HK',
    currency: 'HKD',
    timeZone: 'America/New_York',
    epoch: 'e',
    createdAt: COUNTED,
  })
  const before = await runs(firm.org)
  await hourOf(Date.UTC(2026, 10, 30, 14, 10))
  expect(await runs(firm.org)).toBe(before)
  await hourOf(Date.UTC(2026, 10, 30, 16, 10))
  const after = await runs(firm.org)
  expect(after).toBeGreaterThan(Number(before))
  expect(await runs(abroad)).toBe(0)
  await hourOf(Date.UTC(2026, 10, 30, 16, 10))
  expect(await runs(firm.org)).toBe(after)
  expect(lines.map((line) => JSON.parse(line) as unknown)).toContainEqual({
    event: 'job',
    job: 'tiers',
    done: 25,
  })
})

test("one organisation's trouble is a line in the log and not another's", async () => {
  await env.DB.prepare(`UPDATE org SET time_zone = 'Nowhere/City' WHERE id = 'org-abroad'`).run()
  await hourOf(Date.UTC(2027, 0, 31, 16, 10))
  expect(lines.some((line) => line.includes('"fault"') && line.includes('RangeError'))).toBe(true)
  expect(await runs(firm.org)).toBeGreaterThan(1)
})

test('a request is one line without names, addresses or keys, where the deployment asks for it', async () => {
  const body = { workbook: newId(), client: { protocol: 1, build: 'x' } }
  await send('sync/hello', body, firm.li.key)
  expect(lines).toEqual([])
  await send('sync/hello', body, firm.li.key, { ...env, LOG: 'on' } as never)
  expect(lines).toHaveLength(1)
  const line: unknown = JSON.parse(lines[0] ?? '')
  expect(line).toMatchObject({ event: 'request', route: 'POST /v1/sync/hello', status: 200 })
  expect(lines[0]).not.toMatch(/李雷|kehu_|u-/u)
})

test('a caller has one word a day', async () => {
  const noon = Date.UTC(2026, 10, 22, 12)
  const today = await callerWord('o', 'u', noon)
  expect(await callerWord('o', 'u', noon + 3_600_000)).toBe(today)
  expect(await callerWord('o', 'u', noon + 86_400_000)).not.toBe(today)
  expect(await callerWord('o', 'v', noon)).not.toBe(today)
})

test('a fault says where it came from, never its message', () => {
  const facts = faultFacts(new TypeError('UNIQUE failed: 张三 13812345678'))
  expect(facts.error).toBe('TypeError')
  expect(JSON.stringify(facts)).not.toContain('张三')
})
