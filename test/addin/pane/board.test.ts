// The board's screen: what it asks for and when, its words in three languages, its curve, its sheets.
import { describe, expect, test } from 'vitest'
import * as fc from 'fast-check'

import { boardSheet } from '../../../addin/pane/board/charts.ts'
import { curvePath, tableOf, toScale } from '../../../addin/pane/board/curve-path.ts'
import {
  areGoodCuts,
  draftOf,
  draftToPolicy,
  isGoodNumber,
  numberKeys,
  presetOf,
} from '../../../addin/pane/board/draft.ts'
import { startBoard } from '../../../addin/pane/board/model.ts'
import type { BoardEvent, BoardState } from '../../../addin/pane/board/model.ts'
import { performBoard } from '../../../addin/pane/board/perform.ts'
import { receiptBlock } from '../../../addin/pane/board/receipt.ts'
import { stepBoard } from '../../../addin/pane/board/step.ts'
import {
  headlineText,
  shareText,
  sheetName,
  signText,
  valueText,
} from '../../../addin/pane/board/words.ts'
import { boardEn } from '../../../addin/text/board-en.ts'
import { boardZhHans } from '../../../addin/text/board-zh-hans.ts'
import { boardZhHant } from '../../../addin/text/board-zh-hant.ts'
import { boardReply, receiptReply } from '../../../shared/protocol/tiers.ts'
import { locales } from '../../../shared/schema/kind.ts'
import { standardPolicy } from '../../../shared/tier/policy.ts'
import { whalePoints } from '../../../shared/tier/whale.ts'
import { aBoard, aHello, aReceipt, aToolDesk } from '../support/tool-desk.ts'

const parameters = (text: string): readonly string[] => (text.match(/\{[^}]+\}/gu) ?? []).toSorted()

const after = (state: BoardState, ...events: readonly BoardEvent[]) =>
  events.reduce((step, event) => stepBoard(step.state, event), {
    state,
    effects: [] as ReturnType<typeof stepBoard>['effects'],
  })

const opened = after(
  startBoard,
  { type: 'opened' },
  { type: 'board-read', hello: aHello, board: aBoard() },
).state

const noSteps = { stored: 0, gone: [], faults: [], steps: [] }
const aStep = {
  id: 'w1',
  name: '',
  city: null,
  owner: '',
  proposed: 'let_go',
  answer: 'accept',
  step: 'let_go',
  reason: '连年亏损',
  at: 1,
  by: 'm',
  byName: '王经理',
} as const

const policyReply = {
  saved: null,
  version: 2,
  policy: standardPolicy,
  mayChange: true,
  history: [],
} as const
describe('the words of the board', () => {
  test('have the same parameters in all languages', () => {
    for (const key of Object.keys(boardEn) as (keyof typeof boardEn)[]) {
      const used = parameters(boardEn[key])
      expect({ key, used: parameters(boardZhHans[key]) }).toEqual({ key, used })
      expect({ key, used: parameters(boardZhHant[key]) }).toEqual({ key, used })
    }
  })
  test('tell who makes the profit and who eats it', () => {
    expect(headlineText('en', aBoard())).toBe(
      'The top 20% make 81.7% of net profit, the last 30% eat up 23.7% of it, 155 lose money',
    )
    expect(headlineText('zh-Hans', aBoard())).toBe(
      '前 20% 的客户带来净利润的 81.7%，后 30% 又吃掉 23.7%，155 家亏钱',
    )
  })
  test('write what is below zero with the same minus, amounts and shares', () => {
    for (const locale of locales) {
      expect(shareText(locale, -0.161)).toBe('\u221216.1%')
      expect(valueText(locale, 'profit_12m', -1_958_800, 'CNY')).toMatch(/^\u2212/u)
    }
  })
  test('name a sign in the language of the reader', () => {
    expect(locales.map((locale) => signText(locale, 'never_satisfied'))).toEqual([
      '总不满意',
      '總不滿意',
      'never satisfied',
    ])
  })
  test('show no amount that is hidden', () => {
    expect(valueText('en', 'profit_12m', null, 'CNY')).toBe('not shown to you')
    expect(valueText('en', 'profit_12m', -815_000, 'CNY')).toBe('−¥8,150')
    expect(valueText('en', 'orders_12m', 1200, 'CNY')).toBe('1,200 orders')
  })
  test('make names of sheets that Excel takes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const name = sheetName(text)
        expect(name.length).toBeLessThanOrEqual(27)
        expect(name).not.toMatch(/[[\]:*?/\\']/u)
        expect(name).not.toMatch(/[\uD800-\uDBFF]$/u)
      }),
    )
  })
})

