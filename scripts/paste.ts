// npm run -s paste -- LIST.csv: the main job without a browser. A fresh database and a free port; nothing is left behind.
import { writeFileSync } from 'node:fs'

import { locales } from '../shared/schema/kind.ts'
import type { Locale } from '../shared/schema/kind.ts'
import { sheetFields } from '../shared/schema/tables.ts'
import { mapHeader } from '../shared/sheet/header.ts'
import { readArguments, runCommand, UsageError, wholeNumber } from './lib/command.ts'
import { csvWithColumns, readCsv, type CsvFile } from './lib/csv.ts'
import { startLocalWorker } from './lib/local-worker.ts'
import { pasteList, type Pasted } from './lib/paste-list.ts'
import { pasteReport, reportText, sheetColumns } from './lib/paste-report.ts'
import { createStorer } from './lib/store-list.ts'

const usage =
  'npm run -s paste -- FILE.csv [--limit N] [--lang zh-Hans|zh-Hant|en] [--map field=Header,…] ' +
  '[--base FILE.csv] [--again] [--out SHEET.csv] [--json]'

const options = {
  limit: { type: 'string' },
  lang: { type: 'string', default: 'zh-Hans' },
  map: { type: 'string' },
  base: { type: 'string' },
  again: { type: 'boolean', default: false },
  out: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const

const isLocale = (text: string): text is Locale => locales.some((locale) => locale === text)

const readMap = (text: string | undefined, csv: CsvFile): Readonly<Record<string, string>> => {
  const pairs = (text ?? '').split(',').filter((pair) => pair.trim() !== '')
  return Object.fromEntries(
    pairs.map((pair) => {
      const [field = '', header = ''] = pair.split(/=(.*)/su).map((part) => part.trim())
      if (!Object.hasOwn(sheetFields('customer'), field))
        throw new UsageError(
          `--map: "${field}" is no field; fields are ${Object.keys(sheetFields('customer')).join(', ')}.`,
        )
      if (!csv.header.includes(header))
        throw new UsageError(
          `--map: the list has no column "${header}"; it has ${csv.header.join(', ')}.`,
        )
      return [field, header]
    }),
  )
}

const limited = (csv: CsvFile, limit: number | null): CsvFile =>
  limit === null
    ? csv
    : { ...csv, rows: csv.rows.slice(0, limit), rawRows: csv.rawRows.slice(0, limit) }

/** Base rows are on file whatever they resemble: the list that is checked against them is another one. */
const storeBase = async (url: string, key: string, base: CsvFile) => {
  const storer = await createStorer(url, key)
  const keys = mapHeader('customer', base.header, base.rows.slice(0, 20))
  const columns = keys.flatMap((field, index) => (field === null ? [] : [{ field, index }]))
  if (columns.length === 0)
    throw new UsageError(`--base: none of its columns is known: ${base.header.join(', ')}.`)
  const results = await storer.store(
    {
      table: 'customer',
      fields: columns.map((c) => c.field),
      rows: base.rows.map((row) => columns.map((c) => row[c.index] ?? '')),
    },
    true,
  )
  return results.filter((r) => r.outcome === 'applied').length
}

const run = async (csv: CsvFile, base: CsvFile | null, flags: Flags): Promise<Pasted> => {
  const worker = await startLocalWorker()
  try {
    const user = await worker.addUser('Rep', 'rep')
    if (base) {
      const stored = await storeBase(worker.url, user.key, base)
      console.error(`${stored} of ${base.rows.length} rows of the base list are on file.`)
    }
    return await pasteList({ worker, key: user.key, header: csv.header, rows: csv.rows, ...flags })
  } finally {
    await worker.stop()
  }
}
type Flags = Pick<Parameters<typeof pasteList>[0], 'locale' | 'map' | 'again'>

const main = async (): Promise<number> => {
  const { values, positionals } = readArguments(options, usage)
  const [file, ...more] = positionals
  if (file === undefined || more.length > 0) throw new UsageError(`Give one list. Usage: ${usage}`)
  if (!isLocale(values.lang))
    throw new UsageError(`--lang takes zh-Hans, zh-Hant or en, not "${values.lang}".`)
  const csv = limited(readCsv(file), wholeNumber('limit', values.limit, 1))
  const base = values.base === undefined ? null : readCsv(values.base)
  const map = readMap(values.map, csv)
  const pasted = await run(csv, base, { locale: values.lang, map, again: values.again })
  const report = pasteReport(pasted)
  if (values.out !== undefined) {
    const { names, cells } = sheetColumns(pasted, csv.rows.length, values.lang)
    writeFileSync(values.out, csvWithColumns(csv, names, cells))
  }
  console.log(values.json ? JSON.stringify(report.json) : reportText(report.json))
  for (const fault of report.faults) console.error(fault)
  return report.faults.length === 0 ? 0 : 1
}

await runCommand(main)
