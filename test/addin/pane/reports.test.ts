// The reports' screen: a PivotTable over the columns that there are, the same as cells, all customers page by page.
import { describe, expect, test, vi } from 'vitest'

import { words } from '../../../addin/main.ts'
import { createPerformer } from '../../../addin/pane/effects.ts'
import { startState } from '../../../addin/pane/model.ts'
import { createCancel } from '../../../addin/pane/reports/cancel.ts'
import { startReports, usualColumns } from '../../../addin/pane/reports/model.ts'
import type { ReportsEffect, ReportsEvent } from '../../../addin/pane/reports/model.ts'
import { monthsOf, reportFields } from '../../../addin/pane/reports/pages.ts'
import { performReports } from '../../../addin/pane/reports/perform.ts'
import { choosePivot, choosePivotOf } from '../../../addin/pane/reports/pivot.ts'
import { stepReports } from '../../../addin/pane/reports/step.ts'
import { lossOf, refreshPivots } from '../../../addin/pane/refresh-pivots.ts'
import type { Storage } from '../../../addin/pane/storage.ts'
import type { List } from '../../../addin/sync/list.ts'
import { planList } from '../../../addin/sync/plan-table.ts'
import type { Engine } from '../../../addin/sync/engine.ts'
import type { SyncSummary } from '../../../addin/sync/summary.ts'
import { ok } from '../../../shared/result.ts'
import { reportsEn } from '../../../addin/text/reports-en.ts'
import { reportsZhHans } from '../../../addin/text/reports-zh-hans.ts'
import { reportsZhHant } from '../../../addin/text/reports-zh-hant.ts'
import { REPORT_PAGE_MAX } from '../../../shared/protocol/tier-lists.ts'
import { aSheetView, aToolDesk } from '../support/tool-desk.ts'

const parameters = (text: string): readonly string[] => (text.match(/\{[^}]+\}/gu) ?? []).toSorted()

const columns = {
  name: '公司',
  tier: '级别',
  owner: '业务员',
  region_code: '省',
  sales_12m: '销售额',
  profit_12m: '利润',
}
const view = aSheetView(columns, [
  ['甲', 'A', '李丽', '江苏', 100, 20],
  ['乙', 'A', '李丽', '江苏', '1.5万', 30],
  ['丙', 'C', '王伟', '', 50, -10],
])

const perform = async (effect: ReportsEffect, wishes: Parameters<typeof aToolDesk>[0] = {}) => {
  const { desk, report, asked } = aToolDesk(wishes)
  const told: ReportsEvent[] = []
  const cancel = createCancel()
  const run = performReports({ desk, locale: 'zh-Hans', ...cancel })
  return {
    report,
    asked,
    told,
    cancel,
    more: async (next: ReportsEffect) => {
      await run(next, (event) => told.push(event))
    },
    go: async (onEvent: (event: ReportsEvent) => void = () => undefined) => {
      await run(effect, (event) => {
        told.push(event)
        onEvent(event)
      })
    },
  }
}

test('the words of reports have the same parameters in all languages', () => {
  for (const key of Object.keys(reportsEn) as (keyof typeof reportsEn)[]) {
    const used = parameters(reportsEn[key])
    expect({ key, used: parameters(reportsZhHans[key]) }).toEqual({ key, used })
    expect({ key, used: parameters(reportsZhHant[key]) }).toEqual({ key, used })
  }
})

