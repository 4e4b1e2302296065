// The tool of fields and privacy, and the showing of one masked value: their steps, what they ask, their words.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

import type { PaneApi } from '../../../addin/api/api.ts'
import { ruleText } from '../../../addin/pane/fields/decisions.tsx'
import type { Event, FieldsState } from '../../../addin/pane/fields/model.ts'
import { fieldsIn, startFields } from '../../../addin/pane/fields/model.ts'
import { performReveal } from '../../../addin/pane/fields/perform-reveal.ts'
import { performFields } from '../../../addin/pane/fields/perform.ts'
import type { Event as RevealEvent, RevealState } from '../../../addin/pane/fields/reveal-model.ts'
import { SHOWN_MS, startReveal, stepReveal } from '../../../addin/pane/fields/reveal-model.ts'
import { changeOf, stepFields } from '../../../addin/pane/fields/step.ts'
import { toolsFor } from '../../../addin/pane/tool.ts'
import type { ToolDesk } from '../../../addin/sync/tool-desk.ts'
import { fieldsEn } from '../../../addin/text/fields-en.ts'
import { fieldsZhHans } from '../../../addin/text/fields-zh-hans.ts'
import { fieldsZhHant } from '../../../addin/text/fields-zh-hant.ts'
import type { ChangeFieldReply, FieldsReply, ListedField } from '../../../shared/protocol/fields.ts'
import { fieldFaults } from '../../../shared/protocol/fields.ts'
import { err, ok } from '../../../shared/result.ts'

const full = { rep: 'full', manager: 'full', finance: 'full', admin: 'full' } as const
const masked = { rep: 'masked', manager: 'masked', finance: 'masked', admin: 'masked' } as const
const mobile: ListedField = {
  table: 'contact',
  key: 'mobile',
  privacy: 'P1',
  isOn: true,
  mine: 'full',
  byRole: full,
  bounds: ['full', 'masked', 'none'],
  isSwitched: false,
  purpose: null,
  days: null,
}
const idNo: ListedField = {
  ...mobile,
  key: 'id_no',
  privacy: 'P3',
  isOn: false,
  mine: 'masked',
  byRole: masked,
  bounds: ['masked', 'none'],
  isSwitched: true,
}
const reply: FieldsReply = {
  version: 3,
  mayChange: true,
  fields: [mobile, idNo],
  reveals: { limit: 50, used: 0 },
}
const play = (state: FieldsState, ...events: readonly Event[]) => {
  let now: ReturnType<typeof stepFields> = { state, effects: [] }
  for (const event of events) now = stepFields(now.state, event)
  return now
}
const { state: listed } = play(startFields, { type: 'opened' }, { type: 'loaded', reply })
const editing = play(listed, { type: 'edit-asked', name: 'contact.id_no' }).state
const switchOn: Event = {
  type: 'drafted',
  part: { isOn: true, purpose: '按合同要求核对签约人身份', days: '90' },
}

describe('the list of fields', () => {
  test('begins with the sensitive ones and those that some role does not see whole', () => {
    expect(fieldsIn(reply, 'special')).toEqual([idNo])
    const narrow = { ...mobile, byRole: { ...full, finance: 'masked' } } as const
    expect(fieldsIn({ ...reply, fields: [narrow, idNo] }, 'special')).toHaveLength(2)
    expect(fieldsIn(reply, 'contact')).toHaveLength(2)
    expect(fieldsIn(reply, 'visit')).toEqual([])
  })

  test('is offered to managers and admins', () => {
    const me = { name: '李丽', org: '华东' }
    expect(toolsFor({ ...me, role: 'manager' })).toContain('fields')
    expect(toolsFor({ ...me, role: 'admin' })).toContain('fields')
    expect(toolsFor({ ...me, role: 'rep' })).not.toContain('fields')
    expect(toolsFor({ ...me, role: 'finance' })).not.toContain('fields')
  })
})

