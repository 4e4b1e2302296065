import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import iconv from 'iconv-lite'
import { afterAll, describe, expect, test } from 'vitest'

import { UsageError } from '../../scripts/lib/command.ts'
import { csvWithColumns, readCsv } from '../../scripts/lib/csv.ts'

const folder = mkdtempSync(join(tmpdir(), 'kehu-csv-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const fileOf = (bytes: string | Buffer): string => {
  const file = join(folder, `${Math.abs(Number(process.hrtime.bigint() % 1_000_000_007n))}.csv`)
  writeFileSync(file, bytes)
  return file
}

describe('reading', () => {
  test.each([
    ['comma', '公司,手机\n甲,1\n', ','],
    ['semicolon', '公司;手机\n甲;1\n', ';'],
    ['tab', '公司\t手机\n甲\t1\n', '\t'],
  ])('a list with %s is read', (_, text, delimiter) => {
    const csv = readCsv(fileOf(text))
    expect(csv.delimiter).toBe(delimiter)
    expect(csv.header).toEqual(['公司', '手机'])
    expect(csv.rows).toEqual([['甲', '1']])
  })

  test('GB18030 and a BOM are recognised', () => {
    expect(readCsv(fileOf(iconv.encode('公司,手机\n华达,1\n', 'gb18030'))).rows).toEqual([
      ['华达', '1'],
    ])
    expect(readCsv(fileOf('\uFEFF公司,手机\n华达,1\n')).header).toEqual(['公司', '手机'])
  })

  test('quotes, line breaks in a cell, short rows and a missing last line end are taken as they are', () => {
    const csv = readCsv(fileOf('a,b,c\r\n"x, ""y""\r\nz",2\r\n1,2,3'))
    expect(csv.rows).toEqual([
      ['x, "y"\r\nz', '2', ''],
      ['1', '2', '3'],
    ])
  })

  test.each([['no/such/file.csv'], ['']])(
    'what cannot be read is answered with one plain line (%s)',
    (name) => {
      expect(() => readCsv(name === '' ? fileOf('') : name)).toThrow(UsageError)
    },
  )
})

describe('giving back', () => {
  const roundTrip = (bytes: Buffer) => {
    const csv = readCsv(fileOf(bytes))
    return csvWithColumns(
      csv,
      ['status'],
      csv.rows.map(() => ['好, "是"']),
    )
  }

  test('every original column stands byte for byte, in the encoding of the file', () => {
    for (const encode of [
      (t: string) => Buffer.from(t),
      (t: string) => iconv.encode(t, 'gb18030'),
    ]) {
      const header = encode('编号,"公 司",手机')
      const row = encode('007,"华达 ""一"" 厂", 138')
      const out = roundTrip(Buffer.concat([header, encode('\r\n'), row, encode('\r\n')]))
      expect(out.indexOf(header)).toBe(0)
      expect(out.includes(row)).toBe(true)
      expect(out.includes(encode('138,"好, ""是"""\r\n'))).toBe(true)
      expect(out.includes(encode('手机,status\r\n'))).toBe(true)
    }
  })
})