describe('a PivotTable', () => {
  test('stands over the columns of the sheet under the names that they have there', async () => {
    const { report, told, go } = await perform({ do: 'pivot' }, { view: aSheetView(columns, []) })
    await go()
    expect(report.pivots).toMatchObject([
      {
        tableId: 'T1',
        rows: ['级别', '业务员', '省'],
        values: [
          { header: '公司', summarize: 'Count' },
          { header: '销售额', summarize: 'Sum' },
          { header: '利润', summarize: 'Sum' },
        ],
      },
    ])
    expect(told).toMatchObject([{ type: 'done', told: { key: 'reports.pivotMade' } }])
  })
  test('takes the city where there is no region, and says which columns it lacks', () => {
    const choice = choosePivot(
      'en',
      aSheetView({ name: 'Company', tier: 'Tier', city: 'Town', sales_12m: 'Sales' }, []),
      false,
    )
    expect(choice?.plan.rows).toEqual(['Tier', 'Town'])
    expect(choice?.missing).toEqual(['owner', 'profit_12m'])
    expect(choosePivot('en', aSheetView({ name: 'Company' }, []), false)).toBeNull()
  })
  test('takes the city too where nobody filled the region in', async () => {
    const withCity = { tier: '级别', name: '公司', region_code: '省', city: '城市' }
    const blank = [
      ['A', '甲', '', '苏州'],
      ['B', '乙', '', '杭州'],
    ]
    const rowsOf = async (lines: readonly (readonly string[])[]) =>
      (await choosePivotOf('zh-Hans', aSheetView(withCity, lines)))?.plan.rows
    expect(await rowsOf(blank)).toEqual(['级别', '城市'])
    expect(await rowsOf([...blank, ['C', '丙', '上海', '上海']])).toEqual(['级别', '省'])
  })
  test('says that amounts which stand as text are not added up', async () => {
    const { told, go } = await perform({ do: 'pivot' }, { view })
    await go()
    expect(told).toMatchObject([{ told: { key: 'reports.pivotTexts', params: { count: 1 } } }])
  })
  test('where Excel has none is offered as cells', async () => {
    const { report, told, go } = await perform({ do: 'pivot' }, { view })
    report.hasPivots = false
    await go()
    expect(told).toEqual([{ type: 'unsupported' }])
    const state = { ...startReports, doing: 'pivot' } as const
    expect(stepReports(state, { type: 'unsupported' }).state).toMatchObject({
      isWithoutPivots: true,
      doing: null,
    })
  })
  test('as cells counts typed amounts too', async () => {
    const { report, go } = await perform({ do: 'cells' }, { view })
    await go()
    const rows = report.spilled[0]?.rows ?? []
    expect(rows[0]).toEqual(['级别', '业务员', '省', '客户个数', '销售额合计', '利润合计'])
    expect(rows.at(-1)).toMatchObject([
      '总计',
      '',
      '',
      { value: 3 },
      { value: 15_150 },
      { value: 40 },
    ])
  })
  test('of ours is refreshed after a sync, and a sync never fails by it', async () => {
    const { desk, report } = aToolDesk()
    await refreshPivots(desk)
    expect(report.refreshed).toHaveLength(1)
    await refreshPivots(null)
    await refreshPivots({ reports: async () => Promise.reject(new Error('no chunk')) })
  })
  test('of the user on a list that lost rows or a field is refreshed too, once', async () => {
    const { report } = aToolDesk()
    const use = { sheet: '我的', isOurs: false }
    const listPivots = async () => [
      { ...use, name: '我的', usesTable: true },
      { ...use, name: '别的', usesTable: false },
      { ...use, name: '不知', usesTable: null },
    ]
    const desk = { reports: async () => ({ ...report, listPivots }) }
    await refreshPivots(desk, 'T1')
    expect(report.refreshed.at(-1)).toEqual(['我的', '不知'])
    const withheld = { masked: [], off: [], hidden: [] }
    const loss = (part: Partial<SyncSummary>) =>
      lossOf({ departed: 0, withheld, ...part } as SyncSummary)
    expect(loss({})).toBe('')
    const losses = [
      loss({ departed: 1 }),
      loss({ departed: 2 }),
      loss({ withheld: { ...withheld, off: ['id_no'] } }),
      loss({ withheld: { ...withheld, masked: ['id_no'] } }),
    ]
    expect(new Set(losses).size).toBe(4)
  })
})

