// Every problem, outcome and receipt has its sentence in three languages, with the same parameters.
import { describe, expect, test } from 'vitest'

import { en } from '../../addin/text/en.ts'
import { say } from '../../addin/text/say.ts'
import { knownText, problemText } from '../../addin/text/sentences.ts'
import { zhHans } from '../../addin/text/zh-hans.ts'
import { zhHant } from '../../addin/text/zh-hant.ts'
import { flaw, flawCodes } from '../../shared/problem.ts'
import { known as knownSchema, outcomes } from '../../shared/protocol/push.ts'
import { locales } from '../../shared/schema/kind.ts'
import { receipt } from '../../shared/schema/kinds/receipt.ts'
import { aSetting } from '../support/setting.ts'

const parameters = (text: string): readonly string[] => (text.match(/\{[^}]+\}/gu) ?? []).toSorted()

describe.each(locales)('in %s', (locale) => {
  const speak = say(locale)
  test('each flaw names its field', () => {
    for (const code of flawCodes) {
      const text = problemText(locale, 'customer', {
        field: 'contact.mobile',
        ...flaw(code, 'error'),
      })
      expect(text).toMatch({ 'zh-Hans': /^手机/u, 'zh-Hant': /^手機/u, en: /^Mobile/u }[locale])
    }
  })
  test('each outcome and each reason of a known customer has words', () => {
    for (const outcome of outcomes)
      expect(speak(`outcome.${outcome}`)).not.toBe(`outcome.${outcome}`)
    for (const by of knownSchema.shape.by.options) {
      const customer = { by, id: '1', label: '华达', here: false }
      expect(knownText(locale, customer)).toContain('华达')
      expect(knownText(locale, { ...customer, id: null, label: null })).toContain(
        speak('known.colleague'),
      )
      expect(knownText(locale, { ...customer, here: true })).toContain('华达')
    }
  })
  test.each([
    { k: 'none' },
    { k: 'few', rank: 3, n: 12, least: 20 },
    { k: 'cut', m: 'profit_12m', p: 18 },
    { k: 'loss', m: 'sales_12m' },
    { k: 'override', reason: '战略客户'.repeat(50), until: '2027-03-31' },
  ])('the receipt $k is a sentence of at most 160 characters', (why) => {
    const text = String(receipt.write(JSON.stringify(why), aSetting({ locale })))
    expect(text).not.toMatch(/[{}]|receipt\.|metric\.|_12m/u)
    expect(text.length).toBeLessThanOrEqual(160)
  })
})

test('all languages use the same parameters', () => {
  for (const key of Object.keys(en) as (keyof typeof en)[]) {
    const used = { key, parameters: parameters(en[key]) }
    expect({ key, parameters: parameters(zhHans[key]) }).toEqual(used)
    expect({ key, parameters: parameters(zhHant[key]) }).toEqual(used)
  }
})

test('a problem says what is wrong and what would be right', () => {
  const problem = {
    field: 'contact.mobile',
    ...flaw('phone.length', 'warning', { digits: 12, expected: '11' }),
  }
  expect(problemText('zh-Hans', 'customer', problem)).toBe('手机有 12 位数字，应为 11 位：请核对')
  expect(problemText('en', 'customer', problem)).toBe('Mobile has 12 digits, expected 11: check it')
})

test('a text that this version does not know is shown by its key', () => {
  expect(say('en')('flaw.something.new', {})).toBe('flaw.something.new')
})
