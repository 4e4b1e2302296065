// The Worker's database in process: the same migrations and statements on node:sqlite, for tests outside the runtime.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

import { projectFile } from '../../scripts/lib/project.ts'
import type { Statement } from '../../worker/db/database.ts'

const migrations = (): readonly string[] => {
  const folder = projectFile('worker', 'db', 'migrations')
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .toSorted()
    .map((name) => readFileSync(join(folder, name), 'utf8'))
}

/** An empty, migrated database in memory; `run` is one batch and answers with each statement's rows. */
export const openSqlite = () => {
  const db = new DatabaseSync(':memory:')
  for (const sql of migrations()) db.exec(sql)
  const run = (statements: readonly Statement[]) => {
    db.exec('BEGIN')
    try {
      const rows = statements.map(({ sql, values }) => db.prepare(sql).all(...values))
      db.exec('COMMIT')
      return rows
    } catch (error) {
      db.exec('ROLLBACK')
      throw error
    }
  }
  return { run, close: () => db.close() }
}
