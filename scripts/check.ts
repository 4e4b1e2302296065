// npm run check: format, lint with the Office.js rules, types, migrations, manifest. No database, seconds.
import { spawn } from 'node:child_process'

import { checkManifest } from './lib/manifest.ts'
import { checkMigrations } from './lib/migrations.ts'

interface Step {
  readonly name: string
  readonly run: () => Promise<string | null>
}

/** Runs a program; answers its output where it failed. */
const program = (command: string, ...args: readonly string[]) =>
  new Promise<string | null>((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (text: Buffer) => (output += text.toString()))
    child.stderr.on('data', (text: Buffer) => (output += text.toString()))
    child.on('error', (error) => resolve(String(error)))
    child.on('close', (code) => resolve(code === 0 ? null : output))
  })

const steps: readonly Step[] = [
  { name: 'format', run: () => program('oxfmt', '--check', '.') },
  { name: 'lint', run: () => program('oxlint') },
  { name: 'types', run: () => program('tsc', '-b') },
  { name: 'migrations', run: checkMigrations },
  { name: 'manifest', run: checkManifest },
  { name: 'unused', run: () => program('knip', '--config', 'scripts/knip.json') },
]

const results = await Promise.all(
  steps.map(async (step) => ({ name: step.name, failure: await step.run() })),
)
for (const { name, failure } of results) {
  console.log(`${failure === null ? 'ok  ' : 'FAIL'} ${name}`)
  if (failure !== null) console.log(failure)
}
process.exit(results.every((r) => r.failure === null) ? 0 : 1)