describe('a sensitive field', () => {
  test('is switched on with its purpose and its end only; what is missing is said before anything is sent', () => {
    const bare = play(editing, { type: 'drafted', part: { isOn: true } }, { type: 'save-asked' })
    expect(bare.effects).toEqual([])
    expect(bare.state.editing?.faults).toEqual(['purpose.missing', 'days.missing'])
    const short = play(
      editing,
      { type: 'drafted', part: { isOn: true, purpose: '核对', days: '0' } },
      { type: 'save-asked' },
    )
    expect(short.state.editing?.faults).toEqual(['purpose.short', 'days.range'])
    const words = play(
      editing,
      {
        type: 'drafted',
        part: { isOn: true, purpose: '按合同要求核对签约人身份', days: '三个月' },
      },
      { type: 'save-asked' },
    )
    expect(words.state.editing?.faults).toEqual(['days.range'])
  })

  test('is sent with what differs only, on top of the version that was seen', () => {
    const { state, effects } = play(editing, switchOn, { type: 'save-asked' })
    expect(state.isBusy).toBe(true)
    expect(effects).toEqual([
      {
        do: 'change',
        order: {
          seen: 3,
          table: 'contact',
          key: 'id_no',
          isOn: true,
          purpose: '按合同要求核对签约人身份',
          days: 90,
        },
      },
    ])
    expect(play(state, { type: 'save-asked' }).effects).toEqual([])
  })

  test('saved, the form closes and the decisions are read anew; what the server finds wrong is said beside it', () => {
    const { state } = play(editing, switchOn, { type: 'save-asked' })
    const saved: ChangeFieldReply = { ...reply, version: 4, saved: true, faults: [] }
    const history = { entries: [] }
    const after = play({ ...state, history }, { type: 'answered', reply: saved }).state
    expect(after).toMatchObject({ editing: null, told: 'saved', history: null, isBusy: false })
    expect(after.reply?.version).toBe(4)
    const faulty = { ...saved, saved: false, faults: ['purpose.short'] } as const
    expect(
      play(state, { type: 'answered', reply: { ...faulty, faults: [...faulty.faults] } }).state,
    ).toMatchObject({ editing: { faults: ['purpose.short'] }, told: null })
  })

  test('that somebody else changed meanwhile is read again, and what was typed stays', () => {
    const { state } = play(editing, switchOn, { type: 'save-asked' })
    const stop = { code: 'changed', detail: '' } as const
    const failed = play(state, { type: 'failed', stop })
    expect(failed.effects).toEqual([{ do: 'load' }])
    expect(failed.state).toMatchObject({ stop, editing: { draft: { days: '90' } } })
  })
})

describe('a change', () => {
  test('without a difference is none', () => {
    const { draft } = editing.editing ?? { draft: null }
    expect(draft && changeOf(idNo, draft, 3)).toBeNull()
    expect(play(editing, { type: 'save-asked' })).toMatchObject({
      state: { editing: null },
      effects: [],
    })
  })

  test('of one role’s sight names that role only', () => {
    const draft = { isOn: true, purpose: '', days: '', sight: { ...full, rep: 'masked' } } as const
    expect(changeOf(mobile, draft, 3)).toEqual({
      seen: 3,
      table: 'contact',
      key: 'mobile',
      sight: { rep: 'masked' },
    })
  })

  test.each([
    ['75', [{ do: 'change', order: { seen: 3, reveals: 75 } }]],
    ['1001', []],
    ['-1', []],
    ['viele', []],
    ['', []],
  ])('of the values that may be revealed to %j sends %j', (text, effects) => {
    const typed = play(listed, { type: 'reveals-typed', text }, { type: 'reveals-asked' })
    expect(typed.effects).toEqual(effects)
  })
})

/** Only what is asked of it here is there. */
const deskWith = (fields: Partial<PaneApi['fields']>): ToolDesk => {
  const org = { country: 'CN', currency: 'CNY', timeZone: 'Asia/Shanghai' }
  const desk: Partial<ToolDesk> = {
    api: { fields } as PaneApi,
    ask: async (call) => {
      const answer = await call()
      return answer.ok ? answer : err({ code: 'offline', detail: '' })
    },
    greet: async () => ok({ workbook: 'w', hello: { org } as never }),
  }
  return desk as ToolDesk
}

describe('the server’s answers', () => {
  test('to the list, the decisions and a change become events', async () => {
    const desk = deskWith({
      list: async () => ok(reply),
      history: async () => ok({ entries: [] }),
      change: async () =>
        err({ kind: 'refused', code: 'changed', detail: 'look again', request: '1' }),
    })
    expect(await performFields(desk, { do: 'load' })).toEqual({ type: 'loaded', reply })
    expect(await performFields(desk, { do: 'load-history' })).toEqual({
      type: 'told-history',
      history: { entries: [] },
    })
    const order = { seen: 3, reveals: 1 }
    expect(await performFields(desk, { do: 'change', order })).toEqual({
      type: 'failed',
      stop: { code: 'changed', detail: 'look again', request: '1' },
    })
  })
})

