// Managers and what was answered about duplicates: pages, filters, asking again and giving again, and the
// organisation's own weights in words.
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { customersOf, startAnswers, together } from '../../../addin/pane/answers/model.ts'
import { performAnswers } from '../../../addin/pane/answers/perform.ts'
import { step } from '../../../addin/pane/answers/step.ts'
import {
  findingText,
  muchOf,
  sayAnswers,
  verdictText,
  wayOf,
} from '../../../addin/pane/answers/words.ts'
import { namesText } from '../../../addin/pane/merges/names.ts'
import { toolsFor } from '../../../addin/pane/tool.ts'
import { createMotor } from '../../../addin/pane/ui/motor.ts'
import type { PaneApi } from '../../../addin/api/api.ts'
import type { ToolDesk } from '../../../addin/sync/tool-desk.ts'
import type {
  AnswerRequest,
  AnswersRequest,
  ClearRequest,
  GivenAnswer,
  WeightsReply,
} from '../../../shared/protocol/matches.ts'
import { relationKinds } from '../../../shared/match/relation.ts'
import { err, ok } from '../../../shared/result.ts'
import { locales } from '../../../shared/schema/kind.ts'
import { aHello } from '../support/tool-desk.ts'
import { settle } from './review-desk.ts'

const verdicts = ['different', 'related', 'merged'] as const
const given = (n: number, part: Partial<GivenAnswer> = {}): GivenAnswer => ({
  a: `a${n}`,
  b: `b${n}`,
  labelA: `华达${n}`,
  labelB: `华达机械${n}`,
  verdict: verdicts[n % 3] ?? 'different',
  kind: n % 3 === 1 ? 'branch' : null,
  by: n % 2 === 0 ? 'm' : 'r',
  byName: n % 2 === 0 ? '王经理' : '李丽',
  at: 1_795_000_000_000 - n,
  ...part,
})

const shipped: WeightsReply = { version: 0, isShipped: true, answers: 0, moved: [] }
const moved = { of: 'organisation', field: 'mobile', level: 'same', shipped: 5, now: 6 } as const
const learnt: WeightsReply = {
  version: 1,
  isShipped: false,
  answers: 12,
  moved: [{ ...moved, same: 10, apart: 2 }],
}

/** A server with these answers, and the tool before it. */
const aTool = (count: number) => {
  let answers = Array.from({ length: count }, (_, n) => given(n))
  const server = { clears: 0, pages: 0, isAway: false, failAfter: Infinity, weights: shipped }
  const isAsked = ({ verdicts: which, by }: AnswersRequest, one: GivenAnswer) =>
    (which === undefined || which.includes(one.verdict)) && (by === undefined || by === one.by)
  const matches = {
    answers: (request: AnswersRequest) => {
      server.pages++
      const asked = answers.filter((one) => isAsked(request, one))
      const from = Number(request.after ?? 0)
      const told = asked.slice(from, from + request.limit)
      const cursor = from + request.limit < asked.length ? String(from + request.limit) : ''
      return Promise.resolve(ok({ answers: told, cursor }))
    },
    clear: ({ pairs }: ClearRequest) => {
      server.clears++
      const before = answers.length
      answers = answers.filter(({ a, b }) => !pairs.some((pair) => pair.a === a && pair.b === b))
      if (server.clears >= server.failAfter) server.isAway = true
      return Promise.resolve(ok({ cleared: before - answers.length }))
    },
    answer: ({ answers: said }: AnswerRequest) => {
      for (const { a, b, verdict, kind } of said)
        answers = [given(Number(a.slice(1)), { a, b, verdict, kind: kind ?? null }), ...answers]
      return Promise.resolve(
        ok({ results: said.map(({ a, b }) => ({ a, b, outcome: 'applied' as const })) }),
      )
    },
    weights: ({ do: deed }: { readonly do: string }) => {
      if (deed !== 'show') server.weights = deed === 'learn' ? learnt : shipped
      return Promise.resolve(ok(server.weights))
    },
  }
  const part = {
    // The tool asks for nothing else.
    api: { matches } as unknown as PaneApi,
    greet: () => Promise.resolve(ok({ workbook: 'w', hello: aHello })),
    ask: async (call: () => Promise<unknown>) =>
      server.isAway ? err({ code: 'offline', detail: '' }) : await call(),
  }
  const desk = part as unknown as ToolDesk
  const motor = createMotor(
    () => ({ start: startAnswers, step, perform: performAnswers({ desk, greet: desk.greet }) }),
    () => undefined,
  )
  const say = async (...events: readonly Parameters<typeof motor.dispatch>[0][]) => {
    for (const event of events) {
      motor.dispatch(event)
      await settle()
    }
  }
  return { server, say, state: motor.state, standing: () => answers.length }
}

