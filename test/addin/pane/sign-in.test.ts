// Coming in: what a request proves its sender with, a Microsoft account with a broker that only pretends, the first
// run's form, and the pane's steps around them. Nobody has seen a real tenant here.
import { describe, expect, test } from 'vitest'

import { createApi } from '../../../addin/api/api.ts'
import type { Bearer } from '../../../addin/api/call.ts'
import type { EntranceApi } from '../../../addin/api/session.ts'
import type { Event, State } from '../../../addin/pane/model.ts'
import { startState } from '../../../addin/pane/model.ts'
import { ACCOUNT } from '../../../addin/pane/pass.ts'
import { createDoor } from '../../../addin/pane/people/account.ts'
import type { AccountWay, Broker, TokenAnswer } from '../../../addin/pane/people/identity.ts'
import {
  dialogIdentity,
  nestedIdentity,
  toAuthOptions,
} from '../../../addin/pane/people/identity.ts'
import { emptyForm, inCountry, readForm } from '../../../addin/pane/people/set-up.ts'
import { step } from '../../../addin/pane/step.ts'
import { err, ok } from '../../../shared/result.ts'

const HOUR = 3_600_000
const noon = Date.UTC(2026, 10, 22, 4)
const way: AccountWay = {
  authority: 'https://login.issuer.test',
  clientId: '11111111-2222-4333-8444-555555555555',
  scope: 'api://11111111/access_as_user',
}

describe('a request proves its sender', () => {
  const withBearer = (bearer: Bearer, answer: (sent: string) => Response) => {
    const sent: string[] = []
    const api = createApi({
      baseUrl: 'http://localhost:1',
      key: bearer,
      fetch: async (input, init) => {
        const header = new Request(input, init).headers.get('authorization') ?? ''
        sent.push(header)
        return answer(header)
      },
    })
    return { api, sent }
  }
  const no = () =>
    Response.json({ code: 'unauthenticated', detail: '', request: 'r' }, { status: 401 })

  test('with what its bearer has at that moment', async () => {
    let key = 'old'
    const { api, sent } = withBearer(
      async () => key,
      () => Response.json({ done: true }),
    )
    await api.session.end()
    key = 'new'
    await api.session.end()
    expect(sent).toEqual(['Bearer old', 'Bearer new'])
  })

  test('refused, its bearer is asked once more, and the request goes out once more', async () => {
    const asked: boolean[] = []
    const bearer: Bearer = async (isRefused) => {
      asked.push(isRefused)
      return isRefused ? 'fresh' : 'stale'
    }
    const { api, sent } = withBearer(bearer, (header) =>
      header.endsWith('fresh') ? Response.json({ done: true }) : no(),
    )
    expect(await api.session.end()).toEqual({ ok: true, value: { done: true } })
    expect({ asked, sent }).toEqual({
      asked: [false, true],
      sent: ['Bearer stale', 'Bearer fresh'],
    })
  })

  test('refused again, or with nothing else at hand, that is the answer', async () => {
    const always = withBearer(async (isRefused) => (isRefused ? 'b' : 'a'), no)
    expect(await always.api.session.end()).toMatchObject({ error: { code: 'unauthenticated' } })
    expect(always.sent).toHaveLength(2)
    const same = withBearer(async () => 'a', no)
    expect(await same.api.session.end()).toMatchObject({ error: { code: 'unauthenticated' } })
    expect(same.sent).toHaveLength(1)
  })

  test('without anybody signed in nothing is sent; where that cannot be told, it is tried again later', async () => {
    const nobody = withBearer(async () => null, no)
    expect(await nobody.api.session.end()).toMatchObject({ error: { code: 'unauthenticated' } })
    const away = withBearer(() => Promise.reject(new Error('no line')), no)
    expect(await away.api.session.end()).toMatchObject({ error: { kind: 'unknown' } })
    expect([...nobody.sent, ...away.sent]).toEqual([])
  })
})

class LibraryError extends Error {
  readonly errorCode: string
  constructor(name: string, errorCode: string) {
    super(errorCode)
    this.name = name
    this.errorCode = errorCode
  }
}
const interaction = new LibraryError('InteractionRequiredAuthError', 'some_new_reason')
const noLine = new LibraryError('BrowserAuthError', 'no_network_connectivity')
const closed = new LibraryError('BrowserAuthError', 'user_cancelled')

