// The Hono app: request id, headers, caller, routes, and the one place where an error becomes an answer.
import { Hono } from 'hono'
import type { Context } from 'hono'

import type { RefusalBody } from '../shared/protocol/refusal.ts'
import { identify } from './auth/actor.ts'
import { openDatabase } from './db/database.ts'
import type { App } from './env.ts'
import { Refusal } from './refusal.ts'
import { sync } from './routes/sync.ts'

const headers = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
}

const answer = (c: Context<App>, refusal: Refusal): Response => {
  const body: RefusalBody = {
    code: refusal.code,
    detail: refusal.message,
    request: c.get('requestId'),
  }
  return c.json(body, refusal.status)
}

export const app = new Hono<App>()
  .use('/v1/*', async (c, next) => {
    c.set('requestId', crypto.randomUUID())
    const database = openDatabase(c.env.DB)
    c.set('database', database)
    await next()
    for (const [name, value] of Object.entries(headers)) c.header(name, value)
    c.header('X-Request-Id', c.get('requestId'))
    if (c.req.header('x-kehu-meter') === '1') {
      const { read, written } = database.meter
      c.header('x-kehu-d1', `read=${read};written=${written}`)
    }
  })
  .get('/v1/health', (c) => c.json({ ok: true, version: c.env.VERSION ?? 'dev' }))
  .use('/v1/sync/*', async (c, next) => {
    c.set('actor', await identify(c.get('database'), c.req.header('authorization'), Date.now()))
    await next()
  })
  .route('/v1/sync', sync)
  .notFound((c) => {
    return answer(c, new Refusal('not_found', 'There is nothing at this address.'))
  })
  .onError((error, c) => {
    if (error instanceof Refusal) return answer(c, error)
    // Names and stack only: a database error may quote what a user typed.
    // oxlint-disable-next-line no-console
    console.error(c.get('requestId'), error.name, error.stack?.split('\n').slice(1).join('\n'))
    return answer(c, new Refusal('internal', 'Something went wrong here. Say the request id.'))
  })
