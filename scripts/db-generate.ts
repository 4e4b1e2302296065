// npm run db:generate: one migration from what changed in the schema. Its name may follow: -- add-wechat
import { spawnSync } from 'node:child_process'

const [name] = process.argv.slice(2)
const done = spawnSync(
  'drizzle-kit',
  [
    'generate',
    '--config',
    'worker/db/drizzle.config.ts',
    ...(name === undefined ? [] : ['--name', name]),
  ],
  { stdio: 'inherit' },
)
process.exit(done.status ?? 1)
