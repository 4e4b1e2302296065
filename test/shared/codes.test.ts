// Credit codes, tax numbers, e-mail and web addresses, lists and choices.
import { describe, expect, test } from 'vitest'

import { consent, visitChannel } from '../../shared/schema/contact-choices.ts'
import { creditCode, isCreditCode } from '../../shared/schema/kinds/credit-code.ts'
import { email } from '../../shared/schema/kinds/email.ts'
import { reference } from '../../shared/schema/kinds/reference.ts'
import { tags } from '../../shared/schema/kinds/tags.ts'
import { isTaiwanTaxNo } from '../../shared/schema/kinds/tax-no.ts'
import { text } from '../../shared/schema/kinds/text.ts'
import { url } from '../../shared/schema/kinds/url.ts'
import { aSetting } from '../support/setting.ts'

const china = aSetting()

describe('the unified social credit code', () => {
  test.each([
    '91330100799655058B',
    '9144030071526726XG',
    '914403001922038216',
    '91110000802100433B',
    '91110108551385082Q',
    '91350100M000100Y43',
  ])('%s, published, passes', (code) => {
    expect(isCreditCode(code)).toBe(true)
    expect(creditCode.read(code, china)).toEqual({ value: code, flaw: null })
  })
  test('each single wrong character is found', () => {
    const code = '91330100799655058B'
    for (let i = 0; i < code.length; i++) {
      const wrong = code.slice(0, i) + (code[i] === '3' ? '4' : '3') + code.slice(i + 1)
      expect(isCreditCode(wrong)).toBe(false)
    }
  })
  test.each([
    ['９１３３０１００７９９６５５０５８Ｂ', '91330100799655058B'],
    ['91330100 799655058b', '91330100799655058B'],
    ['9133O1OO799655O58B', '91330100799655058B'],
  ])('%s is repaired', (cell, expected) => {
    expect(creditCode.read(cell, china).value).toBe(expected)
  })
  test.each([
    ['91350100M000100Y4Z', 'credit.check'],
    ['9133010079965505', 'credit.length'],
    ['91330100V99655058B', 'credit.letter'],
  ])('%s is kept as typed and is no key', (cell, code) => {
    expect(creditCode.read(cell, china)).toMatchObject({
      value: cell,
      flaw: { code, level: 'warning' },
    })
    expect(creditCode.isUsable(cell)).toBe(false)
  })
  test('digits that Excel rounded away are an error', () => {
    expect(creditCode.read(Number('914403001922038216'), china).flaw?.code).toBe('digits.lost')
    expect(creditCode.read('9.14403E+17', china).flaw?.code).toBe('digits.lost')
  })
})

test("Taiwan's business numbers are checked", () => {
  expect(['04595257', '10458575', '10458574', '12345675'].map(isTaiwanTaxNo)).toEqual([
    true,
    true,
    true,
    true,
  ])
  expect(isTaiwanTaxNo('12345678')).toBe(false)
})

describe('an e-mail address', () => {
  test.each([
    ['mailto:Wang@Example.COM', 'Wang@example.com'],
    ['ｗａｎｇ＠ｑｑ．ｃｏｍ', 'wang@qq.com'],
    ['王经理 <wang@qq.com>', 'wang@qq.com'],
    ['wang@qq.com；li@163.com', 'wang@qq.com; li@163.com'],
    [' wang@qq.com，', 'wang@qq.com'],
  ])('%s', (cell, expected) => {
    expect(email.read(cell, china)).toEqual({ value: expected, flaw: null })
  })
  test('a slip of the keyboard is marked with what would be right', () => {
    expect(email.read('wang@company.con', china)).toMatchObject({
      value: 'wang@company.con',
      flaw: { code: 'email.domain', level: 'warning', params: { suggestion: 'wang@company.com' } },
    })
    expect(email.isUsable('wang@company.con')).toBe(false)
  })
  test.each(['wang', 'wang@', '@qq.com', 'a b@qq.com@', 'wang@qq'])('%s is none', (cell) => {
    expect(email.read(cell, china).flaw?.code).toBe('email.form')
  })
})

test('web addresses are http or bare', () => {
  expect(url.read('HTTPS://www.华达.com/a?b=1', china).value).toBe('https://www.华达.com/a?b=1')
  expect(url.read('www.huada.com', china).flaw).toBeNull()
  expect(url.read('javascript:alert(1)', china).flaw?.code).toBe('url.form')
})

test('a list reads any separator, says each word once and has a limit', () => {
  expect(tags(3).read('重点、华东；重点,VIP', china).value).toBe('重点; 华东; VIP')
  expect(tags(2).read('a;b;c', china).flaw).toMatchObject({ code: 'tags.many', level: 'error' })
})

describe('a choice', () => {
  test('is read by code and by label of any language, script, case and width', () => {
    for (const cell of ['call', 'CALL', 'Ｃａｌｌ', '电话', '電話', ' 打電話 ']) {
      expect(visitChannel.read(cell, china)).toEqual({ value: 'call', flaw: null })
    }
  })
  test('an open one keeps another word, a closed one refuses it', () => {
    expect(visitChannel.read('钉钉', china)).toMatchObject({
      value: '钉钉',
      flaw: { level: 'warning' },
    })
    expect(consent.read('随便', china)).toMatchObject({ value: null, flaw: { level: 'error' } })
    expect(consent.read('未知', china).value).toBe('unknown')
  })
})

describe('text', () => {
  test('is kept as typed but for outer space, line ends and the apostrophe of Excel', () => {
    expect(text(20).read(" '０07\r\nA\u0301 ", china).value).toBe('０07\nÁ')
  })
  test('says what is wrong with it', () => {
    expect(text(3).read('四个字了', china).flaw).toMatchObject({
      code: 'text.long',
      params: { max: 3, length: 4 },
    })
    expect(text(9).read('a\u0000b', china).flaw?.code).toBe('text.control')
    expect(text(9).read('\ud800', china).flaw?.code).toBe('text.control')
    expect(text(9).read('#REF!', china).flaw?.code).toBe('formula.error')
  })
})

describe('a reference', () => {
  const refs = {
    find: (_: string, label: string) =>
      label === '华达' ? ['1'] : label === '王伟' ? ['2', '3'] : [],
    label: (_: string, id: string) => (id === '1' ? '华达' : null),
  }
  const known = aSetting({ refs })
  test('is read by its label or its id, and written by its label', () => {
    expect(reference('customer').read('华达', known).value).toBe('1')
    expect(reference('customer').read('1', known).value).toBe('1')
    expect(reference('customer').write('1', known)).toBe('华达')
  })
  test('unknown or ambiguous is an error; where nothing can be looked up it stays as typed', () => {
    expect(reference('customer').read('恒源', known).flaw?.code).toBe('ref.unknown')
    expect(reference('customer').read('王伟', known).flaw).toMatchObject({
      code: 'ref.ambiguous',
      params: { count: 2 },
    })
    expect(reference('customer').read('恒源', china)).toEqual({ value: '恒源', flaw: null })
  })
})
