// Values and rows by the schema alone, for laws that hold for every field.
import * as fc from 'fast-check'

import type { Cell, Kind, Value } from '../../shared/schema/kind.ts'
import { isCreditCode } from '../../shared/schema/kinds/credit-code.ts'
import type { Fields, Row, Table } from '../../shared/schema/table.ts'
import { aSetting } from './setting.ts'

const setting = aSetting({ locale: 'en' })

const dayText = fc
  .date({ min: new Date('1900-03-01'), max: new Date('2199-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

const word = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
  fc.constantFrom(
    '深圳华达机械有限公司',
    '王小明',
    '13912345678',
    '007',
    '1.50',
    '=1+1',
    "O'Neil",
    'ﬁ',
  ),
)

const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((d) => d.join(''))

const oneNumber = fc
  .oneof(
    fc.tuple(fc.integer({ min: 3, max: 9 }), digits(9)).map(([a, b]) => `+861${a}${b}`),
    digits(7).map((d) => `+86284${d}`),
    digits(7).map((d) => `+865925${d}`),
    digits(7).map((d) => `+86400${d}`),
    digits(7).map((d) => `+8522${d}`),
    digits(7).map((d) => `+88691${d}`),
    digits(7).map((d) => `+8536${d}`),
    digits(7).map((d) => `+1415${d}`),
  )
  .chain((number) => fc.constantFrom(number, `${number};ext=26`, `${number};ext=808`))

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'.split('')
const creditCode = fc
  .array(fc.constantFrom(...alphabet), { minLength: 17, maxLength: 17 })
  .map((head) => {
    const start = head.join('')
    return alphabet.map((check) => start + check).find(isCreditCode) ?? ''
  })

const integers = fc.oneof(
  fc.integer({ min: 0, max: 9 }),
  fc.integer({ min: -1000, max: 1000 }),
  fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 }),
)

const byName: Readonly<Record<string, fc.Arbitrary<Value>>> = {
  text: word,
  note: fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join('\n')),
  tags: fc
    .array(fc.constantFrom('重点', 'VIP', '华东', '2026'), { minLength: 1 })
    .map((t) => [...new Set(t)].join('; ')),
  reference: word,
  receipt: fc.constant('{"k":"none"}'),
  phone: fc.array(oneNumber, { minLength: 1, maxLength: 3 }).map((n) => [...new Set(n)].join('; ')),
  'e-mail': fc.emailAddress().map((mail) => mail.replace(/@.*/u, (domain) => domain.toLowerCase())),
  url: fc.webUrl(),
  day: dayText,
  'exact day': dayText,
  'date-time': fc.tuple(dayText, fc.integer({ min: 0, max: 1439 })).map(([day, minute]) => {
    const pad = (n: number) => String(n).padStart(2, '0')
    return `${day}T${pad(Math.floor(minute / 60))}:${pad(minute % 60)}Z`
  }),
  money: integers,
  integer: integers,
  decimal: fc.oneof(integers, fc.double({ min: -1000, max: 1000, noNaN: true })),
  percent: fc.double({ min: 0, max: 1, noNaN: true }),
  'yes/no': fc.constantFrom(0, 1),
  'credit code': creditCode,
  birthday: fc.constantFrom('1980-08-15', '08-15', '1980-08', '农历八月十五', '1975年闰六月'),
  'identity number': fc.constantFrom('11010519491231002X', '440524188001010014', 'G12345678'),
  'tax no': fc.constantFrom('04595257', '12345675', 'HK-123/45'),
}

const chosen = (kind: Kind<Value>): fc.Arbitrary<Value> =>
  fc.constantFrom(...kind.offers('en').map((label) => kind.read(label, setting).value ?? ''))

/** A stored value of a kind that its own reading accepts without a flaw. */
export const valueOf = (kind: Kind<Value>): fc.Arbitrary<Value> =>
  (byName[kind.name] ?? chosen(kind))
    .map((value) =>
      Object.is(value, -0) ? 0 : typeof value === 'number' ? Number(value.toPrecision(15)) : value,
    )
    .filter((value) => {
      if (!kind.schema.safeParse(value).success) return false
      const cell =
        kind.storage === 'text' && kind.offers('en').length === 0
          ? value
          : kind.write(value, setting)
      const reading = kind.read(cell, setting)
      return reading.flaw === null && reading.value === value
    })

const orNothing = (arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { freq: 3 })

/** A whole stored row of a table. The cast is safe: each key has a value of its own field. */
export const rowOf = <F extends Fields>(
  table: Table<string, F>,
): fc.Arbitrary<Row<Table<string, F>>> =>
  fc.record(
    Object.fromEntries(
      Object.entries(table.fields).map(([key, field]) => [
        key,
        field.required ? valueOf(field.kind) : orNothing(valueOf(field.kind)),
      ]),
    ),
  ) as fc.Arbitrary<Row<Table<string, F>>>

/** Anything that a cell can hold, with what people and Excel really put there. */
export const anyCell: fc.Arbitrary<Cell> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 24 }),
  fc.string({ unit: 'grapheme', maxLength: 24 }),
  fc.stringMatching(/^[-+'¥$(]?[0-9,. ]{1,18}[)%万萬亿元]?$/u),
  fc.stringMatching(/^[0-9]{1,4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,4}日?( [0-9]{1,2}:[0-9]{2})?$/u),
  fc.stringMatching(/^[+'(]?[0-9０-９ \-()转#;、/]{5,26}$/u),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer({ min: 0, max: 60_000 }),
  fc.integer({ min: 10_000_000, max: 13_999_999_999_999 }),
  fc.boolean(),
  fc.constantFrom(
    '',
    ' ',
    '无',
    '-',
    'N/A',
    '#N/A',
    '#NAME?',
    'TRUE',
    'true',
    '1.39E+10',
    "'007",
    '\r\n',
    '\u0000',
    '\ud800',
  ),
)
