// D1 fails, answers twice or loses its answer: nothing is stored twice, nothing half, and the client can go on.
import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'

import { refusalBody } from '../../shared/protocol/refusal.ts'
import { app } from '../../worker/app.ts'
import {
  count,
  epoch,
  newId,
  type Person,
  pullRows,
  pushBody,
  pushRows,
  send,
  type SheetRow,
  useFirm,
  workbook,
} from './support.ts'

const firm = useFirm()

type Fault = 'before' | 'after' | null
const LOST = 'D1_ERROR: Network connection lost.'

/** D1 whose n-th batch fails before it runs, or runs and loses its answer. */
const faulty = (plan: (call: number) => Fault, message = LOST): D1Database => {
  let calls = 0
  const d1: D1Database = new Proxy(env.DB, {
    get: (target, name) => {
      if (name === 'withSession') return () => d1
      if (name === 'batch')
        return async (statements: D1PreparedStatement[]) => {
          const fault = plan((calls += 1))
          if (fault === 'before') throw new Error(message)
          const results = await target.batch(statements)
          if (fault === 'after') throw new Error(message)
          return results
        }
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? (value.bind(target) as unknown) : value
    },
  })
  return d1
}

/** Nothing alike, so that each list is new whatever was sent before. */
let numbers = 0
const rowsOf = (tag: string): SheetRow[] =>
  Array.from({ length: 4 }, (_, i) => ({
    id: newId(),
    base: 0,
    cells: {
      name: `${tag}${i}号企业`,
      'contact.name': `联系${i}`,
      'contact.mobile': `137${String((numbers += 1) * 271_829).padStart(8, '0')}`,
    },
  }))

const stored = async (rows: readonly SheetRow[]) => {
  const list = JSON.stringify(rows.map((row) => row.id))
  const among = 'IN (SELECT value FROM json_each(?1))'
  return {
    customers: await count(`SELECT count(*) AS n FROM customer WHERE id ${among}`, list),
    history: await count(`SELECT count(*) AS n FROM history WHERE row_id ${among}`, list),
    contacts: await count(`SELECT count(*) AS n FROM contact WHERE customer_id ${among}`, list),
    keys: await count(
      `SELECT count(*) AS n FROM strong_key WHERE row_id ${among} AND kind = 'label'`,
      list,
    ),
  }
}
const all = { customers: 4, history: 4, contacts: 4, keys: 4 }
const nothing = { customers: 0, history: 0, contacts: 0, keys: 0 }

describe('a push whose n-th batch fails once', () => {
  // Batches of a push: who is calling, facts, what the rows may equal, write.
  test.each([1, 2, 3, 4].flatMap((call) => [[call, 'before'] as const, [call, 'after'] as const]))(
    'call %i, %s it ran, is answered all the same, once',
    async (call, fault) => {
      const rows = rowsOf(`一次${call}${fault}`)
      const { results } = await pushRows(firm.li, 'customer', rows, {
        DB: faulty((n) => (n === call ? fault : null)),
      })
      // A write that ran although its answer was lost is found as done.
      const outcome = call === 4 && fault === 'after' ? 'done' : 'applied'
      expect(results.map((r) => r.outcome)).toEqual(rows.map(() => outcome))
      expect(await stored(rows)).toEqual(all)
    },
  )
})

describe('a push whose database stays away', () => {
  const sent = async (who: Person, rows: readonly SheetRow[], db: D1Database) =>
    await send('sync/push', pushBody('customer', rows), who.key, { DB: db })

  test('before anything was written stores nothing, and says unavailable', async () => {
    const rows = rowsOf('不在')
    const response = await sent(
      firm.li,
      rows,
      faulty((n) => (n >= 4 ? 'before' : null)),
    )
    expect([response.status, refusalBody.parse(await response.json()).code]).toEqual([
      503,
      'unavailable',
    ])
    expect(await stored(rows)).toEqual(nothing)
    const { results } = await pushRows(firm.li, 'customer', rows)
    expect(results.map((r) => r.outcome)).toEqual(rows.map(() => 'applied'))
    expect(await stored(rows)).toEqual(all)
  })

  test('after it wrote has stored everything once: sent again, the rows are done', async () => {
    const rows = rowsOf('失联了')
    const response = await sent(
      firm.li,
      rows,
      faulty((n) => (n >= 4 ? 'after' : null)),
    )
    expect(response.status).toBe(503)
    expect(await stored(rows)).toEqual(all)
    const { results } = await pushRows(firm.li, 'customer', rows)
    expect(results.map((r) => r.outcome)).toEqual(rows.map(() => 'done'))
    expect(await stored(rows)).toEqual(all)
  })

  test('for a reason that does not pass is an internal error at once', async () => {
    let calls = 0
    const db = faulty((n) => {
      calls = n
      return n === 2 ? 'before' : null
    }, 'D1_ERROR: no such column')
    const response = await sent(firm.li, rowsOf('坏掉的'), db)
    expect([response.status, calls]).toEqual([500, 2])
  })
})

describe('a database without jsonb', () => {
  test('is spoken to with json_each', async () => {
    const plain: D1Database = new Proxy(env.DB, {
      get: (target, name) => {
        if (name === 'withSession') return () => plain
        if (name === 'prepare')
          return (sql: string) => {
            if (sql.includes('jsonb_each')) throw new Error('D1_ERROR: no such table: jsonb_each')
            return target.prepare(sql)
          }
        const value: unknown = Reflect.get(target, name)
        return typeof value === 'function' ? (value.bind(target) as unknown) : value
      },
    })
    const rows = rowsOf('没有二进制')
    const { results } = await pushRows(firm.li, 'customer', rows, { DB: plain })
    expect(results.map((r) => r.outcome)).toEqual(rows.map(() => 'applied'))
    expect(await stored(rows)).toEqual(all)
  })
})

