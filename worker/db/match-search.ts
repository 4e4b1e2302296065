// The read of a push's matching: rows that share a key, how many do, and their features, in one batch. A key that too
// many have finds nobody. Archived and merged customers keep their keys and are left out here.
import { KEY_ROWS_MAX } from '../../shared/match/keys.ts'
import {
  FEATURES_BEGIN,
  FEATURES_KEYS,
  featuresOf,
  unpackFeatures,
} from '../../shared/match/features.ts'
import { unpackRecord } from '../../shared/match/packed.ts'
import { toPrint } from '../../shared/match/print.ts'
import type { MatchRecord } from '../../shared/match/record.ts'
import { MATCH_POLICY, WEIGHTS_POLICY } from '../../shared/match/policy.ts'
import { relationKinds, type RelationKind } from '../../shared/match/relation.ts'
import type { Candidate } from '../../shared/match/search.ts'
import type { WireValues } from '../../shared/protocol/cell.ts'
import type { Evidence } from '../../shared/match/levels.ts'
import type { Actor } from '../auth/actor.ts'
import { scopeParameter, scopeSql } from '../auth/scope.ts'
import {
  pairName,
  type MatchSettings,
  type SearchAsk,
  type SearchFacts,
  type StoredAnswer,
  type Verdict,
} from '../service/matches.ts'
import type { Database, Row, Statement } from './database.ts'
import { forRows } from './parameter.ts'
import { contentAt, jsonOf, numberOf, textOf } from './sql.ts'

/** The record out of a row's features, as JSON; its whole content where they are missing or of another version. */
const recordOrContent = (alias: string): string =>
  `CASE WHEN substr(${alias}.features, 1, ${FEATURES_BEGIN.length}) = '${FEATURES_BEGIN}'
    THEN substr(${alias}.features, ${FEATURES_BEGIN.length + 1},
      instr(${alias}.features, '${FEATURES_KEYS}') - ${FEATURES_BEGIN.length + 1})
    ELSE coalesce(${contentAt('customer', alias, `${alias}.rev`)}, '{}') END`

export const isLive = (alias: string): string =>
  `${alias}.archived_at IS NULL AND ${alias}.merged_into IS NULL`

const idsOf = (table: 'match_key' | 'strong_key'): string =>
  `(SELECT json_group_array(m.row_id) FROM (SELECT k.row_id FROM ${table} k
      WHERE k.org = ?2 AND k.key = j.value ->> 0 LIMIT ${KEY_ROWS_MAX + 1}) m)`

/**
 * Customers as [id, label, visible, record], some hundred in one text: a row each would cost D1 and us more than what
 * stands in it. In groups by the end of the id, so that no text comes near D1's 2 MB.
 */
const packedCandidates = (actor: Actor): string => {
  const visible = scopeSql(actor, '?3', 'c.owner', 'c.visibility')
  const customer = `'["' || c.id || '",' || json_quote(c.name) || ',' || (${visible}) || ',' || ${recordOrContent('c')} || ']'`
  return `'[' || group_concat(${customer}) || ']'`
}

/** ?1 [[key, isStrong, isWanted], …], ?2 org, ?3 scope. Rows of keys, then rows of packed customers. */
const searchSql = (actor: Actor): string => `WITH keyed AS MATERIALIZED (
    SELECT j.value ->> 0 AS key, j.value ->> 2 AS wanted,
      CASE WHEN j.value ->> 1 THEN ${idsOf('strong_key')} ELSE ${idsOf('match_key')} END AS ids
    FROM jsonb_each(jsonb(?1)) j)
  SELECT key, ids, NULL AS packed FROM keyed WHERE ids <> '[]'
  UNION ALL
  SELECT NULL, NULL, ${packedCandidates(actor)}
  FROM (SELECT DISTINCT i.value AS id FROM keyed CROSS JOIN json_each(keyed.ids) i
      WHERE keyed.wanted AND json_array_length(keyed.ids) <= ${KEY_ROWS_MAX}) h
    CROSS JOIN customer c ON c.org = ?2 AND c.id = h.id
  WHERE ${isLive('c')} GROUP BY substr(c.id, -1)`

/** ?1 ids, ?2 org */
const answersAboutSql = `SELECT p.* FROM jsonb_each(jsonb(?1)) j
  CROSS JOIN match_pair m ON m.org = ?2 AND m.b = j.value
  CROSS JOIN match_answer p ON p.org = m.org AND p.a = m.a AND p.b = m.b
  UNION ALL
  SELECT p.* FROM jsonb_each(jsonb(?1)) j CROSS JOIN match_answer p ON p.org = ?2 AND p.a = j.value`

