// The migrations must say what the schema says: drizzle-kit's own consistency check, then a generation that
// must find nothing new. It runs on a copy, so that a check never writes into the project.
import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { projectFile } from './project.ts'

const run = (args: readonly string[], cwd: string) =>
  new Promise<{ readonly code: number | null; readonly output: string }>((resolve) => {
    const child = spawn('drizzle-kit', args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (text: Buffer) => (output += text.toString()))
    child.stderr.on('data', (text: Buffer) => (output += text.toString()))
    child.on('error', (error) => resolve({ code: 1, output: String(error) }))
    child.on('close', (code) => resolve({ code, output }))
  })

const migrationNames = (folder: string): readonly string[] =>
  readdirSync(folder).filter((name) => name.endsWith('.sql'))

/** null where all is well, else what is wrong and what would be right. */
export const checkMigrations = async (): Promise<string | null> => {
  const folder = projectFile('worker', 'db', 'migrations')
  const dropped = migrationNames(folder).filter((name) =>
    /\bDROP TABLE\b|`__new_/iu.test(readFileSync(join(folder, name), 'utf8')),
  )
  if (dropped.length > 0)
    return `${dropped.join(', ')}: migrations only add; D1 ignores foreign_keys=OFF, so a rebuild loses children.`
  const copy = mkdtempSync(projectFile('node_modules', '.kehu-migrations-'))
  try {
    cpSync(folder, join(copy, 'migrations'), { recursive: true })
    const config = join(copy, 'drizzle.config.ts')
    const schema = JSON.stringify(projectFile('worker', 'db', 'schema*.ts'))
    // drizzle-kit reads `out` relative to the folder it runs in.
    writeFileSync(
      config,
      `export default { dialect: 'sqlite', schema: ${schema}, out: './migrations' }\n`,
    )
    const check = await run(['check', '--config', config], copy)
    if (check.code !== 0) return check.output
    const before = migrationNames(join(copy, 'migrations'))
    const generate = await run(['generate', '--config', config], copy)
    if (generate.code !== 0) return generate.output
    const added = migrationNames(join(copy, 'migrations')).length - before.length
    return added === 0
      ? null
      : 'The schema has changed: run `npm run db:generate` and commit the migration.'
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}
