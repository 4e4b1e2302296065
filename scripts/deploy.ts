// npm run deploy -- --env production --url https://crm.example.cn: what is missing for a deployment, step by step, and
// then the deployment itself. Run it again after each thing that it asks for.
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

import { experimental_readRawConfig } from 'wrangler'

import { readArguments, runCommand, UsageError } from './lib/command.ts'
import {
  environments,
  settingFaults,
  settingsOf,
  sharingFaults,
  withDatabase,
  type EnvironmentName,
} from './lib/deploy-settings.ts'
import { runDeployment, type DeployPorts, type Ran } from './lib/deploy-steps.ts'
import { takesOldTls, takesPlainHttp } from './lib/deploy-probe.ts'
import { parseAddress } from './lib/deployment.ts'
import { readPackageVersion } from './lib/manifest.ts'
import { projectFile } from './lib/project.ts'

const usage =
  'npm run deploy -- --env staging|production --url https://crm.example.cn [--create] [--location apac | --jurisdiction eu] [--office-js china|URL] [--accept LIBRARY]... [--config wrangler.toml]'
const options = {
  env: { type: 'string' },
  url: { type: 'string' },
  create: { type: 'boolean', default: false },
  location: { type: 'string' },
  jurisdiction: { type: 'string' },
  'office-js': { type: 'string' },
  accept: { type: 'string', multiple: true },
  config: { type: 'string', default: projectFile('wrangler.toml') },
} as const

const run = (command: string, args: readonly string[], input = ''): Promise<Ran> =>
  new Promise((resolve) => {
    const child = spawn(command, args, { cwd: projectFile(), stdio: ['pipe', 'pipe', 'pipe'] })
    let out = ''
    const keep = (text: Buffer) => (out += text.toString())
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.on('error', (error) => resolve({ code: 1, out: String(error) }))
    child.on('close', (code) => resolve({ code: code ?? 1, out }))
    child.stdin.end(input)
  })

const parseEnvironment = (text: string | undefined): EnvironmentName => {
  const env = environments.find((name) => name === text)
  if (env === undefined)
    throw new UsageError(`--env takes ${environments.join(' or ')}. Usage: ${usage}`)
  return env
}

/** The commit that is deployed: the health check must name it. */
const versionNow = async (): Promise<string> => {
  const [commit, changes] = await Promise.all([
    run('git', ['rev-parse', '--short=12', 'HEAD']),
    run('git', ['status', '--porcelain', '--', 'addin', 'shared', 'worker']),
  ])
  if (changes.code === 0 && changes.out.trim() !== '')
    throw new UsageError(
      'addin, shared or worker hold changes that are not committed: nobody could tell what runs.',
    )
  return `${readPackageVersion()}+${commit.code === 0 ? commit.out.trim() : 'unknown'}`
}

const get: DeployPorts['get'] = async (url) => {
  try {
    const reply = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(10_000) })
    return { status: reply.status, body: (await reply.text()).slice(0, 100_000) }
  } catch (error) {
    return { status: 0, body: String(error) }
  }
}

const main = async (): Promise<number> => {
  const { values, positionals } = readArguments(options, usage)
  if (positionals.length > 0) throw new UsageError(`Only options are taken. Usage: ${usage}`)
  const env = parseEnvironment(values.env)
  const url = parseAddress(values.url, false)
  const { rawConfig } = experimental_readRawConfig({ config: values.config })
  const raw = rawConfig.env?.[env]
  const faults = [...settingFaults(raw, env, url), ...sharingFaults(rawConfig)]
  if (faults.length > 0 || raw === undefined) {
    for (const fault of faults) console.error(`wrangler.toml, ${env}: ${fault}`)
    return 1
  }
  const place = [
    ...(values.location === undefined ? [] : ['--location', values.location]),
    ...(values.jurisdiction === undefined ? [] : ['--jurisdiction', values.jurisdiction]),
  ]
  const officeJs = values['office-js'] === undefined ? [] : ['--office-js', values['office-js']]
  return await runDeployment(
    {
      settings: settingsOf(raw, env),
      url,
      mayCreate: values.create,
      accepted: values.accept ?? [],
      version: await versionNow(),
    },
    {
      wrangler: async (args, input) =>
        await run(
          'wrangler',
          [...args, ...(args[1] === 'create' ? place : []), '--config', values.config],
          input,
        ),
      build: async (address) =>
        await run(process.execPath, ['scripts/build.ts', '--url', address, ...officeJs]),
      writeDatabaseId: (id) =>
        writeFileSync(values.config, withDatabase(readFileSync(values.config, 'utf8'), env, id)),
      get,
      probe: async (address) => {
        const { hostname } = new URL(address)
        return {
          oldTls: await takesOldTls(hostname),
          plainHttp: await takesPlainHttp(hostname, '/addin/taskpane.html'),
        }
      },
      audit: async () => await run('npm', ['audit', '--omit=dev', '--json']),
      newSecret: () => randomBytes(24).toString('base64url'),
      say: (line) => console.log(line),
      sleep: async (ms) => await sleep(ms),
    },
  )
}

await runCommand(main)
