// Why something stopped, from the server's answer to the sentence in the pane: which limit was met and what to do, and
// the id by which the server's log knows the request.
import { describe, expect, test } from 'vitest'

import { createApi } from '../../../addin/api/api.ts'
import { askOnce } from '../../../addin/pane/people/entrance.ts'
import { stopText } from '../../../addin/pane/sentence.ts'
import { type LimitName, refusalCodes } from '../../../shared/protocol/refusal.ts'
import { locales } from '../../../shared/schema/kind.ts'

const request = '1f0c9a52-0f3e-4a55-9c1e-aaaaaaaaaaaa'

/** What the pane keeps of a refusal. */
const stopOf = async (code: string, more: object = {}) => {
  const body = { code, detail: 'plain English for programmers', request, ...more }
  const api = createApi({
    baseUrl: 'http://kehu.test',
    key: 'k',
    fetch: () => Promise.resolve(Response.json(body, { status: 400 })),
  })
  const answer = await askOnce(() =>
    api.hello({ workbook: '01JXWRKBK00000000000000001', client: { protocol: 1, build: 't' } }),
  )
  if (answer.ok) throw new Error('it was refused')
  return answer.error
}

describe.each(locales)('in %s', (locale) => {
  test('what somebody else must look into says its request id, and nothing of the detail', async () => {
    for (const code of [
      'internal',
      'malformed',
      'forbidden',
      'unavailable',
      'not_found',
    ] as const) {
      const text = stopText(locale, await stopOf(code))
      expect(text).toContain(request)
      expect(text).not.toContain('programmers')
    }
  })

  test('what the reader mends himself does not', async () => {
    for (const code of ['name_taken', 'too_large', 'code_invalid', 'changed', 'too_many'] as const)
      expect(stopText(locale, await stopOf(code))).not.toContain(request)
  })

  test('every refusal has a sentence', async () => {
    for (const code of refusalCodes)
      expect(stopText(locale, await stopOf(code))).not.toMatch(/stop\.|\{/u)
  })

  test('each limit says what to do, and one that is newer than the pane is told in general', async () => {
    const general = stopText(locale, await stopOf('too_many'))
    const limits: readonly LimitName[] = ['rate', 'rows', 'reveals', 'daily', 'script_keys']
    const told = await Promise.all(
      limits.map(async (limit) => stopText(locale, await stopOf('too_many', { limit }))),
    )
    expect(new Set([general, ...told]).size).toBe(limits.length + 1)
    expect(told.join()).not.toMatch(/stop\.|\{/u)
    for (const limit of ['attempts', 'moons', '__proto__'])
      expect(stopText(locale, await stopOf('too_many', { limit }))).toBe(general)
  })
})

test('whoever was sent too many rows is told to ask a manager, and where', async () => {
  const text = stopText('zh-Hans', await stopOf('too_many', { limit: 'rows' }))
  expect(text).toMatch(/主管放行（“审计与隐私 › 下发”）/u)
})
