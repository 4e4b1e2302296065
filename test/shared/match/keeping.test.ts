// Where customers are kept: few keys, searches, reviews, answers that hold, weights that learn (SPEC.md, M53 to M84).
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { VETO } from '../../../shared/match/cluster.ts'
import { customerRecord } from '../../../shared/match/customer.ts'
import { featuresOf, packFeatures, unpackFeatures } from '../../../shared/match/features.ts'
import { judge, judging, type Judgement } from '../../../shared/match/judge.ts'
import { learn, type Lesson } from '../../../shared/match/learn.ts'
import { MOVE_MAX, shippedBits, toMatchPolicy, weightsWith } from '../../../shared/match/policy.ts'
import { isSilenced, printOf, toPrint } from '../../../shared/match/print.ts'
import { reviewPairs, type Waiting } from '../../../shared/match/review.ts'
import { createSearch, type Candidate, type Sought } from '../../../shared/match/search.ts'
import { askedKeys, soughtOf } from '../../../shared/match/sought.ts'
import { STORE_KEYS_MAX, storeKeysOf } from '../../../shared/match/store-keys.ts'
import { findPair, LOOK_FROM } from '../../../shared/match/verdict.ts'
import { shippedWeights } from '../../../shared/match/weights.ts'
import { noCounts } from '../../../shared/match/counts.ts'
import type { WireValues } from '../../../shared/protocol/cell.ts'
import { strongKeys } from '../../../shared/normalize/keys.ts'
import { hash52 } from '../../../shared/sync/hash.ts'

const toSought = (id: string, values: WireValues): Sought =>
  soughtOf(
    id,
    values,
    strongKeys(values).map(({ kind, key }) => ({
      key: hash52(key),
      kind,
      name: null,
      person: null,
    })),
  )

/** A store in memory, as D1 answers a search. */
const storeOf = (customers: ReadonlyMap<string, WireValues>) => {
  const rows = new Map<number, string[]>()
  const candidates = new Map<string, Candidate>()
  for (const [id, values] of customers) {
    const sought = toSought(id, values)
    candidates.set(id, { id, record: sought.record, label: '', isVisible: true })
    for (const [key] of askedKeys([sought])) rows.set(key, [...(rows.get(key) ?? []), id])
  }
  return {
    candidates,
    countOf: (key: number) => rows.get(key)?.length ?? 0,
    rowsOf: (key: number) => rows.get(key) ?? [],
  }
}
const searchFor = (values: WireValues, customers: ReadonlyMap<string, WireValues>) => {
  const row = toSought('new', values)
  return createSearch([row], storeOf(customers), shippedWeights).hitsOf(row)
}

const pick = <T>(...values: readonly T[]) => fc.constantFrom(...values)
const filled = (values: Readonly<Record<string, string | undefined>>): WireValues =>
  Object.fromEntries(Object.entries(values).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]])))
const customers: fc.Arbitrary<WireValues> = fc
  .record({
    name: pick(
      '华达机械有限公司',
      '苏州华达精密机械有限公司',
      '恒源食品有限公司',
      'Huada Machinery',
      '王伟',
    ),
    kind: pick('org', 'org', 'person'),
    'contact.name': pick('王伟', '李娜', undefined),
    'contact.mobile': pick('+8613912345671', '+8613912345672', '+8618877776666', undefined),
    phone: pick('+8651265231234', undefined),
    email: pick('wangwei@huada.com', 'info@huada.com', undefined),
    address: pick('苏州市星湖街328号', '杭州市文化路332号603室', undefined),
    city: pick('苏州', '杭州', undefined),
    credit_code: pick('91330100799655058B', undefined),
  })
  .map(filled)