describe('the screen', () => {
  test('asks for a part when it is first looked at, and not again', () => {
    expect(after(startBoard, { type: 'opened' }).effects).toEqual([{ do: 'board' }])
    const policy = after(opened, { type: 'section-chosen', section: 'policy' })
    expect(policy.effects).toEqual([{ do: 'policy' }])
    const lists = after(opened, { type: 'section-chosen', section: 'lists' })
    expect(lists.effects).toEqual([{ do: 'steps' }])
    const read = after(lists.state, { type: 'steps-read', reply: noSteps })
    expect(after(read.state, { type: 'section-chosen', section: 'lists' }).effects).toEqual([])
    const runs = after(opened, { type: 'section-chosen', section: 'runs' })
    expect(runs.effects).toEqual([{ do: 'runs', check: null }])
    const view = after(opened, { type: 'section-chosen', section: 'views' })
    expect(view.effects).toEqual([{ do: 'view', view: 'price_rise' }])
  })
  test('does one piece of work at a time', () => {
    const busy = after(opened, { type: 'apply-asked' })
    expect(busy.effects).toEqual([{ do: 'apply' }])
    expect(after(busy.state, { type: 'apply-asked' }).effects).toEqual([])
  })
  test('syncs the sheets after Apply now and reads the figures anew after the sync', () => {
    const applied = after(opened, { type: 'apply-asked' }, { type: 'applied', moved: 3 })
    expect(applied.effects).toEqual([{ do: 'sync' }])
    expect(applied.state.told).toMatchObject({ key: 'board.applied', params: { count: 3 } })
    expect(after(applied.state, { type: 'synced' }).effects).toEqual([{ do: 'board' }])
  })
  test('keeps what is looked at while it is read anew after a sync, and reads it once', () => {
    const steps = { ...noSteps, steps: [{ ...aStep, until: '2027-01-01' }] }
    const looked = after(
      opened,
      { type: 'section-chosen', section: 'lists' },
      { type: 'steps-read', reply: steps },
    ).state
    const synced = after(looked, { type: 'synced' })
    expect(synced.effects).toEqual([{ do: 'board' }])
    expect(synced.state.steps).toEqual(steps.steps)
    const board = after(synced.state, { type: 'board-read', hello: aHello, board: aBoard() })
    expect(board.effects).toEqual([{ do: 'steps' }])
    expect(board.state.steps).toEqual(steps.steps)
    const read = after(board.state, { type: 'steps-read', reply: noSteps })
    expect(read.effects).toEqual([])
    expect(read.state.steps).toEqual([])
  })
  test('a sync that ends during other work is caught up with when that is done', () => {
    const { state } = after(opened, { type: 'charts-asked' }, { type: 'synced' })
    const told = { kind: 'success', key: 'board.drawn', params: {} } as const
    expect(after(state, { type: 'told', told }).effects).toEqual([{ do: 'board' }])
  })
  test('a part chosen while another is read is asked for after it', () => {
    const { state } = after(
      opened,
      { type: 'section-chosen', section: 'lists' },
      { type: 'section-chosen', section: 'runs' },
    )
    const read = after(state, { type: 'steps-read', reply: noSteps })
    expect(read.effects).toEqual([{ do: 'runs', check: null }])
  })
  test('a rule half typed outlives a sync', () => {
    const { state, effects } = after(
      opened,
      { type: 'section-chosen', section: 'policy' },
      { type: 'policy-read', reply: { ...policyReply, history: [] } },
      { type: 'draft-changed', draft: { top: '15' } },
      { type: 'synced' },
    )
    expect(effects).toEqual([])
    expect(state.draft.top).toBe('15')
  })
  test('shows a decision where it was taken', () => {
    const [line] = opened.board?.worst ?? []
    const decided = { ...aBoard().worst[0], ...line }
    const dismissed = { proposed: 'price', answer: 'dismiss', step: null, until: null } as const
    const step = { ...aStep, ...dismissed, id: decided.id ?? '', reason: '新客户' }
    const decision = {
      id: step.id,
      proposed: 'price',
      answer: 'dismiss',
      to: null,
      reason: '新客户',
    } as const
    const stored = (steps: (typeof step)[], fault: string | null = null): BoardEvent => {
      const reply = { stored: 1, gone: [], faults: [], steps }
      return { type: 'decision-stored', decision, reply, fault }
    }
    const { state, effects } = after(opened, stored([step]))
    expect(state.board?.worst[0]?.decided).toEqual(step)
    expect(state.told?.kind).toBe('success')
    expect(effects).toEqual([])
    const back = after(state, stored([]))
    expect(back.state.board?.worst[0]?.decided).toBeNull()
    const faulty = after(opened, stored([], '手工理由至少写 5 个字'))
    expect(faulty.state.told).toMatchObject({ kind: 'warning' })
  })
  test('syncs the sheets once somebody is let go, and once he is taken back', () => {
    const gone = { ...aStep, until: '2027-01-01' }
    const decision = {
      id: 'w1',
      proposed: 'let_go',
      answer: 'accept',
      to: null,
      reason: '连年亏损',
    } as const
    const stored = (steps: (typeof gone)[]): BoardEvent => ({
      type: 'decision-stored',
      decision,
      reply: { ...noSteps, stored: 1, steps },
      fault: null,
    })
    const first = after(opened, stored([gone]))
    expect(first.effects).toEqual([{ do: 'sync' }])
    expect(after(first.state, stored([gone])).effects).toEqual([])
    expect(after(first.state, stored([])).effects).toEqual([{ do: 'sync' }])
  })
  test('has a run computed again, and shows what came of it', () => {
    const runs = { runs: [aBoard().run].filter((run) => run !== null), check: null }
    const read = after(opened, { type: 'runs-read', reply: runs }).state
    const asked = after(read, { type: 'check-asked', run: 4 })
    expect(asked.effects).toEqual([{ do: 'runs', check: 4 }])
    const check = { run: 4, customers: 793, differ: 0, hash: 'f0' }
    const { state } = after(asked.state, { type: 'runs-read', reply: { ...runs, check } })
    expect(state.runs?.check).toEqual(check)
  })
})

