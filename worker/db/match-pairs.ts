// Pairs that wait for a person: read in the order of review, written outside of a push, retired with a merged row.
import type { Finding } from '../../shared/match/verdict.ts'
import type { Actor } from '../auth/actor.ts'
import { scopeParameter, scopeSql } from '../auth/scope.ts'
import {
  AROUND_MAX,
  type OpenAsk,
  type OpenPage,
  type OpenPair,
  type Pair,
  type PlannedPair,
} from '../service/matches.ts'
import type { Database, Row, Statement } from './database.ts'
import { isLive, kindOf } from './match-search.ts'
import { pairStatements } from './match-write.ts'
import { forRows } from './parameter.ts'
import { flagOf, numberOf, textOf } from './sql.ts'

const findings: readonly Finding[] = ['same', 'look', 'related']

const toPair = (row: Row): OpenPair => ({
  a: textOf(row, 'a') ?? '',
  b: textOf(row, 'b') ?? '',
  finding: findings.find((finding) => finding === row['outcome']) ?? 'look',
  kind: kindOf(row),
  score: numberOf(row, 'score'),
  batch: textOf(row, 'batch'),
})

const columns = 'a, b, outcome, kind, score, batch'

/** ?1 org, ?2 {after, limit, batch, user}, ?3 scope. The order is that of the index, backwards. */
const openSql = (actor: Actor): string => `SELECT p.*,
    ${isLive('x')} AND ${isLive('y')} AND ${scopeSql(actor, '?3', 'x.owner', 'x.visibility')}
      AND ${scopeSql(actor, '?3', 'y.owner', 'y.visibility')} AS visible
  FROM (SELECT org, ${columns} FROM match_pair INDEXED BY match_pair_open
    WHERE org = ?1 AND open = 1 AND (?2 ->> '$.after.a' IS NULL
      OR (score, a, b) < (?2 ->> '$.after.score', ?2 ->> '$.after.a', ?2 ->> '$.after.b'))
      AND (?2 ->> 'batch' IS NULL OR (batch = ?2 ->> 'batch' AND by_user = ?2 ->> 'user'))
    ORDER BY score DESC, a DESC, b DESC LIMIT ?2 ->> 'limit') p
  CROSS JOIN customer x ON x.org = p.org AND x.id = p.a
  CROSS JOIN customer y ON y.org = p.org AND y.id = p.b
  ORDER BY p.score DESC, p.a DESC, p.b DESC`

export const readOpen = async (
  database: Database,
  actor: Actor,
  ask: OpenAsk,
): Promise<OpenPage> => {
  const meta = JSON.stringify({ ...ask, user: actor.id })
  const [rows = []] = await database.runBatch([
    { sql: openSql(actor), values: [actor.org.id, meta, scopeParameter(actor)] },
  ])
  const last = rows.at(-1)
  return {
    pairs: rows.filter((row) => flagOf(row, 'visible')).map(toPair),
    next: last && rows.length >= ask.limit ? toPair(last) : null,
  }
}

/** ?1 ids, ?2 org */
const aroundSql = `SELECT p.* FROM jsonb_each(jsonb(?1)) j CROSS JOIN match_pair p ON p.org = ?2 AND p.a = j.value
    WHERE p.open = 1
  UNION SELECT p.* FROM jsonb_each(jsonb(?1)) j CROSS JOIN match_pair p ON p.org = ?2 AND p.b = j.value
    WHERE p.open = 1 ORDER BY score DESC, a DESC, b DESC LIMIT ${AROUND_MAX}`

export const readAround = async (
  database: Database,
  actor: Actor,
  ids: readonly string[],
): Promise<readonly OpenPair[]> => {
  const rows = await database.runBatch(forRows(aroundSql, ids, [actor.org.id]))
  return rows.flat().map(toPair)
}

export const writePairs = async (
  database: Database,
  actor: Actor,
  pairs: readonly PlannedPair[],
  now: number,
): Promise<number> => {
  const meta = JSON.stringify({ user: actor.id, at: now })
  const rows = await database.runBatch(pairStatements(pairs, [actor.org.id, meta]))
  return rows.flat().length
}

export const closePairs = async (
  database: Database,
  actor: Actor,
  pairs: readonly Pair[],
): Promise<void> => {
  const sql = `UPDATE match_pair SET open = 0 WHERE (org, a, b) IN (
    SELECT ?2, j.value ->> 0, j.value ->> 1 FROM jsonb_each(jsonb(?1)) j)`
  await database.runBatch(
    forRows(
      sql,
      pairs.map(({ a, b }) => [a, b]),
      [actor.org.id],
    ),
  )
}

const namingSql = `SELECT m.org, m.a, m.b FROM jsonb_each(jsonb(?1)) j CROSS JOIN match_pair m ON m.org = ?2 AND m.a = j.value
  UNION SELECT m.org, m.a, m.b FROM jsonb_each(jsonb(?1)) j CROSS JOIN match_pair m ON m.org = ?2 AND m.b = j.value`

/** In the batch of a merge: open pairs that name one of the losers wait with him. */
export const retireStatements = (org: string, losers: readonly string[]): readonly Statement[] =>
  forRows(
    `UPDATE match_pair SET open = 0, retired = CASE WHEN a IN (SELECT value FROM json_each(?1)) THEN a ELSE b END
    WHERE open = 1 AND (org, a, b) IN (${namingSql})`,
    losers,
    [org],
  )

/** In the batch of an un-merge: what waited with him is open again. */
export const unretireStatements = (org: string, losers: readonly string[]): readonly Statement[] =>
  forRows(
    `UPDATE match_pair SET open = 1, retired = NULL
    WHERE retired IN (SELECT value FROM json_each(?1)) AND (org, a, b) IN (${namingSql})`,
    losers,
    [org],
  )
