// One chunk as one atomic batch. The history insert is the gate: a row passes only if the revision that its
// decision was made on still stands and nobody took one of its keys since, or came back with it from the archive, and
// only while no other pane of the account has taken the workbook over. All else follows the gate's rows.
import type { RowKey } from '../../shared/merge/facts.ts'
import type { TableName } from '../../shared/protocol/cell.ts'
import { type ChildKey, childTables } from '../../shared/schema/tables.ts'
import type { Actor } from '../auth/actor.ts'
import { pushMark } from '../service/log.ts'
import { renamedBy } from '../service/renamed.ts'
import { tickOf } from '../service/revision.ts'
import type { PlannedWrite, PushPlan, Written } from '../service/store.ts'
import { batchStatements, undoneStatements } from './batch.ts'
import type { Database, Statement } from './database.ts'
import { upsertedColumn } from './figures-row.ts'
import { author, before, historyColumns, nextRev, passed } from './gate.ts'
import { isElsewhere, renewStatement } from './lease.ts'
import { toldMarkStatement } from './log.ts'
import {
  featuresText,
  matchKeyStatements,
  matchPairStatements,
  writtenCustomers,
  type WrittenCustomer,
} from './match-write.ts'
import { forRows } from './parameter.ts'
import { conflictStatements, type Numbered } from './push-conflicts.ts'
import { renameStatements } from './rename.ts'
import { enteredKeys, numberOf, quoted, revNow, textOf } from './sql.ts'

/** Nothing new for a customer who was merged since his name was read: read again, it means the one who stands for him. */
const isForLiving = `NOT EXISTS (SELECT 1 FROM customer p WHERE p.org = ?2 AND p.id = j.value ->> '$[5].customer_id'
      AND p.merged_into IS NOT NULL)`

const gateSql = (table: TableName, side: TableName | null): string =>
  `INSERT INTO history ${historyColumns}
  SELECT ?2, j.value ->> 1, ${nextRev('(j.value ->> 4)')}, j.value ->> 2, j.value ->> 3, '${table}', j.value ->> 5,
    ${author}, ${before} + (j.value ->> 0), j.value ->> 9, j.value ->> 4
  FROM jsonb_each(jsonb(?1)) j
  WHERE ${revNow(table, 'j.value ->> 1')} = j.value ->> 4
    ${side ? `AND ${revNow(side, 'j.value ->> 6')} = coalesce(j.value ->> 7, 0)` : ''}
    ${table === 'customer' ? '' : `AND ${isForLiving}`}
    AND NOT EXISTS (SELECT 1 FROM intent_void v WHERE v.org = ?2 AND v.row_id = j.value ->> 1
      AND v.base_rev = j.value ->> 2 AND v.content_hash = j.value ->> 3 AND v.by_user = ?3 ->> 'user'
      AND coalesce(v.batch <> ?3 ->> 'batch', 1))
    AND NOT ${isElsewhere}
    AND (${before} = ?3 ->> 'seen' OR NOT EXISTS (
      SELECT 1 FROM json_each(j.value, '$[8]') g CROSS JOIN strong_key k ON k.org = ?2 AND k.key = g.value
      LEFT JOIN ${quoted(table)} b ON b.org = k.org AND b.id = k.row_id
      WHERE k.seq > ?3 ->> 'seen' OR (b.seq > ?3 ->> 'seen' AND b.archived_at IS NULL)))
  ON CONFLICT DO NOTHING`

/** How many rows the statement before it stored: RETURNING would read each of them twice. */
const countPassed: Statement = { sql: 'SELECT changes() AS passed', values: [] }
const whichPassed = `SELECT h.row_id FROM jsonb_each(jsonb(?1)) j
  CROSS JOIN history h ON h.org = ?2 AND h.row_id = j.value ->> 1 AND h.base_rev = j.value ->> 2
    AND h.content_hash = j.value ->> 3 WHERE h.seq = j.value ->> 0`