const withPolicy = after(
  opened,
  { type: 'section-chosen', section: 'policy' },
  { type: 'policy-read', reply: { ...policyReply, history: [] } },
).state

describe('what if', () => {
  test('a draft keeps what it does not speak of', () => {
    const draft = { ...draftOf(standardPolicy), bottom: '20' }
    expect(presetOf(draft)).toBe('20/60/20')
    expect(draftToPolicy(draft, standardPolicy)).toEqual({ ...standardPolicy, bottomPercent: 20 })
    const bySales = draftToPolicy({ ...draft, metric: 'sales_12m' }, standardPolicy)
    expect(bySales?.metrics).toEqual(['sales_12m', 'orders_12m'])
  })
  test.each([
    ['', '30'],
    ['20.5', '30'],
    ['80', '30'],
    ['-1', '30'],
    ['101', '0'],
  ])('cuts %s and %s are refused', (top, bottom) => {
    const draft = { ...draftOf(standardPolicy), top, bottom }
    expect(draftToPolicy(draft, standardPolicy)).toBeNull()
    expect(areGoodCuts(draft, standardPolicy)).toBe(false)
  })
  test('moves the rules behind the cuts too, each within what the policy allows', () => {
    const keyAccounts = { current: 'B', future: 'A', potential: null } as const
    const draft = { ...draftOf(standardPolicy), keyAccounts, points: '１０', day: '15' }
    expect(draftToPolicy(draft, standardPolicy)).toEqual({
      ...standardPolicy,
      keyAccounts,
      hysteresis: { ...standardPolicy.hysteresis, points: 10 },
      effectiveDay: 15,
    })
    const wrong = { ...draft, day: '31', runs: '0' }
    expect(draftToPolicy(wrong, standardPolicy)).toBeNull()
    expect(numberKeys.filter((key) => !isGoodNumber(key, wrong, standardPolicy))).toEqual([
      'runs',
      'day',
    ])
  })
  test('is saved only as it was tried, on top of the version that was seen', () => {
    expect(after(withPolicy, { type: 'save-asked' }).effects).toEqual([])
    const policy = { ...standardPolicy, bottomPercent: 20 }
    const tried = after(
      withPolicy,
      { type: 'draft-changed', draft: { bottom: '20' } },
      { type: 'try-asked' },
      {
        type: 'tried',
        policy,
        reply: {
          metric: { from: 'profit_12m', to: 'profit_12m' },
          ranked: { from: 60, to: 60 },
          matrix: [['C', 'B', 6]],
          touched: [],
          touchedCount: 6,
        },
      },
    )
    expect(after(tried.state, { type: 'save-asked' }).effects).toEqual([
      { do: 'save', policy, seen: 2 },
    ])
    const changed = after(tried.state, { type: 'draft-changed', draft: { top: '10' } }).state
    expect(changed.tried).toBeNull()
    expect(after(changed, { type: 'save-asked' }).effects).toEqual([])
  })
  test('says plainly that somebody else was quicker, and shows what counts now', () => {
    const theirs = { ...standardPolicy, topPercent: 10 }
    const reply = { ...policyReply, saved: false, version: 3, policy: theirs, history: [] }
    const { state, effects } = after(withPolicy, { type: 'policy-read', reply })
    expect(effects).toEqual([])
    expect(state.told).toMatchObject({ kind: 'warning', key: 'board.notSaved' })
    expect(state.draft.top).toBe('10')
  })
})

