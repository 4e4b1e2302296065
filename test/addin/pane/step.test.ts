// The pane's reducer: what it does next and what it asks for, without a browser.
import { describe, expect, test } from 'vitest'

import type { Account, Effect, Event, State } from '../../../addin/pane/model.ts'
import { startState } from '../../../addin/pane/model.ts'
import { AUTO_MS, retryMs } from '../../../addin/pane/step-run.ts'
import { step } from '../../../addin/pane/step.ts'
import type { Board, Trouble } from '../../../shared/sync/session/board.ts'
import type { ListPreview } from '../../../addin/sync/preview.ts'
import type { TableKey } from '../../../shared/schema/table-keys.ts'

const play = (from: State, ...events: readonly Event[]) => {
  let state = from
  let effects: readonly Effect[] = []
  for (const event of events) {
    const next = step(state, event)
    state = next.state
    effects = next.effects
  }
  return { state, effects }
}

const me = { name: '李丽', role: 'rep', org: '华东' } as const
const aSheet = (table: TableKey) =>
  ({ table, sheet: table, tableId: `T-${table}`, holds: 'put' }) as const
const aTrouble = (row: number, level: Trouble['level'] = 'error'): Trouble => ({
  id: `id${row}`,
  row,
  label: '',
  status: '',
  hash: '',
  level,
  field: 'name',
  column: 3,
  header: '公司',
  problem: { field: 'name', code: 'required.empty', level, params: {} },
})
const aBoard = (troubles: readonly Trouble[] = []): Board => ({
  table: 'customer',
  tableId: 'T-customer',
  sheet: 'Sheet1',
  firstRow: 2,
  troubles,
  known: [],
  recycled: [],
  conflicts: [],
  waiting: [],
  removed: { count: 0, ids: [], rows: [] },
  lost: [],
  seen: '',
  confirm: null,
  isOtherFile: false,
})
const anAccount = (part: Partial<Account> = {}): Account => ({
  rows: 1,
  saved: 1,
  unchanged: 0,
  toCorrect: 0,
  known: 0,
  held: 0,
  warnings: 0,
  tiers: {},
  isCancelled: false,
  board: aBoard(),
  ...part,
})

const opened: Event = { type: 'opened', locale: 'zh-Hans', key: null, isDemo: false, isAuto: false }
const atMain = (part: Partial<State> = {}, ...tables: readonly TableKey[]): State => ({
  ...play(startState, opened, {
    type: 'signed-in',
    me,
    sheets: (tables.length === 0 ? (['customer'] as const) : tables).map(aSheet),
  }).state,
  ...part,
})
const offline: Event = { type: 'sync-stopped', stop: { code: 'offline', detail: '' } }
const synced = (part?: Partial<Account>, table: TableKey = 'customer'): Event => ({
  type: 'synced',
  table,
  account: anAccount(part),
})
const syncOf = (effects: readonly Effect[]) => effects.find((effect) => effect.do === 'sync')

describe('signing in', () => {
  test('without a key it asks for one; with one it connects at once', () => {
    expect(play(startState, opened)).toMatchObject({
      state: { screen: 'sign-in' },
      effects: [{ do: 'ask-standing' }],
    })
    expect(play(startState, { ...opened, key: 'k' })).toMatchObject({
      state: { screen: 'starting' },
      effects: [{ do: 'connect', key: 'k', isKept: true, isAsked: false }],
    })
  })

  test('a key can be typed while Excel is on its way: it is tried once Excel is there, and not before', () => {
    const keyless = play(startState, { type: 'keyless' })
    expect(keyless).toMatchObject({ state: { screen: 'sign-in', isBusy: false }, effects: [] })
    const typed = play(keyless.state, { type: 'key-given', key: 'k' })
    expect(typed).toMatchObject({ state: { isBusy: true, given: 'k' }, effects: [] })
    expect(play(typed.state, { type: 'online' }).effects).toEqual([])
    const here = play(typed.state, opened)
    expect(here.state).toMatchObject({ screen: 'sign-in', isBusy: true, given: null })
    expect(here.effects).toEqual([{ do: 'connect', key: 'k', isKept: true, isAsked: true }])
    expect(play(keyless.state, opened)).toMatchObject({
      state: { screen: 'sign-in', isBusy: false },
      effects: [{ do: 'ask-standing' }],
    })
  })

  test('a key that the workbench handed over is not kept', () => {
    const { effects } = play(startState, { ...opened, key: 'k', isDemo: true })
    expect(effects).toMatchObject([{ do: 'connect', isKept: false }])
  })

  test('a key that is not valid is forgotten, and the user says another', () => {
    const stop = { code: 'unauthenticated', detail: '' } as const
    const { state, effects } = play(startState, { ...opened, key: 'k' }, { type: 'stopped', stop })
    expect(state).toMatchObject({ screen: 'sign-in', stop })
    expect(effects).toEqual([{ do: 'forget-key' }, { do: 'ask-standing' }])
  })

  test('a key is kept while the server is away, and tried again by itself', () => {
    const away = play(
      startState,
      { ...opened, key: 'k' },
      { type: 'stopped', stop: { code: 'offline', detail: '' } },
    )
    expect(away.effects).toEqual([{ do: 'wait', name: 'retry', ms: retryMs(1) }])
    const again = play(away.state, { type: 'timer', name: 'retry' })
    expect(again.effects).toMatchObject([{ do: 'connect', key: null }])
  })

  test('leads to the three ways, or to the sheets that are bound', () => {
    const first = play(startState, opened, { type: 'signed-in', me, sheets: [] })
    expect(first.state.screen).toBe('first')
    const main = play(startState, opened, { type: 'signed-in', me, sheets: [aSheet('customer')] })
    expect(main).toMatchObject({ state: { screen: 'main' }, effects: [{ do: 'watch' }] })
  })
})

