// A short look spares a long one, and never what would be told (SPEC.md, M85 and M86).
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { readMatchList } from '../../../scripts/lib/match-list.ts'
import { projectFile } from '../../../scripts/lib/project.ts'
import { noCounts } from '../../../shared/match/counts.ts'
import { judging } from '../../../shared/match/judge.ts'
import { weightsWith, type OwnWeight } from '../../../shared/match/policy.ts'
import { toMatchRecord, type MatchRecord, type MatchRow } from '../../../shared/match/record.ts'
import { askedKeys, soughtOf } from '../../../shared/match/sought.ts'
import { strangersBy } from '../../../shared/match/stranger.ts'
import { findPair } from '../../../shared/match/verdict.ts'
import { shippedWeights, type Weights } from '../../../shared/match/weights.ts'

const listed = (...name: readonly string[]): readonly MatchRecord[] =>
  readMatchList(projectFile('test', 'fixtures', ...name), {}).records
const records = [
  ...listed('base-140.csv').slice(0, 60),
  ...listed('leads-120.csv').slice(0, 60),
  ...listed('match-kinds', 'units.csv'),
]

const maybe = (...values: readonly string[]) => fc.constantFrom('', ...values)
const rows: fc.Arbitrary<MatchRow> = fc.record({
  company: fc.constantFrom(
    '苏州华达机械有限公司',
    '华达食品有限公司',
    '华大机械有限公司',
    '无锡恒源机械有限公司北京分公司',
    '恒源机械有限公司',
    '恒远电子集团',
  ),
  person: maybe('王伟', '王经理', '王维', '李娜'),
  phones: fc.array(fc.constantFrom('13912345671', '13912345672', '0512-65231234', '65231234'), {
    maxLength: 2,
  }),
  emails: fc.array(fc.constantFrom('wang@huada.com', 'wang@qq.com', 'li@huada.com'), {
    maxLength: 1,
  }),
  websites: fc.array(fc.constantFrom('huada.com', 'www.huada.cn'), { maxLength: 1 }),
  address: fc.array(fc.constantFrom('苏州市星湖街328号', '星湖街328号501室', '人民路8号'), {
    maxLength: 1,
  }),
  city: maybe('苏州', '无锡'),
  postcode: maybe('215000', '214000'),
  creditCode: maybe('91330100799655058B', '91350100M000100Y43'),
})

const neverHides = (a: MatchRecord, b: MatchRecord, weights: Weights): boolean => {
  const isStranger = strangersBy(weights)(a, b)
  expect(strangersBy(weights)(b, a)).toBe(isStranger)
  if (isStranger) expect(findPair(a, b, judging(noCounts, weights))).toBeNull()
  return isStranger
}

/** Weights as bold as learning may make them. */
const moved =
  'bias/ name/otherBrand contact/sameSurname contact/different postcode/same address/road address/different ' +
  'city/same city/different form/different mobile/different line/different email/different web/different'
const bold = weightsWith(
  moved.split(' ').map((name): OwnWeight => {
    const [field = '', level = ''] = name.split('/')
    return ['organisation', field, level, 99]
  }),
)

describe('strangers', () => {
  test('M85 of all pairs of real lists none that is told is taken for strangers, and most others are', () => {
    let [strangers, told] = [0, 0]
    for (const [i, a] of records.entries())
      for (const b of records.slice(i + 1)) {
        if (neverHides(a, b, shippedWeights)) strangers++
        else if (findPair(a, b, judging(noCounts))) told++
      }
    expect(told).toBeGreaterThan(20)
    expect(strangers).toBeGreaterThan((records.length * records.length) / 8)
  })
  test.each([
    ['shipped', shippedWeights],
    ['learnt', bold],
  ])('M85 whatever two rows share, with %s weights', (_, weights) => {
    fc.assert(
      fc.property(rows, rows, (a, b) => {
        neverHides(toMatchRecord(a), toMatchRecord(b), weights)
      }),
      { numRuns: 400 },
    )
  })
})

describe('asking a store', () => {
  const credit = { key: 7, kind: 'credit', name: null, person: null } as const
  const values = { name: '苏州华达机械有限公司', website: 'huada.com' }
  const wanted = (keys: ReturnType<typeof askedKeys>) =>
    keys.filter(([, , isWanted]) => isWanted === 1).map(([key]) => key)

  test('M86 of a row that a strong key makes known only that customer is wanted, and all keys are counted', () => {
    const row = soughtOf('a', values, [credit])
    expect(wanted(askedKeys([row], () => true))).toEqual([7])
    expect(askedKeys([row], () => true).map(([key]) => key)).toEqual([...row.keys, 7])
    expect(wanted(askedKeys([row]))).toEqual([...row.keys, 7])
  })
  test('M86 a strong key that nobody has is not asked for again', () => {
    const row = soughtOf('a', values, [credit])
    expect(askedKeys([row], () => false, new Set([7])).map(([key]) => key)).toEqual(row.keys)
  })
  test('M86 a key that another row is looked for by is wanted all the same', () => {
    const [known, open] = [soughtOf('a', values, [credit]), soughtOf('b', values, [])]
    const isKnown = (id: string) => id === 'a'
    for (const list of [
      [known, open],
      [open, known],
    ])
      expect(new Set(wanted(askedKeys(list, isKnown)))).toEqual(new Set([...open.keys, 7]))
  })
})
