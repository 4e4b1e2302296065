// What every answer of the server says to browsers, and what it says to none: that another origin may read it.
import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'

import { app } from '../../worker/app.ts'
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

test.each(origins)('%s is granted no preflight', async (origin) => {
  const headers = { Origin: origin, 'Access-Control-Request-Method': 'POST' }
  const response = await app.request('/v1/sync/push', { method: 'OPTIONS', headers }, env)
  expect(response.status).toBe(404)
  expect(response.headers.get('access-control-allow-origin')).toBeNull()
})
