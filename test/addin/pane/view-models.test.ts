// What the pane's views are told: sentences, kinds, tiers, windows of long lists, languages.
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import {
  creatable,
  decidable,
  differing,
  knownHint,
  linkable,
  openKnown,
} from '../../../addin/pane/decide.ts'
import { tagToLocale } from '../../../addin/pane/locale.ts'
import { isPreviewFit, keyChosenTwice } from '../../../addin/pane/mapping.ts'
import { accountText, progressText, stopText } from '../../../addin/pane/sentence.ts'
import { tierBars } from '../../../addin/pane/tiers.ts'
import { countKinds, troublesIn } from '../../../addin/pane/troubles.ts'
import { isComposing } from '../../../addin/pane/ui/composing.ts'
import { pointByKey, windowOf } from '../../../addin/pane/ui/walk.ts'
import type { Board, KnownRow, Trouble } from '../../../shared/sync/session/board.ts'
import type { FlawCode } from '../../../shared/problem.ts'
import { locales } from '../../../shared/schema/kind.ts'

const figures = {
  rows: 2_000,
  saved: 1_912,
  unchanged: 0,
  toCorrect: 63,
  known: 25,
  held: 0,
  warnings: 0,
  tiers: {},
  isCancelled: false,
}
const aBoard = (part: Partial<Board> = {}): Board => ({
  table: 'customer',
  tableId: 'T',
  sheet: 'S',
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

describe('a plain sentence', () => {
  test('tells how a sync ended, in the reader’s language', () => {
    const account = { ...figures, board: aBoard() }
    expect(accountText('zh-Hans', account)).toBe('2,000 行：已保存 1,912，待更正 63，已有客户 25')
    expect(accountText('en', account)).toBe(
      '2,000 rows: 1,912 saved, 63 to correct, 25 already known',
    )
    expect(accountText('zh-Hant', account)).toBe('2,000 列：已儲存 1,912，待更正 63，已有客戶 25')
  })

  test('tells how far it is', () => {
    expect(progressText('zh-Hans', { phase: 'push', done: 1_500, of: 2_000 })).toBe(
      '正在发送：1,500 / 2,000',
    )
    expect(progressText('en', null)).toBe('Connecting…')
  })

  test('tells why it stopped and what to do', () => {
    expect(stopText('zh-Hans', { code: 'cell_edit', detail: '' })).toContain('Enter')
    for (const locale of locales)
      expect(stopText(locale, { code: 'excel', detail: 'X1' })).toContain('X1')
  })
})

test('the host’s language decides which of the three it is', () => {
  const found = [
    'zh-CN',
    'zh',
    'zh-Hans-SG',
    'zh-TW',
    'zh-HK',
    'zh-MO',
    'zh-Hant',
    'en-GB',
    'de',
    '',
  ]
  expect(found.map(tagToLocale)).toEqual([
    'zh-Hans',
    'zh-Hans',
    'zh-Hans',
    'zh-Hant',
    'zh-Hant',
    'zh-Hant',
    'zh-Hant',
    'en',
    'en',
    'en',
  ])
})

const aTrouble = (code: FlawCode, level: Trouble['level']): Trouble => ({
  id: '',
  row: 0,
  label: '',
  status: '',
  hash: '',
  level,
  field: 'f',
  column: 0,
  header: '',
  problem: { field: 'f', code, level, params: {} },
})

test('troubles are filtered by kind, the most frequent kind first', () => {
  const board = aBoard({
    troubles: [
      aTrouble('required.empty', 'error'),
      aTrouble('phone.length', 'warning'),
      aTrouble('phone.form', 'warning'),
    ],
  })
  expect(countKinds(board)).toEqual([
    ['phone', 2],
    ['required', 1],
  ])
  expect(troublesIn(board, 'phone')).toHaveLength(2)
  expect(troublesIn(board, 'errors')).toHaveLength(1)
  expect(troublesIn(board, 'all')).toHaveLength(3)
})

describe('a long list', () => {
  test('keeps in the document what is in sight, and no more than that needs', () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.nat(1_000), fc.nat(10_000), (top, height, count) => {
        const { first, last } = windowOf(top, height, 50, count)
        expect(first).toBeGreaterThanOrEqual(0)
        expect(last).toBeLessThanOrEqual(count)
        expect(last - first).toBeLessThanOrEqual(Math.ceil(height / 50) + 14)
        const seen = Math.min(count - 1, Math.floor(top / 50))
        if (count > 0 && height > 0 && top / 50 < count) {
          expect(seen).toBeGreaterThanOrEqual(first)
          expect(seen).toBeLessThan(last)
        }
      }),
    )
  })

  test('F8 and j go on, Shift+F8 and k go back, Enter goes to the cell; other keys are not its own', () => {
    const key = (key: string, shiftKey = false) => pointByKey({ key, shiftKey }, 4, 10)
    expect(key('F8')).toEqual({ at: 5, isGoing: true })
    expect(key('F8', true)).toEqual({ at: 3, isGoing: true })
    expect(key('j')).toEqual(key('F8'))
    expect(key('k')).toEqual(key('F8', true))
    expect(key('ArrowDown')).toEqual({ at: 5, isGoing: false })
    expect(key('End')).toEqual({ at: 9, isGoing: false })
    expect(key('Enter')).toEqual({ at: 4, isGoing: true })
    expect(key('Tab')).toBeNull()
    expect(key('x')).toBeNull()
  })
})