/** A pane whose sync wrote so many cells; only what its performer asks of them is there. */
const syncWith = async (cellsWritten: number) => {
  const { desk, report } = aToolDesk()
  const withheld = { masked: [], off: [], hidden: [] }
  const summary = { cellsWritten, saved: 0, departed: 0, withheld } as Partial<SyncSummary>
  const engine = {
    pane: 'p',
    whoAmI: async () => ok({ name: '王经理', role: 'manager', org: '华东' }),
    boundSheets: async () => ok([]),
    sync: async () => ok(summary as SyncSummary),
  } as Partial<Engine> as Engine
  const storage = { keepKey: () => undefined, takePane: () => null } as Partial<Storage> as Storage
  const told: string[] = []
  const run = createPerformer({
    load: async () => ({
      words,
      startAddin: async ({ onDesk }) => {
        onDesk(desk)
        return engine
      },
    }),
    openDoor: () => {
      throw new Error('nobody has to sign in by Microsoft here')
    },
    baseUrl: '',
    openBlank: async () => null,
    storage: () => storage,
    dispatch: ({ type }) => told.push(type),
    setTimer: () => 0,
    clearTimer: () => undefined,
    setLanguage: () => undefined,
    onWords: () => undefined,
    onDesk: () => undefined,
    onLeave: () => undefined,
  })
  run({ do: 'connect', key: 'k', isKept: false, isAsked: false }, startState)
  await vi.waitFor(() => expect(told).toContain('signed-in'))
  run({ do: 'sync', table: 'customer', decisions: [] }, startState)
  await vi.waitFor(() => expect(told).toContain('synced'))
  return report.refreshed.length
}

test('PivotTables of ours are refreshed by each sync that changed cells, and by no other', async () => {
  expect(await syncWith(3)).toBe(1)
  expect(await syncWith(0)).toBe(0)
})

describe('the sheet of all customers', () => {
  test('comes page by page, amounts as numbers, references by their labels', async () => {
    const customers = 2 * REPORT_PAGE_MAX + 5
    const effect = {
      do: 'report',
      columns: ['name', 'owner', 'tier', 'sales_12m', 'nonsense'],
      hasPivot: false,
    } as const
    const { report, asked, told, go } = await perform(effect, { customers })
    await go()
    expect(asked).toHaveLength(3)
    const written = report.reports.get('customers')
    expect(written?.plan.columns).toEqual([
      { header: '客户名称', format: '@' },
      { header: '负责人', format: '@' },
      { header: '客户级别', format: '@' },
      { header: '近12月销售额', format: '#,##0.00' },
    ])
    expect(written?.lines[0]).toEqual(['客户1', '李丽', 'A', 1])
    expect(written?.lines).toHaveLength(customers)
    expect(told.at(-1)).toMatchObject({ type: 'done', told: { params: { count: '2,005' } } })
  })
  test('ends after the page under way when its user cancels', async () => {
    const customers = 5 * REPORT_PAGE_MAX
    const { asked, told, cancel, go } = await perform(
      { do: 'report', columns: ['name'], hasPivot: false },
      { customers },
    )
    await go((event) => {
      if (event.type === 'progressed' && event.rows === 2 * REPORT_PAGE_MAX) cancel.cancel()
    })
    expect(asked).toHaveLength(3)
    expect(told.at(-1)).toMatchObject({ type: 'done', told: { key: 'reports.cancelled' } })
  })
  test('gets a PivotTable over itself where that is asked for; PivotTables on it follow', async () => {
    const columns = ['name', 'owner', 'tier', 'sales_12m']
    const { report, told, go } = await perform(
      { do: 'report', columns, hasPivot: true },
      { customers: 3 },
    )
    await go()
    expect(report.pivots).toMatchObject([
      {
        rows: ['客户级别', '负责人'],
        values: [{ header: '客户名称' }, { header: '近12月销售额' }],
      },
    ])
    expect(report.refreshed.length).toBeGreaterThan(0)
    expect(told.at(-1)).toMatchObject({
      told: { key: 'reports.pivotUnchosen', params: { missing: '省/地区、近12月利润' } },
    })
    const poor = await perform(
      { do: 'report', columns: ['industry'], hasPivot: true },
      { customers: 3 },
    )
    await poor.go()
    expect(poor.told.at(-1)).toMatchObject({ told: { key: 'reports.pivotNothing' } })
  })
  test('offers no sensitive field, and its usual columns are among those offered', () => {
    expect(reportFields).toEqual(expect.arrayContaining([...usualColumns]))
  })
  test('keeps its columns in the workbook: they are there when the reports are opened again', async () => {
    const columns = ['name', 'owner', 'industry']
    const desk = await perform({ do: 'report', columns, hasPivot: false }, { customers: 1 })
    await desk.go()
    await desk.more({ do: 'activity', span: 12 })
    await desk.more({ do: 'look' })
    const looked = desk.told.at(-1)
    expect(looked).toEqual({ type: 'looked', pivots: [], columns, span: 12 })
    if (looked?.type !== 'looked') throw new Error('it looked')
    expect(stepReports(startReports, looked).state).toMatchObject({ columns, span: 12 })
    const chosen = stepReports(stepReports(startReports, looked).state, {
      type: 'column-switched',
      key: 'industry',
      isOn: false,
    }).state
    expect(stepReports(chosen, looked).state.columns).toEqual(['name', 'owner'])
    const fresh = await perform({ do: 'look' })
    await fresh.go()
    expect(fresh.told).toEqual([{ type: 'looked', pivots: [], columns: null, span: null }])
  })
  test('of what each rep did goes back so many months', async () => {
    expect(monthsOf('2026-11-22', 6)).toEqual({ from: '2026-06', to: '2026-11' })
    expect(monthsOf('2026-01-31', 3)).toEqual({ from: '2025-11', to: '2026-01' })
    const { asked, report, go } = await perform({ do: 'activity', span: 3 })
    await go()
    expect(asked).toMatchObject([['activity', { from: '2026-09', to: '2026-11' }]])
    expect(report.reports.get('activity')?.lines).toEqual([['2026-11', '李丽', 3, 1, 2]])
  })
})

