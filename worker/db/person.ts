// People in the data, found and told on D1. A search looks at all contacts and person customers of the organisation: it
// is rare, and nothing that is kept for it could outlive an erasure.
import type { AuditDeed } from '../../shared/protocol/trace.ts'
import { childTables } from '../../shared/schema/tables.ts'
import type { Actor } from '../auth/actor.ts'
import {
  EXPORTED_MAX,
  type Family,
  FOUND_MAX,
  type PersonFacts,
  type PersonStore,
  type Wanted,
} from '../service/person.ts'
import { auditStatement } from './audit.ts'
import type { Database, Row, Statement } from './database.ts'
import { eraseRows } from './person-erase.ts'
import { flagOf, quoted, textOf } from './sql.ts'

const isErased = (id: string): string =>
  `EXISTS (SELECT 1 FROM erased e WHERE e.org = ?1 AND e.row_id = ${id})`

/** ?1 org, ?2 {phone, email, name} */
const findSql = `SELECT 'contact' AS "table", t.id, t.name, t.customer_id, c.name AS customer_name,
    t.archived_at IS NOT NULL AS archived
  FROM contact t LEFT JOIN customer c ON c.org = t.org AND c.id = t.customer_id
  WHERE t.org = ?1 AND t.merged_into IS NULL AND (
    ?2 ->> 'phone' IN (t.mobile, t.office_phone, t.home_phone, t.wechat)
    OR lower(t.email) = ?2 ->> 'email' OR instr(t.name, ?2 ->> 'name') > 0) AND NOT ${isErased('t.id')}
UNION ALL SELECT 'customer', t.id, t.name, NULL, NULL, t.archived_at IS NOT NULL FROM customer t
  WHERE t.org = ?1 AND t.kind = 'person' AND t.merged_into IS NULL AND (?2 ->> 'phone' = t.phone
    OR lower(t.email) = ?2 ->> 'email' OR instr(t.name, ?2 ->> 'name') > 0) AND NOT ${isErased('t.id')}
ORDER BY 1, 3, 2 LIMIT ${FOUND_MAX + 1}`

const findPeople = async (database: Database, actor: Actor, wanted: Wanted, now: number) => {
  const org = actor.org.id
  const by = wanted.phone === null ? (wanted.email === null ? 'name' : 'email') : 'phone'
  const [rows = []] = await database.runBatch([
    { sql: findSql, values: [org, JSON.stringify(wanted)] },
    auditStatement(org, { by: actor.id, what: 'person.find', detail: { by }, at: now }),
  ])
  return rows.map((row) => ({
    table: textOf(row, 'table') === 'customer' ? ('customer' as const) : ('contact' as const),
    id: textOf(row, 'id') ?? '',
    name: textOf(row, 'name') ?? '',
    customer: textOf(row, 'customer_id'),
    customerName: textOf(row, 'customer_name'),
    isArchived: flagOf(row, 'archived'),
  }))
}

/** A merged row leads to the one that stands for it; the main contact of a person customer to that customer. */
const personSql = {
  customer: `SELECT 'customer' AS "table", t.id, t.name, ${isErased('t.id')} AS erased FROM customer m
  CROSS JOIN customer t ON t.org = m.org AND t.id = coalesce(m.merged_into, m.id)
  WHERE m.org = ?1 AND m.id = ?2 AND t.kind = 'person'`,
  contact: `SELECT CASE WHEN p.id IS NULL THEN 'contact' ELSE 'customer' END AS "table", coalesce(p.id, t.id) AS id,
    coalesce(p.name, t.name) AS name, ${isErased('coalesce(p.id, t.id)')} AS erased
  FROM contact t LEFT JOIN customer p ON p.org = t.org AND p.id = t.customer_id AND p.primary_contact = t.id
    AND p.kind = 'person' AND p.name = t.name
  WHERE t.org = ?1 AND t.id = ?2`,
} as const

const toPerson = (row: Row): PersonFacts => ({
  table: textOf(row, 'table') === 'customer' ? 'customer' : 'contact',
  id: textOf(row, 'id') ?? '',
  name: textOf(row, 'name') ?? '',
  isErased: flagOf(row, 'erased'),
})

/** ?1 org, ?2 the person. The customers who are he: himself, and those who were merged into him. */
const selves = `(SELECT c.id FROM customer c WHERE c.org = ?1 AND c.id = ?2
  UNION SELECT c.id FROM customer c INDEXED BY customer_merged WHERE c.org = ?1 AND c.merged_into = ?2)`
const familySql = `SELECT * FROM (${childTables
  .map(
    (table) =>
      `SELECT '${table}' AS "table", t.id FROM ${quoted(table)} t WHERE t.org = ?1 AND t.customer_id IN ${selves}`,
  )
  .join(' UNION ALL ')}) f WHERE NOT ${isErased('f.id')} ORDER BY 1, 2 LIMIT CAST(?3 AS INTEGER)`
const selvesSql = `SELECT 'customer' AS "table", id FROM customer WHERE org = ?1 AND id IN ${selves}`