/** A broker whose answers are laid out; an error is thrown, a number is the hour at which the token ends. */
const aDoor = (silent: readonly (Error | number)[], popup: readonly (Error | number)[] = []) => {
  const clock = { now: noon }
  const asked: string[] = []
  const answers = { silent: [...silent], popup: [...popup] }
  let minted = 0
  const give = async (kind: 'silent' | 'popup', note: string) => {
    asked.push(note)
    await Promise.resolve()
    const next = answers[kind].shift() ?? interaction
    if (next instanceof Error) throw next
    return { accessToken: `token-${(minted += 1)}`, expiresOn: new Date(noon + next * HOUR) }
  }
  const broker: Broker = {
    acquireTokenSilent: ({ forceRefresh, scopes }) =>
      give('silent', `${forceRefresh === true ? 'fresh' : 'silent'} ${scopes.join()}`),
    acquireTokenPopup: () => give('popup', 'popup'),
  }
  const joined: unknown[] = []
  const entrance: EntranceApi = {
    ways: async () => ok({ account: way, setup: false }),
    join: async (code, account) => {
      joined.push([code, await account?.(false)])
      return code === 'wrong'
        ? err({ kind: 'refused', code: 'code_invalid', detail: '', request: '' })
        : ok({
            key: null,
            expires: null,
            me: { id: 'u', name: '新来的', role: 'rep' },
            org: { id: 'o', name: '华东' },
          })
    },
    setUp: () => Promise.reject(new Error('not asked here')),
  }
  const now = () => clock.now
  const door = createDoor({
    entrance,
    openIdentity: async (given) => nestedIdentity(broker, given, now),
    now,
  })
  return { door, clock, asked, joined }
}

describe('a Microsoft account (a broker that pretends)', () => {
  test('comes in without a question where Excel knows it', async () => {
    const { door, asked } = aDoor([1])
    expect(await door.enter(false)).toBe('in')
    expect(await door.bearer(false)).toBe('token-1')
    expect(asked).toEqual([`silent ${way.scope}`])
  })

  test('is asked only by somebody who pressed the button; whoever closes it has left, which is no failure', async () => {
    expect(await aDoor([interaction]).door.enter(false)).toBe('left')
    const { door, asked } = aDoor([interaction], [1])
    expect(await door.enter(true)).toBe('in')
    expect(asked.at(-1)).toBe('popup')
    expect(await aDoor([interaction], [closed]).door.enter(true)).toBe('left')
  })

  test('is told from a line that is down and from a no', async () => {
    expect(await aDoor([noLine]).door.enter(true)).toMatchObject({ code: 'offline' })
    const no = new LibraryError('ServerError', 'unauthorized_client')
    expect(await aDoor([no]).door.enter(true)).toMatchObject({
      code: 'forbidden',
      detail: 'unauthorized_client',
    })
  })

  test('has its token renewed five minutes before the end, once for several calls', async () => {
    const { door, clock, asked } = aDoor([1, 2])
    await door.enter(false)
    clock.now = noon + HOUR - 300_001
    expect(await door.bearer(false)).toBe('token-1')
    clock.now = noon + HOUR - 300_000
    const both = await Promise.all([door.bearer(false), door.bearer(false)])
    expect(both).toEqual(['token-2', 'token-2'])
    expect(asked).toHaveLength(2)
  })

  test('keeps a token to its end while the line is down, and then nothing is said to be known', async () => {
    const { door, clock } = aDoor([1, noLine, noLine])
    await door.enter(false)
    clock.now = noon + HOUR - 1
    expect(await door.bearer(false)).toBe('token-1')
    clock.now = noon + HOUR
    await expect(door.bearer(false)).rejects.toThrow('not reached')
  })

  test('refused by the server, is asked for anew past what is at hand', async () => {
    const { door, asked } = aDoor([1, 1, interaction])
    await door.enter(false)
    expect(await door.bearer(true)).toBe('token-2')
    expect(asked.at(-1)).toBe(`fresh ${way.scope}`)
    expect(await door.bearer(true)).toBeNull()
  })

  test('is linked by a code that goes with its token', async () => {
    const { door, joined } = aDoor([1])
    await door.enter(false)
    expect(await door.link('wrong')).toMatchObject({ code: 'code_invalid' })
    expect(await door.link('right')).toBeNull()
    expect(joined).toEqual([
      ['wrong', 'token-1'],
      ['right', 'token-1'],
    ])
  })

  test('by the dialog: what it said is read, anything else is a no, and closing it is leaving', async () => {
    const said = (text: string | null): Promise<TokenAnswer> =>
      dialogIdentity(async () => text).ask()
    expect(await said(JSON.stringify({ token: 't', expires: noon }))).toEqual({
      kind: 'token',
      token: { text: 't', expires: noon },
    })
    expect(await said(JSON.stringify({ refused: 'AADSTS50105' }))).toEqual({
      kind: 'refused',
      detail: 'AADSTS50105',
    })
    for (const text of ['', '{}', '{"token":1,"expires":2}', '[]'])
      expect(await said(text)).toMatchObject({ kind: 'refused' })
    expect(await said(null)).toEqual({ kind: 'ask' })
    const none = dialogIdentity(() => Promise.reject(new Error('no dialogs here')))
    expect(await none.ask()).toMatchObject({ kind: 'refused' })
    expect(await dialogIdentity(async () => null).silent(true)).toEqual({ kind: 'ask' })
  })

  test('goes to the authority that the server names, 21Vianet’s too', () => {
    expect(
      toAuthOptions({ ...way, authority: 'https://login.partner.microsoftonline.cn' }),
    ).toEqual({
      clientId: way.clientId,
      authority: 'https://login.partner.microsoftonline.cn/organizations',
      knownAuthorities: ['login.partner.microsoftonline.cn'],
    })
  })
})

