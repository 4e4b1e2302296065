// Survivorship: which value a field keeps when rows become one, and why.
import { describe, expect, test } from 'vitest'

import { type Chosen, decidedValues, type MergingRow, survive } from '../../shared/merge/survive.ts'
import type { WireValues } from '../../shared/protocol/cell.ts'
import { contact } from '../../shared/schema/contact.ts'
import { customer } from '../../shared/schema/customer.ts'
import type { Fields } from '../../shared/schema/table.ts'

const rowsOf = (...values: readonly WireValues[]): readonly MergingRow[] =>
  values.map((each, i) => ({ id: `r${i}`, values: each, updatedAt: 100 + i }))

const decide = (
  rows: readonly MergingRow[],
  chosen: Readonly<Record<string, Chosen>> = {},
  fields: Fields = customer.fields,
) => {
  const decisions = survive(fields, rows, new Map(Object.entries(chosen)))
  const of = (field: string) => decisions.find((decision) => decision.field === field)
  return { of, values: decidedValues(decisions), decisions }
}

/** [value, rule, rows that gave it] */
const ruling = (field: string, ...values: readonly WireValues[]) => {
  const found = decide(rowsOf(...values)).of(field)
  return found && [found.value, found.rule, found.from]
}

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
    expect(ruling('industry', { ...old, verified_on: '约二月' }, young)?.[1]).toBe('newest')
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

describe('the name', () => {
  test('registered beats short, and long beats short; the others become aliases', () => {
    const short = { name: '苏州华达机械设备', short_name: '华达' }
    const { values, of } = decide(rowsOf({ name: '华达机械有限公司' }, short))
    expect(values).toMatchObject({ name: '华达机械有限公司', short_name: '华达; 苏州华达机械设备' })
    expect(of('name')?.rule).toBe('full_name')
    expect(ruling('name', { name: '华达' }, { name: '华达机械' })?.[0]).toBe('华达机械')
  })

  test('that is chosen keeps the others as aliases too; a list that is chosen stays as it is', () => {
    const rows = rowsOf({ name: '华达机械有限公司' }, { name: '华达', short_name: 'HD' })
    expect(decide(rows, { name: { from: 'r1' } }).values).toMatchObject({
      name: '华达',
      short_name: 'HD; 华达机械有限公司',
    })
    expect(decide(rows, { short_name: { from: 'r1' } }).values['short_name']).toBe('HD')
    expect(decide(rows, { short_name: { value: null } }).values['short_name']).toBeUndefined()
  })
})

describe('fields that go together', () => {
  test('come from one row: an override with its end, a place with its address', () => {
    const rows = rowsOf(
      {
        tier_override: 'A',
        override_reason: '老板定',
        address: '人民路1号',
        city: '苏州',
        lat: 31.3,
        lng: 120.6,
      },
      { tier_override: 'B', override_until: '2026-12-31', address: '', city: '昆山' },
    ).map((row) => ({
      ...row,
      values: Object.fromEntries(Object.entries(row.values).filter(([, v]) => v !== '')),
    }))
    const { values, of } = decide(rows)
    expect(values).toMatchObject({ tier_override: 'B', override_until: '2026-12-31' })
    expect(values['override_reason']).toBeUndefined()
    expect(of('override_reason')).toMatchObject({
      rule: 'together',
      value: null,
      rejected: [{ id: 'r0', value: '老板定' }],
    })
    expect(values).toMatchObject({ address: '人民路1号', city: '苏州', lat: 31.3, lng: 120.6 })
    expect(of('city')?.rule).toBe('together')
  })

  test('an address without a city is filled from the other row', () => {
    expect(decide(rowsOf({ address: '人民路1号' }, { city: '苏州' })).values).toEqual({
      address: '人民路1号',
      city: '苏州',
    })
  })

  test('who sees the customer follows his owner, also where the winner says nothing', () => {
    const rows = rowsOf({ owner: 'u1' }, { owner: 'u2', visibility: 'company' })
    expect(decide(rows).values).toEqual({ owner: 'u1' })
    expect(decide(rows, { owner: { from: 'r1' } }).values).toEqual({
      owner: 'u2',
      visibility: 'company',
    })
  })
})

test('who was referred by one of the rows themselves is referred by nobody', () => {
  const rows = rowsOf({ referred_by: 'r1' }, { referred_by: 'x' })
  expect(decide(rows).values).toEqual({ referred_by: 'x' })
})

test('a computed field is never decided', () => {
  expect(decide(rowsOf({ tier: 'A' }, { tier: 'B' })).decisions).toEqual([])
})
