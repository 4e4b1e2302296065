import { describe, expect, test } from 'vitest'

import { type Api, createApi } from '../../../addin/api/api.ts'

const request = { workbook: '01HF7YAT00000000000000001A', epoch: 'e1' }
const reply = { ranked: 3, changed: 1 }

interface Call {
  readonly url: string
  readonly headers: Headers
  readonly body: string
}

const withAnswer = (answer: () => Response | Promise<Response>) => {
  const calls: Call[] = []
  const api = createApi({
    baseUrl: 'http://localhost:1',
    key: 'k-secret',
    fetch: async (input, init) => {
      const asked = new Request(input, init)
      calls.push({ url: asked.url, headers: asked.headers, body: await asked.text() })
      return answer()
    },
    timeoutMs: 200,
  })
  return { api, calls }
}

const asked = { workbook: request.workbook, epoch: 'e1' }
const ofTable = { ...asked, table: 'customer' } as const
const endpoints: Readonly<Record<string, (api: Api) => Promise<unknown>>> = {
  hello: (api) => api.hello({ workbook: asked.workbook, client: { protocol: 1, build: 't' } }),
  push: (api) => api.push({ ...ofTable, fields: [], rows: [] }),
  settle: (api) => api.settle(asked),
  pull: (api) => api.pull({ ...ofTable, cursor: '', limit: 1, own: [], holds: 'all', only: null }),
  digest: (api) => api.digest({ ...ofTable, holds: 'all', rows: [], after: '', through: null }),
  outcome: (api) => api.outcome({ ...ofTable, intents: [], fence: false }),
  note: (api) => api.note({ ...ofTable, notes: [] }),
  conflicts: (api) => api.conflicts({ ...asked, rows: null, cursor: '', limit: 1 }),
  resolve: (api) => api.resolve({ ...asked, resolutions: [] }),
  archive: (api) => api.archive({ ...ofTable, rows: [], restore: false }),
  recover: (api) => api.recover({ ...ofTable, fields: [], rows: [], cursor: '' }),
  batches: (api) => api.batches({ ...asked, whose: 'mine', atLeast: 1, cursor: '', limit: 1 }),
  undo: (api) =>
    api.undo({
      ...asked,
      batch: asked.workbook,
      by: 'u1',
      as: asked.workbook,
      cursor: '',
      limit: 1,
    }),
}

describe('the API client', () => {
  test('asks the endpoint with the key, and parses the answer', async () => {
    const { api, calls } = withAnswer(() => Response.json(reply))
    expect(await api.settle(request)).toEqual({ ok: true, value: reply })
    expect(calls[0]?.url).toBe('http://localhost:1/v1/sync/settle')
    expect(calls[0]?.headers.get('authorization')).toBe('Bearer k-secret')
    expect(JSON.parse(calls[0]?.body ?? '')).toEqual(request)
  })

  test.each(Object.keys(endpoints))('%s is one request to its own address', async (name) => {
    const { api, calls } = withAnswer(() => Response.json({}))
    // What it is asked does not matter here: the server judges requests, and this reply is none of any.
    const answer = await endpoints[name]?.(api)
    expect(calls.map((call) => call.url)).toEqual([`http://localhost:1/v1/sync/${name}`])
    expect(answer).toMatchObject({ ok: false, error: { kind: 'unreadable' } })
  })

  test('requests and bytes are counted, in UTF-8', async () => {
    const { api } = withAnswer(() => Response.json(reply))
    await api.settle({ ...request, epoch: '三月' })
    const up = new TextEncoder().encode(JSON.stringify({ ...request, epoch: '三月' })).length
    const down = JSON.stringify(reply).length
    expect(api.traffic()).toEqual({ requests: 1, bytesUp: up, bytesDown: down })
  })

  test('a refusal comes back as its code', async () => {
    const refusal = { code: 'epoch_changed', detail: 'say hello again', request: 'r1' }
    const { api } = withAnswer(() => Response.json(refusal, { status: 409 }))
    expect(await api.settle(request)).toEqual({ ok: false, error: { kind: 'refused', ...refusal } })
  })

  test('no answer, a late one, a gateway’s own page and half a body are all unknown outcomes', async () => {
    const answers = [
      () => Promise.reject(new TypeError('fetch failed')),
      () => new Response('<html>Bad gateway', { status: 502 }),
      () => new Response('{"ranked":3,'),
    ]
    for (const answer of answers) {
      const { api } = withAnswer(answer)
      expect(await api.settle(request)).toMatchObject({ ok: false, error: { kind: 'unknown' } })
    }
    const api = createApi({
      baseUrl: 'http://localhost:1',
      key: 'k',
      fetch: (_, init) =>
        new Promise((_resolve, reject) => {
          init?.signal?.addEventListener('abort', () => reject(new Error('late')))
        }),
      timeoutMs: 20,
    })
    expect(await api.settle(request)).toMatchObject({ ok: false, error: { kind: 'unknown' } })
  })

  test('an answer of another form is unreadable, not believed', async () => {
    const { api } = withAnswer(() => Response.json({ ranked: 'three' }))
    expect(await api.settle(request)).toMatchObject({ ok: false, error: { kind: 'unreadable' } })
  })
})