describe('keys and features', () => {
  test('M53 are few, integers, and made from the customer alone', () => {
    fc.assert(
      fc.property(customers, (values) => {
        const keys = storeKeysOf(customerRecord(values))
        expect(keys.length).toBeLessThanOrEqual(STORE_KEYS_MAX)
        expect(new Set(keys).size).toBe(keys.length)
        expect(keys.every((key) => Number.isSafeInteger(key) && key >= 0 && key < 2 ** 52)).toBe(
          true,
        )
        expect(storeKeysOf(customerRecord({ ...values }))).toEqual(keys)
      }),
    )
  })

  test.each([
    [
      'a slip in a person’s mobile',
      { kind: 'person', name: '王伟', 'contact.mobile': '+8613912345617' },
    ],
    ['another script', { name: 'Suzhou Huada Jingmi Jixie Co Ltd' }],
    ['the address', { name: '苏州HD公司', address: '苏州市星湖街328号' }],
    ['the domain', { name: '某某', website: 'www.huada-sz.com' }],
    ['an e-mail', { name: '某某', email: 'wang@huada-sz.com' }],
  ])('M53 with the strong keys find him by %s', (_, values) => {
    const isPerson = 'kind' in values
    const him = isPerson
      ? { kind: 'person', name: '王伟', 'contact.mobile': '+8613912345671' }
      : {
          name: '苏州华达精密机械有限公司',
          address: '苏州市工业园区星湖街328号',
          email: 'wang@huada-sz.com',
        }
    const [his, mine] = [him, values].map((each) =>
      askedKeys([toSought('x', filled(each))]).map(([key]) => key),
    )
    expect(his?.some((key) => mine?.includes(key))).toBe(true)
  })

  test('M54 a value that many share counts less, a city nothing', () => {
    const agency = new Map(
      Array.from({ length: 40 }, (_, i): [string, WireValues] => [
        `c${i}`,
        {
          name: `${'甲乙丙丁戊己庚辛壬癸'.charAt(i % 10)}${'山水火木'.charAt(i % 4)}会展`,
          phone: '+8651265231234',
        },
      ]),
    )
    const lead = { name: '甲山会展服务', phone: '+8651265231234' }
    const alone = new Map([...agency].slice(0, 1))
    const [among] = searchFor(lead, agency)
    const [only] = searchFor(lead, alone)
    expect(only?.pair.score).toBeGreaterThan((among?.pair.score ?? 0) + 2)
    const place = { name: '恒源食品有限公司', city: '苏州' }
    const [near] = searchFor({ name: '恒源食品', city: '苏州' }, new Map([['a', place]]))
    expect(near?.pair.evidence.find(({ field }) => field === 'city')?.common).toBeGreaterThan(5)
  })

  test('M55 what is kept is read back as it was', () => {
    fc.assert(
      fc.property(customers, (values) => {
        const features = featuresOf(values)
        expect(unpackFeatures(packFeatures(features))).toEqual(features)
      }),
    )
    const marked = featuresOf({
      name: 'Foo Bar Trading (Suzhou) Group',
      kind: 'org',
      'contact.name': 'Ann|Lee;',
      email: 'a|b;c@huada.com; "x"@huada.com',
      address: '人民|路;8号',
    })
    expect(unpackFeatures(packFeatures(marked))).toEqual(marked)
    const old = packFeatures({ ...featuresOf({ name: '华达' }), version: 0 })
    expect(unpackFeatures(old)).toBeNull()
    expect(unpackFeatures(null)).toBeNull()
  })
})

describe('a search', () => {
  test('M81 never finds the row itself, and tells the best five', () => {
    const many = new Map(
      Array.from({ length: 9 }, (_, i): [string, WireValues] => [
        `c${i}`,
        { name: '苏州华达精密机械有限公司', address: `苏州市星湖街${320 + i}号` },
      ]),
    )
    const hits = searchFor({ name: '苏州华达精密机械', address: '苏州市星湖街328号' }, many)
    expect(hits).toHaveLength(5)
    expect(hits[0]?.candidate.id).toBe('c8')
    const row = toSought('c1', many.get('c1') ?? {})
    const own = createSearch([row], storeOf(many), shippedWeights).hitsOf(row)
    expect(own.map(({ candidate }) => candidate.id)).not.toContain('c1')
  })

  test('M81 finds the rows of its chunk once they are accepted', () => {
    const values = { name: '苏州华达精密机械有限公司', address: '苏州市星湖街328号' }
    const [first, second] = [toSought('1', values), toSought('2', { ...values, city: '苏州' })]
    const search = createSearch([first, second], storeOf(new Map()), shippedWeights)
    expect(search.hitsOf(second)).toEqual([])
    search.accept(first, '华达')
    expect(search.hitsOf(second)).toMatchObject([{ candidate: { id: '1' }, isNew: true }])
  })

  test('M72 an unrelated customer in the store never changes an outcome', () => {
    const other: WireValues = {
      name: 'Zzyzx Quarry Works',
      'contact.name': 'Quentin Zeller',
      phone: '+4930901820',
      address: '7 Nowhere Lane',
    }
    fc.assert(
      fc.property(customers, fc.array(customers, { maxLength: 6 }), (lead, list) => {
        const before = new Map(list.map((values, i): [string, WireValues] => [`c${i}`, values]))
        const told = (store: ReadonlyMap<string, WireValues>) =>
          searchFor(lead, store).map(({ candidate, pair }) => [candidate.id, pair])
        expect(told(new Map([...before, ['zz', other]]))).toEqual(told(before))
        expect(told(new Map([...before].toReversed()))).toEqual(told(before))
      }),
    )
  })

  test('M80 what is nearly the same asks for a look', () => {
    const by = judging(noCounts)
    const pair = (a: WireValues, b: WireValues) =>
      findPair(customerRecord(a), customerRecord(b), by)
    const near = pair(
      { name: '苏州华达', 'contact.name': '王伟' },
      { name: '华达', 'contact.name': '王经理', city: '无锡' },
    )
    expect(near?.finding ?? 'none').not.toBe('same')
    fc.assert(
      fc.property(customers, customers, (a, b) => {
        const found = pair(a, b)
        if (found?.finding !== 'look') return
        expect(found.score).toBeGreaterThan(LOOK_FROM)
        expect(found.evidence.map(({ field }) => field)).not.toContain('qualifier')
      }),
    )
    expect(
      pair(
        { name: '苏州第二中学', phone: '+8651265231234' },
        { name: '苏州第三中学', phone: '+8651265231234' },
      )?.finding,
    ).not.toBe('look')
  })
})

