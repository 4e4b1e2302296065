// Labels of rows: found by the folded name's key, shown as name, or name · city where two have one name.
import { foldWord } from '../../shared/normalize/fold.ts'
import type { TableName } from '../../shared/protocol/cell.ts'
import type { AnyField } from '../../shared/schema/table.ts'
import { tables } from '../../shared/schema/tables.ts'
import type { Actor } from '../auth/actor.ts'
import { scopeParameter, scopeSql } from '../auth/scope.ts'
import { labelKey } from '../service/label.ts'
import type { LabelAsk, Labelled, LabelFacts, NamedRows } from '../service/store.ts'
import type { Database, Row } from './database.ts'
import { forRows } from './parameter.ts'
import { jsonOf, keyJoin, numberOf, quoted, textOf, valuesOf } from './sql.ts'

const toLabelled = (row: Row): Labelled => ({
  id: textOf(row, 'id') ?? '',
  name: textOf(row, 'name') ?? '',
  city: textOf(row, 'city'),
  customer: textOf(row, 'customer_id'),
})

const liveAndVisible = (actor: Actor, alias: string): string =>
  `${scopeSql(actor, '?3', `${alias}.owner`, `${alias}.visibility`)}
    AND ${alias}.archived_at IS NULL AND ${alias}.merged_into IS NULL`

const byKey = `FROM jsonb_each(jsonb(?1)) j
  CROSS JOIN strong_key k ON k.org = ?2 AND k.key = j.value AND k.kind IN ('label', 'alias')
  ${keyJoin}`
const byId = `FROM jsonb_each(jsonb(?1)) j CROSS JOIN customer c ON c.org = ?2 AND c.id = j.value`

/** The columns that refer to another table's rows. */
export const referenceKeys = (table: TableName): readonly string[] =>
  Object.entries<AnyField>(tables[table].fields)
    .filter(([, field]) => field.kind.refersTo !== null)
    .map(([key]) => key)

const heldSql = (table: TableName): string =>
  `SELECT t.id${referenceKeys(table)
    .map((key) => `, t.${quoted(key)}`)
    .join(
      '',
    )} FROM jsonb_each(jsonb(?1)) j CROSS JOIN ${quoted(table)} t ON t.org = ?2 AND t.id = j.value`

const toContacts = 'CROSS JOIN contact t ON t.org = c.org AND t.customer_id = c.id'
const contactColumns = 't.id, t.name, t.customer_id'

/** Customers that a label or an id may mean, and on request all their contacts. */
export const readLabels = async (
  database: Database,
  actor: Actor,
  ask: LabelAsk,
): Promise<LabelFacts> => {
  const values = [actor.org.id, scopeParameter(actor)]
  const where = `WHERE ${liveAndVisible(actor, 'c')}`
  const select = (columns: string, source: string, rows: readonly (string | number)[]) =>
    forRows(`SELECT ${columns} ${source} ${where}`, rows, values)
  const groups = [
    select('DISTINCT k.key, c.id, c.name, c.city', byKey, ask.customers),
    select('c.id, c.name, c.city', byId, ask.customerIds),
    ask.withContacts ? select(contactColumns, `${byKey} ${toContacts}`, ask.customers) : [],
    ask.withContacts ? select(contactColumns, `${byId} ${toContacts}`, ask.customerIds) : [],
    forRows(heldSql(ask.table), ask.rows, [actor.org.id]),
  ]
  const results = await database.runBatch(groups.flat())
  let at = 0
  const [keyed = [], identified = [], byKeys = [], byIds = [], held = []] = groups.map((group) =>
    results.slice(at, (at += group.length)).flat(),
  )
  const customersByKey = new Map<number, Labelled[]>()
  for (const row of keyed) {
    const key = numberOf(row, 'key')
    customersByKey.set(key, [...(customersByKey.get(key) ?? []), toLabelled(row)])
  }
  const unique = new Map([...byKeys, ...byIds].map((row) => [textOf(row, 'id'), toLabelled(row)]))
  return {
    customersByKey,
    customers: new Map(identified.map((row) => [textOf(row, 'id') ?? '', toLabelled(row)])),
    contacts: [...unique.values()],
    held: new Map(
      held.map((row) => [
        textOf(row, 'id') ?? '',
        Object.values(valuesOf(row, referenceKeys(ask.table))).map(String),
      ]),
    ),
  }
}

const contactNames = (actor: Actor): string => `SELECT t.id, t.name, t.customer_id
  FROM jsonb_each(jsonb(?1)) j CROSS JOIN contact t ON t.org = ?2 AND t.id = j.value
  CROSS JOIN customer c ON c.org = t.org AND c.id = t.customer_id
  WHERE ${scopeSql(actor, '?3', 'c.owner', 'c.visibility')}`
const customerNames = (actor: Actor): string => `SELECT c.id, c.name, c.city ${byId}
  WHERE ${scopeSql(actor, '?3', 'c.owner', 'c.visibility')}`
/** Spellings of one name have one key: the names that stand under it are compared. */
const SPELLINGS_MAX = 50
const sharedNames = `SELECT j.value AS key, (SELECT json_group_array(n.name) FROM (
    SELECT c.name FROM strong_key k CROSS JOIN customer c ON c.org = k.org AND c.id = k.row_id
    WHERE k.org = ?2 AND k.key = j.value AND k.kind = 'label' AND c.merged_into IS NULL
    LIMIT ${SPELLINGS_MAX}) n) AS names
  FROM jsonb_each(jsonb(?1)) j`

/** The names of rows that references point to; of those that the reader may see. */
export const readNames = async (
  database: Database,
  actor: Actor,
  ids: { readonly customer: readonly string[]; readonly contact: readonly string[] },
): Promise<NamedRows> => {
  const values = [actor.org.id, scopeParameter(actor)]
  const rows = await database.runBatch([
    ...forRows(customerNames(actor), ids.customer, values),
    ...forRows(contactNames(actor), ids.contact, values),
  ])
  const named = rows.flat().map(toLabelled)
  const keys = new Set(named.filter((row) => row.customer === null).map((r) => labelKey(r.name)))
  const shared = await database.runBatch(forRows(sharedNames, [...keys], [actor.org.id]))
  const bearers = new Map<string, number>()
  for (const row of shared.flat())
    // Under a key of a former name of his he is called otherwise.
    for (const name of jsonOf<readonly string[]>(row, 'names', []))
      if (labelKey(name) === numberOf(row, 'key'))
        bearers.set(foldWord(name), (bearers.get(foldWord(name)) ?? 0) + 1)
  return new Map(
    named.map((row) => [
      row.id,
      { ...row, isShared: row.customer === null && (bearers.get(foldWord(row.name)) ?? 0) > 1 },
    ]),
  )
}
