// What the review says and hears: differences letter by letter, how sure, the weakest link, keys; texts in three
// languages.
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { markDifferences } from '../../../addin/pane/review/differ.ts'
import { commandOf } from '../../../addin/pane/review/keys.ts'
import { ownerText, percentOf, sayReview, weakestText } from '../../../addin/pane/review/words.ts'
import { answersEn } from '../../../addin/text/answers-en.ts'
import { answersZhHans } from '../../../addin/text/answers-zh-hans.ts'
import { answersZhHant } from '../../../addin/text/answers-zh-hant.ts'
import { knownDetails, reasonTexts } from '../../../addin/text/match-words.ts'
import { matchEn } from '../../../addin/text/match-en.ts'
import { matchZhHans } from '../../../addin/text/match-zh-hans.ts'
import { matchZhHant } from '../../../addin/text/match-zh-hant.ts'
import { mergesEn } from '../../../addin/text/merges-en.ts'
import { mergesZhHans } from '../../../addin/text/merges-zh-hans.ts'
import { mergesZhHant } from '../../../addin/text/merges-zh-hant.ts'
import { reviewEn } from '../../../addin/text/review-en.ts'
import { reviewZhHans } from '../../../addin/text/review-zh-hans.ts'
import { reviewZhHant } from '../../../addin/text/review-zh-hant.ts'
import { locales } from '../../../shared/schema/kind.ts'
import { threeOfOne, twoOfOne } from '../../e2e/gallery/review-scenes.ts'

const marked = (texts: readonly string[], base = 0): readonly string[] =>
  markDifferences(texts, base).map((parts) =>
    parts.map(({ text, isMarked }) => (isMarked ? `[${text}]` : text)).join(''),
  )

describe('differing parts', () => {
  test('are marked letter by letter on both sides', () => {
    expect(marked(['人民路88号', '人民路86号'])).toEqual(['人民路8[8]号', '人民路8[6]号'])
    expect(marked(['华达机械有限公司', '华达机械'])).toEqual(['华达机械[有限公司]', '华达机械'])
  })
  test('values that have little in common are marked whole', () => {
    expect(marked(['上海', '溧阳'])).toEqual(['[上海]', '[溧阳]'])
  })
  test('a value alone, or beside an empty one, has no mark', () => {
    expect(marked(['华达'])).toEqual(['华达'])
    expect(marked(['华达', ''])).toEqual(['华达', ''])
  })
  test('no letter is lost, whatever the texts are', () => {
    const texts = fc.array(fc.string({ unit: 'grapheme', maxLength: 20 }), {
      minLength: 1,
      maxLength: 4,
    })
    fc.assert(
      fc.property(texts, fc.nat(3), (list, at) => {
        const base = Math.min(at, list.length - 1)
        const whole = markDifferences(list, base).map((parts) => parts.map((p) => p.text).join(''))
        expect(whole).toEqual(list)
      }),
    )
  })
  test('equal texts have no mark', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (text) => {
        expect(
          markDifferences([text, text], 0)
            .flat()
            .some(({ isMarked }) => isMarked),
        ).toBe(false)
      }),
    )
  })
})

describe('words', () => {
  test('reasons are told field by field, the weightiest first', () => {
    const reasons = twoOfOne.pairs[0]?.reasons ?? []
    expect(reasonTexts('en', reasons)).toEqual([
      'Fits: same mobile; name differs in legal form only; same contact',
      'Against: house number one digit off',
    ])
    expect(reasonTexts('zh-Hans', reasons)[0]).toBe(
      '相符：手机相同；名称仅组织形式不同；联系人相同',
    )
  })
  test('a level of a newer server is left out rather than shown raw', () => {
    const reasons = [
      { field: 'mobile', level: 'same', bits: 5 },
      { field: 'aura', level: 'bright', bits: 3 },
    ]
    expect(reasonTexts('en', reasons)).toEqual(['Fits: same mobile'])
  })
  test('the weakest link is named where there are three', () => {
    expect(weakestText('en', threeOfOne)).toBe('1 and 3 are held together only by: names alike')
    expect(weakestText('en', twoOfOne)).toBeNull()
  })
  test('is not spoken of where even the weakest two are surely one', () => {
    const pairs = threeOfOne.pairs.map((pair) => ({ ...pair, score: 7 }))
    expect(weakestText('en', { ...threeOfOne, pairs })).toBeNull()
  })
  test('sureness is a percentage that never claims to be complete', () => {
    expect([percentOf(0), percentOf(1), percentOf(40), percentOf(-40)]).toEqual([50, 67, 99, 1])
  })
  test('an owner out of sight is a colleague', () => {
    const speak = sayReview('en')
    const owner = { isMine: false, owner: 'x', ownerName: '' }
    expect(ownerText(speak, owner)).toBe('a colleague’s')
    expect(ownerText(speak, { ...owner, ownerName: 'Li' })).toBe('Li’s')
    expect(ownerText(speak, { ...owner, owner: null })).toBe('nobody’s')
  })
  test('a known row says what differs and what linking would fill in', () => {
    const known = { by: 'mobile', id: 'c', label: 'C', here: false } as const
    const details = {
      ...known,
      differ: ['address'],
      fills: ['phone', 'contact.title'],
      limited: true,
    }
    expect(knownDetails('en', 'customer', details)).toEqual([
      'Fields that differ: Address',
      'Would fill in: Main phone; Job title',
      expect.stringContaining('Too many'),
    ])
    expect(knownDetails('en', 'customer', known)).toEqual([])
  })
})

