// Survivorship: which value a field keeps when rows become one, and why.
import { describe, expect, test } from 'vitest'

import { contact } from '../../shared/schema/contact.ts'
import { day } from '../../shared/schema/kinds/day.ts'
import { optional } from '../../shared/schema/table.ts'
import { decide, rowsOf, ruling } from './merge-joining.ts'

describe('a field of merged rows', () => {
  test('that all have alike, or one alone has, is that', () => {
    expect(ruling('city', { city: '苏州' }, { city: '苏州' })).toEqual([
      '苏州',
      'same',
      ['r1', 'r0'],
    ])
    expect(ruling('city', {}, { city: '苏州' })).toEqual(['苏州', 'only', ['r1']])
    expect(ruling('city', {}, {})).toBeUndefined()
  })

  test('is of the row that was verified last, else of the one that changed last', () => {
    const [old, young] = [{ industry: '机械' }, { industry: '模具' }]
    expect(ruling('industry', old, young)).toEqual(['模具', 'newest', ['r1']])
    expect(ruling('industry', { ...old, verified_on: '2026-01-01' }, young)).toEqual([
      '机械',
      'verified',
      ['r0'],
    ])
    expect(
      ruling(
        'industry',
        { ...old, verified_on: '2026-01-01' },
        { ...young, verified_on: '2026-02-01' },
      ),
    ).toEqual(['模具', 'verified', ['r1']])
  })

  test('is of no row that was verified on a day that nobody can read', () => {
    for (const typed of ['约二月', '约2026-01-01', '2026-01-01左右'])
      expect([
        typed,
        ruling('industry', { industry: '机械', verified_on: typed }, { industry: '模具' })?.[1],
      ]).toEqual([typed, 'newest'])
  })

  test('is verified where those verified last agree, and only newer where they do not', () => {
    const [old, young] = [{ industry: '机械' }, { industry: '模具' }]
    const verified = { ...old, verified_on: '2026-02-01' }
    expect(ruling('industry', verified, verified, young)).toEqual([
      '机械',
      'verified',
      ['r1', 'r0'],
    ])
    expect(ruling('industry', verified, { ...young, verified_on: '2026-02-01' })).toEqual([
      '模具',
      'newest',
      ['r1'],
    ])
    const both = [verified, { ...young, verified_on: '2026-02-01' }, { industry: '电子' }]
    expect(ruling('industry', ...both)?.slice(0, 2)).toEqual(['模具', 'newest'])
  })

  test('that asks for it is of the row that stays, or has the latest day of all', () => {
    expect(ruling('code', { code: 'K1' }, { code: 'K2' })).toEqual(['K1', 'winner', ['r0']])
    const fields = { seen_on: optional(day, ['', '', ''], { survives: { by: 'latest' } }) }
    const days = rowsOf(
      { seen_on: '2026-05-01' },
      { seen_on: '2026-07-01' },
      { seen_on: '2026-06-01' },
    )
    expect(decide(days, {}, fields).of('seen_on')).toMatchObject({
      value: '2026-07-01',
      rule: 'latest',
      from: ['r1'],
      rejected: [{ id: 'r0' }, { id: 'r2' }],
    })
  })

  test('that was typed by its user is that, and all others are told', () => {
    const { of } = decide(rowsOf({ city: '苏州' }, { city: '昆山' }), { city: { value: '太仓' } })
    expect(of('city')).toEqual({
      field: 'city',
      value: '太仓',
      rule: 'typed',
      from: [],
      rejected: [
        { id: 'r0', value: '苏州' },
        { id: 'r1', value: '昆山' },
      ],
    })
  })

  test('that was chosen rejects nobody who says the same', () => {
    const rows = rowsOf({ city: '苏州' }, { city: '苏州' }, { city: '昆山' })
    expect(decide(rows, { city: { from: 'r0' } }).of('city')).toMatchObject({
      value: '苏州',
      rule: 'chosen',
      from: ['r0'],
      rejected: [{ id: 'r2' }],
    })
  })

  test('that holds a list keeps all of it, the trusted row first', () => {
    const numbers = [{ phone: '+8651265230001' }, { phone: '+8651265230002; +8651265230001' }]
    expect(ruling('phone', ...numbers)).toEqual([
      '+8651265230002; +8651265230001',
      'union',
      ['r1', 'r0'],
    ])
    const [first, second] = numbers
    expect(ruling('phone', { ...first, verified_on: '2026-01-01' }, second ?? {})?.[0]).toBe(
      '+8651265230001; +8651265230002',
    )
    expect(ruling('phone', { phone: '不详' }, first ?? {})).toEqual([
      '+8651265230001',
      'union',
      ['r1'],
    ])
    expect(ruling('email', { email: 'a@b.cn' }, { email: 'c@d.cn' })?.[0]).toBe('c@d.cn; a@b.cn')
    expect(ruling('groups', { groups: '甲; 乙' }, { groups: '乙; 丙' })?.[0]).toBe('乙; 丙; 甲')
  })

  test('tells what a full list had no room for', () => {
    const full = ['1', '2', '3'].map((n) => `+865126523000${n}`).join('; ')
    const { of } = decide(rowsOf({ phone: '+8651265230009' }, { phone: full }))
    expect(of('phone')).toMatchObject({
      value: full,
      from: ['r1'],
      rejected: [{ id: 'r0', value: '+8651265230009' }],
    })
  })

  test('keeps notes below each other, once each; and one of them where both have no room', () => {
    expect(ruling('note', { note: '先打电话' }, { note: '要发票' })?.[0]).toBe('要发票\n先打电话')
    expect(ruling('note', { note: '要发票' }, { note: '要发票。先打电话' })).toEqual([
      '要发票。先打电话',
      'union',
      ['r1', 'r0'],
    ])
    const long = '长'.repeat(1_500)
    const { of } = decide(rowsOf({ note: `${long}一` }, { note: `${long}二` }))
    expect(of('note')).toMatchObject({
      rule: 'newest',
      value: `${long}二`,
      rejected: [{ id: 'r0' }],
    })
  })

  test('that must check is one that does; what was typed and does not check is told', () => {
    const typed = { credit_code: '91320594', verified_on: '2026-01-01' }
    const { of } = decide(rowsOf({ credit_code: '91440300708461136T' }, typed))
    expect(of('credit_code')).toEqual({
      field: 'credit_code',
      value: '91440300708461136T',
      rule: 'valid',
      from: ['r0'],
      rejected: [{ id: 'r1', value: '91320594' }],
    })
  })

  test('that must check where none does is decided as any other', () => {
    expect(ruling('credit_code', { credit_code: '9132' }, { credit_code: '9144' })).toEqual([
      '9144',
      'newest',
      ['r1'],
    ])
    expect(ruling('verified_on', { verified_on: '约二月' }, { verified_on: '约三月' })?.[1]).toBe(
      'latest',
    )
  })

  test('says no once anybody has said no', () => {
    const stop = { status: 'do_not_contact' }
    expect(ruling('status', stop, { status: 'active', verified_on: '2026-06-01' })).toEqual([
      'do_not_contact',
      'withdrawal',
      ['r0'],
    ])
    const rows = rowsOf(
      { consent_email: 'no', consent_email_on: '2026-01-01' },
      { consent_email: 'yes', consent_email_on: '2026-02-01' },
    )
    const { values } = decide(rows, {}, contact.fields)
    expect(values).toMatchObject({ consent_email: 'no', consent_email_on: '2026-01-01' })
  })
})

test('who was referred by one of the rows themselves is referred by nobody', () => {
  const rows = rowsOf({ referred_by: 'r1' }, { referred_by: 'x' }, { referred_by: 'r0' })
  expect(decide(rows).values).toEqual({ referred_by: 'x' })
  expect(decide(rows).of('referred_by')?.rejected).toEqual([])
})

test('a number or a note that reads like one of the rows stays', () => {
  expect(decide(rowsOf({ code: 'r1' }, { note: 'r0' })).values).toEqual({ code: 'r1', note: 'r0' })
})

test('a computed field is never decided', () => {
  expect(decide(rowsOf({ tier: 'A' }, { tier: 'B' })).decisions).toEqual([])
})

test('of no rows nothing is decided, whatever was typed', () => {
  expect(decide([], { city: { value: '苏州' } }).decisions).toEqual([])
})
