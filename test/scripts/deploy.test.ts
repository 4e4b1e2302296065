// A deployment against a Cloudflare that answers as told: what is refused before anything runs, what is done in which
// order, and that each stop says what a person has to do.
import { readFileSync } from 'node:fs'

import { experimental_readRawConfig, type Unstable_RawConfig } from 'wrangler'
import { describe, expect, test } from 'vitest'

import {
  NO_DATABASE,
  settingFaults,
  settingsOf,
  sharingFaults,
  withDatabase,
} from '../../scripts/lib/deploy-settings.ts'
import { runDeployment, type DeployPorts, type Ran } from '../../scripts/lib/deploy-steps.ts'
import { projectFile } from '../../scripts/lib/project.ts'

const file = projectFile('wrangler.toml')
const { rawConfig } = experimental_readRawConfig({ config: file })
type Raw = NonNullable<Unstable_RawConfig['env']>[string]
const production = rawConfig.env?.['production'] ?? {}
const url = 'https://crm.example.cn'

describe('what wrangler.toml must say', () => {
  test('the committed file is fit for both environments, but for its addresses', () => {
    expect(settingFaults(production, 'production', url)).toEqual([])
    const staging = rawConfig.env?.['staging']
    expect(settingFaults(staging, 'staging', 'https://staging.crm.example.cn')).toEqual([])
    expect(sharingFaults(rawConfig)).toEqual([])
  })

  const broken: readonly (readonly [change: Partial<Raw>, says: string])[] = [
    [{ workers_dev: true }, 'workers_dev must be false'],
    [{ routes: [] }, 'one custom domain'],
    [{ routes: [{ pattern: 'other.cn', custom_domain: true }] }, 'routes says other.cn'],
    [{ d1_databases: [] }, 'binding = "DB"'],
    [{ assets: { directory: 'dist' } }, 'html_handling must be "none"'],
    [{ triggers: { crons: [] } }, 'triggers.crons is missing'],
    [{ ratelimits: [] }, 'name = "RATE"'],
    [{ vars: {} }, 'ENVIRONMENT = "production"'],
    [
      { vars: { ENVIRONMENT: 'production', SETUP_SECRET: 'x' } },
      'SETUP_SECRET stands in [vars]: make it a secret',
    ],
  ]
  test.each(broken)('%j is refused: %s', (change, says) => {
    expect(settingFaults({ ...production, ...change }, 'production', url).join('\n')).toContain(
      says,
    )
  })

  test('two environments on one database are refused', () => {
    const d1 = [{ binding: 'DB', database_name: 'a', database_id: 'b' }]
    const env = {
      staging: { name: 's', d1_databases: d1 },
      production: { name: 'p', d1_databases: d1 },
    }
    expect(sharingFaults({ env })).toEqual([
      'staging and production name one database: give each its own.',
    ])
  })

  test("a new database's id goes into its own section and nowhere else", () => {
    const toml = readFileSync(file, 'utf8')
    const id = '11111111-2222-3333-4444-555555555555'
    const next = withDatabase(toml, 'staging', id)
    expect(next.replace(id, NO_DATABASE)).toBe(toml)
    expect(next.indexOf(id)).toBeLessThan(next.indexOf('[env.production]'))
    expect(() => withDatabase(next, 'staging', id)).toThrow('write 11111111')
  })
})

interface Cloud {
  readonly orgs?: number
  readonly demos?: number
  readonly fails?: string
  readonly secrets?: string
  readonly health?: string
  readonly holes?: string
  readonly oldTls?: boolean
  readonly plainHttp?: boolean
}

/** A Cloudflare that answers as told, and what was asked of it. */
const cloudOf = ({
  orgs = 0,
  demos = 0,
  fails,
  secrets = '[]',
  health = '1.0+abc',
  holes = '{"vulnerabilities":{}}',
  oldTls = false,
  plainHttp = false,
}: Cloud) => {
  const asked: string[] = []
  const said: string[] = []
  const made: string[] = []
  const answer = (line: string): Ran => {
    if (fails !== undefined && line.startsWith(fails)) return { code: 1, out: 'no\nreason: x' }
    if (line.startsWith('d1 create'))
      return { code: 0, out: 'database_id = "0a0a0a0a-1111-2222-3333-444444444444"' }
    if (line.includes("id = 'demo'")) return { code: 0, out: `[{"results":[{"n": ${demos}}]}]` }
    if (line.includes('count(*)')) return { code: 0, out: `[{"results":[{"n": ${orgs}}]}]` }
    return { code: 0, out: line.startsWith('secret list') ? secrets : '' }
  }
  const ports: DeployPorts = {
    wrangler: (args, input) => {
      asked.push([...args, ...(input === undefined ? [] : [`< ${input}`])].join(' '))
      return Promise.resolve(answer(args.join(' ')))
    },
    build: (address) => {
      asked.push(`build ${address}`)
      return Promise.resolve(fails === 'build' ? { code: 1, out: 'no' } : { code: 0, out: '' })
    },
    writeDatabaseId: (id) => made.push(id),
    get: (address) =>
      Promise.resolve(
        address.endsWith('/v1/health')
          ? { status: 200, body: `{"ok":true,"version":"${health}"}` }
          : { status: 200, body: '<script src="https://…/office.js">' },
      ),
    probe: () => Promise.resolve({ oldTls, plainHttp }),
    audit: () => Promise.resolve({ code: 1, out: holes }),
    newSecret: () => 'SECRET',
    say: (line) => said.push(line),
    sleep: () => Promise.resolve(),
  }
  return { ports, asked, said, made }
}

