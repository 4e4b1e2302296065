// npm start: migrates a local D1, loads the demo team once, starts the Worker and a page on one address.
// Data stays in .kehu/ until --reset. Ctrl+C stops everything.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'

import { readArguments, runCommand, wholeNumber } from './lib/command.ts'
import { loadDemoTeam, openDemoTeam, type DemoTeam } from './lib/demo-team.ts'
import { startDevServer } from './lib/dev-server.ts'
import { freePort } from './lib/free-port.ts'
import { projectFile } from './lib/project.ts'
import { migrate, startWrangler } from './lib/wrangler-dev.ts'

const stateFolder = projectFile('.kehu', 'state')
const teamFile = projectFile('.kehu', 'demo.json')

interface SavedTeam {
  readonly team: DemoTeam
  readonly loaded: boolean
}
const readTeam = (): SavedTeam | null =>
  existsSync(teamFile) ? (JSON.parse(readFileSync(teamFile, 'utf8')) as SavedTeam) : null
const saveTeam = (saved: SavedTeam) => writeFileSync(teamFile, JSON.stringify(saved, null, 2))

const whenStopped = () =>
  new Promise<void>((resolve) => {
    // Not once: a library that finds no other listener left would end the process before the Worker is ended.
    process.on('SIGINT', () => resolve())
    process.on('SIGTERM', () => resolve())
  })

const main = async (): Promise<number> => {
  const { values } = readArguments(
    { reset: { type: 'boolean', default: false }, port: { type: 'string' } },
    'npm start [-- --reset] [-- --port N]',
  )
  const port = wholeNumber('port', values.port, 1) ?? 8787
  if (values.reset) rmSync(projectFile('.kehu'), { recursive: true, force: true })
  mkdirSync(stateFolder, { recursive: true })

  const stopped = whenStopped()
  migrate(stateFolder)
  let saved = readTeam()
  if (!saved) saveTeam((saved = { team: await openDemoTeam(stateFolder), loaded: false }))
  const worker = await startWrangler({ port: await freePort(), stateFolder })
  try {
    if (!saved.loaded) {
      await loadDemoTeam(worker.url, saved.team)
      saveTeam({ ...saved, loaded: true })
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
