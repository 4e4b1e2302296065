// The reducer's part in questions: words to type, answers that were not taken, other accounts, other panes, another
// file name, history. And what the views are told of rows in question.
import { describe, expect, test } from 'vitest'

import {
  answerPlaces,
  decidable,
  isTyped,
  leaveKey,
  questioned,
  resolveFields,
  toSend,
  twinGroups,
} from '../../../addin/pane/decide.ts'
import type { Account, Effect, Event, State } from '../../../addin/pane/model.ts'
import { startState } from '../../../addin/pane/model.ts'
import { accountText, rowsText } from '../../../addin/pane/sentence.ts'
import { LEASE_MS } from '../../../addin/pane/step-run.ts'
import { step } from '../../../addin/pane/step.ts'
import type { Batch } from '../../../shared/protocol/batches.ts'
import type { TableKey } from '../../../shared/schema/table-keys.ts'
import type { Decision } from '../../../shared/sync/session/answer.ts'
import type { Board, WaitingRow } from '../../../shared/sync/session/board.ts'
import type { StopCode } from '../../../shared/sync/session/stop.ts'

const play = (from: State, ...events: readonly Event[]) => {
  let state = from
  let effects: readonly Effect[] = []
  for (const event of events) ({ state, effects } = step(state, event))
  return { state, effects }
}

const aSheet = (table: TableKey) =>
  ({ table, sheet: table, tableId: `T-${table}`, holds: 'put' }) as const
const atMain = (part: Partial<State> = {}): State => ({
  ...startState,
  screen: 'main',
  me: { name: '李丽', role: 'rep', org: '华东' },
  sheets: [aSheet('customer'), aSheet('contact')],
  ...part,
})
const aBoard = (part: Partial<Board> = {}): Board => ({
  table: 'customer',
  tableId: 'T-customer',
  sheet: 'Sheet1',
  firstRow: 2,
  troubles: [],
  known: [],
  recycled: [],
  conflicts: [],
  waiting: [],
  removed: { count: 0, ids: [], rows: [] },
  lost: [],
  seen: '',
  confirm: null,
  isOtherFile: false,
  ...part,
})
const synced = (board: Partial<Board> = {}, part: Partial<Account> = {}): Event => ({
  type: 'synced',
  table: 'customer',
  account: {
    rows: 1,
    saved: 1,
    unchanged: 0,
    toCorrect: 0,
    known: 0,
    held: 0,
    warnings: 0,
    tiers: {},
    isCancelled: false,
    board: aBoard(board),
    ...part,
  },
})
const answered = (...decisions: readonly Decision[]): Event => ({
  type: 'answered',
  table: 'customer',
  decisions,
})
const stopped = (code: StopCode): Event => ({ type: 'sync-stopped', stop: { code, detail: '' } })
const syncOf = (effects: readonly Effect[]) => effects.find((effect) => effect.do === 'sync')

describe('words that the server wants typed', () => {
  const archive: readonly Decision[] = [
    { id: 'a', answer: 'archive' },
    { id: 'b', answer: 'archive' },
  ]
  const asked = play(
    atMain(),
    answered({ id: 'c', answer: 'forget' }, ...archive),
    synced({ confirm: 'ARCHIVE 2' }),
  ).state

  test('the question stands with what it is about, and nothing else is asked again', () => {
    expect(asked.confirming).toEqual({
      table: 'customer',
      words: 'ARCHIVE 2',
      decisions: archive,
    })
  })

  test('typed, they go out with the same decisions; then the question is over', () => {
    const { state, effects } = play(asked, { type: 'words-typed', typed: ' archive　２ ' })
    expect(syncOf(effects)).toEqual({
      do: 'sync',
      table: 'customer',
      decisions: archive,
      confirm: 'ARCHIVE 2',
    })
    expect(play(state, synced()).state.confirming).toBeNull()
  })

  test('other words do nothing; not now leaves the rows as a question', () => {
    expect(play(asked, { type: 'words-typed', typed: 'yes' })).toMatchObject({
      state: { confirming: { words: 'ARCHIVE 2' } },
      effects: [],
    })
    expect(play(asked, { type: 'words-typed', typed: null })).toMatchObject({
      state: { confirming: null },
      effects: [],
    })
  })

  test('the server counts anew where the rows are others by now', () => {
    const again = play(
      asked,
      { type: 'words-typed', typed: 'ARCHIVE 2' },
      synced({ confirm: 'ARCHIVE 3' }),
    )
    expect(again.state.confirming?.words).toBe('ARCHIVE 3')
  })

  test('they survive a server that is away', () => {
    const away = play(asked, { type: 'words-typed', typed: 'ARCHIVE 2' }, stopped('offline'), {
      type: 'timer',
      name: 'retry',
    })
    expect(syncOf(away.effects)).toMatchObject({ confirm: 'ARCHIVE 2', decisions: archive })
  })

  test('words are the same in whatever width and case an input method writes them', () => {
    expect(isTyped('ＡＲＣＨＩＶＥ ３７', 'ARCHIVE 37')).toBe(true)
    expect(isTyped('ARCHIVE 3', 'ARCHIVE 37')).toBe(false)
  })
})

