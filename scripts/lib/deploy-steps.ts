// A deployment step by step. Each step looks before it acts, so that a deployment which stopped half-way is simply
// run again; the first step that cannot go on says what a person has to do.
import { holesIn } from './deploy-probe.ts'
import type { DeploySettings } from './deploy-settings.ts'
import { NO_DATABASE } from './deploy-settings.ts'

export interface Ran {
  readonly code: number
  readonly out: string
}

/** What a deployment touches outside of this process. */
export interface DeployPorts {
  /** wrangler with the project's configuration; `input` goes to its stdin. */
  readonly wrangler: (args: readonly string[], input?: string) => Promise<Ran>
  /** The pane and its manifest for an address. */
  readonly build: (url: string) => Promise<Ran>
  readonly writeDatabaseId: (id: string) => void
  /** A status and the body of a GET. */
  readonly get: (url: string) => Promise<{ readonly status: number; readonly body: string }>
  /** What an address lets through that it should not. */
  readonly probe: (
    url: string,
  ) => Promise<{ readonly oldTls: boolean; readonly plainHttp: boolean }>
  /** `npm audit` of what is in the product, as JSON. */
  readonly audit: () => Promise<Ran>
  readonly newSecret: () => string
  readonly say: (line: string) => void
  readonly sleep: (ms: number) => Promise<void>
}

export interface Deployment {
  readonly settings: DeploySettings
  readonly url: string
  /** May things be made that do not exist yet (database, secret)? */
  readonly mayCreate: boolean
  /** Libraries with a known hole that somebody has looked at: it cannot be reached. */
  readonly accepted: readonly string[]
  readonly version: string
}

/** null: done; else what has to be done by a person before the next run. */
type Step = (deployment: Deployment, ports: DeployPorts) => Promise<string | null>

const SETUP_SECRET = 'SETUP_SECRET'
const HEALTH_TRIES = 30

const lastLines = (text: string): string => text.trim().split('\n').slice(-6).join('\n')

const failed = (what: string, ran: Ran): string | null =>
  ran.code === 0 ? null : `${what}\n${lastLines(ran.out)}`

const signIn: Step = async (_, { wrangler }) =>
  failed(
    'Cloudflare does not know you: run `wrangler login`, or set CLOUDFLARE_API_TOKEN.',
    await wrangler(['whoami']),
  )

const makeDatabase: Step = async ({ settings, mayCreate }, ports) => {
  if (settings.databaseId !== NO_DATABASE) return null
  const { databaseName, env } = settings
  if (!mayCreate)
    return `${env} has no database yet. Give --create (and --location apac, or --jurisdiction eu where the law asks for it: neither can be changed later).`
  const ran = await ports.wrangler(['d1', 'create', databaseName])
  const id = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/u.exec(ran.out)?.[0]
  if (ran.code !== 0 || id === undefined)
    return failed('The database could not be made.', { code: 1, out: ran.out })
  ports.writeDatabaseId(id)
  ports.say(`Database ${databaseName} is ${id}; it stands in wrangler.toml now: commit it.`)
  return null
}

const migrate: Step = async ({ settings: { databaseName, env } }, { wrangler }) =>
  failed(
    'The migrations could not be applied; nothing was deployed.',
    await wrangler(['d1', 'migrations', 'apply', databaseName, '--remote', '--env', env]),
  )

/** The count of organisations in the remote database; NaN where it cannot be read. */
const countOrganisations = async (
  { databaseName, env }: DeploySettings,
  { wrangler }: DeployPorts,
  where: string,
): Promise<number> => {
  const sql = `SELECT count(*) AS n FROM org WHERE ${where}`
  const place = ['d1', 'execute', databaseName, '--remote', '--env', env]
  const { code, out } = await wrangler([...place, '--json', '--command', sql])
  // Whatever wrangler says around its JSON.
  return code === 0 ? Number(/"n":\s*(\d+)/u.exec(out)?.[1] ?? Number.NaN) : Number.NaN
}

const refuseDemo: Step = async ({ settings }, ports) => {
  const demos = await countOrganisations(settings, ports, "id = 'demo'")
  if (Number.isNaN(demos)) return `The database ${settings.databaseName} could not be read.`
  return demos === 0
    ? null
    : `${settings.databaseName} holds the demo team, whose keys are printed by npm start. Take a new database.`
}

