// npm run -s scale [-- --write]: what 10, 1,000 and 100,000 reps cost, from rows, requests and CPU measured now; with
// --write the tables of docs/scale.md are replaced.
import { readFileSync, writeFileSync } from 'node:fs'

import { readArguments, runCommand } from './lib/command.ts'
import { projectFile } from './lib/project.ts'
import { measureScale, type Cost, type Measured } from './lib/scale-measure.ts'
import { customersInDatabase, freeDays, habits, scaleLine } from './lib/scale-model.ts'

const usage = 'npm run -s scale [-- --write]'
const options = { write: { type: 'boolean', default: false } } as const
const CUSTOMERS = 500
const EDITED = 10
const BEGIN = '<!-- measured -->'
const END = '<!-- /measured -->'

const round = (n: number): string =>
  n >= 100
    ? Math.round(n).toLocaleString('en-US')
    : String(Math.round(n * 10 ** (n >= 10 ? 1 : 2)) / 10 ** (n >= 10 ? 1 : 2))
const big = (n: number): string =>
  n >= 1e9 ? `${round(n / 1e9)} bn` : n >= 1e6 ? `${round(n / 1e6)} m` : round(n)

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
const costRow = (name: string, { requests, read, written, cpu }: Cost): string =>
  row([name, ...[requests, read, written, cpu].map(round)])

const costTable = (cost: Measured): string =>
  [
    row(['what', 'requests', 'rows read', 'rows written', 'CPU ms, local']),
    row(['---', '--:', '--:', '--:', '--:']),
    costRow('bringing one customer in (mean of a pasted list)', cost.customer),
    costRow('a sync with nothing to send', cost.idle),
    costRow(`a sync with ${cost.editedRows} edited rows`, cost.edit),
    costRow('one edited figure: the firm ranked anew, per customer', cost.rank),
    '',
    `One customer with his history and keys takes ${round(cost.bytesPerCustomer)} bytes; measured with ${cost.customers} customers.`,
  ].join('\n')

const priceTable = (cost: Measured): string => {
  const lines = [10, 1_000, 100_000].flatMap((reps) =>
    [100, 1_000].map((each) => scaleLine(cost, reps, each)),
  )
  return [
    row([
      'reps × customers',
      'requests',
      'read',
      'written',
      'GB',
      'databases',
      'US$ a month',
      'once',
      'beyond the free plan',
    ]),
    row(['---', '--:', '--:', '--:', '--:', '--:', '--:', '--:', '---']),
    ...lines.map((line) =>
      row([
        `${round(line.reps)} × ${round(line.customersEach)}`,
        big(line.requests),
        big(line.read),
        big(line.written),
        round(line.gb),
        String(line.databases),
        round(line.dollars),
        round(line.firstDollars),
        line.beyondFree.join(', ') || 'nothing',
      ]),
    ),
  ].join('\n')
}

const report = (cost: Measured): string =>
  `${costTable(cost)}

A month of 21 working days; each rep syncs ${habits.idleSyncs + habits.editSyncs} times a day, ${habits.editSyncs} of them with ${cost.editedRows} edited rows; figures are imported ${habits.imports} times a day.

${priceTable(cost)}

One database of 10 GB holds ${big(customersInDatabase(cost))} customers. On the free plan ${round(1_000)} customers are brought in within ${freeDays(cost, 1_000)} day, 100,000 within ${freeDays(cost, 100_000)} days.`

const main = async (): Promise<number> => {
  const { values } = readArguments(options, usage)
  const text = report(await measureScale(CUSTOMERS, EDITED))
  console.log(text)
  if (values.write) {
    const file = projectFile('docs', 'scale.md')
    const page = readFileSync(file, 'utf8')
    const [head = '', rest = ''] = page.split(BEGIN)
    const tail = rest.split(END)[1] ?? ''
    writeFileSync(file, `${head}${BEGIN}\n${text}\n${END}${tail}`)
  }
  return 0
}

await runCommand(main)