const aPreview: ListPreview = {
  table: 'customer',
  sheet: 'Sheet1',
  isTable: false,
  headerRow: 3,
  rowCount: 2,
  titles: [],
  columns: [
    { header: '公司', key: 'name', samples: [], isOurs: false },
    { header: '备忘', key: null, samples: [], isOurs: false },
  ],
  fields: ['name', 'city'],
  merged: [],
  isFiltered: false,
}

describe('bringing a list in', () => {
  const first = play(startState, opened, { type: 'signed-in', me, sheets: [] }).state
  test('looks first; nothing is touched before a yes; the columns go as they were said', () => {
    const looking = play(first, { type: 'chosen', way: 'list' })
    expect(looking.effects).toEqual([{ do: 'look', table: null }])
    const said = play(
      looking.state,
      { type: 'looked', preview: aPreview },
      { type: 'mapped', at: 1, key: 'city' },
    )
    expect(said.effects).toEqual([])
    expect(play(said.state, { type: 'agreed' }).effects).toEqual([
      {
        do: 'bring-in',
        table: 'customer',
        columns: [
          { header: '公司', key: 'name' },
          { header: '备忘', key: 'city' },
        ],
      },
    ])
  })

  test('a second yes while it is under way does nothing', () => {
    const busy = play(first, { type: 'looked', preview: aPreview }, { type: 'agreed' }).state
    expect(play(busy, { type: 'agreed' }).effects).toEqual([])
  })

  test('a sheet that holds my customers is filled at once', () => {
    const fill = { tables: ['customer'], decisions: [] } as const
    const { effects } = play(first, { type: 'bound', sheets: [aSheet('customer')], fill })
    expect(effects).toMatchObject([{ do: 'watch' }, {}, {}, { do: 'sync', table: 'customer' }])
  })
})

describe('syncing', () => {
  test('takes the sheets one after the other', () => {
    const begun = play(atMain({}, 'customer', 'contact'), { type: 'sync-asked' })
    expect(syncOf(begun.effects)).toMatchObject({ table: 'customer' })
    const next = play(begun.state, synced())
    expect(syncOf(next.effects)).toMatchObject({ table: 'contact' })
    expect(play(next.state, synced({}, 'contact')).state.run).toBeNull()
  })

  test('is not begun twice', () => {
    const { state } = play(atMain(), { type: 'sync-asked' })
    expect(play(state, { type: 'sync-asked' }).effects).toEqual([])
  })

  test('cancelled it ends after what is under way, and takes no further sheet', () => {
    const begun = play(atMain({}, 'customer', 'contact'), { type: 'sync-asked' })
    const cancelling = play(begun.state, { type: 'cancel-asked' })
    expect(cancelling).toMatchObject({
      state: { run: { isCancelling: true } },
      effects: [{ do: 'cancel' }],
    })
    const ended = play(cancelling.state, synced({ isCancelled: true }))
    expect(ended.state.run).toBeNull()
    expect(syncOf(ended.effects)).toBeUndefined()
  })

  test('an answer goes out with a sync of its sheet alone', () => {
    const decisions = [{ id: 'x', answer: 'link' }] as const
    const { effects } = play(atMain({}, 'customer', 'contact'), {
      type: 'answered',
      table: 'contact',
      decisions,
    })
    expect(syncOf(effects)).toEqual({ do: 'sync', table: 'contact', decisions })
  })
})