describe('the list of answers', () => {
  test('is a tool of managers', () => {
    const who = (role: 'rep' | 'manager' | 'admin' | 'finance') =>
      toolsFor({ name: '', role, org: '' }).includes('answers')
    expect([who('rep'), who('finance'), who('manager'), who('admin')]).toEqual([
      false,
      false,
      true,
      true,
    ])
  })

  test('comes in pages, and narrowed by answer and person from its beginning', async () => {
    const { say, state } = aTool(50)
    await say({ type: 'opened' }, { type: 'more-asked' })
    expect(state().given).toHaveLength(40)
    await say({ type: 'filtered', filter: { verdict: 'related' } })
    await say({ type: 'filtered', filter: { by: 'r' } })
    expect(state().given?.every(({ verdict, by }) => verdict === 'related' && by === 'r')).toBe(
      true,
    )
    expect(state()).toMatchObject({ cursor: '', filter: { verdict: 'related', by: 'r' } })
  })

  test('one is asked about again, and given again as it was', async () => {
    const { say, state, standing } = aTool(4)
    await say({ type: 'opened' }, { type: 'clear-asked', answers: [given(1)] })
    expect(standing()).toBe(3)
    expect([...state().taken]).toEqual(['a1/b1'])
    expect(state().given).toHaveLength(4)
    await say({ type: 'restore-asked', answers: [given(1)] })
    expect(state().taken.size).toBe(0)
    await say({ type: 'filtered', filter: { verdict: 'related' } })
    expect(state().given).toMatchObject([{ a: 'a1', verdict: 'related', kind: 'branch' }])
  })

  test('all that the filter shows are asked about again, on all pages; merges stay', async () => {
    const { say, state, standing } = aTool(700)
    await say({ type: 'opened' }, { type: 'clear-all-asked' })
    expect(standing()).toBe(233)
    expect(state().cleared?.answers).toHaveLength(467)
    expect(state().cleared?.isMore).toBe(false)
    await say({ type: 'clear-asked', answers: [given(2)] })
    expect(standing()).toBe(233)
    await say({ type: 'restore-asked', answers: state().cleared?.answers ?? [] })
    expect(standing()).toBe(700)
    expect(state()).toMatchObject({ cleared: null, taken: new Set() })
  })

  test('of one person only his are taken back', async () => {
    const { say, standing } = aTool(60)
    await say({ type: 'opened' }, { type: 'filtered', filter: { by: 'r' } })
    await say({ type: 'clear-all-asked' })
    expect(standing()).toBe(40)
  })

  test('a line that breaks midway: what was taken back is told, and that there are more', async () => {
    const { say, state, server, standing } = aTool(900)
    server.failAfter = 2
    await say({ type: 'opened' }, { type: 'clear-all-asked' })
    expect(state().cleared).toMatchObject({ isMore: true })
    expect(state().cleared?.answers).toHaveLength(400)
    expect(standing()).toBe(500)
  })

  test('without the server nothing is taken back, and it is said', async () => {
    const { say, state, server, standing } = aTool(5)
    await say({ type: 'opened' })
    server.isAway = true
    await say({ type: 'clear-all-asked' })
    expect(state()).toMatchObject({ isBusy: false, cleared: null, stop: { code: 'offline' } })
    expect(standing()).toBe(5)
  })

  test('what was said at once of three customers is one entry, with each of them once', () => {
    const at = 1_795_000_000_000
    const pair = (a: string, b: string, part: Partial<GivenAnswer> = {}) =>
      given(0, { a, b, labelA: a.toUpperCase(), labelB: b.toUpperCase(), at, ...part })
    const groups = together([
      pair('a', 'b'),
      pair('a', 'c'),
      pair('b', 'c'),
      pair('b', 'd', { verdict: 'merged' }),
      pair('d', 'e', { at: at - 1 }),
    ])
    expect(groups.map((group) => [...customersOf(group).values()])).toEqual([
      ['A', 'B', 'C'],
      ['B', 'D'],
      ['D', 'E'],
    ])
    expect(namesText('zh-Hans', ['华达', '金桥', '华达'])).toBe('华达 ×2、金桥')
  })

  test('one thing is asked at a time', async () => {
    const { say, state } = aTool(5)
    await say({ type: 'opened' })
    const first = step(state(), { type: 'clear-asked', answers: [given(0)] })
    expect(first.effects).toHaveLength(1)
    expect(step(first.state, { type: 'clear-asked', answers: [given(1)] }).effects).toEqual([])
  })
})

