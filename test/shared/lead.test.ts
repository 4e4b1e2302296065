// A lead row speaks of a customer and of a person: the rule, its inverse, and what rows say of themselves.
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import {
  customerToSheet,
  isPersonRow,
  missingRequired,
  sheetToCustomer,
  withKind,
} from '../../shared/sheet/lead.ts'
import { checkNewRow, isEmptyRow, readRow, writeCell } from '../../shared/sheet/row.ts'
import { computedHash, rowHash } from '../../shared/sync/row-hash.ts'
import { aSetting } from '../support/setting.ts'

const setting = aSetting()
const keys = ['name', 'contact.name', 'contact.mobile', 'phone']

describe('who a row is', () => {
  test('with a company it is an organisation and its person the contact', () => {
    const typed = {
      name: '华达',
      'contact.name': '王伟',
      'contact.mobile': '+8613912345678',
      phone: null,
    }
    expect(withKind(sheetToCustomer(typed, null))).toEqual({ ...typed, kind: 'org' })
  })
  test('with a person only it is a person, whose name is the customer’s', () => {
    const typed = { name: null, 'contact.name': '王伟', 'contact.mobile': '+8613912345678' }
    const stored = withKind(sheetToCustomer(typed, null))
    expect(stored).toEqual({ ...typed, name: '王伟', kind: 'person' })
    expect(isPersonRow(stored)).toBe(true)
  })
  test('without either it has no name', () => {
    expect(
      missingRequired('customer', sheetToCustomer({ name: null, phone: '+8613912345678' }, null)),
    ).toEqual([{ field: 'name', code: 'required.empty', level: 'error', params: {} }])
  })
  test('an organisation whose name was emptied does not become its contact', () => {
    const before = { kind: 'org', name: '华达', 'contact.name': '王伟' }
    const after = sheetToCustomer({ name: null, 'contact.name': '王伟' }, before)
    expect(missingRequired('customer', after)).toHaveLength(1)
  })
  test('a person who is renamed stays one, and a company typed in beside him makes it the company’s row', () => {
    const before = { kind: 'person', name: '王伟', 'contact.name': '王伟' }
    expect(sheetToCustomer({ name: null, 'contact.name': '王伟伟' }, before)).toMatchObject({
      name: '王伟伟',
      kind: 'person',
    })
    expect(sheetToCustomer({ name: '华达', 'contact.name': '王伟' }, before)).toMatchObject({
      name: '华达',
      kind: 'org',
    })
  })
  test('a sheet without a column for the company leaves an organisation’s name alone', () => {
    const before = { kind: 'org', name: '华达', 'contact.name': '王伟' }
    expect(sheetToCustomer({ 'contact.name': '李四' }, before)).toEqual({ 'contact.name': '李四' })
  })
  test('an emptied kind is unchanged', () => {
    expect(sheetToCustomer({ kind: null, name: '华达' }, { kind: 'org', name: '华达' })).toEqual({
      name: '华达',
    })
  })
})

describe('what was typed is what the sheet shows', () => {
  const orNull = (...texts: string[]) => fc.constantFrom(null, ...texts)
  const typed = fc.record({
    name: orNull('华达', '恒源'),
    'contact.name': orNull('王伟', '李四'),
    'contact.mobile': orNull('+8613912345678', '135 156392815'),
    phone: orNull('+862842718095'),
  })
  test('after a push and a pull no cell differs', () => {
    fc.assert(
      fc.property(typed, (values) => {
        fc.pre(values.name !== null || values['contact.name'] !== null)
        const { kind, ...shown } = customerToSheet(withKind(sheetToCustomer(values, null)), keys)
        expect(shown).toEqual(values)
        expect(['org', 'person']).toContain(kind)
      }),
    )
  })
  test('pushing what is shown changes nothing', () => {
    fc.assert(
      fc.property(typed, (values) => {
        const stored = withKind(sheetToCustomer(values, null))
        expect({ ...stored, ...sheetToCustomer(customerToSheet(stored, keys), stored) }).toEqual(
          stored,
        )
      }),
    )
  })
  test('a sheet without a column for the person shows his name as the customer’s', () => {
    const stored = { kind: 'person', name: '王伟', 'contact.name': '王伟' }
    expect(customerToSheet(stored, ['name', 'phone'])['name']).toBe('王伟')
    expect(customerToSheet(stored, keys)['name']).toBeNull()
  })
})

describe('a row of cells', () => {
  const columns = ['name', null, 'contact.mobile', 'tier', 'city']
  test('is read field by field, the user’s own and computed columns passed over', () => {
    expect(
      readRow('customer', columns, ['华达', '自己的', '13912345678', 'A', ''], setting),
    ).toEqual({
      values: { name: '华达', 'contact.mobile': '+8613912345678', city: null },
      problems: [],
    })
  })
  test('says all that is wrong with it at once', () => {
    const { problems } = checkNewRow(
      'customer',
      columns,
      ['', '', '135 156392815', '', 'x'.repeat(61)],
      setting,
    )
    expect(problems.map(({ field, code, level }) => [field, code, level])).toEqual([
      ['contact.mobile', 'phone.length', 'warning'],
      ['city', 'text.long', 'error'],
      ['name', 'required.empty', 'error'],
    ])
  })
  test('names a failed formula once', () => {
    const { problems } = checkNewRow('customer', ['name'], ['#N/A'], setting)
    expect(problems.map((p) => p.code)).toEqual(['formula.error'])
  })
  test('says nothing when only own and computed columns are filled', () => {
    expect(isEmptyRow('customer', columns, ['', '自己的', ' ', 'A', ''])).toBe(true)
    expect(isEmptyRow('customer', columns, ['无', '', '', '', ''])).toBe(false)
  })
  test('shows a value the local way', () => {
    expect(writeCell('customer', 'contact.mobile', '+8613923456701', setting)).toBe('139 2345 6701')
    expect(writeCell('customer', 'city', null, setting)).toBe('')
  })
})

describe('the hash of a row', () => {
  const cells = ['华达', 'x', '13912345678', 'A', '深圳']
  const columns = ['name', null, 'contact.mobile', 'tier', 'city']
  test('is that of its entered cells, in whatever order the columns stand', () => {
    const turned = columns.map((_, i) => columns.length - 1 - i)
    expect(
      rowHash(
        'customer',
        turned.map((i) => columns[i] ?? null),
        turned.map((i) => cells[i] ?? ''),
      ),
    ).toBe(rowHash('customer', columns, cells))
    expect(rowHash('customer', columns, ['华达', 'own', 13_912_345_678, 'C', '深圳 '])).toBe(
      rowHash('customer', columns, cells),
    )
    expect(rowHash('customer', columns, ['华达', 'x', '13912345679', 'A', '深圳'])).not.toBe(
      rowHash('customer', columns, cells),
    )
  })
  test('is empty for an empty row, and a column more without content changes nothing', () => {
    expect(rowHash('customer', columns, ['', 'x', '', 'A', ''])).toBe('')
    expect(rowHash('customer', [...columns, 'address'], [...cells, ''])).toBe(
      rowHash('customer', columns, cells),
    )
  })
  test('of the computed cells is their own', () => {
    expect(computedHash('customer', columns, cells)).not.toBe(
      computedHash('customer', columns, ['华达', 'x', '', 'B', '']),
    )
    expect(computedHash('customer', columns, cells)).toBe(
      computedHash('customer', columns, ['', '', '', 'A', '']),
    )
  })
})
