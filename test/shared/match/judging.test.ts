// How two rows compare, how it adds up and what comes out (SPEC.md, M20 to M48).
import { describe, expect, test } from 'vitest'

import { commonness } from '../../../shared/match/counts.ts'
import { judge, judging, reasonsOf, SURE_AMONG_MANY } from '../../../shared/match/judge.ts'
import { createBase, judgePair, suggestFor } from '../../../shared/match/match-list.ts'
import { toMatchRecord, type MatchRow } from '../../../shared/match/record.ts'
import { bitsOf, scoreOf } from '../../../shared/match/score.ts'
import { shippedWeights } from '../../../shared/match/weights.ts'
import { judgeRows, levelOf, nameLevel } from './rows.ts'

const outcome = (a: MatchRow, b: MatchRow) => {
  const { outcome, kind } = judgeRows(a, b)
  return kind === null ? outcome : `${outcome}: ${kind}`
}
const phone = ['13912345671']
const validCode = '91330100799655058B'
const otherValidCode = '91350100M000100Y43'

describe('comparing', () => {
  test('M20 what one row does not say is no evidence', () => {
    const full = { company: '华达机械', person: '王伟', phones: phone, address: ['人民路1号'] }
    expect(judgeRows(full, { company: '华达机械' }).evidence.map((e) => e.field)).toEqual(['name'])
  })
  test('M21 a Chinese and a Latin name are never different', () => {
    expect(nameLevel('恒源贸易有限公司', 'Acme Trading Ltd')).toBe(undefined)
    expect(levelOf('surname', { person: '王伟' }, { person: 'David Smith' })).toBe(undefined)
    const contacts = [
      { company: '华达', person: '王伟' },
      { company: '华达', person: 'David' },
    ] as const
    expect(levelOf('contact', ...contacts)).toBe(undefined)
  })
  test.each([
    ['臻亚科技有限公司', '臻亚环保科技有限公司', 'otherTrade'],
    ['华达商贸有限公司', '华达集团', 'otherTrade'],
    ['华达五金制品有限公司', '华达食品有限公司', 'otherTrade'],
    ['华达机械有限公司', '华达', 'shorter'],
    ['华达机械有限公司', '大华机械有限公司', 'otherBrand'],
  ])('M22 %s and %s: %s', (a, b, level) => {
    expect(nameLevel(a, b)).toBe(level)
  })
  test('M23 a mobile one digit off is a slip, a line one digit off the neighbour’s', () => {
    expect(levelOf('mobile', { phones: ['13912345671'] }, { phones: ['13912345672'] })).toBe(
      'close',
    )
    expect(levelOf('line', { phones: ['0571-74428666'] }, { phones: ['0571-74428667'] })).toBe(
      'different',
    )
    expect(outcome({ phones: ['13912345671'] }, { phones: ['13912345672'] })).toBe('different')
  })
  test.each([
    ['欣园投资有限公司', '信园投资有限公司', 'sound'],
    ['花饰界实业有限公司', '花饰实业有限公司', 'typo'],
    ['北林大机械备设厂', '北林大机械设备厂', 'typo'],
    ['IBM Consulting', 'International Business Machines Consulting', 'typo'],
  ])('M24 %s and %s are near: %s', (a, b, level) => {
    expect(nameLevel(a, b)).toBe(level)
  })
  test('M25 the place in a branch’s name is the head office’s', () => {
    const branch = { company: '广州市江航网络科技有限公司杭州分公司' }
    const row = { company: '江航网络科技有限公司杭州分公司', address: ['浙江省杭州市黄河路314号'] }
    expect(levelOf('city', branch, row)).toBe(undefined)
    expect(levelOf('city', { company: '广州华达' }, { company: '杭州华达' })).toBe('different')
  })
  test.each([
    ['住友商事（中国）有限公司', '住友商事（上海）有限公司', 'related: branch'],
    ['欧姆龙（上海）有限公司', '欧姆龙（大连）有限公司', 'related: branch'],
    ['四川大学科技有限公司', '成都四川大学科技有限公司', 'same'],
  ])('M25 %s and %s with one site: %s', (a, b, expected) => {
    const websites = ['www.example-firm.com.cn']
    expect(outcome({ company: a, websites }, { company: b, websites })).toBe(expected)
  })
  test('M21 names in two scripts, of which one is read as neither, are not compared', () => {
    expect(nameLevel('ソニー株式会社', 'Sony Corporation')).toBe(undefined)
    expect(nameLevel('Газпром', 'Gazprom')).toBe(undefined)
    expect(nameLevel('ソニー株式会社', 'パナソニック株式会社')).toBe('different')
  })
  test.each([
    ['太湖水泵厂', '太湖泵业有限公司', 'shorter'],
    ['黄鹤楼茶叶有限公司', '黄鹤楼茶业', 'shorter'],
    ['黄鹤楼茶叶有限公司', '黄鹤楼酒业有限公司', 'otherTrade'],
  ])('M22 %s and %s: %s', (a, b, level) => {
    expect(nameLevel(a, b)).toBe(level)
  })
  test('M24 two characters that begin brand and trade are little, but not nothing', () => {
    expect(nameLevel('联电', '联华电子股份有限公司')).toBe('weak')
    expect(nameLevel('联电', '新华电子股份有限公司')).toBe('otherBrand')
  })
  test.each([
    ['Lincoln School No. 5', 'Lincoln School No. 7', 'contradicts'],
    ['Acme (Ohio)', 'Acme (Delaware)', 'contradicts'],
    ['Acme (Ohio)', 'Acme', undefined],
    ['Lincoln School No. 5', 'Lincoln School', undefined],
  ])('M26 %s and %s: %s', (a, b, level) => {
    expect(levelOf('qualifier', { company: a }, { company: b })).toBe(level)
  })
})

