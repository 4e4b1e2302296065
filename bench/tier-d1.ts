// Tiers of 100,000 customers on local D1 (in the Worker) beside the very same statements in node:sqlite in process:
// a first run, one without changes, one after new leads, one after new figures for 1,000, and the monthly one after new
// figures for 10,000, with the rows that each reads and writes.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

import { createTestHarness } from 'wrangler'
import * as z from 'zod'

import { projectFile } from '../scripts/lib/project.ts'
import type { Database, Row } from '../worker/db/database.ts'
import { settleTiers } from '../worker/db/tiers.ts'
import { figure, type Figure, timeMs } from './figure.ts'
import { actor, setUp, type Stage, stageOf, stages } from './tier-portfolio.ts'

const answer = z.object({ ms: z.number(), read: z.int(), written: z.int(), changed: z.int() })
type Answer = z.infer<typeof answer>

const migrations = (): readonly string[] => {
  const folder = projectFile('worker', 'db', 'migrations')
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .toSorted()
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('--> statement-breakpoint'))
}

const configOf = (folder: string): string => {
  const file = join(folder, 'wrangler.toml')
  writeFileSync(
    file,
    [
      'name = "bench-tier"',
      `main = ${JSON.stringify(projectFile('bench', 'tier-worker.ts'))}`,
      'compatibility_date = "2026-10-01"',
      '[[d1_databases]]',
      'binding = "DB"',
      'database_name = "bench"',
      'database_id = "00000000-0000-0000-0000-000000000003"',
    ].join('\n'),
  )
  return file
}

/** The same port on node:sqlite: one transaction a batch. */
const openInProcess = (db: DatabaseSync): Database => ({
  meter: { read: 0, written: 0 },
  runBatch: (statements) => {
    db.exec('BEGIN')
    const results = statements.map(({ sql, values }) => db.prepare(sql).all(...values) as Row[])
    db.exec('COMMIT')
    return Promise.resolve(results)
  },
})

const onD1 = async (folder: string): Promise<ReadonlyMap<Stage, Answer>> => {
  const harness = createTestHarness({ workers: [{ configPath: configOf(folder) }] })
  try {
    const { url } = await harness.listen()
    const post = async (path: string, body: unknown): Promise<Answer> => {
      const init = { method: 'POST', body: JSON.stringify(body) }
      return answer.parse(await (await fetch(new URL(path, url), init)).json())
    }
    await post('/', migrations())
    const answers = new Map<Stage, Answer>()
    for (const stage of stages) answers.set(stage, await post(`/?stage=${stage}`, null))
    return answers
  } finally {
    await harness.close()
  }
}

const inProcess = async (folder: string): Promise<ReadonlyMap<Stage, number>> => {
  const db = new DatabaseSync(join(folder, 'tiers.db'))
  db.exec('PRAGMA journal_mode = WAL')
  for (const sql of [...migrations(), ...setUp]) db.exec(sql)
  const times = new Map<Stage, number>()
  for (const stage of stages) {
    const { before, ask } = stageOf(stage)
    for (const sql of before) db.exec(sql)
    times.set(stage, await timeMs(() => settleTiers(openInProcess(db), actor, ask)))
  }
  db.close()
  return times
}

export const benchTierOnD1 = async (): Promise<readonly Figure[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'kehu-bench-'))
  try {
    const d1 = await onD1(folder)
    const sqlite = await inProcess(folder)
    return stages.flatMap((stage) => {
      const { ms, read, written, changed } = answer.parse(d1.get(stage))
      const peer = { name: 'node:sqlite in process', value: sqlite.get(stage) ?? Number.NaN }
      return [
        figure(`tier.d1.100000.${stage}.ms`, ms, 'ms', { peer }),
        figure(`tier.d1.100000.${stage}.read`, read, 'rows'),
        figure(`tier.d1.100000.${stage}.written`, written, 'rows'),
        figure(`tier.d1.100000.${stage}.changed`, changed, 'rows'),
      ]
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