const parameters = (text: string): readonly string[] => (text.match(/\{[^}]+\}/gu) ?? []).toSorted()

test.each([
  ['review', reviewEn, reviewZhHans, reviewZhHant],
  ['merges', mergesEn, mergesZhHans, mergesZhHant],
  ['match', matchEn, matchZhHans, matchZhHant],
  ['answers', answersEn, answersZhHans, answersZhHant],
])('all languages of %s use the same parameters', (_, ...texts: readonly object[]) => {
  const [first, ...others] = texts.map((its) =>
    Object.entries(its).map(([key, text]) => ({ key, used: parameters(String(text)) })),
  )
  for (const other of others)
    expect(other.toSorted((x, y) => (x.key < y.key ? -1 : 1))).toEqual(
      first?.toSorted((x, y) => (x.key < y.key ? -1 : 1)),
    )
})

test.each(locales)('in %s no jargon is shown', (locale) => {
  const texts = { en: reviewEn, 'zh-Hans': reviewZhHans, 'zh-Hant': reviewZhHant }[locale]
  expect(
    Object.values(texts).filter((text) => /cluster|score|聚类|聚類|得分/iu.test(text)),
  ).toEqual([])
})

describe('keys', () => {
  const place = {
    tag: 'BODY',
    type: '',
    role: '',
    isAsked: false,
    isChoosingKind: false,
    isOff: false,
  }
  const press = (key: string, part: object = {}, at: object = {}) =>
    commandOf({ key, keyCode: 0, ...part } as KeyboardEvent, { ...place, ...at })

  test('each does what its button does', () => {
    expect(press('m')).toEqual({ do: 'merge' })
    expect(press('M')).toEqual({ do: 'merge' })
    expect(press('n')).toEqual({ do: 'different' })
    expect(press('3')).toEqual({ do: 'tick', at: 2 })
    expect(press('3', {}, { isChoosingKind: true })).toEqual({ do: 'kind', at: 2 })
    expect(press('ArrowDown')).toEqual({ do: 'field', by: 1 })
    expect(press('x')).toBeNull()
  })
  test.each([
    ['while Chinese is composed', { isComposing: true }, {}],
    ['while an input method says so by 229 alone', { keyCode: 229 }, {}],
    ['with Ctrl', { ctrlKey: true }, {}],
    ['in a text field', {}, { tag: 'INPUT', type: 'text' }],
    ['in a list of choices', {}, { tag: 'SELECT' }],
    ['while a question stands before everything', {}, { isAsked: true }],
    ['when single keys are switched off', {}, { isOff: true }],
  ])('none is taken %s', (_, part, at) => {
    for (const key of ['m', 'n', 'u', '1', ' ']) expect(press(key, part, at)).toBeNull()
  })
  test('a tick box leaves letters to the review and keeps Space; a value gives Space away', () => {
    const box = { tag: 'INPUT', type: 'checkbox' }
    expect(press('m', {}, box)).toEqual({ do: 'merge' })
    expect(press(' ', {}, box)).toBeNull()
    expect(press(' ', {}, { tag: 'BUTTON' })).toBeNull()
    expect(press(' ', {}, { tag: 'BUTTON', role: 'radio' })).toEqual({ do: 'value', by: 1 })
  })
  test('Escape ends the choice of a relation, and is nobody’s otherwise', () => {
    expect(press('Escape', {}, { isChoosingKind: true })).toEqual({ do: 'close' })
    expect(press('Escape')).toBeNull()
    expect(press('m', {}, { isChoosingKind: true })).toBeNull()
  })
})