describe('adding up', () => {
  const firm = shippedWeights.organisation
  test('M30 the score is the bias and the bits of each field', () => {
    const evidence = [
      { field: 'name', level: 'same', common: 0 },
      { field: 'mobile', level: 'same', common: 0 },
    ] as const
    expect(scoreOf(evidence, shippedWeights)).toBeCloseTo(
      firm.bias + firm.bits.name.same + firm.bits.mobile.same,
    )
  })
  test('M31 of one group the strongest counts fully, the others half', () => {
    const evidence = [
      { field: 'name', level: 'same', common: 0 },
      { field: 'email', level: 'same', common: 0 },
      { field: 'web', level: 'same', common: 0 },
    ] as const
    expect(scoreOf(evidence, shippedWeights)).toBeCloseTo(
      firm.bias + firm.bits.name.same + firm.bits.email.same + firm.bits.web.same / 2,
    )
  })
  test('M32 what many share counts less and never against', () => {
    const shared = (common: number) => bitsOf({ field: 'mobile', level: 'same', common }, firm)
    expect(shared(3)).toBeLessThan(shared(1))
    expect(shared(50)).toBe(0)
  })
  test('M32 a doubling counts from four rows on', () => {
    expect([0, 1, 2, 3, 4, 7, 8, 16].map(commonness)).toEqual([0, 0, 0, 0, 1, 1, 2, 3])
  })
  test('M32 everybody’s name says less than a rare one', () => {
    const score = (person: string) => judgeRows({ person }, { person }).score
    expect(score('王伟')).toBeLessThan(0)
    expect(score('John Smith')).toBeLessThan(score('Octavia Quimby'))
    expect(score('王伟')).toBeLessThan(score('慕容秋荻'))
  })
  test('M33 a valid equal credit code overrules name and trade', () => {
    const a = { company: '华达食品有限公司', creditCode: validCode }
    expect(outcome(a, { company: '恒源机械有限公司', creditCode: validCode })).toBe('same')
    expect(outcome(a, { company: '华达机械有限公司', creditCode: validCode })).toBe('same')
    const branch = { company: '华达食品有限公司杭州分公司', creditCode: validCode }
    expect(outcome(a, branch)).toBe('related: branch')
  })
})

describe('one family', () => {
  const home = { address: ['12 Oak Street'], city: 'Springfield', postcode: '62704' }
  const born = (person: string, day: string, number: string): MatchRow => ({
    ...home,
    person,
    born: day,
    phones: [`217-555-${number}`],
  })
  test.each([
    ['twins', born('Lukas Weber', '2001-04-17', '0141'), born('Jonas Weber', '2001-04-17', '0142')],
    [
      'twins, one by the surname first',
      born('Weber Lukas', '2001-04-17', '0141'),
      born('Jonas Weber', '2001-04-17', '0142'),
    ],
    [
      'father and son',
      born('Robert Brown', '1948-01-15', '0141'),
      born('Robert Brown', '1973-06-02', '0199'),
    ],
    [
      'sisters',
      born('Xiaoming Zhang', '1990-06-06', '0105'),
      born('Xiaoli Zhang', '1991-07-07', '0106'),
    ],
  ])('M44 %s with numbers of their own are not one', (_, a, b) => {
    expect(judgeRows(a, b).outcome).not.toBe('same')
    expect(judgeRows(b, a).outcome).not.toBe('same')
  })
  test('M44 a second phone alone makes no second person', () => {
    const robert = born('Robert Brown', '1948-01-15', '0141')
    expect(outcome(robert, born('Bob Brown', '1948-01-15', '0199'))).toBe('same')
  })
})