describe('many at once', () => {
  test('two reps who push one list get each customer once', async () => {
    const list = Array.from({ length: 60 }, (_, i) => ({
      name: `同时推的${i}号企业`,
      city: '常州',
    }))
    const rows = (): SheetRow[] => list.map((cells) => ({ id: newId(), base: 0, cells }))
    const [a, b] = await Promise.all([
      pushRows(firm.li, 'customer', rows()),
      pushRows(firm.wang, 'customer', rows().toReversed()),
    ])
    const outcomes = [...a.results, ...b.results].map((r) => r.outcome)
    expect(outcomes.filter((o) => o === 'applied').length).toBe(60)
    expect(outcomes.filter((o) => o === 'known').length).toBe(60)
    expect(await count("SELECT count(*) AS n FROM customer WHERE name LIKE '同时推的%'")).toBe(60)
  })

  test('two who change different fields of the same rows lose nothing', async () => {
    const made = Array.from({ length: 20 }, (_, i) => ({
      id: newId(),
      cells: { name: `各改各的${i}号`, industry: '', note: '' },
    }))
    await pushRows(
      firm.li,
      'customer',
      made.map((row) => ({ ...row, base: 0 })),
    )
    const [a, b] = await Promise.all([
      pushRows(
        firm.li,
        'customer',
        made.map(({ id, cells }) => ({ id, base: 1, cells: { ...cells, industry: '机械' } })),
      ),
      pushRows(
        firm.chen,
        'customer',
        made.map(({ id, cells }) => ({ id, base: 1, cells: { ...cells, note: '经理看过' } })),
      ),
    ])
    expect(
      [...a.results, ...b.results].every((r) => r.outcome === 'applied' || r.outcome === 'merged'),
    ).toBe(true)
    const { rows } = await pullRows(firm.chen, 'customer', { only: made.map((row) => row.id) })
    expect(rows.map((row) => [row.rev, row.values['industry'], row.values['note']])).toEqual(
      made.map(() => [3, '机械', '经理看过']),
    )
  })
})

describe('what a push costs', () => {
  const cost = async (table: 'customer' | 'contact', rows: readonly SheetRow[]) => {
    const response = await send('sync/push', pushBody(table, rows), firm.li.key, env, {
      'x-kehu-meter': '1',
    })
    const [, read, written] =
      /read=(\d+);written=(\d+)/u.exec(response.headers.get('x-kehu-d1') ?? '') ?? []
    const { results } = (await response.json()) as { results: { outcome: string }[] }
    expect(new Set(results.map((r) => r.outcome))).toEqual(new Set(['applied']))
    return { read: Number(read) / rows.length, written: Number(written) / rows.length }
  }
  const made = Array.from({ length: 500 }, (_, i) => ({
    id: newId(),
    cells: {
      name: `计量第${i}号机械有限公司`,
      city: '南通',
      'contact.name': `${'赵钱孙李周'[i % 5]}小${'明红强丽军'[i % 7] ?? '天'}`,
      'contact.mobile': `138${String(20_000_000 + i)}`,
      phone: `0513-${String(80_000_000 + i)}`,
      note: '',
    },
  }))

  test('a new customer with contact and keys: at most 16 rows written, 2 more for matching, 20 and 50 read', async () => {
    const { read, written } = await cost(
      'customer',
      made.map((row) => ({ ...row, base: 0 })),
    )
    expect(written).toBeLessThanOrEqual(18.1)
    expect(read).toBeLessThanOrEqual(70)
  })

  test('a changed customer: at most 6 rows written and 20 read', async () => {
    const { read, written } = await cost(
      'customer',
      made.map(({ id, cells }) => ({ id, base: 1, cells: { ...cells, note: '改了' } })),
    )
    expect(written).toBeLessThanOrEqual(6)
    expect(read).toBeLessThanOrEqual(20)
  })

  test('is not told unless it is asked for', async () => {
    const response = await app.request('/v1/health', {}, env)
    expect(response.headers.get('x-kehu-d1')).toBeNull()
    const settled = await send('sync/settle', { workbook, epoch }, firm.li.key)
    expect(settled.headers.get('x-kehu-d1')).toBeNull()
  })
})

describe('a push of long notes', () => {
  test('travels to the database in parameters of at most 1 MB each, still as one batch', async () => {
    const sizes: number[] = []
    let batches = 0
    const measured: D1Database = new Proxy(env.DB, {
      get: (target, name) => {
        if (name === 'withSession') return () => measured
        if (name === 'prepare')
          return (sql: string) => {
            const statement = target.prepare(sql)
            const bind = (...values: unknown[]) => {
              sizes.push(...values.map((v) => new TextEncoder().encode(String(v)).byteLength))
              return statement.bind(...values)
            }
            return Object.assign(Object.create(statement), { bind }) as D1PreparedStatement
          }
        if (name === 'batch') batches += 1
        const value: unknown = Reflect.get(target, name)
        return typeof value === 'function' ? (value.bind(target) as unknown) : value
      },
    })
    const rows = Array.from({ length: 162 }, (_, i) => ({
      id: newId(),
      base: 0,
      cells: { name: `长篇${i}号`, note: '访'.repeat(2_000) },
    }))
    const { results } = await pushRows(firm.li, 'customer', rows, { DB: measured })
    expect(results.every((r) => r.outcome === 'applied')).toBe(true)
    expect(batches).toBe(4)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(1_000_000)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeGreaterThan(1_000_000)
  })
})
