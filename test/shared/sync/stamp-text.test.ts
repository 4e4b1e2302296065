// The `_sync` cell letter by letter: sheets that were written by an older build have to read.
import { describe, expect, test } from 'vitest'

import { hash64 } from '../../../shared/sync/hash.ts'
import {
  newStamp,
  openIntention,
  stampToText,
  textToStamp,
  withAnswer,
} from '../../../shared/sync/stamp.ts'
import type { Stamp } from '../../../shared/sync/stamp.ts'

const home = { org: 'o1', table: 'customer' }
const id = '01JXXXXXXX0000000000000ABC'
const check = hash64(`o1|customer|${id}`).slice(0, 6)
const [hash, ohash] = ['0123456789abcdef', 'fedcba9876543210']
const plain = `1.a3f09c|${id}|3|4|${hash}|${ohash}|${check}`
const stamp: Stamp = {
  version: '1.a3f09c',
  id,
  rev: 3,
  crev: 4,
  hash,
  ohash,
  answer: null,
  older: [],
  marks: [],
}
const read = (text: string) => textToStamp(text, home)

describe('the text of a stamp', () => {
  test('is its parts in order, and a tail only where it says something', () => {
    expect(stampToText(stamp, home)).toBe(plain)
    expect(stampToText({ ...stamp, marks: ['手机', '邮箱'] }, home)).toBe(`${plain}||␟手机␟邮箱␟`)
    const answer = { outcome: 'gone', hash: '' } as const
    expect(stampToText({ ...stamp, answer }, home)).toBe(`${plain}|g|`)
  })

  test.each([
    ['i', 'invalid'],
    ['k', 'known'],
    ['c', 'changed_identity'],
    ['f', 'forbidden'],
    ['g', 'gone'],
    ['s', 'sent'],
  ] as const)('says %s for an answer that was %s', (letter, outcome) => {
    const answered = { ...stamp, answer: { outcome, hash } }
    expect(stampToText(answered, home)).toBe(`${plain}|${letter}${hash}|`)
    expect(read(`${plain}|${letter}${hash}|`)).toEqual(answered)
  })

  test('says behind the answer what was sent before it, the newest last, and no more of it than a push takes', () => {
    const older = [ohash, hash]
    const sent = { ...stamp, answer: { outcome: 'sent', hash: 'a'.repeat(16) }, older } as const
    const text = `${plain}|s${'a'.repeat(16)}+${ohash}+${hash}|␟手机␟`
    expect(stampToText({ ...sent, marks: ['手机'] }, home)).toBe(text)
    expect(read(text)).toEqual({ ...sent, marks: ['手机'] })
    expect(read(`${plain}|+${hash}|`)).toEqual({ ...stamp, older: [hash] })
    const nine = [...'123456789'].map((digit) => digit.repeat(16))
    expect(read(`${plain}|+${nine.join('+')}|`)?.older).toEqual(nine.slice(1))
  })

  test('reads without a tail, with an empty one, and with marks alone', () => {
    expect(read(plain)).toEqual(stamp)
    expect(read(`${plain}||`)).toEqual(stamp)
    expect(read(`${plain}||␟手\n机␟`)).toEqual({ ...stamp, marks: ['手\n机'] })
    expect(read(`${plain}|g|`)?.answer).toEqual({ outcome: 'gone', hash: '' })
  })

  test('reads a row that was never stored, and numbers up to fifteen digits', () => {
    expect(read(`1|${id}|0|0|||${check}`)).toEqual({
      ...stamp,
      version: '1',
      rev: 0,
      crev: 0,
      hash: '',
      ohash: '',
    })
    const long = read(`1|${id}|${'9'.repeat(15)}|${'8'.repeat(15)}|||${check}`)
    expect([long?.rev, long?.crev]).toEqual([999_999_999_999_999, 888_888_888_888_888])
    expect(read(`${'v'.repeat(12)}|${id}|0|0|||${check}`)?.version).toBe('v'.repeat(12))
  })

  const lower = id.toLowerCase()
  test.each([
    ['something before it', `x${plain}`.replace('x1.a3f09c', '1.a3f09c|1.a3f09c')],
    ['a line before it', `\n|${plain}`],
    ['something behind it', `${plain}x`],
    ['a tail of one part', `${plain}|g`],
    ['no version', plain.replace('1.a3f09c', '')],
    ['too long a version', plain.replace('1.a3f09c', 'v'.repeat(13))],
    ['a letter that no ULID has', plain.replace(id, id.replace('J', 'I'))],
    ['a short id', plain.replace(id, id.slice(1))],
    ['a long id', plain.replace(id, `0${id}`)],
    ['a revision that is no number', plain.replace('|3|', '|x|')],
    ['no revision', plain.replace('|3|', '||')],
    ['too long a revision', plain.replace('|3|', `|${'9'.repeat(16)}|`)],
    ['no revision of what is computed', plain.replace('|4|', '||')],
    ['too long a revision of what is computed', plain.replace('|4|', `|${'9'.repeat(16)}|`)],
    ['half a hash', plain.replace(hash, hash.slice(8))],
    ['a hash in other letters', plain.replace(hash, hash.toUpperCase())],
    ['half a hash of what is computed', plain.replace(ohash, ohash.slice(8))],
    ['no check', plain.slice(0, -7)],
    ['half a check', plain.slice(0, -1)],
    ['the check of another id', plain.replace(check, hash64('x').slice(0, 6))],
    ['an answer that is none', `${plain}|z${hash}|`],
    ['half an answer', `${plain}|k${hash.slice(8)}|`],
    ['half of an older content', `${plain}|k${hash}+${ohash.slice(8)}|`],
    ['nothing behind a plus', `${plain}|k${hash}+|`],
    ['an answer in capitals', `${plain}|K${hash}|`],
  ])('with %s reads as null', (_, text) => {
    expect(read(text)).toBeNull()
  })

  test('is checked against its own id, whatever letters that has', () => {
    const other = hash64(`o1|customer|${lower}`).slice(0, 6)
    expect(read(`1|${lower}|0|0|||${other}`)).toBeNull()
  })
})

