// Days and moments as they stand in real lists: serials, ISO, Chinese and Republic dates, month and day alone.
import { describe, expect, test } from 'vitest'

import { dateTime } from '../../shared/schema/kinds/date-time.ts'
import { day } from '../../shared/schema/kinds/day.ts'
import { aSetting } from '../support/setting.ts'

const china = aSetting()

describe('a day', () => {
  test.each([
    [46_086, '2026-03-05'],
    [46_086.75, '2026-03-05'],
    ['46086', '2026-03-05'],
    [1, '1900-01-01'],
    [59, '1900-02-28'],
    [61, '1900-03-01'],
    ['2026-03-05', '2026-03-05'],
    ['2026-3-5', '2026-03-05'],
    ['2026/3/5', '2026-03-05'],
    ['2026.3.5', '2026-03-05'],
    ['20260305', '2026-03-05'],
    ['２０２６年３月５日', '2026-03-05'],
    ['2026年3月5日', '2026-03-05'],
    ['2026年3月5號', '2026-03-05'],
    ['民國115年3月5日', '2026-03-05'],
    ['民国115.3.5', '2026-03-05'],
    ['2026-03-05 14:30', '2026-03-05'],
    ['2026-03-05T14:30:00Z', '2026-03-05'],
    ['3/5', '2026-03-05'],
    ['11月21日', '2026-11-21'],
    ['11/22', '2025-11-22'],
    ['2/29', '2024-02-29'],
    ['25/3/2026', '2026-03-25'],
    ['5/5/2026', '2026-05-05'],
  ])('%s is %s', (cell, expected) => {
    expect(day.read(cell, china)).toEqual({ value: expected, flaw: null })
  })
  test.each([
    ['3/5/2026', 'date.ambiguous'],
    ['2026-02-30', 'date.form'],
    ['明天', 'date.form'],
    [60, 'date.form'],
    [-1, 'date.form'],
  ])('%s is kept as typed', (cell, code) => {
    expect(day.read(cell, china)).toMatchObject({
      value: String(cell),
      flaw: { code, level: 'warning' },
    })
  })
  test('is written as a serial, and every way that Excel takes for it is one content', () => {
    expect(day.write('2026-03-05', china)).toBe(46_086)
    expect(day.write('明天', china)).toBe('明天')
    const same = [46_086, '46086', '2026-03-05', '2026/3/5', '2026年3月5日']
    expect(new Set(same.map(day.canon))).toEqual(new Set(['2026-03-05']))
  })
})

describe('a moment is stored in UTC and shown in the zone of the organisation', () => {
  test.each([
    [46_086 + 14.5 / 24, '2026-03-05T06:30Z'],
    ['2026-03-05 14:30', '2026-03-05T06:30Z'],
    ['2026/3/5 2:30 PM', '2026-03-05T06:30Z'],
    ['2026年3月5日下午2点30分', '2026-03-05T06:30Z'],
    ['2026-03-05T06:30:00Z', '2026-03-05T06:30Z'],
    ['2026-03-05', '2026-03-04T16:00Z'],
    ['3月5日 9点', '2026-03-05T01:00Z'],
  ])('%s', (cell, expected) => {
    expect(dateTime.read(cell, china)).toEqual({ value: expected, flaw: null })
  })
  test('in a zone with summer time the wall time decides', () => {
    const zurich = aSetting({ timeZone: 'Europe/Zurich' })
    expect(dateTime.read('2026-07-01 12:00', zurich).value).toBe('2026-07-01T10:00Z')
    expect(dateTime.read('2026-12-01 12:00', zurich).value).toBe('2026-12-01T11:00Z')
    expect(dateTime.read('2026-10-25 02:30', zurich).value).toBe('2026-10-25T00:30Z')
    expect(dateTime.read('2026-03-29 02:30', zurich).value).toBe('2026-03-29T01:30Z')
  })
  test('what is none is kept as typed', () => {
    expect(dateTime.read('2026-03-05 25:00', china)).toMatchObject({
      value: '2026-03-05 25:00',
      flaw: { code: 'time.form', level: 'warning' },
    })
  })
  test('a serial and its text are one content', () => {
    expect(dateTime.canon(46_086.5)).toBe(dateTime.canon('2026-03-05 12:00'))
  })
})
