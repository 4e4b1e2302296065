// The audit on D1. An entry is one statement that rides in the batch of what it tells of, so that neither is there
// without the other; its number is the last one and one, for D1 writes one batch after another.
import type { AuditEntry } from '../../shared/protocol/trace.ts'
import type { AuditAsk, AuditLine, AuditNote, AuditSeal, AuditStore } from '../service/audit.ts'
import type { Database, Row, Statement } from './database.ts'
import { jsonOf, numberOf, textOf } from './sql.ts'

/**
 * An entry. `when` is a condition with the parameters from ?3 on; `changes() > 0` where the statement before it must
 * have done something. Run twice it notes once.
 */
export const auditStatement = (
  org: string,
  { by, what, ids = [], count = ids.length, detail = {}, at }: AuditNote,
  when = '1',
  values: readonly (string | null)[] = [],
): Statement => ({
  sql: `INSERT INTO audit (org, seq, token, at, by_user, what, ids, count, detail)
  SELECT ?1, coalesce((SELECT max(a.seq) FROM audit a WHERE a.org = ?1), 0) + 1, ?2 ->> 'token', ?2 ->> 'at', ?2 ->> 'by',
    ?2 ->> 'what', ?2 -> 'ids', ?2 ->> 'count', ?2 -> 'detail'
  WHERE (${when}) AND NOT EXISTS (SELECT 1 FROM audit a WHERE a.org = ?1 AND a.token = ?2 ->> 'token')`,
  values: [
    org,
    JSON.stringify({ token: crypto.randomUUID(), at, by, what, ids, count, detail }),
    ...values,
  ],
})

/** Behind a write that may find nothing to do. */
export const auditIfChanged = (org: string, note: AuditNote): Statement =>
  auditStatement(org, note, 'changes() > 0')

/** Each filter is a condition of its own, so that SQLite sees which index serves it. isOnly: of the deed `only`. */
const listSql = ({ before, what, by, from, to }: AuditAsk, isOnly: boolean): string => {
  const conditions = [
    'org = ?1',
    ...(before > 0 ? [`seq < ?2 ->> 'before'`] : []),
    ...(isOnly ? [`what = ?2 ->> 'only'`] : []),
    ...(what === undefined || isOnly
      ? []
      : [`what IN (SELECT value FROM json_each(?2, '$.what'))`]),
    ...(by === undefined ? [] : [`by_user = ?2 ->> 'by'`]),
    ...(from === undefined || to === undefined
      ? []
      : [`at >= (?2 ->> 'from') AND at < (?2 ->> 'to')`]),
  ]
  return `SELECT seq, at, by_user, what, ids, count, detail FROM audit
WHERE ${conditions.join(' AND ')} ORDER BY seq DESC LIMIT ?2 ->> 'limit'`
}

const toEntry = (row: Row) => ({
  seq: numberOf(row, 'seq'),
  at: numberOf(row, 'at'),
  by: textOf(row, 'by_user') ?? '',
  what: textOf(row, 'what') ?? '',
  ids: [...jsonOf<readonly string[]>(row, 'ids', [])],
  count: numberOf(row, 'count'),
  detail: { ...jsonOf<Readonly<Record<string, string | number | null>>>(row, 'detail', {}) },
})

/**
 * A page, newest first. Deeds alone are read one by one, each by the index and a page of it at most: rare ones among
 * many others are found without reading those.
 */
const readPage = async (
  database: Database,
  org: string,
  ask: AuditAsk,
): Promise<readonly Omit<AuditEntry, 'byName'>[]> => {
  const { what, by, from, limit } = ask
  const alone = by === undefined && from === undefined ? (what ?? []) : []
  const statements =
    alone.length === 0
      ? [{ sql: listSql(ask, false), values: [org, JSON.stringify(ask)] }]
      : [...new Set(alone)].map((only) => ({
          sql: listSql(ask, true),
          values: [org, JSON.stringify({ ...ask, only })],
        }))
  const pages = await database.runBatch(statements)
  return pages
    .flat()
    .map(toEntry)
    .toSorted((a, b) => b.seq - a.seq)
    .slice(0, limit)
}

const linesSql = `SELECT seq, at, by_user, what, ids, count, detail FROM audit
WHERE org = ?1 AND seq > ?2 ->> 'after' AND seq <= ?2 ->> 'through' ORDER BY seq LIMIT ?2 ->> 'limit'`

const sealSql = `INSERT INTO audit_seal (org, n, through, hash, at)
  SELECT ?1, ?2 ->> 'n', ?2 ->> 'through', ?2 ->> 'hash', ?2 ->> 'now'
  WHERE NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.org = ?1 AND s.n = ?2 ->> 'n')`

const toLine = (row: Row): AuditLine => [
  numberOf(row, 'seq'),
  numberOf(row, 'at'),
  textOf(row, 'by_user') ?? '',
  textOf(row, 'what') ?? '',
  textOf(row, 'ids') ?? '',
  numberOf(row, 'count'),
  textOf(row, 'detail') ?? '',
]

const toSeal = (row: Row): AuditSeal => ({
  n: numberOf(row, 'n'),
  through: numberOf(row, 'through'),
  hash: textOf(row, 'hash') ?? '',
})

const readHead = async (database: Database, org: string) => {
  const [seals = [], last = []] = await database.runBatch([
    {
      sql: 'SELECT n, through, hash FROM audit_seal WHERE org = ?1 ORDER BY n DESC LIMIT 1',
      values: [org],
    },
    { sql: 'SELECT max(seq) AS last FROM audit WHERE org = ?1', values: [org] },
  ])
  return { seal: seals[0] ? toSeal(seals[0]) : null, last: numberOf(last[0] ?? {}, 'last') }
}

export const openAudit = (database: Database): AuditStore => ({
  readAudit: async (org, ask) => await readPage(database, org, ask),
  readLines: async (org, ask) => {
    const [rows = []] = await database.runBatch([
      { sql: linesSql, values: [org, JSON.stringify(ask)] },
    ])
    return rows.map(toLine)
  },
  readHead: async (org) => await readHead(database, org),
  readSeals: async (org, n, limit) => {
    const sql = `SELECT n, through, hash FROM audit_seal WHERE org = ?1 AND n >= ?2 ->> 'n' ORDER BY n LIMIT ?2 ->> 'limit'`
    const [rows = []] = await database.runBatch([
      { sql, values: [org, JSON.stringify({ n, limit: limit + 1 })] },
    ])
    return rows.map(toSeal)
  },
  writeSeal: async (org, seal, now) => {
    await database.runBatch([{ sql: sealSql, values: [org, JSON.stringify({ ...seal, now })] }])
  },
  note: async (org, note) => {
    await database.runBatch([auditStatement(org, note)])
  },
})