const aConflict = (conflict: string): Board['conflicts'][number] => ({
  id: 'r',
  hash: '',
  row: 0,
  label: '华达',
  status: '',
  fields: [
    {
      conflict,
      rev: 4,
      field: 'city',
      header: '城市',
      column: 1,
      mine: '昆山',
      theirs: '无锡',
      by: '王芳',
      at: 1,
    },
  ],
})

describe('an answer to a conflict', () => {
  const fields = aConflict('k').fields
  test('mine, theirs and a third value name the conflict and the revision that was shown', () => {
    expect(resolveFields(fields, 'theirs')).toEqual([
      { id: '', answer: 'resolve', resolution: { conflict: 'k', take: 'theirs', rev: 4 } },
    ])
    expect(resolveFields(fields, 'value', '常熟')[0]?.resolution).toEqual({
      conflict: 'k',
      take: 'value',
      rev: 4,
      value: '常熟',
    })
  })

  test('that was not taken is told as long as the conflict is open', () => {
    const open = { conflicts: [aConflict('k')] }
    const after = play(atMain(), answered(...resolveFields(fields, 'value', '?')), synced(open))
    expect(after.state.refused).toEqual(['k'])
    const later = play(after.state, { type: 'sync-asked' }, synced(open))
    expect(later.state.refused).toEqual(['k'])
    expect(play(later.state, synced()).state.refused).toEqual([])
  })

  test('is not called refused where the sync was cancelled before it was asked', () => {
    const after = play(
      atMain(),
      answered(...resolveFields(fields, 'mine')),
      synced({ conflicts: [aConflict('k')] }, { isCancelled: true }),
    )
    expect(after.state.refused).toEqual([])
  })
})

describe('a sheet of another account', () => {
  const met = play(atMain(), { type: 'sync-asked' }, stopped('other_owner')).state

  test('is taken over with those that were still to come, and then synced', () => {
    const taking = play(met, { type: 'take-over-asked' })
    expect(taking.effects).toEqual([{ do: 'take-over', tables: ['customer', 'contact'] }])
    expect(play(taking.state, { type: 'take-over-asked' }).effects).toEqual([])
    const taken = play(taking.state, { type: 'taken-over' })
    expect(taken.state).toMatchObject({ isBusy: false, stop: null })
    expect(syncOf(taken.effects)).toMatchObject({ table: 'customer' })
  })

  test('is never taken over without that stop', () => {
    expect(play(atMain(), { type: 'take-over-asked' }).effects).toEqual([])
    const other = play(atMain(), { type: 'sync-asked' }, stopped('protected')).state
    expect(play(other, { type: 'take-over-asked' }).effects).toEqual([])
  })
})

describe('another pane has the sheet', () => {
  test('by itself it is tried again after a minute, with what was under way', () => {
    const decision: Decision = { id: 'x', answer: 'forget' }
    const held = play(atMain({ isAuto: true }), answered(decision), stopped('leased'))
    expect(held.effects).toEqual([{ do: 'wait', name: 'retry', ms: LEASE_MS }])
    const again = play(held.state, { type: 'timer', name: 'retry' })
    expect(syncOf(again.effects)).toMatchObject({ decisions: [decision] })
    expect(again.state.stop).toBeNull()
  })

  test('where it does not sync by itself it waits for the button', () => {
    const held = play(atMain(), { type: 'sync-asked' }, stopped('leased'))
    expect(held.effects).toEqual([])
    expect(play(held.state, { type: 'timer', name: 'retry' }).effects).toEqual([])
  })
})

describe('a file', () => {
  test('under another name is told once, until it is closed', () => {
    const { state } = play(atMain(), synced({ isOtherFile: true }), synced())
    expect(state.notices).toEqual(['other-file'])
    const closed = play(state, { type: 'notice-closed', notice: 'other-file' })
    expect(closed.state.notices).toEqual([])
  })

  test('just bound says who syncs it', () => {
    const bound: Event = { type: 'bound', sheets: [aSheet('customer')], fill: null }
    expect(play(atMain({ screen: 'list' }), bound).state.notices).toEqual(['bound'])
  })

  test('that is synced no longer is as if it had never been; who is signed in stays', () => {
    const asked = play(atMain(), synced(), { type: 'detach-asked' })
    expect(asked.effects).toEqual([{ do: 'detach' }])
    const { state, effects } = play(asked.state, { type: 'detached' })
    expect(state).toMatchObject({ screen: 'first', sheets: [], accounts: {}, me: { name: '李丽' } })
    expect(effects).toContainEqual({ do: 'watch' })
  })

  test('is not let go while it is being synced', () => {
    expect(play(atMain(), { type: 'sync-asked' }, { type: 'detach-asked' }).effects).toEqual([])
  })
})

