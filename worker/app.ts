// The Hono app: request id, headers, caller, routes, and the one place where an error becomes an answer.
import { Hono } from 'hono'
import type { Context } from 'hono'
import { matchedRoutes } from 'hono/route'

import { assert } from '../shared/assert.ts'
import type { RefusalBody } from '../shared/protocol/refusal.ts'
import { guard } from './auth/guard.ts'
import { routeName, undeclared } from './auth/route-rules.ts'
import { openDatabase } from './db/database.ts'
import type { App } from './env.ts'
import { callerWord, faultFacts, logLine } from './log-line.ts'
import { Refusal } from './refusal.ts'
import { fields } from './routes/fields.ts'
import { keys } from './routes/keys.ts'
import { matches } from './routes/matches.ts'
import { members } from './routes/members.ts'
import { merges } from './routes/merge.ts'
import { document } from './routes/openapi.ts'
import { entrance, session, signInSettings } from './routes/session.ts'
import { sync } from './routes/sync.ts'
import { tiers } from './routes/tiers.ts'
import { trace } from './routes/trace.ts'

const headers = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Strict-Transport-Security': 'max-age=31536000',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
}

const answer = (c: Context<App>, refusal: Refusal): Response => {
  const body: RefusalBody = {
    code: refusal.code,
    detail: refusal.message,
    request: c.get('requestId'),
    ...(refusal.wait === null ? {} : { wait: refusal.wait }),
    ...(refusal.limit === null ? {} : { limit: refusal.limit }),
  }
  if (refusal.wait !== null) c.header('Retry-After', String(refusal.wait))
  return c.json(body, refusal.status)
}

/** One line a request, where the deployment asks for it. */
const logRequest = async (c: Context<App>, began: number): Promise<void> => {
  if (c.env.LOG !== 'on') return
  const { read, written } = c.get('database').meter
  const now = Date.now()
  const actor = c.get('actor') as App['Variables']['actor'] | undefined
  logLine({
    event: 'request',
    request: c.get('requestId'),
    route: routeName(matchedRoutes(c)) ?? 'none',
    status: c.res.status,
    ...(actor === undefined ? {} : { caller: await callerWord(actor.org.id, actor.id, now) }),
    ms: now - began,
    read,
    written,
  })
}

export const app = new Hono<App>()
  .use('/v1/*', async (c, next) => {
    const began = Date.now()
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
    await logRequest(c, began)
  })
  .get('/v1/health', (c) => c.json({ ok: true, version: c.env.VERSION ?? 'dev' }))
  .use('/v1/*', guard)
  .route('/v1', entrance)
  .route('/v1', document)
  .route('/v1/session', session)
  .route('/v1/sign-in', signInSettings)
  .route('/v1/members', members)
  .route('/v1/keys', keys)
  .route('/v1/sync', sync)
  .route('/v1', merges)
  .route('/v1/matches', matches)
  .route('/v1/tiers', tiers)
  .route('/v1/fields', fields)
  .route('/v1', trace)
  .notFound((c) => {
    return answer(c, new Refusal('not_found', 'There is nothing at this address.'))
  })
  .onError((error, c) => {
    if (error instanceof Refusal) return answer(c, error)
    logLine({ event: 'fault', request: c.get('requestId'), ...faultFacts(error) })
    return answer(c, new Refusal('internal', 'Something went wrong here. Say the request id.'))
  })

const faults = undeclared(app.routes)
assert(faults.length === 0, faults.join(' '))
