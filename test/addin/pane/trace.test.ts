// The tool of trace and privacy: its steps, what it asks the server, drafts of what is decided, its words.
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import {
  readDelivery,
  readRetention,
  readSignIn,
  toDeliveryDraft,
  toRetentionDraft,
  toSignInDraft,
} from '../../../addin/pane/trace/drafts.ts'
import { countsOf, dossierBlock, linesOf, toFile } from '../../../addin/pane/trace/dossier.ts'
import {
  deedKinds,
  deedsOf,
  type Event,
  startTrace,
  type Trace,
} from '../../../addin/pane/trace/model.ts'
import { toWanted } from '../../../addin/pane/trace/perform.ts'
import { stepTrace } from '../../../addin/pane/trace/step.ts'
import { isReason, waitingIn } from '../../../addin/pane/trace/waiting.ts'
import { factsOf, otherIds, sayTrace } from '../../../addin/pane/trace/words.ts'
import { words } from '../../../addin/main.ts'
import { traceEn } from '../../../addin/text/trace-en.ts'
import { traceZhHans } from '../../../addin/text/trace-zh-hans.ts'
import { traceZhHant } from '../../../addin/text/trace-zh-hant.ts'
import {
  type AuditEntry,
  auditDeeds,
  type DeliveryReply,
  deliveryPolicy,
  eraseReasons,
  type ExportPersonReply,
  retentionPolicy,
  standardDelivery,
  standardRetention,
} from '../../../shared/protocol/trace.ts'
import { defaultSignIn } from '../../../shared/protocol/sign-in.ts'
import { locales } from '../../../shared/schema/kind.ts'

const play = (state: Trace, ...events: readonly Event[]) => {
  let now: ReturnType<typeof stepTrace> = { state, effects: [] }
  for (const event of events) now = stepTrace(now.state, event)
  return now
}
const looker = {
  id: 'u1',
  role: 'admin',
  timeZone: 'Asia/Shanghai',
  users: [
    { id: 'u1', name: '欧阳总' },
    { id: 'u2', name: '李丽' },
  ],
} as const
const greeted: Event = { type: 'greeted', looker }
const open = play(startTrace, { type: 'opened' }, greeted)
const entry = (seq: number, more: Partial<AuditEntry> = {}): AuditEntry => ({
  seq,
  at: 1,
  by: 'u1',
  byName: '欧阳总',
  what: 'merge',
  ids: [],
  count: 0,
  detail: {},
  ...more,
})
const person = {
  table: 'contact',
  id: '01P',
  name: '诸葛孔明',
  customer: null,
  customerName: null,
  isArchived: false,
} as const
const kept: ExportPersonReply = {
  table: 'contact',
  id: '01P',
  at: 1,
  parts: {
    contact: [{ id: '01P', name: '诸葛孔明', mobile: '+8613912345678', title: null }],
    history: [{ rev: 1, fields: '{"name":"=诸葛"}' }],
    conflict: [],
  },
  isCut: false,
}
const shown = play(
  open.state,
  { type: 'tab-chosen', tab: 'person' },
  { type: 'shown', person, kept },
)

