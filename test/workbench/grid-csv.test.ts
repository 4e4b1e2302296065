// Files of comma-separated values, read and written.
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'

import { countFormulaLike, decodeCsv, readCsv, writeCsv } from '../../workbench/grid/csv.ts'

const encode = (text: string, encoding: string) => new Uint8Array(iconv.encode(text, encoding))

describe('the encoding of a file', () => {
  test.each(['utf-8', 'gb18030', 'utf-16le'])('%s is recognised', (encoding) => {
    const bytes = new Uint8Array(
      iconv.encode('客户,𠮷野家', encoding, { addBOM: encoding === 'utf-16le' }),
    )
    expect(decodeCsv(bytes)).toBe('客户,𠮷野家')
  })
  test('a mark at the beginning is no part of the first field', () => {
    expect(readCsv(decodeCsv(encode('\ufeff名称,电话', 'utf-8')))).toEqual([['名称', '电话']])
  })
  test('on a Traditional Chinese page the old code is Big5', () => {
    expect(decodeCsv(encode('客戶,電話', 'big5'), 'zh-Hant')).toBe('客戶,電話')
  })
})

describe('the fields of a file', () => {
  test.each([
    [
      'commas',
      'a,b\r\n1,2\r\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'semicolons',
      'a;b\n1,5;2',
      [
        ['a', 'b'],
        ['1,5', '2'],
      ],
    ],
    [
      'tabs',
      'a\tb\n1\t',
      [
        ['a', 'b'],
        ['1', ''],
      ],
    ],
    ['a named separator', 'sep=;\r\na;b', [['a', 'b']]],
    ['quotes', '"a,""b""\r\nc",d', [['a,"b"\r\nc', 'd']]],
    ['text after a closing quote', '"a"b,c', [['ab', 'c']]],
    ['an unclosed quote', '"a,b\nc', [['a,b\nc']]],
    ['an empty line between', 'a\n\nb', [['a'], [''], ['b']]],
    ['nothing', '', []],
  ])('%s', (_name, text, fields) => {
    expect(readCsv(text)).toEqual(fields)
  })
})

describe('a saved file', () => {
  test('gives back what was written', () => {
    const field = fc.string({ maxLength: 8 })
    const lines = fc.integer({ min: 2, max: 4 }).chain((width) =>
      fc.array(fc.array(field, { minLength: width, maxLength: width }), {
        minLength: 1,
        maxLength: 4,
      }),
    )
    fc.assert(
      fc.property(lines, (written) => {
        const bytes = new TextEncoder().encode(writeCsv(written))
        expect(readCsv(decodeCsv(bytes))).toEqual(written)
      }),
    )
  })
  test('says how many fields another spreadsheet would take for a formula', () => {
    expect(
      countFormulaLike([
        ['=1+1', '-5', '+86 138'],
        ['@a', '-', '+12.5%'],
      ]),
    ).toBe(4)
  })
})
