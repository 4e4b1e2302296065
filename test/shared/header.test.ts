// Headers as lists have them: in three languages, with marks, in any order, ambiguous, under titles.
import { describe, expect, expectTypeOf, test } from 'vitest'

import { locales } from '../../shared/schema/kind.ts'
import { tables } from '../../shared/schema/tables.ts'
import type { TableKey } from '../../shared/schema/table-keys.ts'
import {
  enteredKeys,
  fieldList,
  headerCells,
  newSheetKeys,
  overviewKeys,
} from '../../shared/sheet/column.ts'
import { findHeader } from '../../shared/sheet/find-header.ts'
import { guessTable, mapHeader } from '../../shared/sheet/header.ts'

const tableKeys = Object.keys(tables) as TableKey[]

describe.each(tableKeys)('a sheet of the table %s', (table) => {
  test.each(locales)('is recognised by its own headers in %s', (locale) => {
    const keys = ['sync_status', ...fieldList(table).map(({ key }) => key), '_sync']
    expect(mapHeader(table, headerCells(table, keys, locale))).toEqual(keys)
    for (const more of [[], overviewKeys(table)]) {
      const fresh = newSheetKeys(table, more)
      expect(mapHeader(table, headerCells(table, fresh, locale))).toEqual(fresh)
    }
  })
  test('says which table it is', () => {
    for (const locale of locales)
      expect(guessTable(headerCells(table, newSheetKeys(table), locale))).toBe(table)
  })
})

const lead = (header: readonly string[], ...samples: readonly (readonly string[])[]) =>
  mapHeader('customer', header, samples)

describe('a list of leads', () => {
  test.each([
    [
      ['公司', '联系人', '手机', '电话', '邮箱'],
      ['name', 'contact.name', 'contact.mobile', 'phone', 'email'],
    ],
    [
      ['公司名称*', '联系人（必填）', '手机号码', '座机', '电子邮件'],
      ['name', 'contact.name', 'contact.mobile', 'phone', 'email'],
    ],
    [
      ['單位名稱', '聯絡人', '行動電話', '固定電話', '電子信箱'],
      ['name', 'contact.name', 'contact.mobile', 'phone', 'email'],
    ],
    [
      ['Company Name', 'Contact Person', 'Cell Phone', 'Tel.', 'E-Mail'],
      ['name', 'contact.name', 'contact.mobile', 'phone', 'email'],
    ],
    [
      ['company', 'contact', 'mobile', 'tel', 'website'],
      ['name', 'contact.name', 'contact.mobile', 'phone', 'website'],
    ],
    [
      ['１、企业名称', ' 统一社会信用代码 ', '联系地址', '所属行业', '职位'],
      ['name', 'credit_code', 'address', 'industry', 'contact.title'],
    ],
    [
      ['客户名称', '年利润', '销售额(元)', '负责人', '备注信息'],
      ['name', 'profit_12m', 'sales_12m', 'owner', 'note'],
    ],
    [
      ['name', 'company', 'mobile'],
      ['contact.name', 'name', 'contact.mobile'],
    ],
    [
      ['客户', '公司', '手机'],
      ['contact.name', 'name', 'contact.mobile'],
    ],
    [
      ['姓名', '手机号'],
      ['contact.name', 'contact.mobile'],
    ],
    [
      ['序号', '公司名称', 'Column3', ''],
      [null, 'name', null, null],
    ],
  ])('%j', (header, keys) => {
    expect(lead(header)).toEqual(keys)
  })
  test('a header with a unit is no plain amount and stays the user’s own', () => {
    expect(lead(['公司', '年利润（万元）', '销售额（美元）'])).toEqual(['name', null, null])
  })
  test('a field is taken once, the better header first', () => {
    expect(lead(['电话', '公司电话', '客户名称', '公司'])).toEqual(['phone', null, 'name', null])
  })
  test('where a word is ambiguous the content decides', () => {
    expect(lead(['客户', '电话'], ['王小明', '13912345678'], ['李四', '13812345679'])).toEqual([
      'contact.name',
      'contact.mobile',
    ])
    expect(lead(['客户', '电话'], ['深圳华达机械有限公司', '0755-26875312'])).toEqual([
      'name',
      'phone',
    ])
    expect(lead(['name', 'phone'], ['Huada Machinery Co., Ltd', '0755-26875312'])).toEqual([
      'name',
      'phone',
    ])
    expect(lead(['公司', '联系人', '联系方式'], ['华达', '王伟', '13912345678'])).toEqual([
      'name',
      'contact.name',
      'contact.mobile',
    ])
    expect(
      lead(['公司', '联系人', '手机', '电话'], ['华达', '王伟', '13912345678', '13812345679']),
    ).toEqual(['name', 'contact.name', 'contact.mobile', 'phone'])
  })
})

describe('the header row is found', () => {
  const header = ['公司名称', '联系人', '手机', '地址']
  test('under a title and blank rows', () => {
    const rows = [
      ['2026年展会客户名单'],
      [],
      ['导出时间：2026-03-05', ''],
      header,
      ['华达', '王伟', '13912345678', '深圳'],
    ]
    expect(findHeader(rows, null)).toEqual({
      row: 3,
      table: 'customer',
      mapping: ['name', 'contact.name', 'contact.mobile', 'address'],
      recognised: 4,
      isSure: true,
    })
  })
  test('not surely, where little of it is recognised', () => {
    expect(findHeader([['甲', '乙', '公司名称', '丙', '丁']], null)?.isSure).toBe(false)
  })
  test('nowhere in rows of data, nor below the first twenty', () => {
    expect(findHeader([['华达', '王伟', '13912345678']], null)).toBeNull()
    expect(findHeader([...Array.from({ length: 20 }, () => ['华达']), header], null)).toBeNull()
  })
})

test('the borrowed fields of a person are entered on the customer’s sheet', () => {
  expect(enteredKeys('customer')).toEqual(
    expect.arrayContaining(['contact.name', 'contact.mobile', 'contact.title', 'contact.email']),
  )
  expectTypeOf<TableKey>().toEqualTypeOf<'customer' | 'contact' | 'visit' | 'transaction'>()
})
