// node scripts/run.mjs scripts/issue-key.ts --admin NAME: a new key for an administrator whom nobody can invite any
// more; docs/deploy.md says when and how.
import { writeFileSync } from 'node:fs'

import { readArguments, runCommand, UsageError, wholeNumber } from './lib/command.ts'
import { issueRecoveryKey } from './lib/issue-key.ts'

const usage = 'node scripts/run.mjs scripts/issue-key.ts --admin NAME [--days 7] [--out FILE.sql]'
const options = {
  admin: { type: 'string' },
  days: { type: 'string' },
  out: { type: 'string', default: 'issue-key.sql' },
} as const

const main = async (): Promise<number> => {
  const { values, positionals } = readArguments(options, usage)
  if (positionals.length > 0 || values.admin === undefined)
    throw new UsageError(`Name the administrator. Usage: ${usage}`)
  const days = wholeNumber('days', values.days, 1) ?? 7
  const { key, sql } = await issueRecoveryKey(values.admin, days, Date.now())
  writeFileSync(values.out, sql)
  console.log(`${key}
This key is shown once. The database does not know it yet; ${values.out} holds its hash:
  npx wrangler d1 execute DB --remote --env production --file ${values.out}
It must answer with one line: the administrator's name. No line: nobody of this name is an administrator who may come in.`)
  return 0
}

await runCommand(main)
