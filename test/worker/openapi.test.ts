// The OpenAPI document: it speaks of every route, is what npm run openapi writes, and is served to anyone.
import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'

import checkedIn from '../../docs/openapi.json?raw'
import { app } from '../../worker/app.ts'
import { routeRules } from '../../worker/auth/route-rules.ts'
import { messages } from '../../worker/messages.ts'
import { openApi, unspoken } from '../../worker/openapi.ts'

const routes = [
  ...new Set(
    app.routes
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path}`),
  ),
]

test('every route is in the document, and nothing else', () => {
  expect(unspoken(routes, Object.keys(messages))).toEqual([])
})

test('a route that nobody described is named, with where to describe it', () => {
  expect(unspoken(['POST /v1/new'], ['POST /v1/old'])).toEqual([
    'POST /v1/new is in no document: say in worker/messages/ what it takes and what it answers.',
    'worker/messages/ speaks of POST /v1/old, which is no route.',
  ])
})

test('docs/openapi.json is what the routes say today', () => {
  const says =
    JSON.stringify(JSON.parse(checkedIn)) === JSON.stringify(openApi())
      ? 'same'
      : 'stale: run npm run openapi'
  expect(says).toBe('same')
})

test('it is served to anyone, as JSON', async () => {
  const response = await app.request('/v1/openapi.json', {}, env)
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json'])
  expect(await response.text()).toBe(JSON.stringify(openApi()))
})

test('whoever reads it learns which roles and scopes a route asks for', () => {
  const document = JSON.parse(JSON.stringify(openApi())) as {
    paths: Record<string, { post?: { security: object[]; 'x-roles': string[] | string } }>
  }
  const report = document.paths['/v1/tiers/report']?.post
  expect(report?.security).toEqual([
    { bearer: [...(routeRules['POST /v1/tiers/report']?.scopes ?? [])] },
  ])
  expect(document.paths['/v1/join']?.post?.['x-roles']).toBe('anyone')
})
