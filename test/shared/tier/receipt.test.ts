// Why this tier, for people: one sentence a reader may see, and the arithmetic as cells whose SUM is the value.
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { say } from '../../../addin/text/say.ts'
import { locales } from '../../../shared/schema/kind.ts'
import { receipt } from '../../../shared/schema/kinds/receipt.ts'
import { arithmeticOf, LINES_MAX } from '../../../shared/tier/arithmetic.ts'
import { standardPolicy as policy } from '../../../shared/tier/policy.ts'
import type { ValueLine } from '../../../shared/tier/value-lines.ts'
import {
  joinedParts,
  moneyText,
  tierSentence,
  WHY_MAX,
  type WhyFacts,
} from '../../../shared/tier/why.ts'
import { aSetting } from '../../support/setting.ts'

const place = { value: 41_230_050, first: 18, last: 18, n: 793 }
const facts: WhyFacts = { next: 'A', metric: 'profit_12m', place, policy }
const all = () => true
const reader = (locale: (typeof locales)[number], maySee: (field: string) => boolean = all) => ({
  say: say(locale),
  maySee,
  unit: 100,
})

describe('the sentence', () => {
  test.each([
    [
      'zh-Hans',
      'A · 近12月利润：第 18/793 名（前 2.3%） · ¥412,300.50 · A 至第 158 名，B 至第 555 名',
    ],
    [
      'zh-Hant',
      'A · 近12月利潤：第 18/793 名（前 2.3%） · ¥412,300.50 · A 至第 158 名，B 至第 555 名',
    ],
    [
      'en',
      'A · net profit, last 12 months: rank 18 of 793 (top 2.3%) · ¥412,300.50 · A to rank 158, B to rank 555',
    ],
  ] as const)('in %s names rank, value and cuts', (locale, text) => {
    expect(tierSentence(facts, reader(locale))).toBe(text)
  })
  test('shows no figure of a field that the reader may not see', () => {
    const whole = { ...facts, margin: 50_000_000, cost: 8_769_950 }
    const seen = tierSentence(whole, reader('en'))
    expect(seen).toContain('margin ¥500,000 − cost to serve ¥87,699.50')
    const hidden = tierSentence(
      whole,
      reader('en', (field) => field !== 'profit_12m'),
    )
    expect(hidden).toBe(
      'A · net profit, last 12 months: rank 18 of 793 (top 2.3%) · A to rank 158, B to rank 555',
    )
    const noMargin = tierSentence(
      whole,
      reader('en', (field) => field !== 'margin_12m'),
    )
    expect(noMargin).not.toContain('margin ¥')
  })
  test('says why a tier in force is not today’s, and a manager’s word with its end', () => {
    const settled = { tier: 'A', downgrades: 1, held: 'run' } as const
    expect(tierSentence({ ...facts, next: 'B', settled }, reader('zh-Hans'))).toContain('维持 A')
    const override = { tier: 'X', reason: '不再合作', until: '2026-12-31' } as const
    expect(tierSentence({ ...facts, override }, reader('zh-Hans'))).toBe(
      'X · 手工设定：不再合作 · 至 2026-12-31 · 按当前数据为 A',
    )
  })
  test('has at most 160 characters, its parts whole', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 300 }),
        fc.integer({ min: -1e15, max: 1e15 }),
        fc.constantFrom(...locales),
        (reason, value, locale) => {
          const settled = { tier: 'B', downgrades: 0, held: 'band' } as const
          const all = { ...facts, place: { ...place, value }, settled, before: 'C' } as const
          for (const override of [null, { tier: 'A', reason, until: '2027-01-01' } as const]) {
            const text = tierSentence({ ...all, override }, reader(locale))
            expect(text.length).toBeLessThanOrEqual(WHY_MAX)
            expect(/\p{Surrogate}/u.test(text)).toBe(false)
          }
        },
      ),
    )
    expect(joinedParts(['a', 'b'.repeat(157), 'c'])).toBe('a')
    expect(joinedParts(['a', 'b'.repeat(156)]).length).toBe(160)
  })
  test.each([
    [-815_000, 'CNY', '−¥8,150'],
    [5, 'TWD', 'NT$0.05'],
    [123_456_710, 'KRW', 'KRW 1,234,567.10'],
    [100, '', '1'],
  ])('%i hundredths of %s are %s', (value, currency, text) => {
    expect(moneyText(value, currency, 100)).toBe(text)
  })
})