describe('the audit', () => {
  test('is read when somebody has come in, page by page, and each filter begins anew', () => {
    expect(open.effects).toEqual([{ do: 'audit', filter: startTrace.filter, before: 0 }])
    const { filter } = open.state
    const paged = play(
      open.state,
      { type: 'audited', filter, isFirst: true, entries: [entry(9), entry(8)], more: true },
      { type: 'asked', deed: { do: 'more' } },
    )
    expect(paged.effects).toEqual([{ do: 'audit', filter, before: 8 }])
    const all = play(paged.state, {
      type: 'audited',
      filter,
      isFirst: false,
      entries: [entry(7)],
      more: false,
    })
    expect(all.state).toMatchObject({ isMore: false, isBusy: false })
    expect(all.state.entries?.map(({ seq }) => seq)).toEqual([9, 8, 7])
    const narrowed = play(all.state, { type: 'filter-changed', filter: { ...filter, by: 'u2' } })
    expect(narrowed.effects).toMatchObject([{ do: 'audit', filter: { by: 'u2' }, before: 0 }])
    const late = play(narrowed.state, {
      type: 'audited',
      filter,
      isFirst: true,
      entries: [entry(9)],
      more: false,
    })
    expect(late.state.entries).toBeNull()
  })

  test('tells of each deed that there is, under one kind', () => {
    const kinds = deedKinds.flatMap(deedsOf)
    expect(kinds.toSorted()).toEqual([...auditDeeds].toSorted())
  })

  test('goes on from seal to seal until all were looked at, and adds up', () => {
    const seals = (through: number) => ({ through, entries: 10, broken: [], unsealed: 2 })
    const asked = play(open.state, { type: 'asked', deed: { do: 'verify' } })
    expect(asked.effects).toEqual([{ do: 'verify', after: 0 }])
    const more = play(asked.state, { type: 'verified', seals: seals(10), more: true })
    expect(more.effects).toEqual([{ do: 'verify', after: 10 }])
    const done = play(more.state, {
      type: 'verified',
      seals: { ...seals(13), broken: [{ from: 3, to: 4 }] },
      more: false,
    })
    expect(done.effects).toEqual([])
    expect(done.state.seals).toMatchObject({ entries: 20, isDone: true, broken: [{ from: 3 }] })
    expect(done.state.isBusy).toBe(false)
  })

  test('a server that never comes to an end is not asked for ever', () => {
    let now = play(open.state, { type: 'asked', deed: { do: 'verify' } })
    let calls = 0
    for (; now.effects.length > 0 && calls < 5_000; calls++) {
      const through = (now.state.seals?.through ?? 0) + 10
      const seals = { through, entries: 1, broken: [], unsealed: 0 }
      now = play(now.state, { type: 'verified', seals, more: true })
    }
    expect(calls).toBeLessThan(300)
    expect(play(now.state, { type: 'asked', deed: { do: 'verify' } }).effects).toEqual([
      { do: 'verify', after: now.state.seals?.through },
    ])
    const stuck = { through: 10, entries: 0, broken: [], unsealed: 0 }
    const same = play(
      open.state,
      { type: 'asked', deed: { do: 'verify' } },
      { type: 'verified', seals: stuck, more: true },
      { type: 'verified', seals: stuck, more: true },
    )
    expect(same.effects).toEqual([])
  })

  test('an entry says whom it is about, how many rows, and its facts in words', () => {
    const invited = entry(1, {
      what: 'delivery.approve',
      ids: ['u2'],
      count: 1,
      detail: { until: '2026-11-30', reason: '展会后整理' },
    })
    expect(factsOf('zh-Hans', looker, invited)).toEqual([
      '对象：李丽',
      '截止：2026-11-30',
      '原因：展会后整理',
    ])
    const erased = entry(2, {
      what: 'person.erase',
      ids: ['01P'],
      count: 4,
      detail: { reason: 'asked' },
    })
    expect(factsOf('en', looker, erased)).toEqual(['4 rows', 'reason: the person asked for it'])
    expect(otherIds(looker, erased)).toEqual(['01P'])
    expect(factsOf('en', looker, entry(3, { detail: { newer: 7 } }))).toEqual(['newer: 7'])
  })
})

