// The tool of people and keys: its steps, what it asks the server, its words.
import { describe, expect, test } from 'vitest'

import type { PaneApi } from '../../../addin/api/api.ts'
import { askOnce } from '../../../addin/pane/people/entrance.ts'
import type { Deed, Event, People } from '../../../addin/pane/people/model.ts'
import { startPeople } from '../../../addin/pane/people/model.ts'
import { performPeople } from '../../../addin/pane/people/perform.ts'
import { sayPeople, saySignIn } from '../../../addin/pane/people/say.ts'
import { rolesToGive, stepPeople } from '../../../addin/pane/people/step.ts'
import { dayAfter, daysLeft, isEnding, plainDayText } from '../../../addin/pane/people/words.ts'
import { toolsBefore } from '../../../addin/pane/tool.ts'
import type { ToolDesk } from '../../../addin/sync/tool-desk.ts'
import { peopleEn } from '../../../addin/text/people-en.ts'
import { peopleZhHans } from '../../../addin/text/people-zh-hans.ts'
import { peopleZhHant } from '../../../addin/text/people-zh-hant.ts'
import { signInEn } from '../../../addin/text/sign-in-en.ts'
import { signInZhHans } from '../../../addin/text/sign-in-zh-hans.ts'
import { signInZhHant } from '../../../addin/text/sign-in-zh-hant.ts'
import type { ApiFailure } from '../../../shared/protocol/failure.ts'
import { scopes } from '../../../shared/protocol/keys.ts'
import { roles } from '../../../shared/protocol/sign-in.ts'
import { locales } from '../../../shared/schema/kind.ts'
import { err, ok } from '../../../shared/result.ts'
import type { Result } from '../../../shared/result.ts'

const play = (state: People, ...events: readonly Event[]) => {
  let now: ReturnType<typeof stepPeople> = { state, effects: [] }
  for (const event of events) now = stepPeople(now.state, event)
  return now
}
const looker = { id: 'u1', role: 'manager', org: '华东', timeZone: 'Asia/Shanghai' } as const
const loaded: Event = {
  type: 'loaded',
  looker,
  list: { members: [], invites: [], standIns: [] },
  keys: [],
}
const disable: Deed = { do: 'disable', id: 'u2', name: '李丽' }
const shown = { kind: 'code', text: 'ABCDE', about: '小吴', expires: 1 } as const

describe('one deed at a time', () => {
  test('what was done is read back from the server, and said', () => {
    const asked = play(startPeople, { type: 'opened' }, loaded, { type: 'asked', deed: disable })
    expect(asked).toMatchObject({ state: { isBusy: true }, effects: [disable] })
    expect(play(asked.state, { type: 'asked', deed: disable }).effects).toEqual([])
    const told = { key: 'done.disable', params: { name: '李丽' } }
    expect(play(asked.state, { type: 'done', told, shown: null })).toMatchObject({
      state: { isBusy: true, told },
      effects: [{ do: 'load' }],
    })
  })

  test('a code stays on the screen while the list is read anew, until it is closed or the next is made', () => {
    const told = { key: 'done.invite', params: {} }
    const made = play(startPeople, loaded, { type: 'done', told, shown }, loaded)
    expect(made.state.shown).toEqual(shown)
    const moved = play(made.state, { type: 'tab-chosen', tab: 'keys' })
    expect(moved.state.shown).toEqual(shown)
    expect(play(moved.state, { type: 'asked', deed: disable }).state.shown).toBeNull()
    expect(play(moved.state, { type: 'shown-closed' }).state.shown).toBeNull()
  })

  test('where somebody else was quicker the list is read anew; another no leaves it as it is', () => {
    const stopped = (code: 'changed' | 'forbidden') =>
      play(startPeople, loaded, { type: 'failed', stop: { code, detail: '' } })
    expect(stopped('changed')).toMatchObject({
      state: { stop: { code: 'changed' } },
      effects: [{ do: 'load' }],
    })
    expect(stopped('forbidden')).toMatchObject({ state: { isBusy: false }, effects: [] })
  })

  test('a manager gives the role of a rep, an admin any, nobody else one', () => {
    expect(rolesToGive('manager')).toEqual(['rep'])
    expect(rolesToGive('admin')).toEqual(roles)
    expect([rolesToGive('rep'), rolesToGive('finance')]).toEqual([[], []])
  })

  test('whoever founded the organisation invites, and decides who may sign in, before there is any sheet', () => {
    const me = { name: '王总', org: '华东' }
    expect(toolsBefore({ ...me, role: 'admin' })).toEqual(['people', 'trace'])
    expect(toolsBefore({ ...me, role: 'rep' })).toEqual([])
  })
})

/** A desk of which only these calls are used. */
const aDesk = (api: Partial<PaneApi>): ToolDesk =>
  ({
    api: api as PaneApi,
    ask: async (call) => {
      await call()
      return askOnce(call)
    },
  }) satisfies Partial<ToolDesk> as ToolDesk

