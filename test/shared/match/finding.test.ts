// Keys, clusters and what always holds (SPEC.md, M50 to M74).
import { readdirSync, readFileSync } from 'node:fs'

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { projectFile } from '../../../scripts/lib/project.ts'
import { clusterRows, VETO, type Link } from '../../../shared/match/cluster.ts'
import { createKeyTable } from '../../../shared/match/key-table.ts'
import { createKeyIndex, findCandidates } from '../../../shared/match/find.ts'
import { KEYS_MAX, KEY_ROWS_MAX, keysOf } from '../../../shared/match/keys.ts'
import { judgePair, matchList } from '../../../shared/match/match-list.ts'
import { toMatchRecord, type MatchRow } from '../../../shared/match/record.ts'
import { hash52 } from '../../../shared/sync/hash.ts'
import { compareWords, editDistance, jaroWinkler } from '../../../shared/match/similarity.ts'

const read = (row: MatchRow) => toMatchRecord(row)
const shareKey = (a: MatchRow, b: MatchRow): boolean =>
  keysOf(read(a)).some((key) => keysOf(read(b)).includes(key))

const pick = <T>(...values: readonly T[]) => fc.constantFrom(...values)
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })
/** Rows that have much in common, of firms and persons, Chinese and Western. */
const rows: fc.Arbitrary<MatchRow> = fc
  .record({
    company: optional(
      pick(
        '华达机械有限公司',
        '华达',
        '深圳华达机械',
        '华达食品',
        '华达机械杭州分公司',
        'Huada Machinery',
        'Acme Ltd',
        'Acme Trading',
        '华达集团',
      ),
    ),
    person: optional(
      pick('王伟', '王芳', '王经理', 'Wang Wei', 'John Smith', 'Smith John', '欧阳娜'),
    ),
    phones: optional(
      fc.array(pick('13912345671', '13912345672', '0571-74428666', '74428666', '4006078197'), {
        maxLength: 2,
      }),
    ),
    emails: optional(
      fc.array(pick('wangwei@huada.com', 'wang@163.com', 'info@huada.com'), { maxLength: 2 }),
    ),
    address: optional(
      fc.array(pick('杭州市文化路332号603室', '文化路332号6楼', '12 Main Street', '14 Main St'), {
        maxLength: 1,
      }),
    ),
    city: optional(pick('杭州', '深圳市', 'Leeds')),
    creditCode: optional(pick('91330100799655058B', '91350100M000100Y43')),
    born: optional(pick('1990-05-12', '1990-12-05', '1970-01-02')),
  })
  // Absent, not undefined: as a list without the column has it.
  .map((row) => Object.fromEntries(Object.entries(row).filter(([, v]) => v !== undefined)))

describe('keys', () => {
  test('M50 a row has at most eight integer keys, from itself alone', () => {
    fc.assert(
      fc.property(rows, (row) => {
        const keys = keysOf(read(row))
        expect(keys.length).toBeLessThanOrEqual(KEYS_MAX)
        expect(keys.every((key) => Number.isSafeInteger(key) && key >= 0 && key < 2 ** 52)).toBe(
          true,
        )
        expect(new Set(keys).size).toBe(keys.length)
      }),
    )
  })
  test('M51 a key that more than sixty rows have finds nobody', () => {
    const found = (size: number) => {
      const records = Array.from({ length: size }, () => read({ phones: ['4006078197'] }))
      const index = createKeyIndex(records)
      return findCandidates(index, index.keys[0] ?? []).length
    }
    expect(found(KEY_ROWS_MAX)).toBe(KEY_ROWS_MAX)
    expect(found(KEY_ROWS_MAX + 1)).toBe(0)
  })
  test.each<readonly [string, MatchRow, MatchRow]>([
    ['a slip in a mobile', { phones: ['13912345671'] }, { phones: ['13912345617'] }],
    [
      'another script',
      { company: '佛山市乙连电子有限公司' },
      { company: 'Foshan Yilian Electronics' },
    ],
    ['a homophone', { company: '欣园投资有限公司' }, { company: '信園投資有限公司' }],
    ['swapped names', { given: 'Alan', surname: 'Robert' }, { given: 'Robert', surname: 'Alan' }],
    ['a line without its area code', { phones: ['0571-74428666'] }, { phones: ['74428666转2'] }],
    [
      'an address',
      { company: 'Acme', address: ['435 S. La Cienega Blvd'] },
      { company: 'Zeta', address: ['435 south la cienega boulevard'] },
    ],
  ])('M52 rows meet in spite of %s', (_, a, b) => {
    expect(shareKey(a, b)).toBe(true)
  })
})

