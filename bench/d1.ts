// Bulk insert on local D1 (in the Worker, one JSON parameter a statement) beside node:sqlite in process: the same
// rows, primary key and four indexes, one transaction each.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

import { createTestHarness } from 'wrangler'
import * as z from 'zod'

import { projectFile } from '../scripts/lib/project.ts'
import { figure, leastOf, timeMs, type Figure } from './figure.ts'
import { columns, createTable, plainRow } from './lead-rows.ts'

const rowCount = 10_000
const rounds = 7
const rows = Array.from({ length: rowCount }, (_, i) => plainRow(i))
const answer = z.object({ ms: z.number() })

const inProcess = async (folder: string): Promise<number> => {
  const file = join(folder, 'floor.db')
  const db = new DatabaseSync(file)
  db.exec(`PRAGMA journal_mode = WAL; ${createTable}`)
  const insert = db.prepare(`INSERT INTO lead VALUES (${columns.map(() => '?').join(',')})`)
  const ms = await timeMs(() => {
    db.exec('BEGIN')
    for (const row of rows) insert.run(...row)
    db.exec('COMMIT')
    return Promise.resolve()
  })
  db.close()
  for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true })
  return ms
}

const configOf = (folder: string): string => {
  const file = join(folder, 'wrangler.toml')
  writeFileSync(
    file,
    [
      'name = "bench"',
      `main = ${JSON.stringify(projectFile('bench', 'd1-worker.ts'))}`,
      'compatibility_date = "2026-10-01"',
      '[[d1_databases]]',
      'binding = "DB"',
      'database_name = "bench"',
      'database_id = "00000000-0000-0000-0000-000000000002"',
    ].join('\n'),
  )
  return file
}

/** Rounds alternate, so that a noisy moment hits both; the least of each is compared. */
export const benchD1 = async (): Promise<readonly Figure[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'kehu-bench-'))
  const harness = createTestHarness({ workers: [{ configPath: configOf(folder) }] })
  try {
    const { url } = await harness.listen()
    const d1: number[] = []
    const sqlite: number[] = []
    for (let round = 0; round < rounds; round++) {
      d1.push(answer.parse(await (await fetch(new URL(`/?rows=${rowCount}`, url))).json()).ms)
      sqlite.push(await inProcess(folder))
    }
    const peer = { name: 'node:sqlite in process', value: leastOf(sqlite) }
    return [
      figure('d1.insert.10000.ms', leastOf(d1), 'ms', { peer }),
      figure('d1.insert.10000.ratio', leastOf(d1) / leastOf(sqlite), 'ratio', { budget: 2 }),
    ]
  } finally {
    await harness.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
