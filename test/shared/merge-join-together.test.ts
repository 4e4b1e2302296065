// Fields of merged rows that mean something only beside another: they come from one row.
import { describe, expect, test } from 'vitest'

import { customer } from '../../shared/schema/customer.ts'
import { text } from '../../shared/schema/kinds/text.ts'
import { optional } from '../../shared/schema/table.ts'
import { decide, rowsOf } from './merge-joining.ts'

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

  test('come from the row that stays where several gave what they belong to', () => {
    const rows = rowsOf(
      { tier_override: 'A', override_reason: '老板定' },
      { tier_override: 'A', override_reason: '大单' },
    )
    expect(decide(rows).of('override_reason')).toMatchObject({ value: '老板定', from: ['r0'] })
  })

  test('come from the row that was chosen, also where that one says nothing', () => {
    const rows = rowsOf({ tier_override: 'A', override_reason: '老板定' }, { city: '苏州' })
    const { values, of } = decide(rows, { tier_override: { from: 'r1' } })
    expect(values).toEqual({ city: '苏州' })
    expect(of('override_reason')).toMatchObject({
      rule: 'together',
      from: ['r1'],
      rejected: [{ id: 'r0', value: '老板定' }],
    })
  })

  test('a point on the map is the one of the address, both its numbers', () => {
    const rows = rowsOf(
      { address: '人民路1号', lat: 31.3, lng: 120.6 },
      { city: '昆山', lat: 31.4, lng: 120.9 },
    )
    expect(decide(rows).values).toMatchObject({ lat: 31.3, lng: 120.6 })
  })

  test('and that follow each other in a circle are decided all the same', () => {
    const after = (near: string) => optional(text(9), ['', '', ''], { survives: { near } })
    const fields = { a: after('b'), b: after('a') }
    const rows = rowsOf({ a: '1', b: '1' }, { a: '2', b: '2' })
    expect(decide(rows, {}, fields).values).toEqual({ a: '2', b: '2' })
  })

  test('are decided alone in a table that has not what they go with', () => {
    const { city } = customer.fields
    expect(decide(rowsOf({ city: '苏州' }, { city: '昆山' }), {}, { city }).values).toEqual({
      city: '昆山',
    })
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