describe('deliveries', () => {
  const day = (user: string, more: object = {}): DeliveryReply['days'][number] => ({
    day: '2026-11-22',
    user,
    name: user,
    rows: 9,
    requests: 1,
    limits: { soft: 1, hard: 2 },
    warned: true,
    stopped: true,
    ...more,
  })
  test('who was stopped today waits, unless he was let go on or has no limit', () => {
    const days = [
      day('waits'),
      day('free', { limits: null }),
      day('let'),
      day('went', { day: '2026-11-21' }),
      day('warned', { stopped: false }),
    ]
    const approved = [{ user: 'let', until: '2026-11-22' }]
    const found = waitingIn({ days, approved }, '2026-11-22').map(({ user }) => user)
    expect(found).toEqual(['waits'])
  })
  test('a reason is 5 to 200 characters', () => {
    expect(['', '    ', '没说', '展会后整理', 'x'.repeat(201)].map(isReason)).toEqual([
      false,
      false,
      false,
      true,
      false,
    ])
  })
})

describe('the rights of a person', () => {
  test.each([
    ['a@b.cn', { email: 'a@b.cn' }],
    [' +86 139-1234 5678 ', { phone: '+86 139-1234 5678' }],
    ['（021）6123', { phone: '（021）6123' }],
    ['王', { name: '王' }],
    ['7天酒店', { name: '7天酒店' }],
  ])('%s is looked for as what it is', (typed, wanted) => {
    expect(toWanted(typed)).toEqual(wanted)
  })

  test('a wrong name erases nothing and is said; the right one closes what was shown and the sheets follow', () => {
    const deed = { do: 'erase', reason: 'asked', confirm: '诸葛亮' } as const
    const asked = play(shown.state, { type: 'asked', deed })
    const { table, id } = person
    expect(asked.effects).toEqual([
      { do: 'erase', person, order: { table, id, reason: 'asked', confirm: '诸葛亮' } },
    ])
    const wrong = play(asked.state, {
      type: 'erased',
      name: person.name,
      reply: { outcome: 'wrong_name', rows: {} },
    })
    expect(wrong.state).toMatchObject({ isWrongName: true, isBusy: false, shown: { person } })
    expect(wrong.effects).toEqual([])
    const gone = play(asked.state, {
      type: 'erased',
      name: person.name,
      reply: { outcome: 'erased', rows: { contact: 1, visit: 2 } },
    })
    expect(gone.state).toMatchObject({ shown: null, found: null, told: { params: { count: 3 } } })
    expect(gone.effects).toEqual([{ do: 'sheets' }])
    expect(play(open.state, { type: 'asked', deed }).effects).toEqual([])
  })

  test('file and sheet hold every value that is kept, also where we have no word for its field', () => {
    expect(JSON.parse(toFile(kept))).toEqual(kept)
    const { rows } = dossierBlock('zh-Hans', words, kept)
    expect(rows).toContainEqual([traceZhHans['part.contact'], '1', '手机', '+8613912345678'])
    expect(rows).toContainEqual([traceZhHans['part.history'], '1', 'fields', '{"name":"=诸葛"}'])
    expect(rows.flat().every((cell) => typeof cell === 'string')).toBe(true)
    expect(countsOf(kept)).toEqual([
      ['contact', 1],
      ['history', 1],
    ])
    const [row = {}] = kept.parts['contact'] ?? []
    const lines = linesOf('zh-Hans', words, 'contact', row)
    expect(lines.map(({ key }) => key)).toEqual(['name', 'mobile', 'id'])
  })
})