const readFamily = async (
  database: Database,
  actor: Actor,
  { table, id }: PersonFacts,
  limit: number,
): Promise<Family> => {
  if (table === 'contact') return { rows: [{ table, id }], more: false }
  const org = actor.org.id
  const [children = [], own = []] = await database.runBatch([
    { sql: familySql, values: [org, id, String(limit + 1)] },
    { sql: selvesSql, values: [org, id] },
  ])
  const toRow = (row: Row) => {
    const found = [...childTables, 'customer' as const].find((name) => name === row['table'])
    return { table: found ?? ('customer' as const), id: textOf(row, 'id') ?? '' }
  }
  const more = children.length > limit
  return { rows: [...children.slice(0, limit), ...(more ? [] : own)].map(toRow), more }
}

/** Deeds whose entries name rows: the others are many, and need not be looked through. */
const deedsOnRows: readonly AuditDeed[] = [
  'merge',
  'unmerge',
  'value.reveal',
  'person.export',
  'person.erase',
  'retention.erase',
]
/** ?1 org, ?2 his ids, ?3 how many rows. What is held on rows, by the table that it stands in. */
const among = 'IN (SELECT value FROM json_each(?2))'
/** By the index of either column; an OR of them would look through the table. */
const byEither = (table: string, one: string, other: string): string =>
  `SELECT * FROM ${table} WHERE org = ?1 AND ${one} ${among}
    UNION SELECT * FROM ${table} INDEXED BY ${table}_${other.replace('_id', '')} WHERE org = ?1 AND ${other} ${among}`
const partsSql: Readonly<Record<string, string>> = {
  customer: `SELECT * FROM customer WHERE org = ?1 AND id ${among}`,
  contact: byEither('contact', 'id', 'customer_id'),
  visit: `SELECT * FROM visit WHERE org = ?1 AND customer_id ${among}`,
  transaction: `SELECT * FROM "transaction" WHERE org = ?1 AND customer_id ${among}`,
  history: `SELECT * FROM history WHERE org = ?1 AND row_id ${among} ORDER BY row_id, rev`,
  conflict: `SELECT * FROM conflict WHERE org = ?1 AND row_id ${among}`,
  strong_key: `SELECT * FROM strong_key WHERE org = ?1 AND row_id ${among}`,
  match_pair: byEither('match_pair', 'a', 'b'),
  match_answer: `SELECT * FROM match_answer WHERE org = ?1 AND (a ${among} OR b ${among})`,
  merge_edge: `SELECT * FROM merge_edge WHERE org = ?1 AND (winner ${among}
    OR EXISTS (SELECT 1 FROM json_each(losers) l WHERE l.value ${among}))`,
  merge_moved: `SELECT * FROM merge_moved WHERE org = ?1 AND row_id ${among}`,
  tier_input: `SELECT * FROM tier_input WHERE org = ?1 AND row_id ${among}`,
  tier_step: `SELECT * FROM tier_step WHERE org = ?1 AND row_id ${among}`,
  audit: `SELECT seq, at, by_user, what, ids, count, detail FROM audit
    WHERE org = ?1 AND what IN (${deedsOnRows.map((deed) => `'${deed}'`).join(', ')}) AND EXISTS (SELECT 1 FROM json_each(ids) i WHERE i.value ${among})`,
}

const exportPerson = async (
  database: Database,
  actor: Actor,
  person: PersonFacts,
  now: number,
): ReturnType<PersonStore['exportPerson']> => {
  const org = actor.org.id
  const own: Statement = { sql: selvesSql, values: [org, person.id] }
  const [selfRows = []] = person.table === 'customer' ? await database.runBatch([own]) : []
  const ids = [...new Set([person.id, ...selfRows.map((row) => textOf(row, 'id') ?? '')])]
  const values = [org, JSON.stringify(ids), String(EXPORTED_MAX + 1)]
  const names = Object.keys(partsSql)
  const entry = { by: actor.id, what: 'person.export', ids: [person.id], at: now } as const
  const found = await database.runBatch([
    ...names.map((name) => ({
      sql: `${partsSql[name] ?? ''} LIMIT CAST(?3 AS INTEGER)`,
      values,
    })),
    auditStatement(org, entry),
  ])
  const parts = names.map((name, i) => [name, found[i] ?? []] as const)
  return {
    parts: Object.fromEntries(
      parts.map(([name, rows]) => [name, rows.slice(0, EXPORTED_MAX).map((row) => ({ ...row }))]),
    ),
    isCut: parts.some(([, rows]) => rows.length > EXPORTED_MAX),
  }
}

export const openPeople = (database: Database): PersonStore => ({
  findPeople: async (actor, wanted, now) => await findPeople(database, actor, wanted, now),
  readPerson: async (actor, { table, id }) => {
    const [rows = []] = await database.runBatch([
      { sql: personSql[table], values: [actor.org.id, id] },
    ])
    return rows[0] ? toPerson(rows[0]) : null
  },
  exportPerson: async (actor, person, now) => await exportPerson(database, actor, person, now),
  readFamily: async (actor, person, limit) => await readFamily(database, actor, person, limit),
  erase: async (actor, erasure) => await eraseRows(database, actor, erasure),
})