describe('what is asked of the server', () => {
  const calls: string[] = []
  const note =
    <T>(name: string, answer: Result<T, ApiFailure>) =>
    async (...args: readonly unknown[]) => {
      calls.push(`${name} ${JSON.stringify(args)}`)
      return answer
    }
  const desk = aDesk({
    members: {
      list: note('list', ok({ members: [], invites: [], standIns: [] })),
      invite: note('invite', ok({ id: 'i', code: 'ABCDE', expires: 9 })),
      cancelInvite: note('cancel', ok({ done: true })),
      change: note('change', ok({ done: true })),
      disable: note('disable', ok({ done: true })),
      enable: note('enable', ok({ done: true })),
      standIn: note('standIn', ok({ done: true })),
    },
    keys: {
      list: note('keys', ok({ keys: [] })),
      create: note('create', ok({ id: 'k', key: 'kehu_x', expires: 9 })),
      revoke: note(
        'revoke',
        err({ kind: 'refused', code: 'not_found', detail: 'none', request: 'r' }),
      ),
    },
  })
  const done = async (deed: Deed) => {
    calls.length = 0
    return { event: await performPeople(desk, deed), calls: [...calls] }
  }

  test('what makes a code or a key is sent once, because twice would make two', async () => {
    const order = { name: '小吴', role: 'rep', team: null, days: 3 } as const
    expect(await done({ do: 'invite', order, name: '小吴' })).toEqual({
      event: {
        type: 'done',
        told: { key: 'done.invite', params: { name: '小吴' } },
        shown: { kind: 'code', text: 'ABCDE', about: '小吴', expires: 9 },
      },
      calls: [`invite [${JSON.stringify(order)}]`],
    })
    const made = await done({
      do: 'create-key',
      order: { name: 'Power Query', scopes: ['read:tiers'], days: 30 },
    })
    expect(made.event).toMatchObject({ shown: { kind: 'key', text: 'kehu_x' } })
    expect(made.calls).toHaveLength(1)
  })

  test('what may be said twice is tried again as a sync does; a no comes back as its code', async () => {
    expect((await done(disable)).calls).toEqual(['disable ["u2"]', 'disable ["u2"]'])
    expect((await done({ do: 'revoke-key', id: 'k', last4: 'abcd' })).event).toEqual({
      type: 'failed',
      stop: { code: 'not_found', detail: 'none', request: 'r' },
    })
  })
})

describe('words', () => {
  const parameters = (text: string) => (text.match(/\{[^}]+\}/gu) ?? []).toSorted()

  test('all languages say the same with the same parameters', () => {
    const pairs = [
      [peopleEn, peopleZhHans, peopleZhHant],
      [signInEn, signInZhHans, signInZhHant],
    ] as const
    for (const [english, ...others] of pairs)
      for (const other of others)
        expect(Object.entries(other).map(([key, text]) => [key, parameters(text)])).toEqual(
          Object.entries(english).map(([key, text]) => [key, parameters(text)]),
        )
  })

  test.each(locales)('every deed, role and scope has its words in %s', (locale) => {
    const t = sayPeople(locale)
    const deeds: readonly Deed['do'][] = [
      ...(['invite', 'cancel-invite', 'change', 'disable', 'enable'] as const),
      ...(['stand-in', 'create-key', 'revoke-key'] as const),
    ]
    const keys = [
      ...deeds.map((deed) => `done.${deed}`),
      ...roles.flatMap((role) => [`role.${role}`, `role.${role}.hint`]),
      ...scopes.map((scope) => `scope.${scope}`),
    ]
    for (const key of keys) expect(t(key)).not.toBe(key)
    expect(saySignIn(locale)('country.TW')).not.toBe('country.TW')
  })

  test('a colleague is told what to do with his code', () => {
    const params = { org: '华东', code: 'ABCDE', day: '11月25日' }
    expect(sayPeople('zh-Hans')('shown.letter', params)).toMatch(/华东.*我有邀请码.*ABCDE/u)
    expect(sayPeople('zh-Hans')('shown.letter', params)).toContain(
      saySignIn('zh-Hans')('ways.join'),
    )
  })

  test('days are those of the organisation, and a day is no moment', () => {
    const late = Date.UTC(2026, 10, 22, 17)
    expect(dayAfter('Asia/Shanghai', late, 0)).toBe('2026-11-23')
    expect(dayAfter('Asia/Shanghai', late, 92)).toBe('2027-02-23')
    expect(plainDayText('zh-Hans', '2026-11-22')).toBe('2026年11月22日')
  })

  test('a key is spoken of from two weeks before its end on', () => {
    const day = 86_400_000
    expect([isEnding(0, 14 * day), isEnding(0, 14 * day + 1), isEnding(0, null)]).toEqual([
      true,
      false,
      false,
    ])
    expect([daysLeft(0, 13.2 * day), daysLeft(0, 1), daysLeft(5, 0)]).toEqual([14, 1, 0])
  })
})