describe('what is decided', () => {
  test('a policy as it stands is a draft without faults, and read back the same', () => {
    const times = (max: number) => fc.integer({ min: 1, max })
    const rows = fc.integer({ min: 100, max: 1_000_000 })
    fc.assert(
      fc.property(times(50), rows, (soft, count) => {
        const value = {
          soft: { times: soft, rows: count },
          hard: { times: soft + 0.5, rows: count + 1 },
        }
        expect(readDelivery(toDeliveryDraft(value))).toEqual({ wrongs: {}, value })
      }),
    )
    expect(readDelivery(toDeliveryDraft(standardDelivery)).value).toEqual(standardDelivery)
    expect(readRetention(toRetentionDraft(standardRetention)).value).toEqual(standardRetention)
    expect(readSignIn(toSignInDraft(defaultSignIn)).value).toEqual(defaultSignIn)
  })

  test('whatever is typed, what is read is what the server takes, and what is not says which field', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 6 }),
      fc.constantFrom('１２０', '0', '-1', '1e3', ''),
    )
    fc.assert(
      fc.property(text, text, text, text, (softRows, softTimes, hardRows, hardTimes) => {
        const read = readDelivery({ softRows, softTimes, hardRows, hardTimes })
        if (read.value === null) expect(Object.keys(read.wrongs).length).toBeGreaterThan(0)
        else expect(deliveryPolicy.safeParse(read.value).success).toBe(true)
        const months = readRetention({ customer: softRows, contact: softTimes, visit: hardRows })
        if (months.value !== null)
          expect(retentionPolicy.safeParse(months.value).success).toBe(true)
      }),
    )
  })

  test('a tenant is its id, once, however it is written', () => {
    const id = 'AAAAAAAA-0000-4000-8000-00000000000A'
    const read = (tenants: string) => readSignIn({ tenants, keyDays: '90' })
    expect(read(`${id}\n ${id.toLowerCase()}，`).value?.tenants).toEqual([id.toLowerCase()])
    expect(read('contoso.com').wrongs.tenants?.params).toEqual({ line: 'contoso.com' })
    const many = Array.from({ length: 21 }, (_, i) => id.slice(0, -2) + String(10 + i))
    expect(read(many.join('\n')).wrongs.tenants?.key).toBe('signIn.tooMany')
  })

  test('is saved on top of the version that was seen; where somebody was quicker it is read again', () => {
    const settings = {
      delivery: { version: 4, value: standardDelivery },
      retention: { version: 1, value: standardRetention },
      signIn: { version: 2, value: defaultSignIn },
    }
    const told = play(open.state, { type: 'tab-chosen', tab: 'settings' })
    expect(told.effects).toEqual([{ do: 'settings', isAdmin: true }])
    const asked = play(
      told.state,
      { type: 'settled', settings },
      { type: 'asked', deed: { do: 'save-delivery', value: standardDelivery } },
    )
    expect(asked.effects).toMatchObject([{ do: 'save-delivery', seen: 4 }])
    const stop = { code: 'changed', detail: '' } as const
    const again = play(asked.state, { type: 'failed', stop })
    expect(again.state).toMatchObject({ stop, isBusy: false })
    expect(again.effects).toEqual([{ do: 'settings', isAdmin: true }])
  })

  test('who may sign in is not asked for by a manager', () => {
    const manager = play(
      startTrace,
      { type: 'greeted', looker: { ...looker, role: 'manager' } },
      { type: 'tab-chosen', tab: 'settings' },
    )
    expect(manager.effects).toEqual([{ do: 'settings', isAdmin: false }])
  })
})

test('one deed at a time', () => {
  const busy = play(open.state, { type: 'asked', deed: { do: 'find', text: '王' } })
  expect(busy.effects).toHaveLength(1)
  expect(play(busy.state, { type: 'asked', deed: { do: 'find', text: '李' } }).effects).toEqual([])
})

describe.each(locales)('the words in %s', (locale) => {
  const t = sayTrace(locale)
  const said = [
    ...auditDeeds.map((deed) => `deed.${deed}`),
    ...deedKinds.map((kind) => `kind.${kind}`),
    ...eraseReasons.map((reason) => `fact.reason.${reason}`),
  ]
  test('say each deed, kind and reason', () => {
    for (const key of said) expect(t(key)).not.toBe(key)
  })
  test('have the same parameters', () => {
    const texts = { en: traceEn, 'zh-Hans': traceZhHans, 'zh-Hant': traceZhHant }[locale]
    const parameters = (text: string) => (text.match(/\{[^}]+\}/gu) ?? []).toSorted()
    for (const [key, text] of Object.entries(traceEn))
      expect([key, parameters(texts[key as keyof typeof traceEn])]).toEqual([key, parameters(text)])
  })
})