describe('the pane’s steps', () => {
  const play = (state: State, ...events: readonly Event[]) => {
    let now = step(state, { type: 'stop-closed' })
    for (const event of events) now = step(now.state, event)
    return now
  }
  const atDoor: State = { ...startState, screen: 'sign-in', isExcelHere: true }
  const uninvited = { type: 'stopped', stop: { code: 'not_invited', detail: '' } } as const

  test('an account that nobody invited is asked for a code, until one is right', () => {
    const asked = play(atDoor, { type: 'key-given', key: ACCOUNT }, uninvited)
    expect(asked.state).toMatchObject({ isUninvited: true, isBusy: false })
    const given = play(asked.state, { type: 'code-given', code: 'c' })
    expect(given).toMatchObject({
      state: { isBusy: true, stop: null },
      effects: [{ do: 'link', code: 'c' }],
    })
    const wrong = play(given.state, { type: 'stopped', stop: { code: 'code_invalid', detail: '' } })
    expect(wrong.state).toMatchObject({ isUninvited: true, stop: { code: 'code_invalid' } })
    expect(play(given.state, { type: 'key-given', key: ACCOUNT })).toMatchObject({
      state: { isUninvited: false },
      effects: [{ do: 'unwait' }, { do: 'connect', key: ACCOUNT, isAsked: true }],
    })
  })

  test('who closes Microsoft’s window is back at the start without a reproach', () => {
    const left = play(atDoor, { type: 'key-given', key: ACCOUNT }, { type: 'sign-in-left' })
    expect(left).toMatchObject({
      state: { screen: 'sign-in', isBusy: false, stop: null },
      effects: [{ do: 'forget-key' }, { do: 'ask-standing' }],
    })
  })

  test('a pane that is opened again asks nobody to sign in', () => {
    const opened: Event = {
      type: 'opened',
      locale: 'en',
      key: ACCOUNT,
      isDemo: false,
      isAuto: false,
    }
    expect(play(startState, opened).effects).toMatchObject([{ key: ACCOUNT, isAsked: false }])
  })
})

describe('the first run', () => {
  const filled = { ...emptyForm, secret: ' s ', name: '苏州 华达', admin: ' 王总 ' }

  test('a place proposes its money and its clock, which can be changed', () => {
    expect(inCountry(filled, 'TW')).toMatchObject({ currency: 'TWD', timeZone: 'Asia/Taipei' })
    expect(readForm({ ...inCountry(filled, 'HK'), currency: 'usd' })).toEqual({
      request: {
        secret: 's',
        org: { name: '苏州 华达', country: 'HK', currency: 'USD', timeZone: 'Asia/Hong_Kong' },
        admin: '王总',
      },
    })
  })

  test('each field that cannot be right is named', () => {
    expect(readForm(emptyForm)).toEqual({ wrong: ['secret', 'name', 'admin'] })
    expect(readForm({ ...filled, currency: 'RMB¥', timeZone: 'Suzhou' })).toEqual({
      wrong: ['currency', 'timeZone'],
    })
    expect(readForm({ ...filled, name: '一'.repeat(61) })).toEqual({ wrong: ['name'] })
  })
})