describe('the stamp of a new row', () => {
  test('says that the server has nothing of it', () => {
    expect(newStamp('1', id)).toEqual({
      version: '1',
      id,
      rev: 0,
      crev: 0,
      hash: '',
      ohash: '',
      answer: null,
      older: [],
      marks: [],
    })
  })

  test('says what goes out under it at once', () => {
    expect(newStamp('1', id, hash).answer).toEqual({ outcome: 'sent', hash })
  })
})

describe('another answer', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((letter) => letter.repeat(16)) as [string, string, string]
  const sent = (content: string) => ({ outcome: 'sent', hash: content }) as const
  const answered = withAnswer(newStamp('1', id, a), sent(b))

  test('keeps what the one before was said of, the newest last', () => {
    expect(answered).toEqual({ ...newStamp('1', id, b), older: [a] })
    expect(withAnswer(answered, sent(c)).older).toEqual([a, b])
    expect(withAnswer(answered, null)).toEqual({ ...newStamp('1', id), older: [a, b] })
    expect(withAnswer(withAnswer(answered, null), sent(c)).older).toEqual([a, b])
  })

  test('of the same content keeps nothing twice', () => {
    const refused = { outcome: 'forbidden', hash: b } as const
    expect(withAnswer(answered, refused)).toEqual({ ...answered, answer: refused })
    expect(withAnswer(answered, sent(a)).older).toEqual([b])
    expect(withAnswer(withAnswer(answered, sent(a)), sent(c)).older).toEqual([b, a])
  })

  test('of an emptied row was said of no content', () => {
    const emptied = { ...stamp, answer: { outcome: 'gone', hash: '' } } as const
    expect(withAnswer(emptied, null).older).toEqual([])
  })

  test('keeps no more than a push takes', () => {
    const many = [...'0123456789'].map((digit) => digit.repeat(16))
    const last = many.reduce((one, content) => withAnswer(one, sent(content)), newStamp('1', id))
    expect(last.older).toEqual(many.slice(1, 9))
  })
})

test('an intention is open until it is answered', () => {
  expect(openIntention(newStamp('1', id, hash))).toBe(hash)
  expect(openIntention(newStamp('1', id))).toBeNull()
  expect(openIntention({ ...stamp, answer: { outcome: 'known', hash } })).toBeNull()
})
