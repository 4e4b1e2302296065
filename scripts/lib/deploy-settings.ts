// What wrangler.toml says of an environment, and what of it is unsafe or missing. Pure: each fault is one line that
// says what would be right.
import type { Unstable_RawConfig } from 'wrangler'

export const environments = ['staging', 'production'] as const
export type EnvironmentName = (typeof environments)[number]

/** The database that wrangler.toml holds before the first deployment. */
export const NO_DATABASE = '00000000-0000-0000-0000-000000000000'

export interface DeploySettings {
  readonly env: EnvironmentName
  readonly worker: string
  readonly host: string
  readonly databaseName: string
  /** NO_DATABASE before the first deployment. */
  readonly databaseId: string
}

type RawEnvironment = NonNullable<Unstable_RawConfig['env']>[string]

/** Names of plain variables that must be secrets: what stands in wrangler.toml is read by whoever reads the code. */
const secretLike = /secret|key|token|password/iu

const hostOf = (raw: RawEnvironment): string | null => {
  const [route] = raw.routes ?? []
  return typeof route === 'object' && 'custom_domain' in route && route.custom_domain
    ? route.pattern
    : null
}

const variableFaults = (raw: RawEnvironment, env: EnvironmentName): readonly string[] => {
  const vars = raw.vars ?? {}
  const leaked = Object.keys(vars).filter((name) => secretLike.test(name))
  return [
    ...(vars['ENVIRONMENT'] === env ? [] : [`vars must say ENVIRONMENT = "${env}".`]),
    ...leaked.map(
      (name) =>
        `${name} stands in [vars]: make it a secret (wrangler secret put ${name} --env ${env}).`,
    ),
  ]
}

/** What must be mended before anything is deployed; `url` is the address that the manifest will name. */
export const settingFaults = (
  raw: RawEnvironment | undefined,
  env: EnvironmentName,
  url: string,
): readonly string[] => {
  if (raw === undefined) return [`There is no [env.${env}].`]
  const host = hostOf(raw)
  const { hostname } = new URL(url)
  const databases = raw.d1_databases ?? []
  const [cron] = raw.triggers?.crons ?? []
  return [
    ...(raw.name === undefined
      ? ['name is missing: each environment is a Worker of its own.']
      : []),
    ...(raw.workers_dev === false
      ? []
      : ['workers_dev must be false: a second address would serve the same data.']),
    ...(host === null
      ? [`routes must be one custom domain: [{ pattern = "${hostname}", custom_domain = true }].`]
      : []),
    ...(host !== null && host !== hostname
      ? [`routes says ${host} but --url says ${hostname}: the pane and its API share one address.`]
      : []),
    ...(databases.length === 1 && databases[0]?.binding === 'DB'
      ? []
      : ['d1_databases must hold one database with binding = "DB".']),
    ...(raw.assets?.html_handling === 'none'
      ? []
      : [
          'assets.html_handling must be "none": Excel opens /addin/taskpane.html and follows no redirect.',
        ]),
    ...(raw.ratelimits?.some(({ name }) => name === 'RATE') === true
      ? []
      : [
          'ratelimits must hold one with name = "RATE": a pane that runs wild would reach the data.',
        ]),
    ...(cron === undefined ? ['triggers.crons is missing: tiers and upkeep would never run.'] : []),
    ...variableFaults(raw, env),
  ]
}

/** Only of an environment without faults. */
export const settingsOf = (raw: RawEnvironment, env: EnvironmentName): DeploySettings => {
  const [database] = raw.d1_databases ?? []
  return {
    env,
    worker: raw.name ?? '',
    host: hostOf(raw) ?? '',
    databaseName: database?.database_name ?? '',
    databaseId: database?.database_id ?? NO_DATABASE,
  }
}

/** Two environments on one database, or with one name, would overwrite each other. */
export const sharingFaults = (config: Unstable_RawConfig): readonly string[] => {
  const all = environments.flatMap((env) => {
    const raw = config.env?.[env]
    return raw ? [settingsOf(raw, env)] : []
  })
  const [one, other] = all
  if (!one || !other) return []
  return [
    ...(one.worker === other.worker
      ? [`staging and production are both called ${one.worker}.`]
      : []),
    ...(one.databaseId !== NO_DATABASE && one.databaseId === other.databaseId
      ? ['staging and production name one database: give each its own.']
      : []),
  ]
}

/** wrangler.toml with the id of a new database in the environment's own section. @throws where it has no place */
export const withDatabase = (toml: string, env: EnvironmentName, id: string): string => {
  const section = `[[env.${env}.d1_databases]]`
  const at = toml.indexOf(section)
  const place = at < 0 ? -1 : toml.indexOf(`database_id = "${NO_DATABASE}"`, at)
  const next = at < 0 ? -1 : toml.indexOf('\n[', at + section.length)
  if (place < 0 || (next >= 0 && place > next))
    throw new Error(
      `wrangler.toml has no empty database_id in ${section}; write ${id} there by hand.`,
    )
  return toml.slice(0, place) + toml.slice(place).replace(NO_DATABASE, id)
}
