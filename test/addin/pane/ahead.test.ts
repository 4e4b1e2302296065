// Before a sync: what the new rows of the customer sheet would be, told in counts, sentences and as a sheet. Nothing is
// stored, and rows that were synced before are not asked about.
import { describe, expect, test } from 'vitest'

import { askedRows, startAhead, step } from '../../../addin/pane/ahead/model.ts'
import { performAhead } from '../../../addin/pane/ahead/perform.ts'
import { saidOf, sayAhead, speaksOfOthers } from '../../../addin/pane/ahead/words.ts'
import { createCancel } from '../../../addin/pane/reports/cancel.ts'
import { toolsFor } from '../../../addin/pane/tool.ts'
import { createMotor } from '../../../addin/pane/ui/motor.ts'
import type { ToolDesk } from '../../../addin/sync/tool-desk.ts'
import { aheadEn } from '../../../addin/text/ahead-en.ts'
import { aheadZhHans } from '../../../addin/text/ahead-zh-hans.ts'
import { aheadZhHant } from '../../../addin/text/ahead-zh-hant.ts'
import type { CheckRequest } from '../../../shared/protocol/matches.ts'
import { outcomes } from '../../../shared/protocol/push.ts'
import type { RowResult } from '../../../shared/protocol/push.ts'
import { err, ok } from '../../../shared/result.ts'
import { locales } from '../../../shared/schema/kind.ts'
import type { Cell } from '../../../shared/schema/kind.ts'
import { aheadReply } from '../../e2e/gallery/ahead-scenes.ts'
import { aHello, aSheetView, aToolDesk } from '../support/tool-desk.ts'
import { settle } from './review-desk.ts'

const columns = {
  _sync: '_sync',
  phone: '电话',
  tier: '级别',
  name: '公司',
  note: '备注',
  own: '我的',
}
const line = (name: string, part: { readonly sync?: string; readonly own?: string } = {}) =>
  [part.sync ?? '', '0512-65230001', '', name, '', part.own ?? ''] satisfies Cell[]

/** The tool before a sheet with these rows; the server answers by the row's name. */
const aTool = (lines: readonly (readonly Cell[])[], outcomeOf: (name: Cell) => object) => {
  const { desk: bare, report, asked } = aToolDesk({ view: aSheetView(columns, lines) })
  const server = { requests: [] as CheckRequest[], isAway: false, onCheck: () => {} }
  let minted = 0
  const check = async (request: CheckRequest) => {
    server.requests.push(request)
    server.onCheck()
    const named = request.fields.indexOf('name')
    // As pushRow has them: [id, base, hash, cells].
    const rows = request.rows as readonly [string, number, string, readonly Cell[]][]
    const results = rows.map(([id, , , cells]) => ({ id, ...outcomeOf(cells[named] ?? '') }))
    return ok({ results: results as RowResult[] })
  }
  const desk: ToolDesk = {
    ...bare,
    api: { ...bare.api, matches: { ...bare.api.matches, check } },
    greet: async () =>
      ok({ workbook: 'w', hello: { ...aHello, writable: { customer: ['phone', 'name'] } } }),
    ask: async (call) => (server.isAway ? err({ code: 'offline', detail: '' }) : bare.ask(call)),
    ids: () => `id${(minted += 1)}`,
  }
  const outside = { desk, greet: desk.greet, locale: 'zh-Hans' as const, ...createCancel() }
  const motor = createMotor(
    () => ({ start: startAhead, step, perform: performAhead(outside) }),
    () => undefined,
  )
  const say = async (...events: readonly Parameters<typeof motor.dispatch>[0][]) => {
    for (const event of events) {
      motor.dispatch(event)
      await settle()
    }
  }
  return { server, say, dispatch: motor.dispatch, state: motor.state, report, asked }
}