test('the table of keys says what a Map says', () => {
  const keys = fc.array(
    fc.oneof(
      fc.nat(9),
      fc.maxSafeNat().map((n) => n % 2 ** 52),
    ),
  )
  fc.assert(
    fc.property(keys, (list) => {
      const table = createKeyTable(1)
      const map = new Map<number, number>()
      for (const key of list) {
        expect(table.add(key, 1)).toBe(map.get(key) ?? 0)
        map.set(key, (map.get(key) ?? 0) + 1)
      }
      for (const [key, count] of map) expect(table.get(key)).toBe(count)
      expect(table.get(2 ** 51 + 7)).toBe(map.get(2 ** 51 + 7) ?? 0)
    }),
  )
})

test('edits are counted as the plain recursion counts them', () => {
  const plain = (a: string, b: string): number => {
    if (a === '' || b === '') return a.length + b.length
    const [x, y] = [a.slice(1), b.slice(1)]
    if (a[0] === b[0]) return plain(x, y)
    const isSwap = a.length > 1 && b.length > 1 && a[0] === b[1] && a[1] === b[0]
    const least = 1 + Math.min(plain(x, b), plain(a, y), plain(x, y))
    return isSwap ? Math.min(least, 1 + plain(a.slice(2), b.slice(2))) : least
  }
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 })
  fc.assert(
    fc.property(word, word, fc.nat(3), (a, b, max) => {
      expect(editDistance(a, b, max)).toBe(Math.min(plain(a, b), max + 1))
    }),
    { numRuns: 500 },
  )
})

describe('clusters', () => {
  const cluster = (size: number, scores: Readonly<Record<string, number>>) => {
    const links: Link[] = Object.entries(scores).map(([pair, score]) => {
      const [a = 0, b = 0] = pair.split('-').map(Number)
      return { a, b, score }
    })
    const scoreOf = (a: number, b: number) => scores[`${Math.min(a, b)}-${Math.max(a, b)}`] ?? -5
    return clusterRows(
      size,
      links.filter((l) => l.score > 0),
      scoreOf,
      (row) => row,
    )
  }
  test('M60 a chain is no cluster', () => {
    expect(cluster(3, { '0-1': 4, '1-2': 3 })).toEqual([0, 0, 2])
    expect(cluster(3, { '0-1': 4, '1-2': 3, '0-2': -1 })).toEqual([0, 0, 0])
  })
  test('M61 a vetoed pair never stands in one cluster, whatever the average', () => {
    const strong = { '0-1': 20, '0-3': 20, '1-3': 20, '1-2': 19, '2-3': 19 }
    expect(cluster(4, { ...strong, '0-2': VETO })).toEqual([0, 0, 2, 0])
    expect(cluster(4, { ...strong, '0-2': VETO + 1 })).toEqual([0, 0, 0, 0])
  })
  test('M61 two branches that a careless row would join stay apart', () => {
    const shared = { phones: ['13912345671'], person: '王伟' }
    const { clusters } = matchList(
      ['华达机械有限公司广州分公司', '华达机械有限公司杭州分公司', 'Huada Machinery'].map(
        (company) => read({ ...shared, company }),
      ),
    )
    expect(clusters[0]).not.toBe(clusters[1])
  })
})