const sideHistorySql = (side: TableName): string =>
  `INSERT INTO history ${historyColumns}
  SELECT h.org, j.value ->> 5, ${nextRev('(j.value ->> 6)')}, j.value ->> 6, j.value ->> 7, '${side}', j.value ->> 8,
    ${author}, ${before} + (j.value ->> 4), NULL, j.value ->> 6
  ${passed} ON CONFLICT DO NOTHING`

/** A customer without a figure is N from the start, so that a pasted list needs no second write. */
const noFigure = `h.fields ->> '$.profit_12m' IS NULL AND h.fields ->> '$.sales_12m' IS NULL`
const firstTier = {
  columns: ', primary_contact, features, tier, tier_next, tier_why',
  values: `, j.value ->> 4, j.value ->> 5, CASE WHEN ${noFigure} THEN 'N' END, CASE WHEN ${noFigure} THEN 'N' END,
    CASE WHEN ${noFigure} THEN '{"k":"none"}' END`,
  update: `, primary_contact = coalesce(excluded.primary_contact, primary_contact),
    features = coalesce(excluded.features, features)`,
}

const upsertSql = (table: TableName, keys: readonly string[]): string => {
  const extra = table === 'customer' ? firstTier : { columns: '', values: '', update: '' }
  return `INSERT INTO ${quoted(table)} (org, id, rev, crev, seq, created_at, created_by, updated_at, updated_by, workbook
    ${extra.columns}${keys.map((key) => `, ${quoted(key)}`).join('')})
  SELECT h.org, h.row_id, h.rev, 1, h.seq, h.at, h.by_user, h.at, h.by_user, h.via
    ${extra.values}${keys.map((key) => `, h.fields ->> '$.${quoted(key)}'`).join('')}
  ${passed}
  ON CONFLICT (org, id) DO UPDATE SET rev = excluded.rev, seq = excluded.seq, updated_at = excluded.updated_at,
    updated_by = excluded.updated_by, workbook = excluded.workbook
    ${extra.update}${keys.map((key) => `, ${quoted(key)} = ${upsertedColumn(table, key)}`).join('')}`
}

const addKeysSql = `INSERT INTO strong_key (org, key, row_id, kind, name, person, seq)
  SELECT h.org, k.value ->> 0, j.value ->> 4, k.value ->> 1,
    CASE WHEN k.value ->> 2 IS NULL THEN j.value ->> 6 END, coalesce(nullif(k.value ->> 2, ''), CASE WHEN k.value ->> 2 IS NULL THEN j.value ->> 7 END), h.seq
  ${passed.replace('WHERE', `CROSS JOIN json_each(j.value, '$[5]') k WHERE`)}
  ON CONFLICT (org, key, row_id) DO UPDATE SET name = excluded.name, seq = excluded.seq,
    person = CASE kind WHEN 'label' THEN coalesce(person, excluded.person) ELSE excluded.person END`
const dropKeysSql = `DELETE FROM strong_key WHERE (org, key, row_id) IN (
  SELECT h.org, k.value, j.value ->> 4
  ${passed.replace('WHERE', `CROSS JOIN json_each(j.value, '$[5]') k WHERE`)})`
const leaveSql = `INSERT INTO scope_event (org, seq, row_id, left_owner, left_visibility)
  SELECT h.org, h.seq, h.row_id, j.value ->> 4, j.value ->> 5 ${passed} ON CONFLICT DO NOTHING`
/** Children of a customer that was handed over reach their new reader's cursor again. */
const raiseChildrenSql = (table: ChildKey): string =>
  `UPDATE ${quoted(table)} SET seq = (SELECT seq FROM counter WHERE org = ?2) + r.n
  FROM (SELECT c.rowid AS child, row_number() OVER (ORDER BY c.id) AS n
    FROM jsonb_each(jsonb(?1)) j
    CROSS JOIN history h ON h.org = ?2 AND h.row_id = j.value ->> 1 AND h.base_rev = j.value ->> 2
      AND h.content_hash = j.value ->> 3
    CROSS JOIN scope_event e ON e.org = h.org AND e.seq = h.seq AND e.row_id = h.row_id
    CROSS JOIN ${quoted(table)} c ON c.org = h.org AND c.customer_id = h.row_id) r
  WHERE ${quoted(table)}.rowid = r.child`
