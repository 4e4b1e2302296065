// Rows of a merged customer that may be one: what makes two contacts or two visits twins, and what does not.
import { describe, expect, test } from 'vitest'

import { type Child, contactTwins, visitTwins } from '../../shared/merge/twins.ts'
import type { WireValues } from '../../shared/protocol/cell.ts'

const child = (id: string, from: string, values: WireValues): Child => ({ id, from, values })

/** Twins among contacts c0, c1, …, each of a customer of its own. */
const contactsAlike = (...contacts: readonly WireValues[]) =>
  contactTwins(
    contacts.map((values, i) => child(`c${i}`, `k${i}`, values)),
    20,
  )

describe('contacts of a merged customer are twins', () => {
  test('where they have one name, or one number under names that agree; of different rows only', () => {
    const contacts = [
      child('c1', 'a', { name: '王伟', mobile: '+8613912345678' }),
      child('c2', 'b', { name: '王伟先生' }),
      child('c3', 'b', { name: '王经理', mobile: '+8613912345678' }),
      child('c4', 'b', { name: '李红', mobile: '+8613912345678' }),
      child('c5', 'a', { name: '李红', wechat: 'lihong' }),
      child('c6', 'a', { name: '王伟' }),
    ]
    expect(
      contactTwins(contacts, 20)
        .map(([x, y]) => `${x}${y}`)
        .toSorted(),
    ).toEqual(['c1c2', 'c1c3', 'c2c6', 'c4c5'])
    expect(contactTwins(contacts, 2)).toHaveLength(2)
  })

  test('once only, the older first, whichever is read first and however much they share', () => {
    const wang = { name: '王伟', mobile: '+8613912345678', wechat: 'wangwei' }
    expect(contactTwins([child('c8', 'a', wang), child('c3', 'b', wang)], 20)).toEqual([
      ['c3', 'c8'],
    ])
  })

  test('where one number is the mobile of one, the office or the home number of the other', () => {
    const number = '+8651265230001'
    const mobile = { name: '王经理', mobile: number }
    expect(contactsAlike(mobile, { name: '王伟', office_phone: number })).toHaveLength(1)
    expect(contactsAlike(mobile, { name: '王伟', home_phone: number })).toHaveLength(1)
  })

  test('where their address is one but for capitals; ß is not ss', () => {
    const weiss = { name: 'A. Weiss', email: 'Anna.Weiss@firma.de' }
    const boss = { name: '魏总' }
    expect(contactsAlike(weiss, { ...boss, email: 'anna.weiss@firma.de' })).toHaveLength(1)
    expect(contactsAlike(weiss, { ...boss, email: 'anna.wei@firma.de' })).toEqual([])
    expect(contactsAlike(weiss, { ...boss, email: 'anna.weiß@firma.de' })).toEqual([])
  })

  test('where they have one WeChat account, not where each has one', () => {
    const boss = { name: '王总', wechat: 'wangwei' }
    expect(contactsAlike(boss, { name: '王伟', wechat: 'wangwei' })).toHaveLength(1)
    expect(contactsAlike(boss, { name: '王伟', wechat: 'ww1980' })).toEqual([])
  })

  test('where one of them has no name: the number alone tells', () => {
    const nameless = { mobile: '+8613912345678' }
    const bob = { name: 'Bob Smith', ...nameless }
    expect(contactsAlike(nameless, bob)).toHaveLength(1)
    expect(contactsAlike(bob, nameless)).toHaveLength(1)
    expect(contactsAlike(bob, { ...bob, name: 'Ann Smith' })).toEqual([])
  })

  test('never because neither has a name', () => {
    expect(contactsAlike({ mobile: '+8613912345678' }, { mobile: '+8613987654321' })).toEqual([])
  })
})

describe('visits of a merged customer are twins', () => {
  const said = { at: '2026-03-05 14:00', rep: 'u1', talked_about: '报价' }

  test('on one day, of one rep and text; an empty one has no twin', () => {
    const visits = [
      child('v1', 'a', said),
      child('v2', 'b', { ...said, at: '2026-03-05' }),
      child('v3', 'b', { ...said, rep: 'u2' }),
      child('v4', 'b', { ...said, at: '2026-03-06' }),
      child('v5', 'a', { at: '2026-03-05', rep: 'u1' }),
      child('v6', 'b', { at: '2026-03-05', rep: 'u1' }),
    ]
    expect(visitTwins(visits, 20)).toEqual([['v1', 'v2']])
  })

  test('not where nobody knows the day', () => {
    const undated = { rep: 'u1', talked_about: '报价' }
    expect(visitTwins([child('v1', 'a', undated), child('v2', 'b', undated)], 20)).toEqual([])
  })
})
