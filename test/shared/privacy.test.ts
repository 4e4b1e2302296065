// Privacy in what cells say: masks, children under 14, identity numbers, and who sees what by policy and role.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { faultsOfChange, withChange } from '../../shared/privacy/change.ts'
import { guardedFields, seenAt, sightsOf } from '../../shared/privacy/sights.ts'
import { type FieldPolicy, sights, standardFields } from '../../shared/protocol/fields.ts'
import { roles } from '../../shared/protocol/sign-in.ts'
import { contact } from '../../shared/schema/contact.ts'
import type { Value } from '../../shared/schema/kind.ts'
import { birthday } from '../../shared/schema/kinds/birthday.ts'
import { childInNote } from '../../shared/schema/kinds/children.ts'
import { familyNote } from '../../shared/schema/kinds/family-note.ts'
import { idNumber, isIdNumber } from '../../shared/schema/kinds/id-number.ts'
import { isMask, MASK } from '../../shared/schema/kinds/masked.ts'
import { phone } from '../../shared/schema/kinds/phone.ts'
import { tableKeys } from '../../shared/schema/table-keys.ts'
import { sheetFields } from '../../shared/schema/tables.ts'
import { rowHash } from '../../shared/sync/row-hash.ts'
import { readRow } from '../../shared/sheet/row.ts'
import { valueOf } from '../support/arbitrary.ts'
import { aSetting } from '../support/setting.ts'

const on = aSetting({ today: '2026-11-22' })

describe('a mask', () => {
  test.each([
    [phone.mask?.('+8613900001234'), '••••1234'],
    [phone.mask?.('+8613900001234; +862187654321'), '••••1234'],
    [phone.mask?.('10086'), '••••'],
    [phone.mask?.('问前台'), '••••'],
    [idNumber.mask?.('11010519491231002X'), '••••002X'],
    [birthday.mask?.('1980-08-15'), '••••-08-15'],
    [birthday.mask?.('1980年8月15日'), '••••-08-15'],
    [birthday.mask?.('08-15'), '••••-08-15'],
    [birthday.mask?.('1980-08'), '••••-08'],
    [birthday.mask?.('15 Aug 1980'), '••••-08-15'],
    [birthday.mask?.('农历1980年闰六月初一'), '••••农历闰六月初一'],
    [birthday.mask?.('農曆八月十五'), '••••農曆八月十五'],
    [birthday.mask?.('1980'), '••••'],
    [birthday.mask?.('属猴'), '••••'],
  ])('%s', (mask, expected) => {
    expect(mask).toBe(expected)
    expect(isMask(mask)).toBe(true)
  })

  test('of any value of any field is a mask, tells at most four characters or a day, and stays itself in a cell', () => {
    for (const { table, key, field } of guardedFields)
      fc.assert(
        fc.property(valueOf(field.kind), (value: Value) => {
          const mask = field.kind.mask?.(value) ?? MASK
          expect(isMask(mask)).toBe(true)
          expect(field.kind.write(mask, on)).toBe(mask)
          expect(field.kind.read(mask, on)).toEqual({ value: mask, flaw: null })
          expect(field.kind.isUsable(mask)).toBe(false)
          expect(rowHash(table, [key], [mask])).toBe(rowHash(table, [key], [` ${mask} `]))
        }),
        { numRuns: 5 },
      )
  })

  test.each(['', '••', '• 一\n• 二', '•••••1234', '见面', '0••••'])('is not %j', (text) => {
    expect(isMask(text)).toBe(false)
  })

  test('in a column of numbers is no flaw', () => {
    const { problems, values } = readRow('customer', ['name', 'credit_limit'], ['甲', MASK], on)
    expect(problems).toEqual([])
    expect(values['credit_limit']).toBe(MASK)
  })
})

