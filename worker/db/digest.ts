// The sheet's revisions beside the server's, set by set: each sent id finds its row by key, and what is missing is
// the difference of two sets. (By LEFT JOIN from the table's side 400 million rows were read for 20,000.)
import type { Actor } from '../auth/actor.ts'
import { scopeParameter } from '../auth/scope.ts'
import type { DigestAsk, DigestFacts } from '../service/store.ts'
import type { Database, Statement } from './database.ts'
import { inScope, toGone } from './pull.ts'
import { customerJoin, textOf } from './sql.ts'

/** ?1 org, ?2 scope, ?3 triples */
const seenSql = (actor: Actor, { table, isOwnOnly }: DigestAsk): string =>
  `FROM jsonb_each(jsonb(?3)) j CROSS JOIN ${table} t ON t.org = ?1 AND t.id = j.value ->> 0
    ${customerJoin(table, 'p').replace('JOIN', 'CROSS JOIN')}
  WHERE ${inScope(actor, table, isOwnOnly)}`

const isGone = '(t.archived_at IS NOT NULL OR t.merged_into IS NOT NULL)'

const changedSql = (actor: Actor, ask: DigestAsk): string =>
  `SELECT DISTINCT t.id, t.archived_at, t.merged_into ${seenSql(actor, ask)}
    AND (t.rev <> j.value ->> 1 OR t.crev <> j.value ->> 2 OR ${isGone}) ORDER BY t.id`

const absentSql = (actor: Actor, ask: DigestAsk): string =>
  `SELECT j.value ->> 0 AS id FROM jsonb_each(jsonb(?3)) j EXCEPT SELECT t.id ${seenSql(actor, ask)}`

/** One's own rows are reached by their customer's owner, all others by their id. */
const missingSql = (actor: Actor, ask: DigestAsk): string => {
  const { table, isOwnOnly } = ask
  const own = table === 'customer' ? 't' : 'p'
  const owners = `customer ${own}${isOwnOnly ? ' INDEXED BY customer_owner' : ''}`
  const on = 't.org = p.org AND t.customer_id = p.id'
  const children = isOwnOnly
    ? `${owners} CROSS JOIN ${table} t INDEXED BY ${table}_customer ON ${on}`
    : `${table} t CROSS JOIN ${owners} ON ${on}`
  const source = table === 'customer' ? owners : children
  return `SELECT t.id FROM ${source}
    WHERE ${own}.org = ?1 AND t.org = ?1 AND ${isOwnOnly ? '+' : ''}t.id > ?4 ->> 'after'
      AND ${isOwnOnly ? '+' : ''}t.id <= ?4 ->> 'through' AND NOT ${isGone} AND ${inScope(actor, table, isOwnOnly)}
  EXCEPT SELECT j.value ->> 0 FROM jsonb_each(jsonb(?3)) j
  ORDER BY 1 LIMIT ?4 ->> 'limit'`
}

/** Greater than any id. */
const LAST = '~'

export const readDigest = async (
  database: Database,
  actor: Actor,
  ask: DigestAsk,
): Promise<DigestFacts> => {
  const values = [actor.org.id, scopeParameter(actor), JSON.stringify(ask.rows)]
  const bounds = { after: ask.after, through: ask.through ?? LAST, limit: ask.missingMax }
  const missing: readonly Statement[] =
    ask.missingMax > 0
      ? [{ sql: missingSql(actor, ask), values: [...values, JSON.stringify(bounds)] }]
      : []
  const [changed = [], absent = [], lacking = []] = await database.runBatch([
    { sql: changedSql(actor, ask), values },
    { sql: absentSql(actor, ask), values },
    ...missing,
  ])
  const idOf = (row: (typeof changed)[number]) => textOf(row, 'id') ?? ''
  const left = changed.filter((row) => row['archived_at'] !== null || row['merged_into'] !== null)
  return {
    differ: changed.filter((row) => !left.includes(row)).map(idOf),
    gone: left.map(toGone),
    absent: absent.map(idOf),
    missing: lacking.map(idOf),
  }
}
