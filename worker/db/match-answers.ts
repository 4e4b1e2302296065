// Answers about pairs: the newest of each, with the print that keeps it silent and the evidence that it teaches.
import type { Actor } from '../auth/actor.ts'
import {
  pairName,
  type AnswerPlace,
  type AnswersAsk,
  type ListedAnswer,
  type Pair,
  type StoredAnswer,
} from '../service/matches.ts'
import type { Database, Row, Statement } from './database.ts'
import { toAnswer } from './match-search.ts'
import { forRows } from './parameter.ts'
import { textOf } from './sql.ts'

const answerSql = `INSERT INTO match_answer (org, a, b, verdict, kind, by_user, at, print, evidence)
  SELECT ?2, j.value ->> 0, j.value ->> 1, j.value ->> 2, j.value ->> 3, j.value ->> 4, j.value ->> 5,
    j.value ->> 6, j.value ->> 7
  FROM jsonb_each(jsonb(?1)) j WHERE true
  ON CONFLICT (org, a, b) DO UPDATE SET verdict = excluded.verdict, kind = excluded.kind, by_user = excluded.by_user,
    at = excluded.at, print = excluded.print, evidence = excluded.evidence`
/** The score of a pair that nothing but an answer made: it is never open. */
const UNFOUND = -1_000
/** A pair that was answered without having been found is one all the same: so it is found by its second row. */
const closeSql = `INSERT INTO match_pair (org, a, b, outcome, kind, score, by_user, at, open)
  SELECT ?2, j.value ->> 0, j.value ->> 1, 'look', NULL, ${UNFOUND}, j.value ->> 4, j.value ->> 5, 0
  FROM jsonb_each(jsonb(?1)) j WHERE j.value ->> 2 <> 'unsure'
  ON CONFLICT (org, a, b) DO UPDATE SET open = 0 WHERE match_pair.open = 1`

/** Nobody is sure (any more): a pair that was found is asked about again, unless it waits with a merged row. */
const openSql = `UPDATE match_pair SET open = 1 WHERE (org, a, b) IN (
    SELECT ?2, j.value ->> 0, j.value ->> 1 FROM jsonb_each(jsonb(?1)) j WHERE j.value ->> 2 = 'unsure')
  AND retired IS NULL AND score > ${UNFOUND}`

const answerStatements = (org: string, answers: readonly StoredAnswer[]): readonly Statement[] => {
  const rows = answers.map(({ a, b, verdict, kind, by, at, print, evidence }) => {
    const taught = evidence.map(({ field, level, common }) => ({ field, level, common }))
    return [a, b, verdict, kind, by, at, JSON.stringify(print), JSON.stringify(taught)]
  })
  return [answerSql, closeSql, openSql].flatMap((sql) => forRows(sql, rows, [org]))
}

export const writeAnswers = async (
  database: Database,
  actor: Actor,
  answers: readonly StoredAnswer[],
): Promise<void> => {
  await database.runBatch(answerStatements(actor.org.id, answers))
}

const ids = (pairs: readonly Pair[]) => pairs.map(({ a, b }) => [a, b])

export const readAnswers = async (
  database: Database,
  actor: Actor,
  pairs: readonly Pair[],
): Promise<ReadonlyMap<string, StoredAnswer>> => {
  const sql = `SELECT p.* FROM jsonb_each(jsonb(?1)) j
    CROSS JOIN match_answer p ON p.org = ?2 AND p.a = j.value ->> 0 AND p.b = j.value ->> 1`
  const rows = await database.runBatch(forRows(sql, ids(pairs), [actor.org.id]))
  return new Map(rows.flat().map((row) => [pairName(toAnswer(row)), toAnswer(row)]))
}

/** ?1 ids, ?2 org */
const amongSql = `SELECT p.* FROM jsonb_each(jsonb(?1)) j CROSS JOIN match_answer p ON p.org = ?2 AND p.a = j.value
  WHERE p.b IN (SELECT value FROM json_each(?1))`

export const readAnswersAmong = async (
  database: Database,
  actor: Actor,
  rows: readonly string[],
): Promise<ReadonlyMap<string, StoredAnswer>> => {
  const found = await database.runBatch(forRows(amongSql, rows, [actor.org.id]))
  return new Map(found.flat().map((row) => [pairName(toAnswer(row)), toAnswer(row)]))
}

const toListed = (row: Row): ListedAnswer => ({
  ...toAnswer(row),
  labelA: textOf(row, 'label_a') ?? '',
  labelB: textOf(row, 'label_b') ?? '',
})

/** ?1 org, ?2 the question. In the order of the index, backwards. */
const listSql = `SELECT p.*, (SELECT c.name FROM customer c WHERE c.org = p.org AND c.id = p.a) AS label_a,
    (SELECT c.name FROM customer c WHERE c.org = p.org AND c.id = p.b) AS label_b
  FROM match_answer p INDEXED BY match_answer_at
  WHERE p.org = ?1 AND (p.at, p.a, p.b) < (?2 ->> '$.after.at', ?2 ->> '$.after.a', ?2 ->> '$.after.b')
    AND (?2 ->> 'verdicts' IS NULL OR p.verdict IN (SELECT value FROM json_each(?2, '$.verdicts')))
    AND (?2 ->> 'by' IS NULL OR p.by_user = ?2 ->> 'by')
  ORDER BY p.at DESC, p.a DESC, p.b DESC LIMIT ?2 ->> 'limit'`

/** Later than any answer. */
const newest: AnswerPlace = { at: Number.MAX_SAFE_INTEGER, a: '', b: '' }

export const listAnswers = async (
  database: Database,
  actor: Actor,
  ask: AnswersAsk,
): Promise<readonly ListedAnswer[]> => {
  const meta = JSON.stringify({ ...ask, after: ask.after ?? newest })
  const [rows = []] = await database.runBatch([{ sql: listSql, values: [actor.org.id, meta] }])
  return rows.map(toListed)
}

const clearSql = `DELETE FROM match_answer WHERE (org, a, b) IN (
    SELECT ?2, j.value ->> 0, j.value ->> 1 FROM jsonb_each(jsonb(?1)) j) RETURNING a`
/** Not those that wait with a merged row, nor those that nothing but the answer made. */
const reopenSql = `UPDATE match_pair SET open = 1 WHERE (org, a, b) IN (
    SELECT ?2, j.value ->> 0, j.value ->> 1 FROM jsonb_each(jsonb(?1)) j)
  AND retired IS NULL AND score > ${UNFOUND} AND EXISTS (SELECT 1 FROM match_answer p
    WHERE p.org = match_pair.org AND p.a = match_pair.a AND p.b = match_pair.b)`

/** A pair that nothing but the answer made goes with it. */
const dropSql = `DELETE FROM match_pair WHERE (org, a, b) IN (
    SELECT ?2, j.value ->> 0, j.value ->> 1 FROM jsonb_each(jsonb(?1)) j) AND score <= ${UNFOUND}`

export const clearAnswers = async (
  database: Database,
  actor: Actor,
  pairs: readonly Pair[],
): Promise<number> => {
  const first = [reopenSql, dropSql].flatMap((sql) => forRows(sql, ids(pairs), [actor.org.id]))
  const clear = forRows(clearSql, ids(pairs), [actor.org.id])
  const rows = await database.runBatch([...first, ...clear])
  return rows.slice(first.length).flat().length
}