test('the screen does one thing at a time and looks for PivotTables when it opens and after it made one', () => {
  const opened = stepReports(startReports, { type: 'opened' })
  expect(opened.effects).toEqual([{ do: 'look' }])
  expect(stepReports(opened.state, { type: 'pivot-asked' }).effects).toEqual([])
  const quiet = stepReports(opened.state, {
    type: 'stopped',
    stop: { code: 'not_bound', detail: '' },
  }).state
  expect(quiet).toMatchObject({ doing: null, stop: null, pivots: [] })
  const making = stepReports(quiet, { type: 'pivot-asked' }).state
  const made = stepReports(making, {
    type: 'done',
    told: { kind: 'success', key: 'reports.pivotMade', params: { sheet: 'P' } },
  })
  expect(made.effects).toEqual([{ do: 'look' }])
  expect(made.state.told?.key).toBe('reports.pivotMade')
})

test('amounts in a list whose cells are all texts may come in as numbers; other columns stay as they are', () => {
  const list: List = {
    table: 'customer',
    sheet: 'Sheet1',
    headers: ['公司', '销售额', '利润'],
    keys: ['name', 'sales_12m', 'profit_12m'],
    samples: [['甲', '100', 20]],
    formulas: [['甲', '100', 20]],
    formats: [['@', '@', '0.00']],
    headerRow: 0,
    firstColumn: 0,
    merged: [],
    rowCount: 1,
    titles: [],
    source: { kind: 'area', area: { top: 0, left: 0, rows: 2, columns: 3 } },
    isFiltered: false,
  }
  const writable = new Set(['name', 'sales_12m', 'profit_12m'])
  const { plan } = planList(list, { writable, locale: null, fallback: 'zh-Hans' })
  expect(plan.formats.filter(({ index }) => index < 3)).toEqual([
    { index: 0, format: '@' },
    { index: 1, format: '#,##0.00' },
  ])
})
