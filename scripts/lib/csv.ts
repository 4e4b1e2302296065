// CSV files as people have them: UTF-8 with or without BOM, or GB18030; comma, semicolon or tab. The raw text of
// each record is kept, so that a file can be given back byte for byte with columns added.
import { readFileSync } from 'node:fs'

import { parse } from 'csv-parse/sync'
import iconv from 'iconv-lite'

import { UsageError } from './command.ts'

export interface CsvFile {
  readonly encoding: 'utf8' | 'gb18030'
  readonly bom: boolean
  readonly delimiter: ',' | ';' | '\t'
  readonly newline: '\r\n' | '\n'
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** The text of header and rows as it stood in the file, without the line end. */
  readonly rawHeader: string
  readonly rawRows: readonly string[]
}

const bytesToText = (bytes: Buffer): Pick<CsvFile, 'encoding' | 'bom'> & { text: string } => {
  const bom = bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]))
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return { encoding: 'utf8', bom, text }
  } catch {
    return { encoding: 'gb18030', bom: false, text: iconv.decode(bytes, 'gb18030') }
  }
}

/** The candidate that stands most often in the first line, outside quotes. */
const delimiterOf = (text: string): CsvFile['delimiter'] => {
  const line = (/^[^\r\n]*/u.exec(text)?.[0] ?? '').replaceAll(/"[^"]*"/gu, '')
  const count = (d: string) => line.split(d).length
  const candidates: readonly CsvFile['delimiter'][] = [',', ';', '\t']
  return candidates.toSorted((a, b) => count(b) - count(a))[0] ?? ','
}

interface RawRecord {
  readonly raw: string
  readonly record: readonly string[]
}

/** csv-parse answers so when `raw` is on; its types do not say it. */
const asRawRecords = (parsed: unknown): readonly RawRecord[] => parsed as readonly RawRecord[]

/** Reads a CSV file; a UsageError where it cannot be read or is not one. */
export const readCsv = (file: string): CsvFile => {
  let bytes: Buffer
  try {
    bytes = readFileSync(file)
  } catch {
    throw new UsageError(`${file} cannot be read: give the path of a CSV file.`)
  }
  const { encoding, bom, text } = bytesToText(bytes)
  const delimiter = delimiterOf(text)
  let records: readonly RawRecord[]
  try {
    records = asRawRecords(
      parse(text, { delimiter, raw: true, relax_column_count: true, relax_quotes: true }),
    )
  } catch (error) {
    throw new UsageError(
      `${file} is not a CSV file: ${error instanceof Error ? error.message : ''}`,
    )
  }
  const [head, ...body] = records
  if (!head) throw new UsageError(`${file} is empty: the first line must be the header.`)
  const width = head.record.length
  return {
    encoding,
    bom,
    delimiter,
    newline: text.includes('\r\n') ? '\r\n' : '\n',
    header: head.record,
    rows: body.map((r) => Array.from({ length: width }, (_, i) => r.record[i] ?? '')),
    rawHeader: withoutLineEnd(head.raw),
    rawRows: body.map((r) => withoutLineEnd(r.raw)),
  }
}

const withoutLineEnd = (raw: string): string => raw.replace(/\r?\n?$/u, '')

const quoted = (value: string, delimiter: string): string =>
  value.includes('"') || value.includes('\n') || value.includes('\r') || value.includes(delimiter)
    ? `"${value.replaceAll('"', '""')}"`
    : value

/** The file with columns added at the right, in its own encoding, every original column as it stood. */
export const csvWithColumns = (
  file: CsvFile,
  added: readonly string[],
  cells: readonly (readonly string[])[],
): Buffer => {
  const line = (raw: string, more: readonly string[]) =>
    [raw, ...more.map((v) => quoted(v, file.delimiter))].join(file.delimiter)
  const lines = [
    line(file.rawHeader, added),
    ...file.rawRows.map((raw, i) => line(raw, cells[i] ?? added.map(() => ''))),
  ]
  const text = lines.join(file.newline) + file.newline
  return file.encoding === 'gb18030'
    ? iconv.encode(text, 'gb18030')
    : Buffer.from((file.bom ? '\uFEFF' : '') + text)
}