describe('a masked value', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })
  const id = '01JXWRKBK00000000000000001'
  const row = { table: 'customer', id } as const
  const walk = (state: RevealState, ...events: readonly RevealEvent[]) => {
    let now: ReturnType<typeof stepReveal> = { state, effects: [] }
    for (const event of events) now = stepReveal(now.state, event)
    return now
  }
  const asked: RevealEvent = { type: 'asked', key: 'contact.mobile' }
  const typed: RevealEvent = { type: 'typed', reason: '客户来电，需要回拨' }

  test('is not asked for without a reason', () => {
    const bare = walk(startReveal, asked, { type: 'typed', reason: ' 急 ' }, { type: 'sent', row })
    expect(bare).toMatchObject({ state: { isWrong: true }, effects: [] })
  })

  test('is asked for once, shown as a cell would show it, and gone when its time is over', async () => {
    const sent = walk(startReveal, asked, typed, { type: 'sent', row })
    const order = { ...row, field: 'contact.mobile', reason: '客户来电，需要回拨' }
    expect(sent.effects).toEqual([{ do: 'reveal', turn: sent.state.turn, order }])
    expect(walk(sent.state, { type: 'sent', row }).effects).toEqual([])
    const calls: unknown[] = []
    const desk = deskWith({
      reveal: async (request) => {
        calls.push(request)
        return ok({ value: '+8613915628371', left: 49 })
      },
    })
    let state = sent.state
    const say = (event: RevealEvent) => {
      ;({ state } = walk(state, event))
    }
    const [effect] = sent.effects
    if (effect === undefined) throw new Error('nothing was asked')
    await performReveal(desk, 'zh-Hans', effect, say)
    expect(calls).toEqual([order])
    expect(state.shown).toEqual({ text: '139 1562 8371', left: 49 })
    expect(state.reason).toBe('')
    const end = performReveal(desk, 'zh-Hans', { do: 'end-later', turn: state.turn }, say)
    await vi.advanceTimersByTimeAsync(SHOWN_MS - 1)
    expect(state.shown).not.toBeNull()
    await vi.advanceTimersByTimeAsync(1)
    await end
    expect(state).toMatchObject({ shown: null, key: null })
  })

  test('that was hidden, or of an earlier question, does not come back', () => {
    const { state } = walk(startReveal, asked, typed, { type: 'sent', row })
    const late: RevealEvent = { type: 'answered', turn: state.turn, shown: { text: '1', left: 1 } }
    expect(walk(state, { type: 'over', turn: null }, late).state.shown).toBeNull()
    expect(walk(state, { type: 'asked', key: 'phone' }, late).state.shown).toBeNull()
    const shown = walk(state, late).state
    expect(walk(shown, { type: 'over', turn: state.turn - 1 }).state.shown).not.toBeNull()
  })

  test('that is refused says why, and can be asked for again', () => {
    const { state } = walk(startReveal, asked, typed, { type: 'sent', row })
    const stop = { code: 'too_many', detail: '' } as const
    const failed = walk(state, { type: 'failed', turn: state.turn, stop })
    expect(failed.state).toMatchObject({ stop, isBusy: false, reason: '客户来电，需要回拨' })
    expect(walk(failed.state, { type: 'sent', row }).effects).toHaveLength(1)
  })
})

describe('the words', () => {
  test('of a rule say what is collected, for how long, and who sees it how', () => {
    expect(ruleText('zh-Hans', null)).toBe('按类别')
    const rule = { isOn: true, purpose: '按合同要求核对', days: 90, sight: masked }
    expect(ruleText('zh-Hans', { ...rule, isOn: false })).toBe('不收集')
    expect(ruleText('zh-Hans', rule)).toBe('保存 90 天：按合同要求核对 · 遮盖')
    const sight = { ...masked, rep: 'none' } as const
    expect(ruleText('zh-Hans', { ...rule, sight })).toContain('· 销售：不可见，主管：遮盖')
  })

  test('are there for every fault', () => {
    for (const fault of fieldFaults) expect(fieldsEn).toHaveProperty([`fault.${fault}`])
  })

  test('have the same parameters in all languages', () => {
    const parameters = (text: string) => (text.match(/\{[^}]+\}/gu) ?? []).toSorted()
    for (const key of Object.keys(fieldsEn) as (keyof typeof fieldsEn)[])
      for (const texts of [fieldsZhHans, fieldsZhHant])
        expect({ key, used: parameters(texts[key]) }).toEqual({
          key,
          used: parameters(fieldsEn[key]),
        })
  })
})
