// Phone numbers as people and Excel write them, and the local way of writing them back.
import { describe, expect, test } from 'vitest'

import { phone, numbersOf } from '../../shared/schema/kinds/phone.ts'
import { aSetting } from '../support/setting.ts'

const china = aSetting()
const taiwan = aSetting({ locale: 'zh-Hant', country: 'TW', currency: 'TWD' })
const hongKong = aSetting({ locale: 'en', country: 'HK', currency: 'HKD' })

describe('a number is read whatever way it is written', () => {
  test.each([
    ['13912345678', '+8613912345678'],
    [13_912_345_678, '+8613912345678'],
    ['１３９１２３４５６７８', '+8613912345678'],
    ["'13912345678", '+8613912345678'],
    ['139-1234-5678', '+8613912345678'],
    ['013912345678', '+8613912345678'],
    ['+86 139 1234 5678', '+8613912345678'],
    ['(86)13912345678', '+8613912345678'],
    ['8613912345678', '+8613912345678'],
    ['0086-139-1234-5678', '+8613912345678'],
    [8_613_912_345_678, '+8613912345678'],
    ['手机：13912345678', '+8613912345678'],
    ['13912345678（微信同号）', '+8613912345678'],
    ['02842718095', '+862842718095'],
    [2_842_718_095, '+862842718095'],
    ['(028)4271 8095', '+862842718095'],
    ['+86 28 4271 8095', '+862842718095'],
    ['+86(0)28-42718095', '+862842718095'],
    ['0592-75814635', '+8659275814635'],
    ['028-42718095转26', '+862842718095;ext=26'],
    ['028-42718095-808', '+862842718095;ext=808'],
    ['0532 3075 2622-29', '+8653230752622;ext=29'],
    ['4000325318转26', '+864000325318;ext=26'],
    ['400-032-5318 ext. 26', '+864000325318;ext=26'],
    [4_000_325_318, '+864000325318'],
    ['8008101818#26', '+868008101818;ext=26'],
    ['00852-26876656', '+85226876656'],
    ['+852 2687 6656', '+85226876656'],
    ['852-26876656', '+85226876656'],
    ['+853 6212 3456', '+85362123456'],
    ['+886-2-2345-6789', '+886223456789'],
    ['+886 (0)912 345 678', '+886912345678'],
    ['+1 (415) 555-0123', '+14155550123'],
    ['13912345678、13887654321', '+8613912345678; +8613887654321'],
    ['13912345678 / 028-42718095', '+8613912345678; +862842718095'],
    ['13912345678 13887654321', '+8613912345678; +8613887654321'],
    ['1391234567813887654321', '+8613912345678; +8613887654321'],
    ['13912345678；13912345678', '+8613912345678'],
    ['95588', '95588'],
  ])('%j', (cell, expected) => {
    expect(phone.read(cell, china)).toEqual({ value: expected, flaw: null })
  })
  test('a number that would not be read back as itself is none', () => {
    for (const text of ['+8860000000', '+886-0-0000000', '+88600000000'])
      expect(phone.read(text, taiwan).flaw?.code).toBe('phone.length')
  })

  test('in Taiwan and Hong Kong the local numbers are meant', () => {
    expect(phone.read('0912-345-678', taiwan).value).toBe('+886912345678')
    expect(phone.read('02-2345 6789', taiwan).value).toBe('+886223456789')
    expect(phone.read('2687 6656', hongKong).value).toBe('+85226876656')
    expect(phone.read('13912345678', taiwan).value).toBe('+8613912345678')
  })
})

describe('what cannot be dialled is kept as typed and marked', () => {
  test.each([
    ['135 156392815', 'phone.length', { digits: 12, expected: '11' }],
    ['1391234567', 'phone.length', { digits: 10, expected: '11' }],
    ['40801535', 'phone.area', { digits: 8 }],
    ['找小王', 'phone.form', {}],
    ['13912345678、13887654321、13712345678、13612345678', 'phone.form', {}],
    ['13912345678/找小王', 'phone.form', {}],
  ])('%s', (cell, code, params) => {
    expect(phone.read(cell, china)).toEqual({
      value: cell,
      flaw: { code, level: 'warning', params },
    })
    expect(phone.isUsable(cell)).toBe(false)
    expect(numbersOf(cell)).toEqual([])
  })
  test.each(['1.39E+10', '1.39123E10', 1.391234567813888e21])(
    'digits that Excel has rounded away (%s) are an error',
    (cell) => {
      expect(phone.read(cell, china)).toMatchObject({
        value: null,
        flaw: { code: 'digits.lost', level: 'error' },
      })
    },
  )
  test('words for nothing are nothing', () => {
    for (const cell of ['', '无', '-', 'N/A', '暂无']) {
      expect(phone.read(cell, china)).toEqual({ value: null, flaw: null })
    }
  })
})

describe('a number is written the local way', () => {
  test.each([
    ['+8613923456701', china, '139 2345 6701'],
    ['+862842718095', china, '028 4271 8095'],
    ['+8659275814635', china, '0592 7581 4635'],
    ['+864000325318;ext=26', china, '400 032 5318 转26'],
    ['+85226876656', china, '+852 2687 6656'],
    ['+85226876656', hongKong, '2687 6656'],
    ['+8613923456701', hongKong, '+86 139 2345 6701'],
    ['+886912345678', taiwan, '0912 345 678'],
    ['+8613912345678; +862842718095', china, '139 1234 5678; 028 4271 8095'],
    ['135 156392815', china, '135 156392815'],
  ])('%s', (value, setting, expected) => {
    expect(phone.write(value, setting)).toBe(expected)
  })
})
