// Which name merged rows keep, and what becomes of the others.
import { describe, expect, test } from 'vitest'

import { customer } from '../../shared/schema/customer.ts'
import { decide, rowsOf, ruling } from './merge-joining.ts'

describe('the name', () => {
  test('registered beats short, and long beats short; the others become aliases', () => {
    const short = { name: '苏州华达机械设备', short_name: '华达' }
    const { values, of } = decide(rowsOf({ name: '华达机械有限公司' }, short))
    expect(values).toMatchObject({ name: '华达机械有限公司', short_name: '华达; 苏州华达机械设备' })
    expect(of('name')?.rule).toBe('full_name')
    expect(ruling('name', { name: '华达' }, { name: '华达机械' })?.[0]).toBe('华达机械')
    expect(ruling('name', { name: '华达机械' }, { name: '华达' })?.[0]).toBe('华达机械')
    const [county, city] = ['昆山华达机械有限公司', '苏州市昆山华达机械有限公司']
    expect(ruling('name', { name: city }, { name: county })?.[0]).toBe(city)
  })

  test('of two as long is the newer one', () => {
    expect(ruling('name', { name: '华达机械' }, { name: '华达模具' })?.[0]).toBe('华达模具')
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

  test('that was not taken is an alias of the row that had it, beside the aliases of all', () => {
    const named = { name: '华达机械有限公司' }
    expect(decide(rowsOf(named, { name: '华达' })).of('short_name')).toEqual({
      field: 'short_name',
      value: '华达',
      from: ['r1'],
      rule: 'union',
      rejected: [],
    })
    const noList = { ...named, short_name: '长'.repeat(70) }
    expect(decide(rowsOf(noList, { name: '华达', short_name: 'HD' })).of('short_name')).toEqual({
      field: 'short_name',
      value: 'HD; 华达',
      from: ['r1'],
      rule: 'union',
      rejected: [{ id: 'r0', value: noList.short_name }],
    })
  })

  test('that is an alias already, or cannot be one, changes nothing in the list', () => {
    const named = { name: '华达机械有限公司' }
    const short = { ...named, short_name: '华达' }
    expect(decide(rowsOf(short, { name: '华达' })).of('short_name')).toMatchObject({
      value: '华达',
      rule: 'only',
      from: ['r0'],
    })
    const comma = { name: '华达, 苏州' }
    expect(decide(rowsOf(named, comma)).of('short_name')).toBeUndefined()
    expect(decide(rowsOf(named, comma)).of('name')?.rejected).toEqual([
      { id: 'r1', value: comma.name },
    ])
  })

  test('that was not taken is just told in a table without a list of aliases', () => {
    const { name } = customer.fields
    const { decisions } = decide(rowsOf({ name: '华达机械' }, { name: '华达' }), {}, { name })
    expect(decisions).toMatchObject([{ field: 'name', rejected: [{ value: '华达' }] }])
  })
})