describe('the whale curve', () => {
  test('stays in its box and begins at nothing', () => {
    const values = fc.array(fc.integer({ min: -1000, max: 5000 }), { minLength: 2, maxLength: 80 })
    fc.assert(
      fc.property(values, (list) => {
        const curve = whalePoints(list)
        fc.pre(curve.length > 0)
        const board = aBoard({ curve: [...curve], n: list.length })
        const box = { width: 320, height: 180, LEFT: 40, RIGHT: 8, TOP: 16, BOTTOM: 22 }
        const path = curvePath(board, toScale(board, box))
        const points = path
          .split(/[ML]/u)
          .slice(1)
          .map((pair) => pair.split(' ').map(Number))
        expect(points[0]?.[0]).toBe(40)
        for (const [x = -1, y = -1] of points) {
          expect(x).toBeGreaterThanOrEqual(39.9)
          expect(x).toBeLessThanOrEqual(312.1)
          expect(y).toBeGreaterThanOrEqual(15.9)
          expect(y).toBeLessThanOrEqual(158.1)
        }
      }),
    )
  })
  test('has about ten points in its table, the last with all customers', () => {
    const list = Array.from({ length: 500 }, (_, at) => 500 - at * 1.5)
    const table = tableOf(aBoard({ curve: [...whalePoints(list)], n: 500 }))
    expect(table.length).toBeGreaterThanOrEqual(10)
    expect(table.length).toBeLessThanOrEqual(11)
    expect(table.at(-1)?.at).toBe(500)
  })
})