const known = { by: 'phone', id: 'h', label: '华达机械有限公司', here: false }
const hint = { id: 'h', label: '华达机械有限公司', score: 3, here: false, reasons: [] }
const byName = (name: Cell): object => {
  const said: Record<string, object> = {
    华达: { outcome: 'known', known },
    华达厂: { outcome: 'applied', look: [{ ...hint, kind: null }] },
    华达上海: { outcome: 'applied', related: [{ ...hint, kind: 'branch' }] },
    坏: { outcome: 'invalid', problems: [] },
  }
  return said[String(name)] ?? { outcome: 'applied' }
}

describe('the check before a sync', () => {
  test('is for everybody who may sync', () => {
    expect(toolsFor({ name: '', role: 'rep', org: '' })).toContain('ahead')
    expect(toolsFor(null)).toEqual([])
  })

  test('asks about rows that were never synced, by the fields that are written, and nothing else', async () => {
    const lines = [line('旧', { sync: '01J…' }), line('新'), [...line('')].fill(''), line('又新')]
    const { say, server, state } = aTool(lines, byName)
    await say({ type: 'check-asked' })
    expect(server.requests).toMatchObject([
      {
        epoch: 'e1',
        fields: ['name', 'phone'],
        rows: [
          ['id1', 0, expect.stringMatching(/^[0-9a-f]{16}$/u), ['新', '0512-65230001']],
          ['id2', 0, expect.any(String), ['又新', '0512-65230001']],
        ],
      },
    ])
    expect(state()).toMatchObject({ doing: null, checked: { rows: 2, counts: { new: 2 } } })
  })

  test('tells each kind apart, says which customer it is, and leads to the row', async () => {
    const names = ['新', '华达', '华达厂', '华达上海', '坏']
    const { say, state, asked } = aTool(
      names.map((name) => line(name)),
      byName,
    )
    await say({ type: 'check-asked' })
    const { checked } = state()
    expect(checked?.counts).toEqual({ new: 1, known: 1, look: 1, related: 1, wrong: 1 })
    expect(checked?.findings.map(({ row, label, kind }) => [row, label, kind])).toEqual([
      [1, '华达', 'known'],
      [2, '华达厂', 'look'],
      [3, '华达上海', 'related'],
      [4, '坏', 'wrong'],
    ])
    const texts = checked?.findings.map((finding) => finding.texts[0]) ?? []
    expect(texts.slice(0, 3)).toEqual([
      '电话与华达机械有限公司相同',
      '可能是华达机械有限公司',
      expect.stringMatching(/分支.*：华达机械有限公司/u),
    ])
    await say({ type: 'row-asked', row: 3 })
    expect(asked).toContainEqual(['select', 'T1', 3])
    expect(state().doing).toBeNull()
  })

  test('lists what it found in a sheet, with the rows as Excel counts them', async () => {
    const { say, state, report } = aTool([line('新'), line('华达')], byName)
    await say({ type: 'check-asked' }, { type: 'list-asked' })
    expect(report.reports.get('ahead')?.lines).toEqual([
      [3, '华达', '已有客户', '电话与华达机械有限公司相同'],
    ])
    expect(state().listed).toEqual({ kind: 'written', sheet: '同步前查重', count: 1 })
  })

  test('goes block by block, tells how far, and ends where its user says so', async () => {
    const lines = Array.from({ length: 1_200 }, (_, n) => line(`新${n}`))
    const { say, server, state, dispatch } = aTool(lines, byName)
    await say({ type: 'check-asked' })
    expect(server.requests.map(({ rows }) => rows.length)).toEqual([500, 500, 200])
    expect(state().checked).toMatchObject({ rows: 1_200, apart: 500 })
    server.requests.length = 0
    server.onCheck = () => {
      server.onCheck = () => {}
      dispatch({ type: 'cancel-asked' })
    }
    await say({ type: 'check-asked' })
    expect(server.requests).toHaveLength(1)
    const { checked } = state()
    expect(checked === null ? 0 : askedRows(checked)).toBe(500)
    expect(checked?.rows).toBe(1_200)
  })

  test('says how many rows spoke of colleagues’ customers, which the day counts', async () => {
    const theirs = { by: 'name', id: null, label: null, here: false }
    const { say, state } = aTool(
      [line('华达'), line('金桥'), line('新')],
      (name) =>
        ({
          华达: { outcome: 'known', known: theirs },
          金桥: { outcome: 'applied', look: [{ ...hint, id: null, label: null, kind: null }] },
        })[String(name)] ?? byName(name),
    )
    await say({ type: 'check-asked' })
    expect(state().checked).toMatchObject({ hidden: 2, counts: { known: 1, look: 1, new: 1 } })
  })

  test('a row without a name is called by what stands in it', async () => {
    const { say, state } = aTool([line('')], () => ({ outcome: 'invalid', problems: [] }))
    await say({ type: 'check-asked' })
    expect(state().checked?.findings[0]?.label).toBe('0512-65230001')
  })

  test('opened, it asks nothing by itself: a check counts for the day', async () => {
    const { say, server } = aTool([line('新')], byName)
    await say({ type: 'opened' })
    expect(server.requests).toEqual([])
  })

  test('ended while the sheet is read, it asks about no row', async () => {
    const { server, dispatch, state } = aTool([line('新')], byName)
    dispatch({ type: 'check-asked' })
    dispatch({ type: 'cancel-asked' })
    await settle()
    expect(server.requests).toEqual([])
    expect(state()).toMatchObject({ doing: null, checked: { rows: 1 } })
  })

  test('a line that breaks midway: what was told stays, and why it stopped is said', async () => {
    const lines = Array.from({ length: 700 }, (_, n) => line(`新${n}`))
    const { say, server, state } = aTool(lines, byName)
    server.onCheck = () => {
      server.isAway = true
    }
    await say({ type: 'check-asked' })
    const { checked, stop } = state()
    expect(stop).toMatchObject({ code: 'offline' })
    expect(checked === null ? 0 : askedRows(checked)).toBe(500)
  })

  test('without a new row asks nothing, and without the server says so', async () => {
    const none = aTool([line('旧', { sync: '01J…' })], byName)
    await none.say({ type: 'check-asked' })
    expect(none.server.requests).toEqual([])
    expect(none.state().checked).toMatchObject({ rows: 0, findings: [] })
    const away = aTool([line('新')], byName)
    away.server.isAway = true
    await away.say({ type: 'check-asked' })
    expect(away.state()).toMatchObject({ doing: null, checked: null, stop: { code: 'offline' } })
  })

  test.each(locales)('has words in %s for whatever the server may say', (locale) => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f']
    const said = [
      ...aheadReply(ids).results,
      ...outcomes.map((outcome): RowResult => ({ id: 'x', outcome })),
    ].flatMap((result) => saidOf(locale, result) ?? [])
    const texts = said.flatMap((one) => [...one.texts, sayAhead(locale)(`ahead.kind.${one.kind}`)])
    expect(texts.filter((text) => /^[a-z]+\.|\{/u.test(text))).toEqual([])
    const own = { en: aheadEn, 'zh-Hans': aheadZhHans, 'zh-Hant': aheadZhHant }[locale]
    const parameters = (text: string) => (text.match(/\{[^}]+\}/gu) ?? []).toSorted()
    for (const [key, text] of Object.entries(aheadEn))
      expect([key, parameters(Reflect.get(own, key))]).toEqual([key, parameters(text)])
  })

  test('whom too many hints of today keep silent about is not said to be somebody', () => {
    const limited = { by: 'name', id: null, label: null, here: false, limited: true } as const
    const said = saidOf('zh-Hans', { id: 'x', outcome: 'known', known: limited })
    expect(said?.texts).toHaveLength(1)
    expect(said?.texts[0]).not.toContain('相同')
    expect(speaksOfOthers({ id: 'x', outcome: 'known', known: limited })).toBe(false)
  })
})
