// When the pane asks whether somebody's rights have ended, what counts as a yes, and what it does then.
import { describe, expect, test } from 'vitest'

import { createStandingApi } from '../../../addin/api/standing.ts'
import { createBlankBook } from '../../../addin/excel/blank-book.ts'
import { createBlankDesk } from '../../../addin/pane/blank/open.ts'
import type { BlankReport } from '../../../addin/pane/blank/report.ts'
import type { Effect, Event, State } from '../../../addin/pane/model.ts'
import { startState } from '../../../addin/pane/model.ts'
import { step } from '../../../addin/pane/step.ts'
import type { Stop, StopCode } from '../../../shared/sync/session/stop.ts'
import { withList } from '../support/seated.ts'

const play = (from: State, ...events: readonly Event[]) => {
  let state = from
  let effects: readonly Effect[] = []
  for (const event of events) ({ state, effects } = step(state, event))
  return { state, effects }
}
const opened = { locale: 'en', isDemo: false, isAuto: true } as const
const withKey: Event = { type: 'opened', key: 'k', ...opened }
const keyless: Event = { type: 'opened', key: null, ...opened }
const stopOf = (code: StopCode): Stop => ({ code, detail: '' })
const asks = ({ effects }: { readonly effects: readonly Effect[] }): boolean =>
  effects.some((effect) => effect.do === 'ask-standing')
const owners = ['org rep1']
const report: BlankReport = {
  why: 'out',
  rows: 3,
  kept: [],
  keptCount: 0,
  unreached: [],
  pivots: { removed: [], refreshed: [], failed: [] },
}
const syncing: State = {
  ...startState,
  isExcelHere: true,
  screen: 'main',
  me: { name: '李丽', role: 'rep', org: '华东' },
  sheets: [{ table: 'customer', sheet: '客户', tableId: 'T1', holds: 'put' }],
  run: { order: { tables: ['customer'], decisions: [] }, progress: null, isCancelling: false },
}

describe('whether the rights have ended', () => {
  test('is asked where nobody is signed in when the pane opens', () => {
    expect(asks(play(startState, keyless))).toBe(true)
    expect(asks(play(startState, withKey))).toBe(false)
  })

  test.each(['unauthenticated', 'not_invited', 'forbidden'] as const)(
    'is asked after a sign-in and after a sync that was refused as %s',
    (code) => {
      const stop = stopOf(code)
      expect(asks(play(startState, withKey, { type: 'stopped', stop }))).toBe(true)
      expect(asks(play(syncing, { type: 'sync-stopped', stop }))).toBe(true)
    },
  )

  test.each(['offline', 'unavailable', 'internal', 'too_many', 'unreadable', 'leased'] as const)(
    'is not asked after %s',
    (code) => {
      const stop = stopOf(code)
      expect(asks(play(startState, withKey, { type: 'stopped', stop }))).toBe(false)
      expect(asks(play(syncing, { type: 'sync-stopped', stop }))).toBe(false)
    },
  )
})

describe('once the server said so', () => {
  const ended: Event = { type: 'rights-ended', owners }

  test('the key is forgotten, and the workbook emptied', () => {
    const { state, effects } = play(
      syncing,
      { type: 'sync-stopped', stop: stopOf('unauthenticated') },
      ended,
    )
    expect(state).toMatchObject({ screen: 'sign-in', me: null, sheets: [], isBusy: true })
    expect(effects).toContainEqual({ do: 'forget-key' })
    expect(effects).toContainEqual({ do: 'blank', order: { why: 'out', owners, isAll: false } })
  })

  test('whoever is just signing in is let through', () => {
    const { state, effects } = play(startState, keyless, { type: 'key-given', key: 'k2' }, ended)
    expect(effects).toEqual([])
    expect(state.blank).toBeNull()
  })

  test('what is left is shown until it is closed; it can be tried again, or emptied of edited rows', () => {
    const done = play(startState, keyless, ended, { type: 'blanked', report })
    expect(done.state).toMatchObject({ isBusy: false, blank: { report, isRunning: false } })
    expect(play(done.state, { type: 'blank-asked', isAll: true }).effects).toContainEqual({
      do: 'blank',
      order: { why: 'out', owners, isAll: true },
    })
    expect(play(done.state, { type: 'blank-closed' }).state.blank).toBeNull()
    const place = { row: 4, column: 0 }
    expect(play(done.state, { type: 'kept-asked', tableId: 'T1', place }).effects).toEqual([
      { do: 'go-kept', tableId: 'T1', place },
    ])
  })

  test('edits that emptying makes start no sync', () => {
    const main: State = { ...syncing, run: null, isAuto: true }
    const asked = play(main, { type: 'blank-asked', isAll: false })
    expect(asked.effects).toContainEqual({
      do: 'blank',
      order: { why: 'asked', owners: null, isAll: false },
    })
    const edited = play(asked.state, { type: 'blanked', report }, { type: 'edited' })
    expect(edited.effects).toEqual([])
  })

  test('while a sync is under way nothing is emptied', () => {
    expect(play(syncing, ended).effects).toEqual([])
    expect(play(syncing, { type: 'blank-asked', isAll: false }).effects).toEqual([])
  })
})

describe('what counts as a yes', () => {
  const deskWith = async (answer: () => Promise<Response>) => {
    const { desk } = await withList()
    const asked: unknown[] = []
    const sleep = async () => undefined
    const api = createStandingApi({
      baseUrl: '',
      fetch: async (_, init) => {
        asked.push(JSON.parse(new TextDecoder().decode(init?.body as Uint8Array)))
        return answer()
      },
    })
    const book = createBlankBook({ excel: desk.excel.Excel, sleep, hasApi: () => false })
    return {
      asked,
      blank: createBlankDesk({ workbook: desk.port, book, locale: 'en' }, api),
    }
  }
  const reply = (body: object, status = 200) => new Response(JSON.stringify(body), { status })

  test('only the word that the account is out', async () => {
    const { asked, blank } = await deskWith(async () => reply({ isOut: true }))
    expect(await blank.outs()).toEqual(owners)
    expect(asked).toEqual([{ org: 'org', user: 'rep1' }])
  })

  const refusal = { code: 'too_many', detail: '', request: '1' }
  test.each([
    ['a no', async () => reply({ isOut: false })],
    ['no answer', () => Promise.reject(new Error('the line was cut'))],
    ['a gateway’s page', async () => new Response('<html>', { status: 502 })],
    ['a portal’s page', async () => new Response('<html>Sign in to the Wi-Fi')],
    ['a refusal', async () => reply(refusal, 429)],
    [
      'an unknown route of an older server',
      async () => reply({ ...refusal, code: 'not_found' }, 404),
    ],
    ['an odd answer', async () => reply({ isOut: 'yes' })],
  ])('not %s', async (_, answer) => {
    const { blank } = await deskWith(answer)
    expect(await blank.outs()).toEqual([])
  })
})
