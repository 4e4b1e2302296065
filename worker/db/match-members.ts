// Customers as matching shows and compares them, and the settings and small counters that go with it.
import type { WireValues } from '../../shared/protocol/cell.ts'
import type { Actor } from '../auth/actor.ts'
import { scopeParameter, scopeSql } from '../auth/scope.ts'
import type { MatchSettings, Member } from '../service/matches.ts'
import type { Database, Row } from './database.ts'
import { isLive, recordOf, settingsStatement, toSettings } from './match-search.ts'
import { forRows } from './parameter.ts'
import { contentAt, jsonOf, numberOf, textOf } from './sql.ts'

/** ?1 ids, ?2 org */
const rowsSql = `SELECT c.id, c.name AS label, c.rev, c.crev, c.owner, c.features,
    ${contentAt('customer', 'c', 'c.rev')} AS fields
  FROM jsonb_each(jsonb(?1)) j CROSS JOIN customer c ON c.org = ?2 AND c.id = j.value`
/** ?3 scope */
const membersSql = (actor: Actor): string =>
  `${rowsSql} WHERE ${isLive('c')} AND ${scopeSql(actor, '?3', 'c.owner', 'c.visibility')}`

const toMember = (row: Row): Member => ({
  id: textOf(row, 'id') ?? '',
  record: recordOf(row),
  label: textOf(row, 'label') ?? '',
  isVisible: true,
  rev: numberOf(row, 'rev'),
  crev: numberOf(row, 'crev'),
  owner: textOf(row, 'owner'),
  values: jsonOf<WireValues>(row, 'fields', {}),
})

const byId = (rows: readonly (readonly Row[])[]): ReadonlyMap<string, Member> =>
  new Map(rows.flat().map((row) => [textOf(row, 'id') ?? '', toMember(row)]))

export const readRows = async (
  database: Database,
  actor: Actor,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Member>> =>
  byId(await database.runBatch(forRows(rowsSql, ids, [actor.org.id])))

export const readMembers = async (
  database: Database,
  actor: Actor,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Member>> => {
  const values = [actor.org.id, scopeParameter(actor)]
  return byId(await database.runBatch(forRows(membersSql(actor), ids, values)))
}

export const readSettings = async (database: Database, actor: Actor): Promise<MatchSettings> => {
  const [rows = []] = await database.runBatch([settingsStatement(actor)])
  return toSettings(rows)
}

const toldSql = 'SELECT told FROM match_hint WHERE org = ?1 AND by_user = ?2 AND day = ?3'
const spendSql = `INSERT INTO match_hint (org, by_user, day, told)
  SELECT ?1, ?2, ?3, min(?4 ->> 'wanted', ?4 ->> 'most')
  WHERE coalesce((${toldSql}), 0) < (?4 ->> 'most')
  ON CONFLICT (org, by_user, day) DO UPDATE SET told = min(?4 ->> 'most', told + (?4 ->> 'wanted'))`

/** What is left and what is taken are one transaction: two panes at once do not get more than one. */
export const spendHints = async (
  database: Database,
  actor: Actor,
  { day, wanted, most }: { readonly day: string; readonly wanted: number; readonly most: number },
): Promise<number> => {
  const key = [actor.org.id, actor.id, day]
  const [rows = []] = await database.runBatch([
    { sql: toldSql, values: key },
    { sql: spendSql, values: [...key, JSON.stringify({ wanted, most })] },
  ])
  const told = numberOf(rows[0] ?? {}, 'told')
  return Math.max(0, Math.min(wanted, most - told))
}