describe('a birthday of a child under 14 is refused', () => {
  test.each([
    '2015-06-01',
    '2012-11-23',
    '2013',
    '2015年6月',
    '2015/6/1',
    '20150601',
    '1/6/2015',
    'June 1, 2015',
    '民国104年6月1日',
    '农历二〇一五年八月十五',
    '42156',
    '2030-01-01',
  ])('%s', (text) => {
    expect(birthday.read(text, on)).toMatchObject({
      value: null,
      flaw: { code: 'child.age', level: 'error', params: { years: 14 } },
    })
  })

  test.each([
    '2012-11-22',
    '2012',
    '2012-11',
    '1980-08-15',
    '08-15',
    '8月15日',
    '8/15',
    '1980-08',
    '农历八月十五',
    '农历1980年闰六月初一',
    '88-08-15',
    'Aug 15',
    '十五',
    '下月',
    '2015号楼',
  ])('and not %s', (text) => {
    expect(birthday.read(text, on)).toEqual({ value: text, flaw: null })
  })

  test('neither is he told by his age', () => {
    const { kind } = contact.fields.age_band
    for (const text of ['8岁', '十二歲', '6岁半', '13 years old', '9yo'])
      expect([text, kind.read(text, on).flaw?.code]).toEqual([text, 'child.age'])
    for (const text of ['8', '14岁', '30岁以下', '三十岁', '40s', '90后', '45'])
      expect([text, kind.read(text, on).flaw?.code]).not.toEqual([text, 'child.age'])
  })

  test('neither is he told by his identity number', () => {
    expect(idNumber.read('110105201506010018', on).flaw?.code).toBe('child.age')
  })
})

describe('a note on a family that tells of a child under 14 is refused', () => {
  test.each([
    '儿子8岁',
    '女儿2015年生',
    '女儿 3 歲，兒子五歲',
    '已婚，孩子今年八岁，上小学',
    '有一个十二岁的女儿',
    '小孩6岁半',
    '老大10岁，老二 7 岁',
    '宝宝8个月大',
    '儿子2018年6月出生',
    '儿子（2016）',
    '女儿 2015-06-01',
    '生于2019年的女儿',
    'son (8)',
    'Two kids: son, 6 and daughter, 17',
    'daughter aged 9',
    'has an 8-year-old daughter',
    'kids 5 and 7',
    'twins born in 2017',
    'born March 2016',
  ])('%s', (text) => {
    expect(familyNote.read(text, on)).toMatchObject({
      value: null,
      flaw: { code: 'child.told', level: 'error' },
    })
  })

  test.each([
    '儿子20岁，在上海读大学',
    '女儿2005年生',
    '女儿2015年结婚',
    '儿子 2015年出国留学',
    '太太比他小8岁',
    '老婆大他3岁',
    '养了一只3岁的狗',
    '结婚10年，有一儿一女',
    '女儿已工作',
    '父亲2015年去世',
    '住2015室',
    '十四岁的儿子',
    'son (22), daughter 19',
    'married in 2015, no children',
    'two kids',
    'daughter studies in Oxford since 2016',
    'son runs 3 shops',
    '儿子在2015年生产的车间上班',
  ])('and not %s', (text) => {
    expect(childInNote(text, on.today)).toBeNull()
    expect(familyNote.read(text, on)).toEqual({ value: text, flaw: null })
  })
})

describe('an identity number', () => {
  test.each([
    '11010519491231002X',
    '440524188001010014',
    '11010519491231002x',
    '110105 1949 1231 002X',
  ])('%s checks by GB 11643', (text) => {
    const { value, flaw } = idNumber.read(text, on)
    expect(flaw).toBeNull()
    expect(isIdNumber(String(value))).toBe(true)
  })

  test('with any one digit changed, or two neighbours swapped, does not check', () => {
    const number = '11010519491231002X'
    for (let at = 0; at < 17; at++)
      for (const digit of '0123456789') {
        const other = number.slice(0, at) + digit + number.slice(at + 1)
        if (other !== number) expect(isIdNumber(other)).toBe(false)
      }
    expect(idNumber.read('110105194912310021', on)).toMatchObject({ flaw: { code: 'id.check' } })
  })

  test.each(['G12345678', 'E1234567', 'A123456(7)', 'H12345678', '130503670401001'])(
    '%s of another paper is kept',
    (text) => {
      expect(idNumber.read(text, on)).toEqual({ value: text, flaw: null })
    },
  )

  test('that Excel rounded is refused, one that is none is kept with a word', () => {
    expect(idNumber.read(110105194912310000, on).flaw?.code).toBe('digits.lost')
    expect(idNumber.read('在办', on)).toMatchObject({
      value: '在办',
      flaw: { code: 'id.form', level: 'warning' },
    })
  })
})

