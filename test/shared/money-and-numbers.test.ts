// Amounts and numbers as they stand in real lists; unreadable ones are a problem, never 0.
import { describe, expect, test } from 'vitest'

import { money } from '../../shared/schema/kinds/money.ts'
import { integer, percent } from '../../shared/schema/kinds/number.ts'
import { yesNo } from '../../shared/schema/kinds/yes-no.ts'
import { aSetting } from '../support/setting.ts'

const china = aSetting()

describe('an amount is read in hundredths', () => {
  test.each([
    [12_500, 1_250_000],
    [0, 0],
    [-12.345, -1_235],
    [1.005, 101],
    [1e-7, 0],
    ['12,500.50', 1_250_050],
    ['¥12,500', 1_250_000],
    ['￥１２，５００', 1_250_000],
    ['12500元', 1_250_000],
    ['RMB 12500', 1_250_000],
    ['1.25万', 1_250_000],
    ['1.25萬元', 1_250_000],
    ['约50万', 50_000_000],
    ['1.2亿', 12_000_000_000],
    ['1億2,000萬', 12_000_000_000],
    ['3万5千', 3_500_000],
    ['50w', 50_000_000],
    ['(1,234)', -123_400],
    ['（1,234.5）', -123_450],
    ['-1234', -123_400],
    ['－1234', -123_400],
    ['−1234', -123_400],
  ])('%s', (cell, expected) => {
    expect(money.read(cell, china)).toEqual({ value: expected, flaw: null })
  })
  test.each([
    ['NT$1,200', 'TWD', 120_000],
    ['$1,200', 'TWD', 120_000],
    ['1200台幣', 'TWD', 120_000],
    ['HK$1,200', 'HKD', 120_000],
    ['1200港元', 'HKD', 120_000],
    ['US$ 1,200', 'USD', 120_000],
  ])('%s in %s', (cell, currency, expected) => {
    expect(money.read(cell, aSetting({ currency })).value).toBe(expected)
  })
})

describe('what is no amount of the currency is an error', () => {
  test.each([
    ['面议', 'money.form'],
    ['3万5', 'money.form'],
    ['1,2,3', 'money.form'],
    ['50-60万', 'money.form'],
    ['50万以上', 'money.form'],
    ['1万2亿', 'money.form'],
    ['万', 'money.form'],
    ['元', 'money.form'],
    ['1200美元', 'money.currency'],
    ['$1,200', 'money.currency'],
    ['€100', 'money.currency'],
    ['NT$100', 'money.currency'],
    ['#VALUE!', 'formula.error'],
    [1e15, 'number.range'],
  ])('%s', (cell, code) => {
    expect(money.read(cell, china)).toMatchObject({ value: null, flaw: { code, level: 'error' } })
  })
})

test('an amount is written as a plain number', () => {
  expect(money.write(1_250_050, china)).toBe(12_500.5)
  expect(money.numberFormat).toBe('#,##0.00')
})

test('the same amount, however Excel shows it, is one content', () => {
  const texts = [1234.5, '1234.5', '1,234.50', '¥1,234.5', "'1234.5", ' 1234.50 ']
  expect(new Set(texts.map(money.canon)).size).toBe(1)
  expect(money.canon('1.25万')).not.toBe(money.canon(12_500))
})

test('whole numbers keep to their range', () => {
  const employees = integer(0, 1000)
  expect(employees.read('约50人', china).value).toBe(50)
  expect(employees.read('1,000', china).value).toBe(1000)
  expect(employees.read(2.5, china).flaw?.code).toBe('number.whole')
  expect(employees.read(1001, china).flaw?.code).toBe('number.range')
  expect(employees.read('五十', china).flaw?.code).toBe('number.form')
})

test('85%, 0.85 and 85 are one share', () => {
  for (const cell of ['85%', '85 ％', 0.85, '0.85', 85]) {
    expect(percent.read(cell, china).value).toBe(0.85)
  }
  expect(percent.read('0.0000001%', china).value).toBe(1e-9)
  expect(percent.canon('85%')).toBe(percent.canon(0.85))
  expect(percent.read(850, china).flaw?.code).toBe('number.range')
})

test('yes and no are read in three languages and as marks', () => {
  for (const cell of ['是', 'Yes', true, 'TRUE', '√', 1])
    expect(yesNo.read(cell, china).value).toBe(1)
  for (const cell of ['否', 'no', false, '×', 0]) expect(yesNo.read(cell, china).value).toBe(0)
  expect(yesNo.read('可能', china).flaw?.code).toBe('choice.unknown')
})