const build: Step = async ({ url }, ports) =>
  failed('The pane could not be built.', await ports.build(url))

const deploy: Step = async ({ settings: { env }, version }, { wrangler }) =>
  failed(
    'Cloudflare did not take the Worker; the one before still runs.',
    await wrangler(['deploy', '--env', env, '--var', `VERSION:${version}`]),
  )

const untilHealthy = async (
  { url, version }: Deployment,
  { get, sleep }: DeployPorts,
): Promise<string | null> => {
  let seen = 'nothing'
  for (let tries = 0; tries < HEALTH_TRIES; tries++) {
    const { status, body } = await get(`${url}/v1/health`)
    if (status === 200 && body.includes(`"${version}"`)) return null
    seen = `${status} ${body.slice(0, 200)}`
    await sleep(2_000)
  }
  return `${url}/v1/health does not say version ${version} after a minute, but ${seen}. A new custom domain takes some minutes: run this again.`
}

const looksRight: Step = async (deployment, ports) => {
  const { url } = deployment
  const health = await untilHealthy(deployment, ports)
  if (health !== null) return health
  const pane = await ports.get(`${url}/addin/taskpane.html`)
  return pane.status === 200 && pane.body.includes('office.js')
    ? null
    : `${url}/addin/taskpane.html answers ${pane.status}: Excel would show an empty pane.`
}

/** docs/security.md, Libraries: nothing goes out with a known hole that nobody has looked at. */
const noKnownHole: Step = async ({ accepted }, { audit, say }) => {
  const holes = holesIn((await audit()).out)
  if (holes === null) {
    say('npm audit did not answer: look yourself before you rely on this release.')
    return null
  }
  const open = holes.filter((name) => !accepted.includes(name))
  return open.length === 0
    ? null
    : `Known holes in ${open.join(', ')}: \`npm audit --omit=dev\` says which. Update, or give --accept NAME for what cannot be reached.`
}

const onlyTls: Step = async ({ url }, { probe }) => {
  const { oldTls, plainHttp } = await probe(url)
  const todo = [
    ...(oldTls ? ['Minimum TLS Version: TLS 1.2'] : []),
    ...(plainHttp ? ['Always Use HTTPS: on'] : []),
  ]
  return todo.length === 0
    ? null
    : `It runs, but ${url} lets through what it should not. In Cloudflare's dashboard, SSL/TLS, Edge Certificates: ${todo.join('; ')}.`
}

/** The way into an empty organisation: one secret, told once, which the Worker forgets with the first admin. */
const openSetup: Step = async ({ settings, url, mayCreate }, ports) => {
  const { env } = settings
  if ((await countOrganisations(settings, ports, 'true')) > 0) return null
  const listed = await ports.wrangler(['secret', 'list', '--env', env])
  if (listed.out.includes(`"${SETUP_SECRET}"`)) return null
  if (!mayCreate)
    return `Nobody can sign in yet: run again with --create, or \`wrangler secret put ${SETUP_SECRET} --env ${env}\`.`
  const secret = ports.newSecret()
  const put = await ports.wrangler(['secret', 'put', SETUP_SECRET, '--env', env], secret)
  if (put.code !== 0) return failed('The set-up secret could not be stored.', put)
  ports.say(
    `Open the pane at ${url} and found your organisation with this set-up secret, shown once:\n  ${secret}`,
  )
  return null
}

const steps: readonly (readonly [says: string, step: Step])[] = [
  ['Cloudflare account', signIn],
  ['Database', makeDatabase],
  ['Migrations', migrate],
  ['No demo data', refuseDemo],
  ['Libraries', noKnownHole],
  ['Pane and manifest', build],
  ['Worker', deploy],
  ['Health and pane', looksRight],
  ['TLS only', onlyTls],
  ['First admin', openSetup],
]

/** @returns 0 where all is done, 1 where a person has to do something first */
export const runDeployment = async (
  deployment: Deployment,
  ports: DeployPorts,
): Promise<number> => {
  for (const [i, [says, step]] of steps.entries()) {
    const todo = await step(deployment, ports)
    ports.say(`${todo === null ? 'ok  ' : 'stop'} ${i + 1}/${steps.length} ${says}`)
    if (todo !== null) {
      ports.say(todo)
      return 1
    }
  }
  return 0
}