export const catchUpSql = (table: ChildKey): string =>
  `UPDATE counter SET seq = max(seq, (SELECT max(c.seq) FROM ${quoted(table)} c WHERE c.org = ?1)) WHERE org = ?1
  AND EXISTS (SELECT 1 FROM ${quoted(table)} c WHERE c.org = ?1)`

const columnsOf = (table: TableName, writes: readonly PlannedWrite[]): readonly string[] => {
  const used = new Set(writes.flatMap((w) => [...Object.keys(w.values), ...w.changed]))
  return enteredKeys(table).filter((key) => used.has(key))
}

const sideStatements = (
  rows: readonly Numbered[],
  customers: ReadonlyMap<number, WrittenCustomer>,
  values: readonly [org: string, meta: string],
): readonly Statement[] => {
  const sides = rows.flatMap(({ write: { side }, head }, i) =>
    side ? [{ side, head, features: customers.get(i)?.features ?? null }] : [],
  )
  const table = sides[0]?.side.table
  if (table === undefined) return []
  const columns = table === 'contact' ? ['customer_id', 'name', 'mobile', 'title', 'email'] : []
  const own = (i: number, s: (typeof sides)[number]) =>
    [rows.length + 1 + i, s.side.id, s.side.expected, s.side.hash] as const
  return [
    ...forRows(
      sideHistorySql(table),
      sides.map((s, i) => {
        const [ordinal, id, expected, hash] = own(i, s)
        return [...s.head, ordinal, id, expected, hash, s.side.values]
      }),
      values,
    ),
    ...forRows(
      upsertSql(table, columns),
      sides.map((s, i) => [
        ...own(i, s),
        s.side.primary,
        ...(table === 'customer' ? [featuresText(s.features)] : []),
      ]),
      values,
    ),
  ]
}

const isMark = (key: RowKey): boolean =>
  key.kind === 'label' || key.kind === 'alias' || key.kind === 'first'
/** The names are the same in all keys of a row and travel once; only marks are a key's own. */
const toKey = (key: RowKey) => [key.key, key.kind, isMark(key) ? (key.person ?? '') : null]
const namesOf = (keys: readonly RowKey[]) => {
  const key = keys.find((k) => !isMark(k))
  return [key?.name ?? null, key?.person ?? null]
}

const keyStatements = (
  rows: readonly Numbered[],
  values: readonly [org: string, meta: string],
): readonly Statement[] => {
  const owners = rows.flatMap(({ write, head }) => {
    const { side } = write
    const own = { ...write, head }
    return side ? [own, { ...own, ...side, head }] : [own]
  })
  const added = owners
    .filter((o) => o.addedKeys.length > 0)
    .map((o) => [...o.head, o.id, o.addedKeys.map(toKey), ...namesOf(o.addedKeys)])
  const dropped = owners
    .filter((o) => o.droppedKeys.length > 0)
    .map((o) => [...o.head, o.id, o.droppedKeys])
  return [...forRows(dropKeysSql, dropped, values), ...forRows(addKeysSql, added, values)]
}

const scopeStatements = (
  org: string,
  rows: readonly Numbered[],
  values: readonly [org: string, meta: string],
): readonly Statement[] => {
  const leaving = rows.flatMap(({ write: { left }, head }) =>
    left ? [[...head, left.owner, left.visibility]] : [],
  )
  if (leaving.length === 0) return []
  const children = childTables.flatMap((table) => [
    ...forRows(raiseChildrenSql(table), leaving, [org]),
    { sql: catchUpSql(table), values: [org] },
  ])
  return [...forRows(leaveSql, leaving, values), ...children]
}