/** Pairs and clusters in words that do not name places in the list. */
const told = (list: readonly MatchRow[]) => {
  const { pairs, clusters } = matchList(list.map(read))
  const nameOf = (row: number) => JSON.stringify(list[row])
  const sides = (a: number, b: number) => [nameOf(a), nameOf(b)].toSorted().join(' ~ ')
  return {
    pairs: pairs
      .map(
        ({ a, b, judgement: { outcome, kind, score } }) =>
          `${sides(a, b)} ${outcome} ${kind} ${score.toFixed(6)}`,
      )
      .toSorted(),
    clusters: [...new Set(clusters)]
      .map((c) =>
        clusters
          .flatMap((own, row) => (own === c ? [nameOf(row)] : []))
          .toSorted()
          .join(' + '),
      )
      .toSorted(),
  }
}

describe('always', () => {
  test('M70 matching is symmetric, whatever was counted', () => {
    // Some terms are rare, some common, as their text has it.
    const counts = (term: string) => (hash52(term) % 97) + 1
    fc.assert(
      fc.property(rows, rows, (a, b) => {
        expect(judgePair(read(a), read(b), counts)).toEqual(judgePair(read(b), read(a), counts))
      }),
      { numRuns: 500 },
    )
  })
  test('M70 so are the similarities of words', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 })
    const weightOf = (text: string) => text.length + 1
    fc.assert(
      fc.property(word, word, fc.array(word), fc.array(word), (a, b, x, y) => {
        expect(jaroWinkler(a, b)).toBe(jaroWinkler(b, a))
        expect(editDistance(a, b, 3)).toBe(editDistance(b, a, 3))
        expect(compareWords(x, y, weightOf)).toEqual(compareWords(y, x, weightOf))
      }),
      { numRuns: 2000 },
    )
  })
  test('M71 it does not depend on row order', () => {
    const list = fc.array(rows, { maxLength: 12 })
    const order = list.chain((l) =>
      fc.tuple(fc.constant(l), fc.shuffledSubarray(l, { minLength: l.length })),
    )
    fc.assert(
      fc.property(order, ([before, after]) => {
        expect(told(after)).toEqual(told(before))
      }),
      { numRuns: 200 },
    )
  })
  test('M72 a row that shares no value with the others changes nothing about them', () => {
    const stranger: MatchRow = {
      company: '青云照明股份有限公司',
      person: '诸葛亮',
      phones: ['18698769876', '021-33445566'],
      emails: ['zhuge@qingyun.cn'],
      address: ['上海市长宁区延安西路900号'],
    }
    fc.assert(
      fc.property(fc.array(rows, { maxLength: 10 }), fc.nat(10), (list, at) => {
        const before = told(list)
        const after = told([...list.slice(0, at), stranger, ...list.slice(at)])
        expect(after.pairs).toEqual(before.pairs)
        expect(after.clusters.filter((c) => c !== JSON.stringify(stranger))).toEqual(
          before.clusters,
        )
      }),
      { numRuns: 200 },
    )
  })
  test('M73 what is kept of a row survives JSON', () => {
    fc.assert(
      fc.property(rows, (row) => {
        const record = read(row)
        expect(JSON.parse(JSON.stringify(record))).toEqual(record)
        expect(read(row)).toEqual(record)
      }),
    )
  })
})

test('every rule of the specification has a test, and every test a rule', () => {
  const idsIn = (text: string, form: RegExp) =>
    [...new Set([...text.matchAll(form)].map((m) => m[1] ?? ''))].toSorted()
  const rules = idsIn(
    readFileSync(projectFile('shared', 'match', 'SPEC.md'), 'utf8'),
    /\*\*(M\d+)\*\*/gu,
  )
  const folder = projectFile('test', 'shared', 'match')
  const tests = readdirSync(folder)
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => readFileSync(`${folder}/${name}`, 'utf8'))
    .join('\n')
  expect(idsIn(tests, /['`](M\d+) /gu)).toEqual(rules)
})