const decided = (policy: FieldPolicy, key: string, sight: (typeof sights)[number], version = 1) =>
  withChange(policy, { seen: version - 1, table: 'contact', key, sight: { rep: sight } }, version)

describe('who sees what', () => {
  test('is as it was, but for sensitive fields, where nobody decided', () => {
    for (const role of roles) {
      const found = sightsOf(standardFields, role)
      for (const table of tableKeys)
        for (const [key, { privacy }] of Object.entries(sheetFields(table)))
          expect([key, seenAt(found, table, key)]).toEqual([key, privacy === 'P3' ? 'off' : 'full'])
    }
  })

  test('never concerns what a row needs: its name, whose it is, its tier', () => {
    const names = guardedFields.map(({ table, key }) => `${table}.${key}`)
    for (const name of ['customer.name', 'customer.owner', 'customer.tier', 'contact.customer_id'])
      expect(names).not.toContain(name)
    const change = { seen: 0, table: 'customer', key: 'name', sight: { rep: 'none' } } as const
    expect(faultsOfChange(standardFields, change)).toEqual(['field.unknown'])
  })

  test('follows into what is made of a field', () => {
    const seen = (key: string) =>
      seenAt(sightsOf(decided(standardFields, 'birthday', 'none'), 'rep'), 'contact', key)
    expect([seen('birthday'), seen('next_birthday')]).toEqual(['none', 'none'])
    const masked = sightsOf(decided(standardFields, 'birthday', 'masked'), 'rep')
    expect(seenAt(masked, 'contact', 'next_birthday')).toBe('full')
  })

  test('turns for the roles that it concerns only, and never back', () => {
    const first = decided(standardFields, 'birthday', 'masked', 1)
    expect(first.turns).toEqual({ rep: 1, manager: 0, finance: 0, admin: 0 })
    const same = decided(first, 'birthday', 'masked', 2)
    expect(same.turns.rep).toBe(1)
    expect(decided(same, 'birthday', 'full', 3).turns.rep).toBe(3)
  })

  test('is whole of a sensitive field for nobody, whatever a policy says', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...roles),
        fc.constantFrom(...guardedFields),
        fc.constantFrom(...sights),
        (role, own, sight) => {
          const rule = {
            isOn: true,
            purpose: '登记',
            days: 1,
            sight: { rep: sight, manager: sight, finance: sight, admin: sight },
          }
          const policy = { ...standardFields, rules: { [`${own.table}.${own.key}`]: rule } }
          const seen = seenAt(sightsOf(policy, role), own.table, own.key)
          if (own.field.privacy === 'P3') expect(seen).not.toBe('full')
          else expect(seen).toBe(sight)
        },
      ),
    )
  })

  test.each([
    [{ isOn: true }, ['purpose.missing', 'days.missing']],
    [{ isOn: true, purpose: '太短', days: 30 }, ['purpose.short']],
    [{ isOn: true, purpose: '客户礼品合规登记所需', days: 3_651 }, ['days.range']],
    [{ isOn: true, purpose: '客户礼品合规登记所需', days: 1.5 }, ['days.range']],
    [{ isOn: true, purpose: '长'.repeat(301), days: 30 }, ['purpose.long']],
    [{ isOn: true, purpose: '客户礼品合规登记所需', days: 30 }, []],
    [{ isOn: false }, []],
    [{ sight: { finance: 'full' } }, ['sight.bounds']],
    [{ sight: { finance: 'none' } }, []],
  ] as const)('of a sensitive field is changed by %j', (change, faults) => {
    const order = { seen: 0, table: 'contact', key: 'id_no', ...change } as const
    expect(faultsOfChange(standardFields, order)).toEqual(faults)
  })

  test('of any other field is never switched off', () => {
    const change = { seen: 0, table: 'contact', key: 'mobile', isOn: false } as const
    expect(faultsOfChange(standardFields, change)).toEqual(['field.always'])
    const lent = { seen: 0, table: 'customer', key: 'contact.mobile', isOn: true } as const
    expect(faultsOfChange(standardFields, lent)).toEqual(['field.unknown'])
  })
})
