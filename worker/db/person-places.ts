// Where else an erased row stands: in customers who showed it as their main contact, in merges that took a picture of
// it, in the parts of batches. Read before the erasure, rewritten in its batch.
import { tombstoneOf } from '../../shared/merge/tombstone.ts'
import type { WireValues } from '../../shared/protocol/cell.ts'
import { borrowed, borrowedKey } from '../../shared/schema/tables.ts'
import type { ErasureRow } from '../service/person.ts'
import type { Database, Row, Statement } from './database.ts'
import { contentAt, jsonOf, numberOf, textOf } from './sql.ts'

export const borrowedKeys: readonly string[] = borrowed.map(borrowedKey)

/** A customer whose revisions show a contact that is erased. */
export interface Host {
  readonly id: string
  readonly rev: number
  readonly values: WireValues
  /** Is one of them his main contact now? */
  readonly isMain: boolean
}

export interface Places {
  readonly hosts: readonly Host[]
  /** A merge's id and its texts, without what is erased. */
  readonly edges: readonly (readonly [
    id: string,
    names: string,
    snapshot: string,
    decisions: string,
    evidence: string,
    report: string | null,
  ])[]
}

/** ?1 ids of contacts, ?2 org: the customers that they belong or belonged to, unless erased (with them). */
const hostsSql = `SELECT c.id, c.rev, c.primary_contact IN (SELECT value FROM json_each(?1)) AS main,
    ${contentAt('customer', 'c', 'c.rev')} AS fields
  FROM (SELECT t.customer_id AS id FROM json_each(?1) j CROSS JOIN contact t ON t.org = ?2 AND t.id = j.value
    UNION SELECT h.fields ->> '$.customer_id' FROM json_each(?1) j CROSS JOIN history h ON h.org = ?2 AND h.row_id = j.value
      AND h."table" = 'contact'
    UNION SELECT m.from_id FROM merge_moved m WHERE m.org = ?2 AND m."table" = 'contact' AND m.field = 'customer_id'
      AND m.row_id IN (SELECT value FROM json_each(?1))) f
  CROSS JOIN customer c ON c.org = ?2 AND c.id = f.id
  WHERE c.id NOT IN (SELECT value FROM json_each(?3))
    AND NOT EXISTS (SELECT 1 FROM erased e WHERE e.org = ?2 AND e.row_id = c.id)`

/** ?1 ids of customers, ?2 org */
const edgesSql = `SELECT id, names, snapshot, decisions, evidence, undone_report FROM merge_edge WHERE org = ?2
  AND (winner IN (SELECT value FROM json_each(?1))
    OR EXISTS (SELECT 1 FROM json_each(losers) l WHERE l.value IN (SELECT value FROM json_each(?1))))`

type Named = readonly (readonly [id: string, name: string])[]
interface Picture {
  readonly rows: readonly { readonly id: string; readonly values: WireValues }[]
  readonly joined: WireValues
}
interface Report {
  readonly kept?: readonly unknown[]
}

const without = (values: WireValues): WireValues =>
  Object.fromEntries(Object.entries(values).filter(([key]) => !borrowedKeys.includes(key)))

const isOfContact = (decided: unknown): boolean =>
  typeof decided === 'object' &&
  decided !== null &&
  'field' in decided &&
  borrowedKeys.some((key) => key === decided.field)

/** A merge of whoever is erased keeps its ids; one whose rows showed an erased contact loses what they showed. */
const toEdge = (row: Row, isGone: (id: string) => boolean): Places['edges'][number] => {
  const id = textOf(row, 'id') ?? ''
  const names = jsonOf<Named>(row, 'names', [])
  const report = textOf(row, 'undone_report')
  const told = report === null ? null : { ...jsonOf<Report>(row, 'undone_report', {}), kept: [] }
  const after = told === null ? null : JSON.stringify(told)
  const evidence = textOf(row, 'evidence') ?? 'null'
  if (names.some(([each]) => isGone(each))) {
    const left = names.map(([each, name]) => [each, isGone(each) ? tombstoneOf(each) : name])
    const nothing = JSON.stringify({ rows: [], joined: {}, primary: null })
    return [id, JSON.stringify(left), nothing, '[]', 'null', after]
  }
  const picture = jsonOf<Picture>(row, 'snapshot', { rows: [], joined: {} })
  const rows = picture.rows.map((each) => ({ ...each, values: without(each.values) }))
  const snapshot = { ...picture, rows, joined: without(picture.joined) }
  const decisions = jsonOf<readonly unknown[]>(row, 'decisions', []).filter(
    (decided) => !isOfContact(decided),
  )
  const texts = [
    JSON.stringify(names),
    JSON.stringify(snapshot),
    JSON.stringify(decisions),
  ] as const
  return [id, ...texts, evidence, after]
}

export const readPlaces = async (
  database: Database,
  org: string,
  rows: readonly ErasureRow[],
): Promise<Places> => {
  const idsOf = (table: string) => rows.filter((row) => row.table === table).map(({ id }) => id)
  const [contacts, customers] = [idsOf('contact'), idsOf('customer')]
  const [found = []] = await database.runBatch([
    { sql: hostsSql, values: [JSON.stringify(contacts), org, JSON.stringify(customers)] },
  ])
  const hosts = found.map((row) => ({
    id: textOf(row, 'id') ?? '',
    rev: numberOf(row, 'rev'),
    values: jsonOf<WireValues>(row, 'fields', {}),
    isMain: row['main'] === 1,
  }))
  const concerned = [...customers, ...hosts.map(({ id }) => id)]
  const [merges = []] = await database.runBatch([
    { sql: edgesSql, values: [JSON.stringify(concerned), org] },
  ])
  const gone = new Set(customers)
  return { hosts, edges: merges.map((row) => toEdge(row, (id) => gone.has(id))) }
}

const edgeSql = `UPDATE merge_edge SET names = ?3 ->> 1, snapshot = ?3 ->> 2, decisions = ?3 ->> 3, evidence = ?3 ->> 4,
  undone_report = ?3 ->> 5 WHERE org = ?1 AND id = ?2`

export const edgeStatements = (org: string, edges: Places['edges']): readonly Statement[] =>
  edges.map((edge) => ({ sql: edgeSql, values: [org, edge[0], JSON.stringify(edge)] }))

/** Before the history loses its hashes: ?1 [[ordinal, table, id], …], ?2 org. The parts lose them as well. */
export const batchPartSql = `UPDATE batch_part SET rows = (SELECT json_group_array(json(CASE
    WHEN p.value ->> 1 IN (SELECT j.value ->> 2 FROM json_each(?1) j)
    THEN json_array(p.value ->> 0, p.value ->> 1, p.value ->> 2, 'erased') ELSE p.value END))
  FROM json_each(batch_part.rows) p)
WHERE (org, by_user, batch) IN (SELECT h.org, h.by_user, h.batch FROM json_each(?1) j
  CROSS JOIN history h ON h.org = ?2 AND h.row_id = j.value ->> 2 WHERE h.batch IS NOT NULL)`
