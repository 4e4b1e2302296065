// Runs a TypeScript script of this project on a fresh clone: installs with `npm ci` when node_modules does not
// match the lock, then hands over to a Node that is new enough (the platform package where the machine's is old).
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const stamp = join(root, 'node_modules', '.kehu-lock')
const lock = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex')

const isInstalled = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === lock

if (!isInstalled()) {
  process.stderr.write('Installing packages (npm ci) …\n')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel', 'error']
  // stdout is the script's own: --json promises exactly one line there.
  const done = spawnSync(npm, args, { cwd: root, stdio: ['ignore', 2, 2] })
  if (done.status !== 0) {
    process.stderr.write('npm ci failed; see above.\n')
    process.exit(done.status ?? 1)
  }
  writeFileSync(stamp, lock)
}

const isNewEnough = (version) => {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > 22 || (major === 22 && minor >= 18)
}
const platformNode = join(
  root,
  'node_modules',
  `node-${process.platform}-${process.arch}`,
  'bin',
  'node',
)
const node = isNewEnough(process.versions.node)
  ? process.execPath
  : existsSync(platformNode)
    ? platformNode
    : null
if (node === null) {
  process.stderr.write(
    `Node ${process.versions.node} is too old and no newer one comes with the packages here: install Node 24.\n`,
  )
  process.exit(2)
}

const [script, ...args] = process.argv.slice(2)
const bin = join(root, 'node_modules', '.bin')
const child = spawn(node, ['--disable-warning=ExperimentalWarning', join(root, script), ...args], {
  stdio: 'inherit',
  env: {
    ...process.env,
    PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`,
    // Nothing is reported to anybody and nothing is fetched while developing.
    CLOUDFLARE_CF_FETCH_ENABLED: 'false',
    WRANGLER_SEND_METRICS: 'false',
    WRANGLER_SEND_ERROR_REPORTS: 'false',
    WRANGLER_HIDE_BANNER: 'true',
  },
})
// Ctrl+C reaches the script too, which ends in order; a SIGTERM is passed on.
process.on('SIGINT', () => undefined)
process.on('SIGTERM', () => child.kill('SIGTERM'))
child.on('error', (error) => {
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
})
child.on('exit', (code) => process.exit(code ?? 1))