describe('the weights', () => {
  test('are shown, learnt and put back; what was done is said once', async () => {
    const { say, state } = aTool(3)
    await say({ type: 'opened' }, { type: 'part-chosen', part: 'weights' })
    expect(state()).toMatchObject({ weights: { isShipped: true }, learnt: null })
    await say({ type: 'weights-asked', deed: 'learn' })
    expect(state()).toMatchObject({ weights: { answers: 12 }, learnt: 'learn' })
    await say({ type: 'weights-asked', deed: 'reset' })
    expect(state()).toMatchObject({ weights: { isShipped: true }, learnt: 'reset' })
    await say({ type: 'part-chosen', part: 'given' })
    expect(state().learnt).toBeNull()
  })

  test('which way one moved: for or against, more or less, or over the middle', () => {
    const way = (from: number, to: number) => wayOf({ shipped: from, now: to })
    expect([way(2, 3), way(2, 1), way(-2, -3), way(-2, -1), way(-1, 1), way(1, -1)]).toEqual([
      'moreFor',
      'lessFor',
      'moreAgainst',
      'lessAgainst',
      'nowFor',
      'nowAgainst',
    ])
    expect([
      muchOf({ shipped: 0, now: 0.2 }),
      muchOf({ shipped: 0, now: -1 }),
      muchOf({ shipped: 1, now: 4 }),
    ]).toEqual([1, 2, 3])
  })

  test('more bits never speak less for one customer', () => {
    const rank = ['moreAgainst', 'nowAgainst', 'lessFor', 'lessAgainst', 'nowFor', 'moreFor']
    const bits = fc.integer({ min: -800, max: 800 }).map((hundredths) => hundredths / 100)
    fc.assert(
      fc.property(bits, bits, (from, to) => {
        fc.pre(from !== to)
        const isUp = rank.indexOf(wayOf({ shipped: from, now: to })) >= 3
        expect(isUp).toBe(to > from)
      }),
    )
  })

  test.each(locales)('and answers have words in %s', (locale) => {
    const speak = sayAnswers(locale)
    const texts = [
      ...relationKinds.map((kind) => verdictText(locale, { verdict: 'related', kind })),
      ...verdicts.map((verdict) => verdictText(locale, { verdict, kind: null })),
      findingText(locale, { ...moved, same: 1, apart: 1 }),
      findingText(locale, { ...moved, field: 'bias', level: '', same: 1, apart: 1 }),
      speak('weights.heard', { same: '1', apart: '2' }),
    ]
    expect(texts.filter((text) => text === '' || /^[a-z]+\.|\{/u.test(text))).toEqual([])
    expect(findingText(locale, { ...moved, field: 'smell', same: 0, apart: 0 })).toBe('')
  })
})
