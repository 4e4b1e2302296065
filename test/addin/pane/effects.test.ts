// What the pane performs for its reducer, with an engine that only writes down what it is asked.
import { expect, test } from 'vitest'

import { createPerformer } from '../../../addin/pane/effects.ts'
import type { Addin } from '../../../addin/pane/desk.ts'
import type { Effect, Event } from '../../../addin/pane/model.ts'
import { startState } from '../../../addin/pane/model.ts'
import type { Storage } from '../../../addin/pane/storage.ts'
import { words } from '../../../addin/main.ts'
import type { Engine } from '../../../addin/sync/engine.ts'
import { err, ok } from '../../../shared/result.ts'

/** Keeps nothing. */
const noStorage = {
  key: () => null,
  keepKey: () => undefined,
  forgetKey: () => undefined,
  locale: () => null,
  keepLocale: () => undefined,
  isAuto: () => false,
  keepAuto: () => undefined,
  takePane: () => '01PANE-THAT-WAS',
  leavePane: () => undefined,
  taken: () => null,
  takeLeft: () => [],
  keepTaken: () => undefined,
}
const undone = { changed: 1, archived: 0, restored: 0, kept: [] }
const refusal = { code: 'other_org', detail: '' } as const

/** These effects ask the engine nothing else. */
const asEngine = (engine: Partial<Engine>): Engine => engine as Engine

/** The sheet of visits belongs to another organisation. */
const aPane = async (storage: Storage = noStorage) => {
  const asked: unknown[] = []
  const told: Event[] = []
  const leavings: (() => void)[] = []
  const started: (string | null)[] = []
  const note =
    <T>(name: string, answer: T) =>
    async (...args: readonly unknown[]) => {
      asked.push([name, ...args])
      return ok(answer)
    }
  const engine: Partial<Engine> = {
    pane: '01PANE',
    whoAmI: note('whoAmI', { name: '李丽', role: 'rep', org: '华东' }),
    boundSheets: note('boundSheets', []),
    takeOver: async (table) => {
      asked.push(['takeOver', table])
      return table === 'visit' ? err(refusal) : ok(undefined)
    },
    detach: note('detach', undefined),
    batches: note('batches', []),
    undo: note('undo', undone),
    sync: async (options) => {
      asked.push(['sync', { ...options, signal: null, onProgress: null }])
      return err({ code: 'leased', detail: '' })
    },
  }
  const startAddin: Addin['startAddin'] = async ({ pane, drawer }) => {
    started.push(pane)
    drawer.put([drawer.look(), ...drawer.takeLeft(), '上海'].join('，'))
    return asEngine(engine)
  }
  const addin: Addin = { startAddin, words }
  const perform = createPerformer({
    load: async () => addin,
    baseUrl: '',
    openDoor: () => Promise.reject(new Error('nobody comes in with an account')),
    openBlank: async () => null,
    storage: () => storage,
    dispatch: (event) => told.push(event),
    setTimer: () => 0,
    clearTimer: () => undefined,
    setLanguage: () => undefined,
    onWords: () => undefined,
    onDesk: () => undefined,
    onLeave: (work) => leavings.push(work),
  })
  const rest = () => new Promise((resolve) => setTimeout(resolve))
  perform({ do: 'connect', key: 'k', isKept: false, isAsked: true }, startState)
  await rest()
  const leave = () => {
    for (const work of leavings) work()
  }
  const performed = async (effect: Effect) => {
    asked.length = 0
    told.length = 0
    perform(effect, startState)
    await rest()
    return { asked: [...asked], told: [...told] }
  }
  return Object.assign(performed, { leave, started })
}

test('[R19] a pane that is loaded anew, or signed in to again, keeps its name, so that it renews its own lease', async () => {
  const left: string[] = []
  const perform = await aPane({ ...noStorage, leavePane: (pane) => left.push(pane) })
  await perform({ do: 'connect', key: 'k', isKept: false, isAsked: true })
  expect(perform.started).toEqual(['01PANE-THAT-WAS', '01PANE'])
  perform.leave()
  expect(left).toEqual(['01PANE'])
})

test('[R10] what the ones before had taken back in the sheet is told to a pane that is loaded anew', async () => {
  const kept: string[] = []
  const keepTaken = (text: string) => kept.push(text)
  const taken = () => '恒源'
  const perform = await aPane({ ...noStorage, taken, takeLeft: () => ['华信'], keepTaken })
  expect(perform.started).toEqual(['01PANE-THAT-WAS'])
  expect(kept).toEqual(['恒源，华信，上海'])
})

test('sheets are taken over one after the other, and a refusal ends it', async () => {
  const perform = await aPane()
  expect(await perform({ do: 'take-over', tables: ['customer', 'contact'] })).toEqual({
    asked: [
      ['takeOver', 'customer'],
      ['takeOver', 'contact'],
    ],
    told: [{ type: 'taken-over' }],
  })
  expect((await perform({ do: 'take-over', tables: ['visit', 'customer'] })).told).toEqual([
    { type: 'stopped', stop: refusal },
  ])
})

test('a file is let go, its history listed, a batch undone', async () => {
  const perform = await aPane()
  expect((await perform({ do: 'detach' })).told).toEqual([{ type: 'detached' }])
  expect((await perform({ do: 'list-batches' })).told).toEqual([{ type: 'listed', batches: [] }])
  const batch = { id: 'b', by: 'u' }
  expect(await perform({ do: 'undo', batch })).toEqual({
    asked: [['undo', batch]],
    told: [{ type: 'undone', undone }],
  })
})

test('typed words go out with the sync, and why it stopped comes back', async () => {
  const perform = await aPane()
  const decisions = [{ id: 'a', answer: 'archive' }] as const
  const { asked, told } = await perform({
    do: 'sync',
    table: 'customer',
    decisions,
    confirm: 'ARCHIVE 1',
  })
  expect(asked).toEqual([
    [
      'sync',
      { table: 'customer', decisions, confirm: 'ARCHIVE 1', signal: null, onProgress: null },
    ],
  ])
  expect(told).toEqual([{ type: 'sync-stopped', stop: { code: 'leased', detail: '' } }])
})

test('what cannot be loaded disturbs nobody who only wants to sign in; who asked for it is told', async () => {
  const told: Event[] = []
  const perform = createPerformer({
    load: () => Promise.reject(new Error('no chunk')),
    baseUrl: '',
    openDoor: () => Promise.reject(new Error('no chunk')),
    openBlank: () => Promise.reject(new Error('no chunk')),
    storage: () => noStorage,
    dispatch: (event) => told.push(event),
    setTimer: () => 0,
    clearTimer: () => undefined,
    setLanguage: () => undefined,
    onWords: () => undefined,
    onDesk: () => undefined,
    onLeave: () => undefined,
  })
  const rest = () => new Promise((resolve) => setTimeout(resolve))
  perform({ do: 'ask-standing' }, startState)
  await rest()
  expect(told).toEqual([])
  perform({ do: 'blank', order: { why: 'asked', owners: null, isAll: false } }, startState)
  await rest()
  expect(told).toEqual([
    { type: 'blanked', report: null },
    { type: 'stopped', stop: { code: 'offline', detail: '' } },
  ])
})