describe('outcomes', () => {
  const all = {
    person: '王伟',
    phones: phone,
    emails: ['wangwei@huada.com'],
    address: ['杭州市文化路332号603室'],
  }
  test('M40 two valid credit codes that differ are never one customer', () => {
    const a = { ...all, company: '华达机械有限公司', creditCode: validCode }
    expect(outcome(a, { ...a, creditCode: otherValidCode })).not.toBe('same')
    expect(outcome(a, a)).toBe('same')
  })
  test.each([
    ['华达机械有限公司', '华达机械有限公司杭州分公司'],
    ['华达机械有限公司广州分公司', '华达机械有限公司杭州分公司'],
  ])('M41 %s and %s are related as branches', (a, b) => {
    expect(outcome({ ...all, company: a }, { ...all, company: b })).toBe('related: branch')
  })
  test.each([
    ['华达商贸有限公司', '华达集团'],
    ['臻亚科技集团有限公司', '臻亚环保科技集团有限公司'],
  ])('M42 %s and %s at one phone are related as subsidiaries', (a, b) => {
    expect(outcome({ company: a, phones: phone }, { company: b, phones: phone })).toBe(
      'related: subsidiary',
    )
    expect(outcome({ ...all, company: a }, { ...all, company: b })).toBe('related: subsidiary')
    expect(outcome({ company: a }, { company: b })).toBe('different')
  })
  test('M43 two firms of one person are related by their owner', () => {
    const a = { company: '顺福装饰经营部', person: '吴涵', phones: phone }
    expect(outcome(a, { company: '丽时电子经营部', person: '吴涵', phones: phone })).toBe(
      'related: owner',
    )
    expect(outcome(a, { company: '丽时电子经营部', person: '张强', phones: phone })).toBe(
      'different',
    )
  })
  test('M44 two given names at one phone or address are a household', () => {
    const home = { phones: phone, address: ['厦门市湖里区海淀大街116号'] }
    expect(outcome({ ...home, person: '卢倩燕' }, { ...home, person: '卢东' })).toBe(
      'related: household',
    )
    const western = {
      phones: ['020 7946 0321'],
      address: ['12 Main Street'],
      city: 'Leeds',
      surname: 'Smith',
    }
    expect(outcome({ ...western, given: 'John' }, { ...western, given: 'Mary' })).toBe(
      'related: household',
    )
    expect(outcome({ ...western, given: 'John' }, { ...western, given: 'Jon' })).toBe('same')
  })
  test('M45 a firm and its person are related, not the same', () => {
    expect(
      outcome(
        { company: '华达机械', person: '王伟', phones: phone },
        { person: '王伟', phones: phone },
      ),
    ).toBe('related: employer')
  })
  test('M46 a value that sixteen rows share relates nobody', () => {
    const rows = ['华达商贸', '华达食品'].map((company) =>
      toMatchRecord({ company, phones: phone }),
    )
    const [a, b] = rows
    if (!a || !b) throw new Error('two rows')
    const shared = (count: number) =>
      judgePair(a, b, (term) => (term === `p${phone[0]}` ? count : 2))
    expect(shared(15).outcome).toBe('related')
    expect(shared(16).outcome).toBe('different')
  })
  test('M47 a lead asks for more than a pair in a list', () => {
    const lead = toMatchRecord({ company: '华达机械有限公司', phones: ['13912345670'] })
    const customer = toMatchRecord({
      company: '华达机械设备有限公司',
      phones: ['13698765432'],
      emails: ['a1@163.com'],
      address: ['人民路1号'],
    })
    const by = judging(() => 0, {
      ...shippedWeights,
      organisation: { ...shippedWeights.organisation, bias: 0 },
    })
    const { score } = judge(lead, customer, by)
    const at = (bias: number) =>
      createBase([customer], {
        ...shippedWeights,
        organisation: { ...shippedWeights.organisation, bias },
      })
    const outcomeAt = (bias: number) =>
      suggestFor(lead, at(bias)).suggestions.map((s) => s.judgement.outcome)
    expect(outcomeAt(SURE_AMONG_MANY - score + 0.1)).toEqual(['same'])
    expect(outcomeAt(SURE_AMONG_MANY - score - 0.1)).toEqual([])
  })
  test('M48 reasons are field, level and bits, the weightiest first', () => {
    const reasons = reasonsOf(
      judgeRows(
        { company: '华达机械有限公司', phones: phone, person: '王伟' },
        { company: '华达机械有限公司', phones: phone, person: '李强' },
      ),
    )
    expect(reasons.map(({ field, level }) => `${field} ${level}`)).toEqual([
      'name same',
      'mobile same',
      'form same',
      'contact different',
    ])
    const sizes = reasons.map((r) => Math.abs(r.bits))
    expect(sizes).toEqual(sizes.toSorted((x, y) => y - x))
  })
})
