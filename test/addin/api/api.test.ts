import { describe, expect, test } from 'vitest'

import { createApi } from '../../../addin/api/api.ts'

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

describe('the API client', () => {
  test('asks the endpoint with the key, and parses the answer', async () => {
    const { api, calls } = withAnswer(() => Response.json(reply))
    expect(await api.settle(request)).toEqual({ ok: true, value: reply })
    expect(calls[0]?.url).toBe('http://localhost:1/v1/sync/settle')
    expect(calls[0]?.headers.get('authorization')).toBe('Bearer k-secret')
    expect(JSON.parse(calls[0]?.body ?? '')).toEqual(request)
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
