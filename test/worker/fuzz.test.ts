// A share of the fuzzer's requests, with a seed of today; npm run -s fuzz sends more.
import { env } from 'cloudflare:workers'
import { beforeAll, expect, test } from 'vitest'

import { fuzz } from './fuzz/fuzz.ts'
import { watch } from './fuzz/watch.ts'
import { migrate } from './support.ts'

const REQUESTS = 300

beforeAll(migrate)

test(`${REQUESTS} spoilt requests: each is answered as declared, and what is refused changes nothing`, async () => {
  const seed = Math.floor(Date.now() / 1_000)
  const told = await fuzz(env, { seed, requests: REQUESTS })
  const again = `npm run -s fuzz -- --requests ${REQUESTS} --seed ${seed}`
  expect(told.broken.map((what) => `${what} (${again})`)).toEqual([])
  expect(told.requests).toBe(REQUESTS)
  // Both must be met, or the law says nothing.
  expect(told.compared).toBeGreaterThan(5)
  expect(told.statuses['200'] ?? 0).toBeGreaterThan(REQUESTS / 20)
}, 120_000)

test('a server that breaks is caught: one whose database fails in the middle of things', async () => {
  let calls = 0
  const failing: D1Database = new Proxy(env.DB, {
    get: (target, name) => {
      if (name === 'withSession') return () => failing
      if (name === 'batch')
        return async (statements: D1PreparedStatement[]) => {
          if ((calls += 1) > 60 && calls % 5 === 0) throw new Error('D1_ERROR: no such column')
          return await target.batch(statements)
        }
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? (value.bind(target) as unknown) : value
    },
  })
  const run = fuzz({ DB: failing }, { seed: 7, requests: 60 })
  const told = await run.then(
    ({ broken }) => broken,
    (error: unknown) => [String(error)],
  )
  expect(told.join('\n')).toMatch(/500 internal|D1_ERROR/u)
}, 60_000)

test('a write of a refused request is seen, except where attempts are counted', async () => {
  const { db, taken } = watch(env.DB)
  const write = async (sql: string) => {
    await db.withSession('first-primary').batch([db.prepare(sql).bind('elsewhere')])
    return taken().length
  }
  expect(await write('UPDATE org SET name = name WHERE id <> ?1')).toBe(1)
  expect(await write("INSERT INTO throttle (org, until, name, count) VALUES (?1, 1, 'x', 1)")).toBe(
    0,
  )
  expect(await write('SELECT name FROM org WHERE id <> ?1')).toBe(0)
})
