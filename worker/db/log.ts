// The log's marks: left by every write, looked up for cursors.
import type { Actor } from '../auth/actor.ts'
import { type LogFacts, type LogMark, noMark } from '../service/log.ts'
import type { Database, Row, Statement } from './database.ts'
import { jsonOf, numberOf } from './sql.ts'

/** The last statement of every batch that raises the counter. */
export const markStatement = (org: string, { tag, at }: LogMark): Statement => ({
  sql: `INSERT INTO seq_tag (org, seq, tag, at)
  SELECT c.org, c.seq, ?2 ->> 'tag', ?2 ->> 'at' FROM counter c WHERE c.org = ?1 ON CONFLICT DO NOTHING`,
  values: [org, JSON.stringify({ tag, at })],
})

/** The same, and tells at which seq. */
export const toldMarkStatement = (org: string, mark: LogMark): Statement => {
  const { sql, values } = markStatement(org, mark)
  return { sql: `${sql} RETURNING seq`, values }
}

export const headStatement = (org: string): Statement => ({
  sql: 'SELECT seq, purged FROM counter WHERE org = ?1',
  values: [org],
})

/** The newest mark at or before each seq, in order. */
export const marksStatement = (org: string, seqs: readonly number[]): Statement => ({
  sql: `SELECT (SELECT json_object('tag', s.tag, 'at', s.at) FROM seq_tag s
    WHERE s.org = ?2 AND s.seq <= j.value ORDER BY s.seq DESC LIMIT 1) AS mark
  FROM json_each(?1) j ORDER BY j.key`,
  values: [JSON.stringify(seqs), org],
})

export const toLog = (counter: readonly Row[], marks: readonly Row[]): LogFacts => ({
  head: numberOf(counter[0] ?? {}, 'seq'),
  purged: numberOf(counter[0] ?? {}, 'purged'),
  marks: marks.map((row) => jsonOf<LogMark>(row, 'mark', noMark)),
})

export const readLog = async (
  database: Database,
  actor: Actor,
  seqs: readonly number[],
): Promise<LogFacts> => {
  const org = actor.org.id
  const [counter = [], marks = []] = await database.runBatch([
    headStatement(org),
    marksStatement(org, seqs),
  ])
  return toLog(counter, marks)
}