describe('a stored receipt', () => {
  test.each([
    { k: 'new', on: '2026-10-01', days: 90 },
    { k: 'like', like: 'A', a: '制造业', b: '500+' },
    { k: 'like', like: 'C', a: 'large', b: 'web' },
    { k: 'band', like: 'B', potential: 4, size: 'medium' },
    { k: 'key', kind: 'future', least: 'B' },
    { k: 'late', gap: 61, usual: 30, times: 2 },
    { k: 'fewer', percent: 31 },
    { k: 'late.fewer', gap: 61, usual: 30, percent: 31 },
    { k: 'steady', usual: 30, on: '2026-12-10' },
    { k: 'silent', since: '2026-08-19', usual: 30 },
    { k: 'silent.fewer', since: '2026-08-19', usual: 30, percent: 31 },
    { k: 'bears', orders: 6, close: 5 },
    { k: 'orders', on: '2026-12-10', usual: 30 },
    { k: 'unhappy', satisfaction: 1 },
    { k: 'complains', count: 3 },
    { k: 'cut', m: 'margin_12m', p: 3 },
  ])('$k is a sentence in every language', (why) => {
    for (const locale of locales) {
      const text = String(receipt.write(JSON.stringify(why), aSetting({ locale })))
      expect(text).not.toMatch(/[{}]|receipt\.|metric\.|trait\.|strategic\.|_12m/u)
      expect(text.length).toBeLessThanOrEqual(160)
    }
  })
})

describe('the arithmetic', () => {
  const lines: readonly ValueLine[] = [
    { date: '2026-05-01', kind: 'order', amount: 30_010 },
    { date: '2026-02-01', kind: 'order', amount: 20_020 },
    { date: '2026-06-01', kind: 'cost', amount: -15 },
  ]
  const own = { ...place, value: 50_015 }
  const base = {
    name: '=HYPERLINK("x")',
    metric: 'profit_12m',
    place: own,
    policy,
    next: 'A',
    force: 'B',
    lines,
    history: [
      { on: '2026-10-01', tier: 'B', metric: 'profit_12m', value: 9_900, rank: 200 },
      { on: '2026-09-01', tier: null, metric: 'sales_12m', value: null, rank: null },
    ],
  } as const
  const sumOf = ({ rows, sums }: ReturnType<typeof arithmeticOf>) =>
    sums.map(({ column, from, to }) =>
      rows.slice(from, to + 1).reduce((sum, row) => sum + Number(row[column]), 0),
    )

  test('is a table of four columns whose SUM is the value', () => {
    const table = arithmeticOf(base, reader('en'))
    expect(table.rows.every((row) => row.length === 4)).toBe(true)
    expect(sumOf(table)).toEqual([expect.closeTo(500.15, 9)])
    const [sum] = table.sums
    expect(sum && table.rows[sum.total]?.[sum.column]).toBe(500.15)
    expect(table.rows.slice(-3).map((row) => row.slice(0, 3))).toEqual([
      ['Order', '2026-02-01', 200.2],
      ['Order', '2026-05-01', 300.1],
      ['Cost to serve', '2026-06-01', -0.15],
    ])
    expect(table.rows.slice(0, 3).map((row) => row[2])).toEqual(['', 'Value', 500.15])
    expect(table.rows).toContainEqual(['2026-10-01', 'B', 99, 200])
    expect(table.headings.map((row) => table.rows[row]?.[0])).toEqual([
      expect.stringMatching(/^Why this tier/u),
      '',
      'Sum',
      expect.stringMatching(/^History/u),
      'Figures',
    ])
  })
  test('holds no cell that a sheet takes for a formula', () => {
    const cells = arithmeticOf(base, reader('zh-Hans')).rows.flat()
    expect(cells.filter((cell) => typeof cell === 'string' && /^[=+@-]/u.test(cell))).toEqual([])
  })
  test('shows rank and cuts, but no amount, to who may not see the metric', () => {
    const table = arithmeticOf(
      base,
      reader('en', () => false),
    )
    expect(table.sums).toEqual([])
    expect(table.rows.flat()).toContain('not shown to you')
    expect(table.rows.flat()).not.toContain(500.15)
    expect(table.rows.flat()).not.toContain(99)
    expect(table.rows.flat()).toContain(18)
  })
  test('of very many lines sums them up by kind', () => {
    const many = Array.from({ length: LINES_MAX + 1 }, (): ValueLine => ({
      date: '2026-05-01',
      kind: 'order',
      amount: 1,
    }))
    const table = arithmeticOf({ ...base, lines: many }, reader('en'))
    expect(sumOf(table)).toEqual([(LINES_MAX + 1) / 100])
    expect(table.rows.length).toBeLessThan(20)
  })
})