test('Enter that ends the composing of Chinese is not taken for Enter', () => {
  const event = (part: object) => part as KeyboardEvent
  expect(isComposing(event({ isComposing: true, keyCode: 13 }))).toBe(true)
  expect(isComposing(event({ isComposing: false, keyCode: 229 }))).toBe(true)
  expect(isComposing(event({ isComposing: false, keyCode: 13 }))).toBe(false)
})

describe('a list that is looked at', () => {
  const column = (key: string | null) => ({ header: 'h', key, samples: [], isOurs: false })
  const preview = {
    table: 'customer' as const,
    sheet: 'S',
    isTable: false,
    headerRow: 1,
    rowCount: 1,
    titles: [],
    columns: [column('name'), column(null), column(null)],
    fields: [],
    merged: [] as string[],
    isFiltered: false,
  }
  test('can be brought in with own columns beside', () => {
    expect(isPreviewFit(preview)).toBe(true)
  })
  test('cannot with merged cells, under a filter, with a field twice, or with no field at all', () => {
    const twice = { ...preview, columns: [column('city'), column('city')] }
    expect(keyChosenTwice(twice)).toBe('city')
    expect(isPreviewFit(twice)).toBe(false)
    expect(isPreviewFit({ ...preview, merged: ['B2:C2'] })).toBe(false)
    expect(isPreviewFit({ ...preview, isFiltered: true })).toBe(false)
    expect(isPreviewFit({ ...preview, columns: [column(null)] })).toBe(false)
  })
})

const aKnown = (id: string, part: Partial<KnownRow> = {}): KnownRow => ({
  id,
  row: 0,
  label: '',
  status: '',
  hash: '',
  known: { by: 'name', id: 'c', label: 'C', here: false },
  isLinked: false,
  differing: [],
  failure: null,
  ...part,
})

describe('known rows', () => {
  const rows = [
    aKnown('free'),
    aKnown('colleague', { known: { by: 'name', id: null, label: null, here: false } }),
    aKnown('here', { known: { by: 'name', id: 'x', label: 'X', here: true } }),
    aKnown('forgotten', { known: null }),
    aKnown('linked', { isLinked: true }),
    aKnown('failed', { failure: { kind: 'hidden' } }),
  ]
  test('can be linked where nothing is known to stand in the way', () => {
    expect(linkable(rows).map(({ id }) => id)).toEqual(['free', 'forgotten'])
    expect(creatable(rows).map(({ id }) => id)).not.toContain('linked')
  })
  test('that are linked and differ are decided together, each side at once', () => {
    const field = { field: 'city', header: '城市', column: 1, mine: '南京', theirs: '苏州' }
    const told = aKnown('told', { isLinked: true, differing: [field] })
    expect(differing([...rows, told]).map(({ id }) => id)).toEqual(['told'])
  })

  test('that are linked are not asked about before both values are known', () => {
    expect(differing(rows)).toEqual([])
  })

  test('say what to do where none can be linked: here already, or a colleague’s', () => {
    const here = aKnown('a', { failure: { kind: 'here', row: 3 } })
    const theirs = aKnown('b', { failure: { kind: 'hidden' } })
    expect(knownHint(rows)).toBe('known.hint')
    expect(knownHint([here, here])).toBe('known.hintHere')
    expect(knownHint([theirs])).toBe('known.hintTheirs')
    expect([knownHint([here, theirs]), knownHint([])]).toEqual([null, null])
    expect(knownHint([aKnown('c', { isLinked: true })])).toBeNull()
  })
  test('that were left alone are not counted as questions', () => {
    const board = aBoard({ known: rows })
    expect(openKnown(board, ['free'])).toHaveLength(5)
    expect(decidable(board, ['free', 'here'])).toBe(4)
  })
})

test('tiers are shown in their order; the longest bar fills the chart', () => {
  const bars = tierBars({ tiers: { A: 20, B: 50, C: 30, N: 0, '': 0 } })
  expect(bars.map(({ tier, count }) => [tier, count])).toEqual([
    ['A', 20],
    ['B', 50],
    ['C', 30],
  ])
  expect(bars[1]).toMatchObject({ share: 0.5, length: 1 })
  expect(tierBars({ tiers: {} })).toEqual([])
})
