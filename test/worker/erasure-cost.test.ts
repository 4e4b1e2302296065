// What it costs to tell and to erase a person: rows of D1, by statement. History, rows and what belongs to them are
// found by an index; the few tables that are looked through are named here, with why.
import { env } from 'cloudflare:workers'
import { beforeAll, expect, test } from 'vitest'

import { makeChild, makeCustomer } from './merge-support.ts'
import { type Firm, foundFirm, meter, migrate, newId, pushRows, send } from './support.ts'

beforeAll(migrate)

interface Seen {
  readonly db: D1Database
  readonly sql: Set<string>
}

/** A D1 that remembers what was asked of it. */
const listening = (real: D1Database): Seen => {
  const sql = new Set<string>()
  const db: D1Database = new Proxy(real, {
    get: (target, name) => {
      if (name === 'withSession') return () => db
      if (name === 'prepare')
        return (text: string) => {
          sql.add(text)
          return target.prepare(text)
        }
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? (value.bind(target) as unknown) : value
    },
  })
  return { db, sql }
}

const planOf = async (sql: string): Promise<readonly string[]> => {
  const count = new Set(sql.match(/\?\d/gu)).size
  const values = Array.from({ length: count }, () => '[]')
  const { results } = await env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`)
    .bind(...values)
    .all<{ detail: string }>()
  return results.map(({ detail }) => detail)
}

/** Reads all of an organisation's rows of a table that has many for each customer. */
const isLookThrough = (line: string): boolean =>
  /INDEX (?:sqlite_autoindex_)?(?:customer|contact|visit|transaction|history|conflict|match_pair|tier_\w+)_\w+ \(org=\?\)$/u.test(
    line,
  ) || /^SCAN \w+$/u.test(line.replace(/^SCAN [fr]$/u, ''))

const fill = async (firm: Firm, many: number): Promise<void> => {
  for (let from = 0; from < many; from += 200) {
    const rows = Array.from({ length: Math.min(200, many - from) }, (_, i) => {
      const n = from + i
      const cells = {
        name: `第${n}号精密机械厂${n * 7_919}`,
        'contact.name': `人${n}`,
        'contact.mobile': `138${10_000_000 + n * 7}`,
      }
      return { id: newId(), base: 0, cells }
    })
    await pushRows(firm.li, 'customer', rows)
  }
}

const name = '孔乙己'
const bring = async (firm: Firm): Promise<string> => {
  const cells = { kind: 'person', 'contact.name': name, 'contact.mobile': '13912345678' }
  const { id } = await makeCustomer(firm.li, cells)
  await makeChild(firm.li, 'visit', id, { talked_about: '喝酒' })
  return id
}

const costIn = async (firm: Firm) => {
  const id = await bring(firm)
  const body = { table: 'customer', id }
  await meter('session/me', {}, firm.chen)
  const told = await meter('person/export', body, firm.chen)
  const order = { ...body, reason: 'asked', confirm: name }
  const erased = await meter('person/erase', order, firm.chen)
  const kept = await env.DB.prepare('SELECT count(*) AS n FROM strong_key WHERE org = ?1')
    .bind(firm.org)
    .first<{ n: number }>()
  return { told: told.read, erased: erased.read, keys: kept?.n ?? 0 }
}

test('to tell and to erase a person looks through no history and no rows of others', async () => {
  const firm = await foundFirm()
  const id = await bring(firm)
  const { db, sql } = listening(env.DB)
  const body = { table: 'customer', id }
  expect((await send('person/export', body, firm.chen.key, { DB: db })).status).toBe(200)
  const order = { ...body, reason: 'asked', confirm: name }
  expect((await send('person/erase', order, firm.chen.key, { DB: db })).status).toBe(200)
  expect(sql.size).toBeGreaterThan(30)
  const plans = await Promise.all([...sql].map(async (text) => [text, await planOf(text)] as const))
  const found = plans.flatMap(([text, plan]) =>
    plan.filter(isLookThrough).map((line) => `${line}: ${text.slice(0, 120)}`),
  )
  expect(found).toEqual([])
})

test('what it costs grows with the keys by which customers are recognised, and with nothing else', async () => {
  const [small, large] = [await foundFirm(), await foundFirm()]
  await fill(small, 20)
  await fill(large, 420)
  const [few, many] = [await costIn(small), await costIn(large)]
  expect(many.keys).toBeGreaterThan(few.keys + 400)
  const others = (of: keyof typeof few) => many[of] - few[of] - (many.keys - few.keys)
  expect({ told: others('told') < 20, erased: others('erased') < 20 }).toEqual({
    told: true,
    erased: true,
  })
  expect([few.told - few.keys < 120, few.erased - few.keys < 200]).toEqual([true, true])
}, 60_000)