describe('on a sheet', () => {
  test('charts stand over the figures that they show', () => {
    const board = boardReply.parse(aBoard())
    const { plan, charts } = boardSheet('zh-Hans', board, aHello)
    const specs = charts({ top: 0, left: 0, rows: plan.rows.length, columns: 7 })
    expect(specs.map(({ name }) => name)).toEqual(['kehu.board.curve', 'kehu.board.tiers'])
    const free = plan.rows.findIndex((row, at) => at > 0 && row.length === 0)
    for (const { values, categories, place } of specs) {
      expect(place.top).toBeGreaterThan(free)
      const beneath = plan.rows.slice(place.top, place.top + place.rows)
      expect(beneath.every((row) => row.length === 0)).toBe(true)
      expect(values.rows).toBe(categories.rows + 1)
      expect(plan.bold).toContain(values.top)
      const figures = plan.rows.slice(values.top + 1, values.top + values.rows)
      for (const row of figures) expect(row[values.left]).toMatchObject({ kind: 'number' })
    }
  })
  test('a receipt has beside its sum one that Excel works out over the same cells', () => {
    const { rows } = receiptBlock('zh-Hans', receiptReply.parse(aReceipt))
    const line = rows.findIndex((row) => row[0] === '合计')
    const check = rows[line]?.[3]
    const top = rows.length - 3
    expect(check).toMatchObject({ kind: 'sum', over: { top, left: 2, rows: 3, columns: 1 } })
    const lines = rows.slice(top).map((row) => row[2])
    const sum = lines.reduce(
      (all, cell) => all + (typeof cell === 'object' && cell?.kind === 'number' ? cell.value : 0),
      0,
    )
    expect(rows[line]?.[2]).toMatchObject({ kind: 'number', value: expect.closeTo(sum, 6) })
    expect(rows[0]?.[4]).toMatch(/^B · /u)
  })
})

describe('performed', () => {
  const run = async (effect: Parameters<ReturnType<typeof performBoard>>[0]) => {
    const { desk, report, asked } = aToolDesk()
    const told: BoardEvent[] = []
    let synced = 0
    const perform = performBoard({
      desk,
      locale: 'en',
      onChanged: () => {
        synced++
      },
    })
    await perform(effect, (event) => told.push(event))
    return { told, report, asked, synced }
  }
  test('a receipt is asked for by id and laid beside the row', async () => {
    const { told, report, asked } = await run({
      do: 'receipt',
      wish: { id: 'c1', name: 'Huada: east', beside: { sheet: 'Leads', row: 7 }, run: null },
    })
    expect(asked).toMatchObject([['receipt', { id: 'c1', run: null }]])
    expect(report.spilled).toMatchObject([
      {
        sheetName: 'Tier Huada  east',
        beside: { sheet: 'Leads', area: { top: 7, left: 0, rows: 1, columns: 1 } },
      },
    ])
    expect(told).toMatchObject([{ type: 'told', told: { key: 'board.receiptShown' } }])
  })
  test('charts are drawn on the sheet that the figures came to', async () => {
    const { told, report } = await run({ do: 'charts', board: aBoard() })
    expect(report.charts.map(({ sheet }) => sheet)).toEqual(['Tier board'])
    expect(told).toMatchObject([{ told: { key: 'board.drawn', params: { sheet: 'Tier board' } } }])
  })
  test('a refusal comes back as its code', async () => {
    const { told } = await run({ do: 'apply' })
    expect(told).toEqual([{ type: 'stopped', stop: { code: 'forbidden', detail: 'apply' } }])
  })
  test('a sync is asked of the pane', async () => {
    expect((await run({ do: 'sync' })).synced).toBe(1)
  })
})
