// What happens without anybody asking: every hour each organisation's own clock is read. Tiers come into force on the
// policy's day of the month, the log is cleared at its night, a rebuild of the matcher's keys goes on step by step.
// Every job may be interrupted and repeated; one organisation's trouble is not another's.
import type { Organisation } from './auth/actor.ts'
import { calendarActor } from './auth/calendar.ts'
import { openDatabase, type Database } from './db/database.ts'
import { openAudit } from './db/audit.ts'
import { openKeeping } from './db/field-keeping.ts'
import { openStore } from './db/d1-store.ts'
import { openMatches } from './db/match-store.ts'
import { readOrganisations } from './db/organisations.ts'
import { openPeople } from './db/person.ts'
import { openPolicies } from './db/policy.ts'
import { openRetention } from './db/retention.ts'
import { openUpkeep } from './db/upkeep.ts'
import type { Env } from './env.ts'
import { faultFacts, logLine } from './log-line.ts'
import { sealAudit } from './service/audit.ts'
import { runKeeping } from './service/field-keeping.ts'
import { rebuild } from './service/match-rebuild.ts'
import { runRetention } from './service/retention.ts'
import { clockIn } from './service/setting.ts'
import { monthlyRun } from './service/settle.ts'
import type { TierCounts } from './service/tier-ask.ts'
import { readTierPolicy } from './service/tier-policy.ts'
import { upkeep } from './service/upkeep.ts'

/** More than these, and a firm gets a deployment of its own: docs/scale.md. */
const ORGANISATIONS_MAX = 100
const NIGHT_HOUR = 3
/** The policy's day (the 1st), and two days more for what failed or did not run. */
const MONTH_DAYS = 3
const UPKEEP_ROUNDS_MAX = 20
const REBUILD_STEPS_MAX = 4
const REBUILD_ROWS = 500

interface Moment {
  readonly database: Database
  readonly org: Organisation
  /** UTC, milliseconds. */
  readonly now: number
  /** In the organisation's zone. */
  readonly day: number
  readonly hour: number
}

interface Job {
  readonly name: string
  readonly isDue: (moment: Moment) => boolean
  /** @returns how many rows it changed */
  readonly run: (moment: Moment) => Promise<number>
}

/** A bounded piece a round, in bounded rounds. @returns how much was done */
const inRounds = async (
  round: () => Promise<{ readonly done: number; readonly more: boolean }>,
): Promise<number> => {
  let went = 0
  for (let i = 0; i < UPKEEP_ROUNDS_MAX; i++) {
    const { done, more } = await round()
    went += done
    if (!more) break
  }
  return went
}

const sumOf = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0)

const policyOf = ({ database, org }: Pick<Moment, 'database' | 'org'>) =>
  readTierPolicy(openPolicies(database), calendarActor(org))

/**
 * Brings the month's tiers into force, from the policy's day on (the 1st) in the organisation's zone; nobody is signed
 * in. A month that has had its run is left alone, however often this is called.
 */
export const runMonth = async (
  moment: Pick<Moment, 'database' | 'org' | 'now'>,
): Promise<TierCounts> => {
  const { database, org, now } = moment
  return await monthlyRun(openStore(database), calendarActor(org), now, await policyOf(moment))
}

const jobs: readonly Job[] = [
  {
    name: 'tiers',
    isDue: ({ hour }) => hour === 0 || hour === NIGHT_HOUR,
    run: async (moment) => {
      const { policy } = await policyOf(moment)
      const late = moment.day - policy.effectiveDay
      return late >= 0 && late < MONTH_DAYS ? (await runMonth(moment)).changed : 0
    },
  },
  {
    name: 'upkeep',
    isDue: ({ hour }) => hour === NIGHT_HOUR,
    run: async ({ database, org, now }) =>
      await inRounds(async () => {
        const { more, ...purged } = await upkeep(openUpkeep(database), org.id, now)
        return { done: sumOf({ ...purged }), more }
      }),
  },
  {
    name: 'audit',
    isDue: ({ hour }) => hour === NIGHT_HOUR,
    run: async ({ database, org, now }) =>
      await inRounds(async () => {
        const { sealed, more } = await sealAudit(openAudit(database), org.id, now)
        return { done: sealed, more }
      }),
  },
  {
    name: 'retention',
    isDue: ({ hour }) => hour === NIGHT_HOUR,
    run: async ({ database, org, now }) =>
      await inRounds(async () => {
        const stores = { people: openPeople(database), retention: openRetention(database) }
        const { erased, more } = await runRetention(stores, calendarActor(org), now)
        return { done: sumOf(erased), more }
      }),
  },
  {
    name: 'field keeping',
    isDue: ({ hour }) => hour === NIGHT_HOUR,
    run: async ({ database, org, now }) =>
      await inRounds(async () => {
        const { blanked, more } = await runKeeping(openKeeping(database), calendarActor(org), now)
        return { done: blanked, more }
      }),
  },
  {
    name: 'rebuild',
    isDue: () => true,
    run: async ({ database, org, now }) => {
      let looked = 0
      for (let step = 0; step < REBUILD_STEPS_MAX; step++) {
        const limit = REBUILD_ROWS
        const done = await rebuild(openMatches(database), calendarActor(org), { limit }, now)
        looked += done.looked
        if (done.phase === 'done') break
      }
      return looked
    },
  },
]

const runJob = async (job: Job, where: Pick<Moment, 'database' | 'org' | 'now'>): Promise<void> => {
  try {
    const moment = { ...where, ...clockIn(where.org.timeZone, where.now) }
    if (!job.isDue(moment)) return
    const done = await job.run(moment)
    if (done > 0) logLine({ event: 'job', job: job.name, done })
  } catch (error) {
    logLine({ event: 'fault', job: job.name, ...faultFacts(error) })
  }
}

/** The hourly call of Cloudflare. @param now UTC, milliseconds: the hour that was meant */
export const runScheduled = async (env: Env, now: number): Promise<void> => {
  const database = openDatabase(env.DB)
  for (const org of await readOrganisations(database, ORGANISATIONS_MAX))
    for (const job of jobs) await runJob(job, { database, org, now })
}
