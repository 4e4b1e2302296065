// What every answer of the server says to browsers, and what it says to none: that another origin may read it.
import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'

import { app } from '../../worker/app.ts'
import { ruleOf, routeRules } from '../../worker/auth/route-rules.ts'
import { messages } from '../../worker/messages.ts'
import { useFirm } from './support.ts'

const firm = useFirm()
const origins = [
  'null',
  'https://evil.example',
  'http://localhost:3000',
  'https://crm.example.cn.evil.example',
  'https://excel.officeapps.live.com',
  'file://',
]

test('every route says that it is JSON, of TLS only, private and in no frame, and opens itself to no origin', async () => {
  for (const [i, name] of Object.keys(messages).entries()) {
    const [method = '', path = ''] = name.split(' ')
    const response = await app.request(
      path,
      {
        method,
        ...(method === 'GET' ? {} : { body: '{}' }),
        headers: {
          Origin: origins[i % origins.length] ?? 'null',
          Authorization: `Bearer ${firm.li.key}`,
          'CF-Connecting-IP': `2001:db8:2:${i.toString(16)}::1`,
        },
      },
      env,
    )
    const of = (header: string) => response.headers.get(header)
    expect({
      name,
      type: of('content-type'),
      transport: of('strict-transport-security'),
      cache: of('cache-control'),
      sniff: of('x-content-type-options'),
      frames: of('content-security-policy'),
      origin: of('access-control-allow-origin'),
      cookie: of('set-cookie'),
    }).toEqual({
      name,
      type: 'application/json',
      transport: 'max-age=31536000',
      cache: 'no-store',
      sniff: 'nosniff',
      frames: "default-src 'none'; frame-ancestors 'none'",
      origin: null,
      cookie: null,
    })
  }
})

test('what was deployed answers no key that came without TLS, whichever route it was for', async () => {
  const deployed = { ...env, ENVIRONMENT: 'production' }
  const ask = async (address: string, name: string) => {
    const [method = '', path = ''] = name.split(' ')
    const headers = { Authorization: `Bearer ${firm.han.key}` }
    const body = method === 'GET' ? {} : { body: '{}' }
    return await app.request(`${address}${path}`, { method, ...body, headers }, deployed)
  }
  const names = Object.keys(messages).filter((name) => name !== 'GET /v1/health')
  for (const name of names) {
    const answered = await ask('http://crm.example.cn', name)
    expect([name, answered.status]).toEqual([name, 403])
    expect(await answered.text()).toContain('Use https.')
  }
  const me = 'POST /v1/session/me'
  expect((await ask('https://crm.example.cn', me)).status).toBe(200)
  const here = await app.request('http://localhost/v1/sign-in', {}, env)
  expect(here.status).toBe(200)
})

const readByAll = ['GET /v1/health', 'GET /v1/openapi.json', 'GET /v1/sign-in']

test('what changes anything, and what is not for everybody, is asked by POST', () => {
  const others = Object.keys(routeRules).filter((name) => !name.startsWith('POST '))
  expect(others.toSorted()).toEqual(readByAll)
  for (const name of readByAll) expect([name, ruleOf(name)?.roles]).toEqual([name, null])
})

test('no address carries anything but its route', async () => {
  for (const name of Object.keys(routeRules))
    expect(name).toMatch(/^(?:GET|POST) \/v1\/[a-z./-]+$/u)
  const key = encodeURIComponent(firm.han.key)
  const inAddress = await app.request(
    `/v1/session/me?key=${key}`,
    { method: 'POST', body: '{}' },
    env,
  )
  expect(inAddress.status).toBe(401)
})

test.each(origins)('%s is granted no preflight', async (origin) => {
  const headers = { Origin: origin, 'Access-Control-Request-Method': 'POST' }
  const response = await app.request('/v1/sync/push', { method: 'OPTIONS', headers }, env)
  expect(response.status).toBe(404)
  expect(response.headers.get('access-control-allow-origin')).toBeNull()
})
