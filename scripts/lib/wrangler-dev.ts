// The Worker as `wrangler dev` runs it, with a D1 that keeps its data in a folder and is migrated first.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'

import { projectFile } from './project.ts'

export interface RunningWorker {
  readonly url: string
  readonly stop: () => Promise<void>
}

const config = ['--config', projectFile('wrangler.toml')]

/** Applies what is new in worker/db/migrations to the database in `stateFolder`. */
export const migrate = (stateFolder: string): void => {
  const done = spawnSync(
    'wrangler',
    ['d1', 'migrations', 'apply', 'kehu', '--local', '--persist-to', stateFolder, ...config],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
  )
  if (done.status !== 0)
    throw new Error(
      `The database could not be migrated (npm start -- --reset starts anew):\n${done.stdout}${done.stderr}`,
    )
}

const isAlive = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(`${url}/v1/health`)).ok
  } catch {
    return false
  }
}

const untilAlive = async (url: string, child: ChildProcess, log: () => string) => {
  for (let tries = 0; tries < 300; tries++) {
    if (child.exitCode !== null) throw new Error(`The Worker did not start:\n${log()}`)
    if (await isAlive(url)) return
    await sleep(100)
  }
  throw new Error(`The Worker did not answer within 30 seconds:\n${log()}`)
}

/** Starts the Worker on the database in `stateFolder` on `port`, and waits until it answers. */
export const startWrangler = async (options: {
  readonly port: number
  readonly stateFolder: string
}): Promise<RunningWorker> => {
  const child = spawn(
    'wrangler',
    [
      'dev',
      '--port',
      String(options.port),
      '--ip',
      '127.0.0.1',
      '--persist-to',
      options.stateFolder,
      '--log-level',
      'warn',
      '--show-interactive-dev-session=false',
      ...config,
    ],
    // A group of its own: Ctrl+C reaches this script first, which then ends the Worker in order.
    { stdio: ['ignore', 'pipe', 'pipe'], detached: true },
  )
  let log = ''
  const keep = (text: Buffer) => {
    log = (log + text.toString()).slice(-8_000)
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const url = `http://127.0.0.1:${options.port}`
  const stop = async () => {
    if (child.exitCode !== null || child.pid === undefined) return
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    process.kill(-child.pid, 'SIGTERM')
    const late = sleep(5_000).then(() => {
      if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    })
    await Promise.race([ended, late])
  }
  try {
    await untilAlive(url, child, () => log)
  } catch (error) {
    await stop()
    throw error
  }
  return { url, stop }
}
