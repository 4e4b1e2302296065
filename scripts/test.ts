// npm test: the fast check, then every test in both runtimes. Prints what was skipped and why, and one closing line.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import * as z from 'zod'

import { dataFile, projectFile } from './lib/project.ts'

const report = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  success: z.boolean(),
})

const folder = mkdtempSync(join(tmpdir(), 'kehu-test-'))
const file = join(folder, 'report.json')
const check = spawnSync(process.execPath, [projectFile('scripts', 'check.ts')], {
  stdio: 'inherit',
})
if (dataFile('PROVENANCE.md') === null)
  console.log('tests on the shared data: skipped ($KEHU_DATA and ../shared/data are not here)')
if (!existsSync('/usr/bin/chromium'))
  console.log(
    'browser tests: skipped (no /usr/bin/chromium; Debian: apt-get install chromium fonts-noto-cjk)',
  )
if (spawnSync('openssl', ['version']).status !== 0)
  console.log(
    'browser tests: skipped (the web channel: no openssl; Debian: apt-get install openssl)',
  )
const filters = process.argv.slice(2)
const tests = spawnSync(
  'vitest',
  [
    'run',
    '--config',
    projectFile('test', 'vitest.config.ts'),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
    ...filters,
  ],
  {
    stdio: 'inherit',
    cwd: projectFile(),
    // Each file has a process of its own, and the tests of commands start further ones: they load what was compiled.
    env: { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') },
  },
)
const counts = report.safeParse(JSON.parse(readFileSync(file, 'utf8')))
rmSync(folder, { recursive: true, force: true })
if (!counts.success) {
  console.error('The test run left no report.')
  process.exit(1)
}
const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, success } = counts.data
const failed = numFailedTests + (check.status === 0 ? 0 : 1)
console.log(
  `\n${numPassedTests} passed, ${failed} failed, ${numPendingTests + numTodoTests} skipped`,
)
process.exit(check.status === 0 && tests.status === 0 && success ? 0 : 1)