const judgeIt = (a: WireValues, b: WireValues): Judgement =>
  judge(customerRecord(a), customerRecord(b), judging(noCounts), 1.5)

describe('an answer', () => {
  const a = { name: '南通长江缆绳有限公司', address: '南通市青年路77号', website: 'www.cj.cn' }
  const b = { name: '南通长江缆绳公司', address: '南通市青年路77号' }
  const print = printOf(customerRecord(a), customerRecord(b), judgeIt(a, b), shippedWeights)
  const holds = (x: WireValues, y: WireValues) =>
    isSilenced(print, customerRecord(x), customerRecord(y), judgeIt(x, y), shippedWeights)

  test('M82 holds while what mattered is typed the same or otherwise', () => {
    expect(holds(a, b)).toBe(true)
    expect(holds({ ...a, website: 'www.changjiang.cn' }, b)).toBe(true)
    expect(holds({ ...a, address: '南通市 青年路 77 號' }, b)).toBe(true)
    expect(holds(a, { ...b, 'contact.name': '陆建国' })).toBe(true)
  })

  test('M82 ends where a field that mattered changes, or a new one speaks', () => {
    expect(holds({ ...a, address: '南通市青年路79号' }, b)).toBe(false)
    expect(holds({ ...a, name: '南通长江造船有限公司' }, b)).toBe(false)
    const mobile = { 'contact.mobile': '+8613912345671' }
    expect(holds({ ...a, ...mobile }, { ...b, ...mobile })).toBe(false)
  })

  test('M82 is kept as JSON, and what is no print holds nothing', () => {
    expect(toPrint(JSON.parse(JSON.stringify(print)))).toEqual(print)
    for (const broken of [null, 1, 'x', {}, { fields: 1, compared: [], hash: '' }])
      expect(toPrint(broken).hash).toBe('')
  })
})

describe('a review', () => {
  const rows: Readonly<Record<string, WireValues>> = {
    a: { name: '南通长江缆绳有限公司', address: '南通市青年路77号' },
    b: { name: '南通长江缆绳公司', address: '南通市青年路77号' },
    c: { name: '长江缆绳', address: '南通市青年路77号', 'contact.name': '陆建国' },
    d: { name: '南通长江缆绳有限公司上海分公司', address: '南通市青年路77号' },
  }
  const judgeMembers = (apart: string) => (x: string, y: string) => ({
    judgement: judgeIt(rows[x] ?? {}, rows[y] ?? {}),
    isApart: [x, y].toSorted().join('') === apart,
  })
  const waiting = (...pairs: readonly string[]): Waiting[] =>
    pairs.map((pair) => ({ a: pair.charAt(0), b: pair.charAt(1), finding: 'same' }))
  const membersOf = (pairs: readonly Waiting[], apart = '') =>
    reviewPairs(pairs, judgeMembers(apart), 12).clusters.map(({ members }) => members.join(''))

  test('M62 puts together what is one, and a branch by itself', () => {
    const pairs = waiting('ab', 'bc')
    expect(membersOf([...pairs, { a: 'a', b: 'd', finding: 'related' }])).toEqual(['abc', 'ad'])
    const { clusters } = reviewPairs(pairs, judgeMembers(''), 12)
    const [cluster] = clusters
    expect(cluster?.pairs).toHaveLength(3)
    expect(cluster?.average).toBeGreaterThan(VETO)
    expect(cluster?.weakest).toBe(2)
  })

  test('M62 no cluster grows beyond its bound', () => {
    expect(reviewPairs(waiting('ab', 'bc'), judgeMembers(''), 2).clusters).toHaveLength(2)
  })

  test('M63 an answer keeps two apart in a third one’s cluster too', () => {
    for (const members of membersOf(waiting('ac', 'bc'), 'ab'))
      expect(members.includes('a') && members.includes('b')).toBe(false)
  })

  test('M63 and pairs that are nothing by now are told as such', () => {
    const { clusters, stale } = reviewPairs(waiting('ab'), judgeMembers('ab'), 12)
    expect([clusters.length, stale.length]).toEqual([0, 1])
  })
})

