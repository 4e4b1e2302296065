// npm run -s match: duplicates in a list, or of leads against customers, with reasons and, where the truth is
// known, how right they are.
import { writeFileSync } from 'node:fs'

import { createBase, matchList, suggestFor } from '../shared/match/match-list.ts'
import { readArguments, runCommand, UsageError } from './lib/command.ts'
import { readMatchList, readMatchLists, type ListOptions } from './lib/match-list.ts'
import { leadsReport, listReport, reportText, type MatchReport } from './lib/match-report.ts'

const usage =
  'npm run -s match -- FILE.csv [--id COLUMN] [--truth COLUMN] [--map field=Header,…] [--out pairs.csv] ' +
  '[--clusters clusters.csv] [--json], or npm run -s match -- --base BASE.csv --leads LEADS.csv …'

const options = {
  base: { type: 'string' },
  leads: { type: 'string' },
  id: { type: 'string' },
  truth: { type: 'string' },
  map: { type: 'string' },
  out: { type: 'string' },
  clusters: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const

const quoted = (cell: string): string =>
  /[",\r\n]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell

const writeCsv = (file: string, header: string, lines: readonly (readonly string[])[]) => {
  const text = [header, ...lines.map((line) => line.map(quoted).join(','))].join('\n')
  try {
    writeFileSync(file, `${text}\n`)
  } catch {
    throw new UsageError(
      `${file} cannot be written: give the path of a file in a folder that exists.`,
    )
  }
}

const matchOneList = (file: string, listOptions: ListOptions): MatchReport => {
  const start = performance.now()
  const list = readMatchList(file, listOptions)
  return listReport(list, matchList(list.records), performance.now() - start)
}

const matchLeads = (baseFile: string, leadsFile: string, listOptions: ListOptions): MatchReport => {
  const start = performance.now()
  const [base, leads] = readMatchLists([baseFile, leadsFile], listOptions)
  if (!base || !leads) throw new UsageError(`Give a base and leads. Usage: ${usage}`)
  const customers = createBase(base.records)
  const suggested = leads.records.map((lead) => suggestFor(lead, customers))
  return leadsReport(base, leads, suggested, performance.now() - start)
}

const main = async (): Promise<number> => {
  const { values, positionals } = readArguments(options, usage)
  const [file, ...more] = positionals
  const { base, leads } = values
  if (more.length > 0) throw new UsageError(`Give one list. Usage: ${usage}`)
  if ((base === undefined) !== (leads === undefined))
    throw new UsageError(`--base and --leads go together. Usage: ${usage}`)
  if ((file === undefined) === (base === undefined))
    throw new UsageError(`Give one list, or --base and --leads. Usage: ${usage}`)
  const report =
    base !== undefined && leads !== undefined
      ? matchLeads(base, leads, values)
      : matchOneList(file ?? '', values)
  if (values.out !== undefined) writeCsv(values.out, 'a,b,outcome,kind,score,why', report.pairLines)
  if (values.clusters !== undefined) writeCsv(values.clusters, 'id,cluster', report.clusterLines)
  console.log(values.json ? JSON.stringify(report.json) : reportText(report.json))
  return Promise.resolve(0)
}

await runCommand(main)
