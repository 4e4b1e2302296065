// Old runs of the tier engine: which there were, what each of them met, and one customer's way through them.
import { ladder, policySchema, standardPolicy } from '../../shared/tier/policy.ts'
import type { Metric, TierPolicy } from '../../shared/tier/policy.ts'
import type { RunMoment } from '../../shared/tier/in-force.ts'
import type { FrozenCustomer } from '../../shared/tier/run.ts'
import type { Actor } from '../auth/actor.ts'
import type { FrozenPage, RunFacts, TierHistory, TierRunStore } from '../service/tier-runs.ts'
import type { Database, Row } from './database.ts'
import { amountOf, jsonOf, numberOf, textOf } from './sql.ts'
import { textToFrozen, textToPlace, textToState } from './tier-inputs.ts'

const metricOf = (text: string | null): Metric => ladder.find((m) => m === text) ?? 'profit_12m'
const moments = ['sync', 'month', 'apply'] as const satisfies readonly RunMoment[]
const momentOf = (text: string | null): RunMoment => moments.find((m) => m === text) ?? 'sync'
const policyOf = (row: Row): TierPolicy =>
  policySchema.safeParse(jsonOf<unknown>(row, 'policy', null)).data ?? standardPolicy

const toRun = (row: Row): RunFacts => ({
  run: numberOf(row, 'run'),
  at: numberOf(row, 'at'),
  today: textOf(row, 'today') ?? '',
  moment: momentOf(textOf(row, 'moment')),
  by: textOf(row, 'by_user') ?? '',
  metric: metricOf(textOf(row, 'metric')),
  ranked: numberOf(row, 'ranked'),
  version: numberOf(row, 'version'),
  engine: numberOf(row, 'engine'),
  policy: policyOf(row),
  moved: amountOf(row, 'moved'),
})
const runColumns = 'run, at, today, moment, by_user, metric, ranked, version, engine, policy, moved'

/** ?1 org, ?2 the newest run that counts. */
const newestUpTo = `SELECT max(x.run) FROM tier_input x WHERE x.org = i.org AND x.row_id = i.row_id AND x.run <= ?2`

const toFrozen = (row: Row): FrozenPage['customers'][number] | null => {
  const id = textOf(row, 'row_id') ?? ''
  const customer = textToFrozen(
    id,
    textOf(row, 'figures') ?? 'null',
    textToState(textOf(row, 'before')),
  )
  return customer && { customer, after: textToState(textOf(row, 'state')) }
}

/** ?3 after this id, ?4 at most so many. The state before a run is that of the newest row before it. */
const frozenPage = `SELECT i.row_id, i.figures, i.state,
    CASE WHEN i.run < CAST(?2 AS INTEGER) THEN i.state ELSE (SELECT b.state FROM tier_input b
      WHERE b.org = i.org AND b.row_id = i.row_id AND b.run < i.run ORDER BY b.run DESC LIMIT 1) END AS before
  FROM tier_input i WHERE i.org = ?1 AND i.row_id > ?3 AND i.run = (${newestUpTo.replace('?2', 'CAST(?2 AS INTEGER)')})
  ORDER BY i.row_id LIMIT CAST(?4 AS INTEGER)`

const readRuns = async (
  database: Database,
  actor: Actor,
  limit: number,
): Promise<readonly RunFacts[]> => {
  const [rows] = await database.runBatch([
    {
      sql: `SELECT ${runColumns} FROM tier_run WHERE org = ?1 ORDER BY run DESC LIMIT CAST(?2 AS INTEGER)`,
      values: [actor.org.id, String(limit)],
    },
  ])
  return (rows ?? []).map(toRun)
}

const readRun = async (
  database: Database,
  actor: Actor,
  run: number | null,
): Promise<RunFacts | null> => {
  const [rows] = await database.runBatch([
    {
      sql: `SELECT ${runColumns} FROM tier_run WHERE org = ?1 AND (?2 IS NULL OR run = CAST(?2 AS INTEGER))
        ORDER BY run DESC LIMIT 1`,
      values: [actor.org.id, run === null ? null : String(run)],
    },
  ])
  const [row] = rows ?? []
  return row ? toRun(row) : null
}

const readFrozen = async (
  database: Database,
  actor: Actor,
  { run, after, limit }: { readonly run: number; readonly after: string; readonly limit: number },
): Promise<FrozenPage> => {
  const [rows = []] = await database.runBatch([
    { sql: frozenPage, values: [actor.org.id, String(run), after, String(limit)] },
  ])
  return {
    customers: rows.flatMap((row) => toFrozen(row) ?? []),
    last: textOf(rows.at(-1) ?? {}, 'row_id') ?? after,
    isLast: rows.length < limit,
  }
}

/** The value by the metric of its own run, from the frozen array. */
const valueAt = (frozen: FrozenCustomer | null, metric: Metric): number | null =>
  frozen?.[metric] ?? null

const readHistory = async (
  database: Database,
  actor: Actor,
  { id, run, limit }: { readonly id: string; readonly run: number; readonly limit: number },
): Promise<readonly TierHistory[]> => {
  const [rows = []] = await database.runBatch([
    {
      sql: `SELECT i.row_id, i.run, i.figures, i.state, i.place, r.today, r.metric
        FROM tier_input i JOIN tier_run r ON r.org = i.org AND r.run = i.run
        WHERE i.org = ?1 AND i.row_id = ?2 AND i.run <= CAST(?3 AS INTEGER)
        ORDER BY i.run DESC LIMIT CAST(?4 AS INTEGER)`,
      values: [actor.org.id, id, String(run), String(limit)],
    },
  ])
  return rows.map((row) => {
    const metric = metricOf(textOf(row, 'metric'))
    const frozen = textToFrozen(id, textOf(row, 'figures') ?? 'null', null)
    const place = textToPlace(textOf(row, 'place'))
    return {
      run: numberOf(row, 'run'),
      on: textOf(row, 'today') ?? '',
      metric,
      state: textToState(textOf(row, 'state')),
      frozen,
      value: place.first === null ? null : valueAt(frozen, metric),
      rank: place.first,
      held: place.held,
    }
  })
}

export const openTierRuns = (database: Database): TierRunStore => ({
  readRuns: async (actor, limit) => await readRuns(database, actor, limit),
  readRun: async (actor, run) => await readRun(database, actor, run),
  readFrozen: async (actor, ask) => await readFrozen(database, actor, ask),
  readHistory: async (actor, ask) => await readHistory(database, actor, ask),
})