describe('learning', () => {
  const lesson = (isSame: boolean, level: 'door' | 'road' = 'door'): Lesson => ({
    isSame,
    evidence: [
      { field: 'name', level: 'similar', common: 0 },
      { field: 'address', level, common: 0 },
    ],
  })
  const many = (count: number, isSame: boolean) =>
    Array.from({ length: count }, () => lesson(isSame))
  const movedOf = (lessons: readonly Lesson[], field: string) =>
    learn(lessons).moved.find((m) => m.field === field)

  test('M83 moves towards the answers, little by few and never too far', () => {
    expect(learn([]).bits).toEqual([])
    const shipped = shippedBits('organisation', 'address', 'door') ?? 0
    const [few, more] = [movedOf(many(2, false), 'address'), movedOf(many(60, false), 'address')]
    expect(few?.now).toBeLessThan(shipped)
    expect(more?.now).toBeLessThan(few?.now ?? 0)
    expect(shipped - (more?.now ?? 0)).toBeLessThanOrEqual(MOVE_MAX)
    const weights = weightsWith(learn(many(60, false)).bits)
    expect(weights.organisation.bits.address.door).toBe(more?.now)
    expect(weights.organisation.bits.address.room).toBe(
      shippedWeights.organisation.bits.address.room,
    )
    expect(weights.person).toEqual(shippedWeights.person)
  })

  test('M83 gives the same weights for the same answers, in whatever order', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ isSame: fc.boolean(), level: pick('door' as const, 'road' as const) }),
          {
            maxLength: 12,
          },
        ),
        (answers) => {
          const lessons = answers.map(({ isSame, level }) => lesson(isSame, level))
          const there = new Map(learn(lessons).bits.map((b) => [b.slice(0, 3).join('/'), b[3]]))
          const back = learn(lessons.toReversed()).bits
          expect(back).toHaveLength(there.size)
          for (const bit of back)
            expect(bit[3]).toBeCloseTo(there.get(bit.slice(0, 3).join('/')) ?? Number.NaN, 1)
        },
      ),
      { numRuns: 25 },
    )
  })

  test('M84 learns nothing from what rules decide, and tells whose answers moved what', () => {
    const vetoed: Lesson = {
      isSame: true,
      evidence: [{ field: 'code', level: 'differentValid', common: 0 }],
    }
    expect(learn([vetoed, { isSame: true, evidence: [] }])).toMatchObject({ bits: [], answers: 0 })
    const mixed = [...many(5, false), ...many(1, true), vetoed]
    expect(learn(mixed).answers).toBe(6)
    expect(movedOf(mixed, 'address')).toMatchObject({
      of: 'organisation',
      level: 'door',
      same: 1,
      apart: 5,
    })
  })

  test('M83 weights from outside are bounded, and unknown ones left out', () => {
    const weights = weightsWith([
      ['organisation', 'address', 'door', 99],
      ['person', 'bias', '', -99],
      ['organisation', 'address', 'nowhere', 1],
      ['organisation', '__proto__', 'x', 1],
    ])
    const { organisation, person } = shippedWeights
    expect(weights.organisation.bits.address).toEqual({
      ...organisation.bits.address,
      door: organisation.bits.address.door + MOVE_MAX,
    })
    expect(weights.person.bias).toBe(person.bias - MOVE_MAX)
    expect(toMatchPolicy({ hintsADay: 'many' })).toEqual({ autoLinkExact: false, hintsADay: 200 })
    expect(toMatchPolicy(null).autoLinkExact).toBe(false)
  })
})
