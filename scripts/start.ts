// npm start: migrates a local D1, loads the demo team once, starts the Worker and a page on one address.
// Data stays in .kehu/ (or where --data says) until --reset. Ctrl+C stops everything.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'

import { readArguments, runCommand, UsageError, wholeNumber } from './lib/command.ts'
import { loadDemoTeam, openDemoTeam, type DemoTeam } from './lib/demo-team.ts'
import { startDevServer } from './lib/dev-server.ts'
import { freePort } from './lib/free-port.ts'
import { projectFile } from './lib/project.ts'
import { migrate, startWrangler } from './lib/wrangler-dev.ts'

interface SavedTeam {
  readonly team: DemoTeam
  readonly loaded: boolean
}
const readTeam = (file: string): SavedTeam | null =>
  existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as SavedTeam) : null
const saveTeam = (file: string, saved: SavedTeam) =>
  writeFileSync(file, JSON.stringify(saved, null, 2))

const whenStopped = () =>
  new Promise<void>((end) => {
    // Not once: a library that finds no other listener left would end the process before the Worker is ended.
    process.on('SIGINT', () => end())
    process.on('SIGTERM', () => end())
  })

/** Said before anything is started, and in one line. */
const refuseTaken = (port: number) =>
  new Promise<void>((go, refuse) => {
    const probe = createServer()
    probe.once('error', () =>
      refuse(new UsageError(`Port ${port} is taken: npm start -- --port N chooses another.`)),
    )
    probe.listen(port, '127.0.0.1', () => probe.close(() => go()))
  })

const main = async (): Promise<number> => {
  const { values } = readArguments(
    {
      reset: { type: 'boolean', default: false },
      port: { type: 'string' },
      data: { type: 'string' },
    },
    'npm start [-- --reset] [-- --port N] [-- --data FOLDER]',
  )
  const port = wholeNumber('port', values.port, 1) ?? 8787
  await refuseTaken(port)
  const folder = values.data === undefined ? projectFile('.kehu') : resolve(values.data)
  const stateFolder = join(folder, 'state')
  const teamFile = join(folder, 'demo.json')
  // Only what stands here by our own doing: the folder may be anybody's.
  if (values.reset)
    for (const ours of [stateFolder, teamFile]) rmSync(ours, { recursive: true, force: true })
  mkdirSync(stateFolder, { recursive: true })

  const stopped = whenStopped()
  migrate(stateFolder)
  let saved = readTeam(teamFile)
  if (!saved) saveTeam(teamFile, (saved = { team: await openDemoTeam(stateFolder), loaded: false }))
  const worker = await startWrangler({ port: await freePort(), stateFolder })
  try {
    if (!saved.loaded) {
      await loadDemoTeam(worker.url, saved.team)
      saveTeam(teamFile, { ...saved, loaded: true })
    }
    const page = await startDevServer({ port, workerUrl: worker.url, users: saved.team.users })
    console.log(`\n客户簿 Kehu  ${page.url}\n`)
    for (const user of saved.team.users)
      console.log(`  ${user.role.padEnd(8)} ${user.name}  ${user.key}`)
    console.log('\nCtrl+C stops it; the data stays (npm start -- --reset starts anew).')
    await stopped
    await page.stop()
  } finally {
    await worker.stop()
  }
  return 0
}

await runCommand(main)
