// npm run -s fuzz -- --requests N --seed S: the fuzzer of test/worker/fuzz in workerd with an empty D1. Prints its table;
// exit 1 where the law was broken.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { createTestHarness } from 'wrangler'
import * as z from 'zod'

import { readArguments, runCommand, wholeNumber } from './lib/command.ts'
import { projectFile } from './lib/project.ts'

const usage = 'npm run -s fuzz -- [--requests N] [--seed S] [--json]'
/** One call of the worker; a new database after so many, that it stays small. */
const PER_CALL = 250
const PER_WORKER = 10_000

const tally = z.object({
  requests: z.int(),
  compared: z.int(),
  statuses: z.record(z.string(), z.int()),
  byTrick: z.record(z.string(), z.object({ sent: z.int(), refused: z.int() })),
  slowest: z.object({ ms: z.number(), what: z.string() }),
  steady: z.object({ ms: z.number(), what: z.string() }),
  slow: z.int(),
  broken: z.array(z.string()),
})
type Tally = z.infer<typeof tally>

const nothing = (): Tally => ({
  requests: 0,
  compared: 0,
  statuses: {},
  byTrick: {},
  slowest: { ms: 0, what: '' },
  steady: { ms: 0, what: '' },
  slow: 0,
  broken: [],
})

const add = (sum: Tally, more: Tally): void => {
  sum.requests += more.requests
  sum.compared += more.compared
  for (const [status, n] of Object.entries(more.statuses))
    sum.statuses[status] = (sum.statuses[status] ?? 0) + n
  for (const [trick, { sent, refused }] of Object.entries(more.byTrick)) {
    const count = (sum.byTrick[trick] ??= { sent: 0, refused: 0 })
    count.sent += sent
    count.refused += refused
  }
  if (more.slowest.ms > sum.slowest.ms) sum.slowest = more.slowest
  if (more.steady.ms > sum.steady.ms) sum.steady = more.steady
  sum.slow += more.slow
  sum.broken.push(...more.broken)
}

const configuration = {
  name: 'kehu-fuzz',
  main: projectFile('test', 'worker', 'fuzz', 'worker.ts'),
  compatibility_date: '2026-10-01',
  compatibility_flags: ['nodejs_compat'],
  d1_databases: [
    {
      binding: 'DB',
      database_name: 'kehu',
      database_id: '00000000-0000-0000-0000-000000000001',
      migrations_dir: projectFile('worker', 'db', 'migrations'),
    },
  ],
}

/** Sends requests `from` to `to` of the run, a call at a time. */
const runPart = async (
  seed: number,
  from: number,
  to: number,
  onCall: (told: Tally) => void,
): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'kehu-fuzz-'))
  const configPath = join(folder, 'wrangler.json')
  writeFileSync(configPath, JSON.stringify(configuration))
  const harness = createTestHarness({ workers: [{ configPath }] })
  try {
    await harness.listen()
    const worker = harness.getWorker()
    await worker.applyD1Migrations('DB')
    for (let first = from; first < to; first += PER_CALL) {
      const order = { seed, requests: Math.min(PER_CALL, to - first), from: first }
      const response = await worker.fetch('http://fuzz/', {
        method: 'POST',
        body: JSON.stringify(order),
      })
      if (!response.ok) throw new Error(`requests from ${first}: ${await response.text()}`)
      onCall(tally.parse(await response.json()))
    }
  } finally {
    await harness.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

const tableOf = (sum: Tally, seed: number, seconds: number): string =>
  [
    `${sum.requests} requests, seed ${seed}, ${Math.round(seconds)} s`,
    '',
    '| answer | requests |',
    '|---|--:|',
    ...Object.entries(sum.statuses).map(([status, n]) => `| ${status} | ${n} |`),
    '',
    '| what was done to the body | sent | refused |',
    '|---|--:|--:|',
    ...Object.entries(sum.byTrick)
      .toSorted(([a], [b]) => a.localeCompare(b))
      .map(([trick, { sent, refused }]) => `| ${trick} | ${sent} | ${refused} |`),
    '',
    `writes watched in all of them, the whole state compared around ${sum.compared} refusals`,
    `slowest ${sum.slowest.ms} ms: ${sum.slowest.what}; ${sum.slow} took more than 1 s the first time${
      sum.slow === 0 ? '' : `, at best of three times ${sum.steady.ms} ms: ${sum.steady.what}`
    }`,
    sum.broken.length === 0
      ? 'no law broken'
      : [`${sum.broken.length} broken:`, ...sum.broken].join('\n'),
  ].join('\n')

const main = async (): Promise<number> => {
  const { values } = readArguments(
    {
      requests: { type: 'string' },
      seed: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
    usage,
  )
  const requests = wholeNumber('requests', values.requests, 1) ?? 2_000
  const seed = wholeNumber('seed', values.seed, 0) ?? Math.floor(Date.now() / 1_000)
  const began = performance.now()
  const sum = nothing()
  for (let from = 0; from < requests; from += PER_WORKER)
    await runPart(seed, from, Math.min(requests, from + PER_WORKER), (told) => {
      add(sum, told)
      if (!values.json && sum.requests % 5_000 === 0)
        console.error(`${sum.requests} sent, ${sum.broken.length} broken`)
    })
  const seconds = (performance.now() - began) / 1_000
  console.log(values.json ? JSON.stringify(sum) : tableOf(sum, seed, seconds))
  return sum.broken.length === 0 ? 0 : 1
}

await runCommand(main)