const aBatch: Batch = {
  id: 'b1',
  by: 'u1',
  byName: '李丽',
  at: 1,
  until: 2,
  workbook: 'w',
  tables: ['customer'],
  created: 3,
  changed: 0,
  archived: 0,
  restored: 0,
  undoes: null,
  undone: null,
}
const someUndone = { changed: 1, archived: 2, restored: 0, kept: [] }

describe('the history', () => {
  const open = play(atMain(), { type: 'history-asked' })
  const listed = play(open.state, { type: 'listed', batches: [aBatch] }).state

  test('is asked for when it is opened, and left again', () => {
    expect(open).toMatchObject({
      state: { screen: 'history', history: { batches: null } },
      effects: [{ do: 'list-batches' }],
    })
    expect(play(listed, { type: 'history-left' }).state.screen).toBe('main')
  })

  test('an undo is told with what was kept; the list and the sheets follow by themselves', () => {
    const undoing = play(listed, { type: 'undo-asked', batch: aBatch })
    expect(undoing.effects).toEqual([{ do: 'undo', batch: { id: 'b1', by: 'u1' } }])
    expect(play(undoing.state, { type: 'undo-asked', batch: aBatch }).effects).toEqual([])
    const done = play(undoing.state, { type: 'undone', undone: someUndone })
    expect(done.state).toMatchObject({ isBusy: false, history: { undone: someUndone } })
    expect(done.effects).toContainEqual({ do: 'list-batches' })
    expect(syncOf(done.effects)).toMatchObject({ table: 'customer' })
    const rest = play(done.state, synced())
    expect(syncOf(rest.effects)).toMatchObject({ table: 'contact' })
    expect(play(rest.state, synced()).effects).toContainEqual({ do: 'list-batches' })
  })

  test('an undo that stopped says why, and can be asked for again', () => {
    const failed = play(
      listed,
      { type: 'undo-asked', batch: aBatch },
      { type: 'stopped', stop: { code: 'offline', detail: '' } },
    )
    expect(failed.state).toMatchObject({ screen: 'history', isBusy: false, stop: {} })
    expect(play(failed.state, { type: 'undo-asked', batch: aBatch }).effects).toHaveLength(1)
  })

  test('nothing is undone during a sync', () => {
    const running = play(listed, { type: 'sync-asked' }).state
    expect(play(running, { type: 'undo-asked', batch: aBatch }).effects).toEqual([])
  })
})

const waitingRow = (row: number, why: WaitingRow['why'], id = `id${row}`): WaitingRow => ({
  id,
  row,
  label: '',
  status: '',
  hash: `h${row}`,
  why,
  differing: [],
})

describe('rows that wait', () => {
  const board = aBoard({
    waiting: [
      waitingRow(0, 'dirty'),
      waitingRow(1, 'retry'),
      waitingRow(2, 'copy'),
      waitingRow(3, 'twin', 't'),
      waitingRow(4, 'twin', 't'),
      waitingRow(5, 'damaged'),
      waitingRow(6, 'gone'),
      waitingRow(7, 'forbidden'),
      waitingRow(8, 'cleared'),
    ],
    removed: { count: 30, ids: [], rows: [] },
    lost: Array.from({ length: 7 }, (_, n) => `row ${n}`),
  })

  test('are either to be sent or a question; twins are one question', () => {
    expect(toSend(board).map(({ row }) => row)).toEqual([0, 1])
    expect(twinGroups(board).map((group) => group.map(({ row }) => row))).toEqual([[3, 4]])
    const { copy, damaged, gone } = questioned(board, [])
    expect([copy, damaged, gone].map((rows) => rows.map(({ row }) => row))).toEqual([
      [2],
      [5],
      [6, 7],
    ])
    expect(decidable(board, [])).toBe(30 + 1 + 1 + 1 + 1 + 2 + 1)
  })

  test('left alone is a row as long as it says the same', () => {
    const left = [leaveKey(waitingRow(2, 'copy'))]
    expect(questioned(board, left).copy).toEqual([])
    const edited = { ...waitingRow(2, 'copy'), hash: 'other' }
    expect(questioned(aBoard({ waiting: [edited] }), left).copy).toEqual([edited])
  })

  test('are answered by their place', () => {
    expect(answerPlaces([waitingRow(5, 'damaged')], 'own')).toEqual([
      { id: '', answer: 'own', place: { row: 5, hash: 'h5' } },
    ])
  })
})

test('one row is one row', () => {
  expect(rowsText('en', 1)).toBe('1 row')
  expect(rowsText('en', 1_200)).toBe('1,200 rows')
  const event = synced()
  if (event.type === 'synced') expect(accountText('en', event.account)).toBe('1 row: 1 saved')
})
