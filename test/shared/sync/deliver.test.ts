import { describe, expect, test } from 'vitest'

import { contact } from '../../../shared/schema/contact.ts'
import type { Cell, Value } from '../../../shared/schema/kind.ts'
import {
  deliverAll,
  deliverComputed,
  emptyComputed,
  isOwnText,
  isSameValue,
  valueToCell,
} from '../../../shared/sync/deliver.ts'
import { aSetting } from '../../support/setting.ts'
import { aRow, column, context, layout, typed } from './plan-rows.ts'

const setting = aSetting()
const isSame = (cell: Cell, value: Value | null, key: string) =>
  isSameValue(cell, value, column(key, 0).field, setting)

describe('a cell says what the server holds', () => {
  test('when it reads as that value, however it is written', () => {
    expect(isSame('0512-6123 4567', '+8651261234567', 'phone')).toBe(true)
    expect(isSame('0512-6123 4568', '+8651261234567', 'phone')).toBe(false)
    expect(isSame(' 苏州', '苏州', 'city')).toBe(true)
  })

  test('when it is empty, or says nothing, and the server has nothing', () => {
    for (const cell of ['', '无', '-']) expect(isSame(cell, null, 'phone')).toBe(true)
    expect(isSame('苏州', null, 'city')).toBe(false)
    expect(isSame('', '苏州', 'city')).toBe(false)
  })

  test('not when it is empty there and unreadable here: it is what its user has to correct', () => {
    expect(isSame('#REF!', null, 'city')).toBe(false)
  })

  test('when it shows the value, though it could not be read back', () => {
    const { field } = column('phone', 0)
    const shown = valueToCell('+8651261234567', field, setting)
    const blind = { ...field, kind: { ...field.kind, read: () => ({ value: null, flaw: null }) } }
    expect(isSameValue(shown, '+8651261234567', blind, setting)).toBe(true)
    expect(isSameValue('1', '+8651261234567', blind, setting)).toBe(false)
  })
})

test('a value is written the local way, and nothing as an empty cell', () => {
  const { field } = column('phone', 0)
  expect(valueToCell('+8613923456701', field, setting)).toBe('139 2345 6701')
  expect(valueToCell(null, field, setting)).toBe('')
})

describe('a column that is not sent, once it is emptied', () => {
  const { ethnicity } = contact.fields
  const sensitive = { ...column('tier', 0), key: 'ethnicity', field: ethnicity }
  const ours = column('tier', 1)

  test('keeps what its user typed of a sensitive field: the server tells masks only', () => {
    expect(isOwnText(sensitive, '畲族')).toBe(true)
    expect(isOwnText(sensitive, '')).toBe(false)
    expect(isOwnText(sensitive, '••••')).toBe(false)
    expect(isOwnText(ours, 'A')).toBe(false)
    expect(isOwnText(column('city', 2), '苏州')).toBe(false)
  })

  test('keeps nothing else', () => {
    const two = { ...layout, computed: [sensitive, ours] }
    expect(emptyComputed(two, ['畲族', 'A'])).toEqual(['畲族', ''])
    expect(emptyComputed(two, ['••••', 'A'])).toEqual(['', ''])
    expect(emptyComputed(two, [])).toEqual(['', ''])
  })
})

describe('the entered cells', () => {
  test('are the same list where nothing changes', () => {
    expect(deliverAll(typed, {}, context)).toBe(typed)
    expect(deliverAll(typed, { city: '苏州', phone: undefined }, context)).toBe(typed)
  })

  test('stay where a choice is typed as it is stored, though it is shown otherwise', () => {
    const kinds = { ...context, layout: { ...layout, entered: [column('kind', 0)] } }
    expect(deliverAll(['org'], { kind: 'org' }, kinds)).toEqual(['org'])
    expect(deliverAll(['个人'], { kind: 'org' }, kinds)).not.toEqual(['org'])
  })

  test('change where another value was sent, and only there', () => {
    const after = deliverAll(typed, { city: '杭州', phone: '+8651261234567' }, context)
    expect(after).toEqual(['杭州', '华达机械', '0512-6123 4567'])
    expect(deliverAll(typed, { phone: null }, context)).toEqual(['苏州', '华达机械', ''])
  })

  test('that a shorter row lacks count as empty', () => {
    expect(deliverAll(['苏州'], { phone: '+8613923456701' }, context)).toEqual([
      '苏州',
      '',
      '139 2345 6701',
    ])
  })
})

describe('the computed cells', () => {
  test('take what was sent; what was not sent stays', () => {
    const row = aRow(typed, {}, 'N')
    expect(deliverComputed(row, { tier: 'A' }, context)).toEqual(['A'])
    expect(deliverComputed(row, {}, context)).toEqual(['N'])
    expect(deliverComputed(row, { tier: null }, context)).toEqual([''])
    expect(deliverComputed({ ...row, computed: [] }, {}, context)).toEqual([''])
    expect(deliverComputed({ ...row, computed: [] }, { tier: 'A' }, context)).toEqual(['A'])
  })

  test('stay as they stand where they show the same amount', () => {
    const sales = { ...context, layout: { ...layout, computed: [column('sales_12m', 4)] } }
    const row = { ...aRow(typed), computed: ['1,200.00'] }
    expect(deliverComputed(row, { sales_12m: 120_000 }, sales)).toEqual(['1,200.00'])
    expect(deliverComputed(row, { sales_12m: 130_000 }, sales)).not.toEqual(['1,200.00'])
  })
})
