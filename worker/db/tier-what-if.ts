// Two policies over today's customers in one statement: the engine's own pieces of SQL, each twice. Nothing is written.
import { ladder, type Metric } from '../../shared/tier/policy.ts'
import { tierCells, type TierCell } from '../../shared/tier/what-if.ts'
import type { Actor } from '../auth/actor.ts'
import type { TierWhatIfStore, WhatIfAsk, WhatIfFacts } from '../service/tier-what-if.ts'
import type { Database, Row } from './database.ts'
import { numberOf, textOf } from './sql.ts'
import { isLiveSql } from './tier-condition.ts'
import { choiceSql, judgedSql, liveSql } from './tier-sql.ts'

/** One policy's way from customers to tiers; `name` keeps the two apart. */
const sideSql = (path: string, name: string): string =>
  `live${name} AS MATERIALIZED (${liveSql(path)}),
  ${choiceSql(`live${name}`, path, name)},
  ${judgedSql(`live${name}`, path, {
    metric: `(SELECT metric FROM choice${name})`,
    n: `(SELECT count(value) FROM valued${name})`,
    name,
  })}`

/** A manager's word stands whatever the policy says. */
const waysSql = `WITH ${sideSql('$.from', '_old')}, ${sideSql('$.to', '_new')},
  ways AS MATERIALIZED (SELECT o.rid, coalesce(o.override, o.next, '') AS old, coalesce(n.override, n.next, '') AS new,
      n.value, n.id
    FROM judged_old o JOIN judged_new n ON n.rid = o.rid)`

const matrixSql = `${waysSql} SELECT old, new, count(*) AS count FROM ways GROUP BY old, new ORDER BY old, new`
const touchedSql = `${waysSql}
  SELECT c.id, c.name, c.city, c.owner, w.old, w.new, w.value
  FROM (SELECT * FROM ways WHERE old <> new ORDER BY value DESC, id LIMIT (?2 ->> 'limit')) w
  CROSS JOIN customer c ON c.rowid = w.rid ORDER BY w.value DESC, w.id`
const sizesSql = `WITH ${sideSql('$.from', '_old')}, ${sideSql('$.to', '_new')}
  SELECT (SELECT metric FROM choice_old) AS from_metric, (SELECT count(value) FROM valued_old) AS from_ranked,
    (SELECT metric FROM choice_new) AS to_metric, (SELECT count(value) FROM valued_new) AS to_ranked,
    (SELECT count(*) FROM live_old) AS looked,
    (SELECT count(*) FROM customer c WHERE c.org = ?1 AND ${isLiveSql('c')}) AS customers`

const cellOf = (row: Row, column: string): TierCell =>
  tierCells.find((cell) => cell === row[column]) ?? ''
const metricOf = (row: Row, column: string): Metric =>
  ladder.find((metric) => metric === row[column]) ?? 'profit_12m'

type Way = WhatIfFacts['matrix'][number]

/** Customers that no run looks at are N by any policy. */
const withPlain = (ways: readonly Way[], plain: number): readonly Way[] => {
  const known = ways.find(([old, next]) => old === 'N' && next === 'N')?.[2] ?? 0
  const others = ways.filter(([old, next]) => old !== 'N' || next !== 'N')
  return known + plain === 0 ? others : [...others, ['N', 'N', known + plain]]
}

const readWhatIf = async (
  database: Database,
  actor: Actor,
  { from, to, today, limit }: WhatIfAsk,
): Promise<WhatIfFacts> => {
  const values = [actor.org.id, JSON.stringify({ from, to, today, limit })]
  const [matrix = [], touched = [], sizes = []] = await database.runBatch([
    { sql: matrixSql, values },
    { sql: touchedSql, values },
    { sql: sizesSql, values },
  ])
  const size = sizes[0] ?? {}
  const ways = matrix.map((row): Way => [
    cellOf(row, 'old'),
    cellOf(row, 'new'),
    numberOf(row, 'count'),
  ])
  return {
    metric: { from: metricOf(size, 'from_metric'), to: metricOf(size, 'to_metric') },
    ranked: { from: numberOf(size, 'from_ranked'), to: numberOf(size, 'to_ranked') },
    matrix: withPlain(ways, numberOf(size, 'customers') - numberOf(size, 'looked')),
    touched: touched.map((row) => ({
      id: textOf(row, 'id') ?? '',
      name: textOf(row, 'name') ?? '',
      city: textOf(row, 'city'),
      owner: textOf(row, 'owner') ?? '',
      from: cellOf(row, 'old'),
      to: cellOf(row, 'new'),
      value: typeof row['value'] === 'number' ? row['value'] : null,
    })),
  }
}

export const openTierWhatIf = (database: Database): TierWhatIfStore => ({
  readWhatIf: async (actor, ask) => await readWhatIf(database, actor, ask),
})