describe('syncing transactions', () => {
  const pressed = () => play(atMain({}, 'customer', 'transaction'), { type: 'sync-asked' }).state
  const tradeStored = () => synced({ saved: 9 }, 'transaction')

  test('brings their figures into the customers’ sheet in the same press, and then ends', () => {
    const trade = play(pressed(), synced({ saved: 4 }))
    expect(syncOf(trade.effects)).toMatchObject({ table: 'transaction' })
    const again = play(trade.state, tradeStored())
    expect(syncOf(again.effects)).toEqual({ do: 'sync', table: 'customer', decisions: [] })
    const done = play(again.state, synced({ rows: 6, saved: 0, unchanged: 6 }))
    expect(done.state.run).toBeNull()
    expect(syncOf(done.effects)).toBeUndefined()
    expect(done.state.accounts.customer).toMatchObject({ saved: 4, unchanged: 2 })
  })

  test('looks at the customers once where nothing was stored, or where they have no sheet', () => {
    const trade = play(pressed(), synced())
    expect(play(trade.state, synced({ saved: 0 }, 'transaction')).state.run).toBeNull()
    const alone = play(atMain({}, 'transaction'), { type: 'sync-asked' }).state
    expect(play(alone, tradeStored()).state.run).toBeNull()
  })

  test('an answered question of theirs brings the customers’ figures too', () => {
    const decisions = [{ id: 'id1', answer: 'archive' }] as const
    const asked = play(atMain({}, 'customer', 'transaction'), {
      type: 'answered',
      table: 'transaction',
      decisions,
    })
    const next = play(asked.state, synced({ saved: 0 }, 'transaction'))
    expect(syncOf(next.effects)).toMatchObject({ table: 'customer' })
  })
})

describe('by itself', () => {
  test('syncs some seconds after the last edit, only where it is switched on', () => {
    expect(play(atMain(), { type: 'edited' }).effects).toEqual([])
    const edited = play(atMain({ isAuto: true }), { type: 'edited' })
    expect(edited.effects).toEqual([{ do: 'wait', name: 'auto', ms: AUTO_MS }])
    expect(syncOf(play(edited.state, { type: 'timer', name: 'auto' }).effects)).toBeDefined()
  })

  test('an edit during a sync is followed by another sync', () => {
    const running = play(atMain({ isAuto: true }), { type: 'sync-asked' }, { type: 'edited' })
    expect(running.effects).toEqual([])
    expect(play(running.state, synced()).effects).toContainEqual({
      do: 'wait',
      name: 'auto',
      ms: AUTO_MS,
    })
  })

  test('a sync without an edit is followed by none', () => {
    const running = play(atMain({ isAuto: true }), { type: 'sync-asked' })
    expect(play(running.state, synced()).effects).toEqual([{ do: 'place' }])
  })

  test('a cell that is being edited puts it off without a word', () => {
    const stop: Event = { type: 'sync-stopped', stop: { code: 'cell_edit', detail: '' } }
    const { state, effects } = play(atMain({ isAuto: true }), { type: 'sync-asked' }, stop)
    expect(state.stop).toBeNull()
    expect(effects).toMatchObject([{ do: 'wait', name: 'auto' }])
  })
})

describe('when the server is away', () => {
  test('it says so, tries again at growing intervals, and goes on with what was under way', () => {
    const decisions = [{ id: 'x', answer: 'create' }] as const
    const answer: Event = { type: 'answered', table: 'customer', decisions }
    const away = play(atMain(), answer, offline)
    expect(away.state).toMatchObject({ away: { tries: 1 }, run: null, stop: null })
    expect(away.effects).toEqual([{ do: 'wait', name: 'retry', ms: retryMs(1) }])
    const again = play(away.state, { type: 'timer', name: 'retry' })
    expect(syncOf(again.effects)).toMatchObject({ decisions })
    const longer = play(again.state, offline)
    expect(longer.state.away?.tries).toBe(2)
    expect(longer.effects).toEqual([{ do: 'wait', name: 'retry', ms: retryMs(2) }])
    const back = play(longer.state, { type: 'online' }, synced())
    expect(back.state.away).toBeNull()
  })

  test('waits at most a minute between two tries', () => {
    expect([1, 2, 3, 4, 5, 50].map(retryMs)).toEqual([5000, 10_000, 20_000, 40_000, 60_000, 60_000])
  })
})

describe('the list of what is to correct', () => {
  const troubles = [aTrouble(1), aTrouble(4, 'warning'), aTrouble(9)]
  const state = play(
    atMain(),
    { type: 'sync-asked' },
    synced({ toCorrect: 2, board: aBoard(troubles) }),
  ).state

  test('a step leads to its cell and stays within the list', () => {
    const next = play(state, { type: 'pointed', at: 1, isGoing: true })
    expect(next.effects).toEqual([{ do: 'go', tableId: 'T-customer', row: 4, column: 3 }])
    expect(play(state, { type: 'pointed', at: 99, isGoing: false })).toMatchObject({
      state: { at: 2 },
      effects: [],
    })
    expect(play(state, { type: 'pointed', at: -1, isGoing: true }).state.at).toBe(0)
  })

  test('a filter leaves its kind only, and begins at the top', () => {
    const filtered = play(
      state,
      { type: 'pointed', at: 2, isGoing: false },
      { type: 'filter-chosen', filter: 'errors' },
      { type: 'pointed', at: 1, isGoing: true },
    )
    expect(filtered.effects).toMatchObject([{ row: 9 }])
  })
})