const readPassed = async (
  database: Database,
  org: string,
  heads: readonly unknown[],
): Promise<readonly string[]> => {
  const found = await database.runBatch(forRows(whichPassed, heads, [org]))
  return found.flat().flatMap((row) => textOf(row, 'row_id') ?? [])
}

/** New rows and changes pass by gates of their own: a batch counts both. */
const gateStatements = (
  table: TableName,
  rows: readonly Numbered[],
  values: readonly [org: string, meta: string],
  isInBatch: boolean,
): readonly Statement[] => {
  const side = rows.find(({ write }) => write.side)?.write.side?.table ?? null
  const heads = rows.map(({ head }) => head)
  return (['created', 'changed'] as const).flatMap((deed) => {
    const gates = rows
      .filter(({ write }) => (write.expected === 0) === (deed === 'created'))
      .map(({ write: w, head }) => [
        ...head,
        w.expected,
        w.values,
        w.side?.id ?? null,
        w.side?.expected ?? null,
        w.guard,
        w.hint,
      ])
    const recorded = isInBatch ? batchStatements(table, deed, heads, values) : []
    return forRows(gateSql(table, side), gates, values).flatMap((gate) => [
      gate,
      countPassed,
      ...recorded,
    ])
  })
}

/** Writes what may be written and says which rows passed; never half a row, never a row twice. */
export const writePush = async (
  database: Database,
  actor: Actor,
  plan: PushPlan,
): Promise<Written> => {
  const { table, writes, seen, batch, undoes, workbook, session, now } = plan
  const org = actor.org.id
  const taken = writes.length + writes.filter((w) => w.side).length
  const tick = tickOf(actor.org, now)
  const meta = { user: actor.id, via: workbook, at: now, tick, taken, seen, batch, undoes, session }
  const values = [org, JSON.stringify(meta)] as const
  const rows: readonly Numbered[] = writes.map((write, i) => ({
    write,
    head: [i + 1, write.id, write.base, write.hash],
  }))
  const gate = gateStatements(table, rows, values, batch !== null)
  const customers = writtenCustomers(table, rows)
  const main = rows.map(({ write, head }, i) => [
    ...head,
    write.side?.primary ?? null,
    ...(table === 'customer' ? [featuresText(customers.get(i)?.features ?? null)] : []),
  ])
  const found = rows.map(({ write, head }) => ({ head, pairs: write.pairs ?? [] }))
  const results = await database.runBatch([
    {
      sql: `UPDATE counter SET seq = seq + (?2 ->> 'taken') WHERE org = ?1 RETURNING seq`,
      values,
    },
    ...gate,
    ...matchKeyStatements([...customers.values()], values),
    ...sideStatements(rows, customers, values),
    ...forRows(upsertSql(table, columnsOf(table, writes)), main, values),
    ...keyStatements(rows, values),
    ...matchPairStatements(found, values),
    ...conflictStatements(rows, values),
    ...scopeStatements(org, rows, values),
    ...renameStatements(
      writes.flatMap((write) => renamedBy(table, write)),
      org,
    ),
    ...undoneStatements(undoes, values),
    ...(session === null ? [] : [renewStatement(actor, { workbook, session, now })]),
    toldMarkStatement(org, pushMark(actor, plan)),
  ])
  const last = Number(results[0]?.[0]?.['seq'] ?? 0)
  const before = last - taken
  const passed = results
    .slice(1, 1 + gate.length)
    .reduce((sum, [row]) => sum + numberOf(row ?? {}, 'passed'), 0)
  const seqs = [before + 1, before + writes.length] as const
  const [mark] = results.at(-1) ?? []
  const head = mark === undefined ? null : numberOf(mark, 'seq')
  if (passed === writes.length) return { stored: new Set(writes.map((w) => w.id)), seqs, head }
  const heads = rows.map(({ head: [ordinal, ...rest] }) => [before + ordinal, ...rest])
  return { stored: new Set(await readPassed(database, org, heads)), seqs, head }
}