export const settingsStatement = (actor: Actor): Statement => ({
  sql: `SELECT p.name, p.version, p.value FROM json_each(?2) j CROSS JOIN policy p ON p.org = ?1 AND p.name = j.value
    WHERE p.version = (SELECT max(n.version) FROM policy n WHERE n.org = p.org AND n.name = p.name)`,
  values: [actor.org.id, JSON.stringify([MATCH_POLICY, WEIGHTS_POLICY])],
})

export const toSettings = (rows: readonly Row[]): MatchSettings => {
  const named = (name: string) => rows.find((row) => row['name'] === name) ?? {}
  return {
    policy: jsonOf<unknown>(named(MATCH_POLICY), 'value', null),
    weights: jsonOf<unknown>(named(WEIGHTS_POLICY), 'value', null),
    weightsVersion: numberOf(named(WEIGHTS_POLICY), 'version'),
  }
}

/** From the features, else from the content. */
export const recordOf = (row: Row): MatchRecord =>
  (unpackFeatures(textOf(row, 'features')) ?? featuresOf(jsonOf<WireValues>(row, 'fields', {})))
    .record

export const kindOf = (row: Row): RelationKind | null =>
  relationKinds.find((kind) => kind === row['kind']) ?? null

const verdicts: readonly Verdict[] = ['different', 'related', 'unsure', 'merged']

export const toAnswer = (row: Row): StoredAnswer => ({
  a: textOf(row, 'a') ?? '',
  b: textOf(row, 'b') ?? '',
  verdict: verdicts.find((verdict) => verdict === row['verdict']) ?? 'unsure',
  kind: kindOf(row),
  by: textOf(row, 'by_user') ?? '',
  at: numberOf(row, 'at'),
  print: toPrint(jsonOf<unknown>(row, 'print', null)),
  evidence: jsonOf<readonly Evidence[]>(row, 'evidence', []),
})

type PackedCandidate = readonly [
  id: string,
  label: string | null,
  visible: number,
  record: string | WireValues,
]

const toCandidate = ([id, label, visible, record]: PackedCandidate): Candidate => ({
  id,
  record: typeof record === 'string' ? unpackRecord(record) : featuresOf(record).record,
  label: label ?? '',
  isVisible: visible === 1,
})

const candidatesIn = (row: Row): readonly Candidate[] =>
  jsonOf<readonly PackedCandidate[]>(row, 'packed', []).map(toCandidate)

export const readSearch = async (
  database: Database,
  actor: Actor,
  ask: SearchAsk,
): Promise<SearchFacts> => {
  const org = actor.org.id
  const searches = forRows(searchSql(actor), ask.keys, [org, scopeParameter(actor)])
  const [settings = [], ...results] = await database.runBatch([
    settingsStatement(actor),
    ...searches,
    ...forRows(answersAboutSql, ask.standing, [org]),
  ])
  const rows = results.slice(0, searches.length).flat()
  const found = new Map<number, readonly string[]>()
  for (const row of rows)
    if (row['key'] !== null) found.set(numberOf(row, 'key'), jsonOf<string[]>(row, 'ids', []))
  const candidates = rows.flatMap(candidatesIn)
  const answers = results.slice(searches.length).flat().map(toAnswer)
  return {
    countOf: (key) => found.get(key)?.length ?? 0,
    rowsOf: (key) => {
      const ids = found.get(key) ?? []
      return ids.length > KEY_ROWS_MAX ? [] : ids
    },
    candidates: new Map(candidates.map((candidate) => [candidate.id, candidate])),
    settings: toSettings(settings),
    answers: new Map(answers.map((answer) => [pairName(answer), answer])),
  }
}

/** ?1 [[key, isStrong, …], …], ?2 org */
const countsSql = `SELECT j.value ->> 0 AS key, json_array_length(
    CASE WHEN j.value ->> 1 THEN ${idsOf('strong_key')} ELSE ${idsOf('match_key')} END) AS n
  FROM jsonb_each(jsonb(?1)) j`

export const readCounts = async (
  database: Database,
  actor: Actor,
  keys: SearchAsk['keys'],
): Promise<(key: number) => number> => {
  const rows = await database.runBatch(forRows(countsSql, keys, [actor.org.id]))
  const counts = new Map(rows.flat().map((row) => [numberOf(row, 'key'), numberOf(row, 'n')]))
  return (key) => counts.get(key) ?? 0
}