const named = {
  ...production,
  d1_databases: [{ binding: 'DB', database_name: 'kehu-production', database_id: 'db' }],
}
const deployment = (raw: Raw, mayCreate: boolean) =>
  ({
    settings: settingsOf(raw, 'production'),
    url,
    mayCreate,
    accepted: ['known'],
    version: '1.0+abc',
  }) as const

describe('the steps', () => {
  test('a first deployment makes the database, then the Worker, and tells the set-up secret once', async () => {
    const { ports, asked, said, made } = cloudOf({})
    expect(await runDeployment(deployment(production, true), ports)).toBe(0)
    expect(asked.map((line) => line.split(' ').slice(0, 3).join(' '))).toEqual([
      'whoami',
      'd1 create kehu-production',
      'd1 migrations apply',
      'd1 execute kehu-production',
      `build ${url}`,
      'deploy --env production',
      'd1 execute kehu-production',
      'secret list --env',
      'secret put SETUP_SECRET',
    ])
    expect(made).toEqual(['0a0a0a0a-1111-2222-3333-444444444444'])
    expect(asked.at(-1)).toContain('< SECRET')
    expect(
      said.filter((line) => line.includes('SECRET') && line.includes('shown once')),
    ).toHaveLength(1)
  })

  test('nothing is made without --create', async () => {
    const { ports, asked, said } = cloudOf({})
    expect(await runDeployment(deployment(production, false), ports)).toBe(1)
    expect(asked).toEqual(['whoami'])
    expect(said.join('\n')).toContain('has no database yet')
  })

  test('a database with the demo team is refused before anything is deployed', async () => {
    const { ports, asked, said } = cloudOf({ demos: 1 })
    expect(await runDeployment(deployment(named, true), ports)).toBe(1)
    expect(asked.some((line) => line.startsWith('deploy'))).toBe(false)
    expect(said.join('\n')).toContain('holds the demo team')
  })

  test.each([
    ['whoami', 'wrangler login'],
    ['d1 migrations', 'nothing was deployed'],
    ['build', 'could not be built'],
    ['deploy', 'the one before still runs'],
    ['secret put', 'could not be stored'],
  ])('when %s fails, the deployment stops there and says so', async (fails, says) => {
    const { ports, said } = cloudOf({ fails })
    expect(await runDeployment(deployment(named, true), ports)).toBe(1)
    expect(said.join('\n')).toContain(says)
  })

  test('another version still answering is not taken for success', async () => {
    const { ports, said } = cloudOf({ health: '0.9+old' })
    expect(await runDeployment(deployment(named, true), ports)).toBe(1)
    expect(said.join('\n')).toContain('does not say version 1.0+abc')
  })

  test('a library with a known hole is deployed only where somebody has said that he looked', async () => {
    const report = (name: string) => JSON.stringify({ vulnerabilities: { [name]: {} } })
    const open = cloudOf({ holes: report('hono') })
    expect(await runDeployment(deployment(named, true), open.ports)).toBe(1)
    expect(open.said.join('\n')).toContain('Known holes in hono')
    expect(open.asked.some((line) => line.startsWith('deploy'))).toBe(false)
    const known = cloudOf({ holes: report('known') })
    expect(await runDeployment(deployment(named, true), known.ports)).toBe(0)
    const mute = cloudOf({ holes: 'npm error audit endpoint returned an error' })
    expect(await runDeployment(deployment(named, true), mute.ports)).toBe(0)
    expect(mute.said.join('\n')).toContain('npm audit did not answer')
  })

  test.each([
    [{ oldTls: true }, 'Minimum TLS Version: TLS 1.2'],
    [{ plainHttp: true }, 'Always Use HTTPS: on'],
  ])('an address with %j is not called done: the setting is named', async (what, says) => {
    const { ports, said } = cloudOf(what)
    expect(await runDeployment(deployment(named, true), ports)).toBe(1)
    expect(said.join('\n')).toContain(says)
  })

  test('an organisation that is founded gets no second set-up secret', async () => {
    const { ports, asked } = cloudOf({ orgs: 1 })
    expect(await runDeployment(deployment(named, true), ports)).toBe(0)
    expect(asked.some((line) => line.startsWith('secret put'))).toBe(false)
  })
})
