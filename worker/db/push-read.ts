// Everything that the decision about a chunk needs, in one read batch. Join orders are forced: the JSON rows
// drive and each finds its row by key; the planner's own choice reads whole tables (10,020,000 rows for 500).
import type { Match, Side, Standing } from '../../shared/merge/facts.ts'
import type { TableName, WireValues } from '../../shared/protocol/cell.ts'
import type { Actor } from '../auth/actor.ts'
import { scopeParameter, scopeSql } from '../auth/scope.ts'
import type { PushAsk, PushFacts, StoredConflict } from '../service/store.ts'
import { type Revision, type Trail, TRAIL_MAX } from '../service/writers.ts'
import type { Database, Row, Statement } from './database.ts'
import { figuredOf, figuresColumn } from './figures-row.ts'
import { headStatement, marksStatement, toLog } from './log.ts'
import { forRows } from './parameter.ts'
import {
  computedKeys,
  contentAt,
  customerJoin,
  flagOf,
  jsonOf,
  keyJoin,
  numberOf,
  priorRev,
  quoted,
  scopeAlias,
  textOf,
  valuesOf,
} from './sql.ts'

/** A key that more customers share than this tells nobody apart. */
const MATCHES_MAX = 50

const sideColumns = (table: TableName): { readonly select: string; readonly join: string } => {
  if (table === 'customer')
    return {
      select: `s.id AS side_id, s.rev AS side_rev, ${contentAt('contact', 's', 's.rev')} AS side_fields, NULL AS side_primary`,
      join: 'LEFT JOIN contact s ON s.org = t.org AND s.id = t.primary_contact',
    }
  if (table === 'contact')
    return {
      select: `p.id AS side_id, p.rev AS side_rev, ${contentAt('customer', 'p', 'p.rev')} AS side_fields, p.primary_contact AS side_primary`,
      join: customerJoin(table, 'p'),
    }
  return { select: 'NULL AS side_id', join: customerJoin(table, 'p') }
}

const storedConflicts = `CASE WHEN i.rev IS NOT NULL THEN (SELECT json_group_array(json_object(
    'id', x.id, 'field', x.field, 'base', json(x.base), 'mine', json(x.mine), 'theirs', json(x.theirs), 'by', x.by_user, 'at', x.at))
  FROM conflict x WHERE x.org = t.org AND x.row_id = t.id AND x.rev = i.rev) END`

/** The newest revisions of a row whose caller has not seen the current one, or intends nothing yet. */
const trailSql = (table: TableName): string => `CASE WHEN i.rev IS NULL
    AND (j.value ->> 1 < t.rev OR j.value ->> 2 = '') THEN (SELECT
  json_group_array(json_object('rev', w.rev, 'prior', w.prior, 'base', w.base_rev, 'hash', w.content_hash, 'by', w.by_user, 'at', w.at,
    'values', json(w.fields)))
  FROM (SELECT h.rev, ${priorRev('h')} AS prior, h.base_rev, h.content_hash, h.by_user, h.at, h.fields FROM history h WHERE h.org = t.org AND h.row_id = t.id
    AND h."table" = '${table}' ORDER BY h.base_rev DESC, h.content_hash DESC LIMIT ${TRAIL_MAX}) w) END`

/** Rows as they stand, found from `source`, an SQL that ends in a row of the table called t. */
const selectStanding = (actor: Actor, table: TableName, source: string, base: string): string => {
  const side = sideColumns(table)
  const scope = scopeAlias(table)
  return `SELECT t.id, t.rev, t.crev, t.archived_at, t.merged_into, t.updated_by, t.updated_at,
  ${scopeSql(actor, '?3', `${scope}.owner`, `${scope}.visibility`)} AS visible,
  ${contentAt(table, 't', 't.rev')} AS fields,
  ${computedKeys(table)
    .map((key) => `t.${quoted(key)}, `)
    .join('')}${side.select}${figuresColumn(table)}${base}
  ${source} ${side.join}`
}

const standingStatements = (actor: Actor, ask: PushAsk): readonly Statement[] => {
  const base = `, i.rev AS applied_rev, i.fields AS applied_fields, ${storedConflicts} AS conflicts,
  CASE WHEN j.value ->> 1 > 0 AND j.value ->> 1 < t.rev THEN ${contentAt(ask.table, 't', 'j.value ->> 1')} END AS base_fields,
  ${trailSql(ask.table)} AS trail`
  const source = `FROM jsonb_each(jsonb(?1)) j
  CROSS JOIN ${quoted(ask.table)} t ON t.org = ?2 AND t.id = j.value ->> 0
  LEFT JOIN history i ON i.org = t.org AND i.row_id = t.id AND i.base_rev = j.value ->> 1
    AND i.content_hash = j.value ->> 2 AND i."table" = '${ask.table}'`
  return forRows(selectStanding(actor, ask.table, source, base), ask.rows, [
    actor.org.id,
    scopeParameter(actor),
  ])
}

const firstStatements = (actor: Actor, ask: PushAsk): readonly Statement[] => {
  const source = `FROM jsonb_each(jsonb(?1)) j
  CROSS JOIN strong_key k ON k.org = ?2 AND k.key = j.value ->> 0 AND k.person = j.value ->> 1
  CROSS JOIN ${quoted(ask.table)} t ON t.org = k.org AND t.id = k.row_id`
  return forRows(
    selectStanding(
      actor,
      ask.table,
      source,
      ', k.key AS first_key, k.kind AS first_kind, k.person AS first_mark',
    ),
    ask.firstKeys,
    [actor.org.id, scopeParameter(actor)],
  )
}

const matchStatements = (actor: Actor, ask: PushAsk): readonly Statement[] =>
  forRows(
    `SELECT j.value AS key, (SELECT json_group_array(json_array(m.id, m.kind, m.name, m.person, m.label, m.visible))
    FROM (SELECT c.id, k.kind, k.name, k.person, c.name AS label,
        ${scopeSql(actor, '?3', 'c.owner', 'c.visibility')} AS visible
      FROM strong_key k ${keyJoin}
      WHERE k.org = ?2 AND k.key = j.value AND c.archived_at IS NULL AND c.merged_into IS NULL
      LIMIT ${MATCHES_MAX}) m) AS matches
  FROM jsonb_each(jsonb(?1)) j
  WHERE EXISTS (SELECT 1 FROM strong_key k WHERE k.org = ?2 AND k.key = j.value)`,
    ask.keys,
    [actor.org.id, scopeParameter(actor)],
  )

const parentStatements = (actor: Actor, ask: PushAsk): readonly Statement[] =>
  forRows(
    `SELECT j.value ->> 0 AS child, c.id AS side_id, c.rev AS side_rev,
    ${contentAt('customer', 'c', 'c.rev')} AS side_fields, c.primary_contact AS side_primary
  FROM jsonb_each(jsonb(?1)) j CROSS JOIN customer c ON c.org = ?2 AND c.id = j.value ->> 1
  WHERE ${scopeSql(actor, '?3', 'c.owner', 'c.visibility')} AND c.archived_at IS NULL`,
    ask.parents,
    [actor.org.id, scopeParameter(actor)],
  )

const toSide = (row: Row): Side | null => {
  const id = textOf(row, 'side_id')
  return id === null
    ? null
    : {
        id,
        rev: numberOf(row, 'side_rev'),
        values: jsonOf<WireValues>(row, 'side_fields', {}),
        primary: textOf(row, 'side_primary'),
      }
}

const toGone = (row: Row): Standing['gone'] => {
  const into = textOf(row, 'merged_into')
  if (into !== null) return { reason: 'merged', into }
  return row['archived_at'] === null ? null : { reason: 'archived', into: null }
}

const toStanding = (table: TableName, row: Row): Standing => ({
  id: textOf(row, 'id') ?? '',
  rev: numberOf(row, 'rev'),
  crev: numberOf(row, 'crev'),
  values: jsonOf<WireValues>(row, 'fields', {}),
  computed: valuesOf(row, computedKeys(table)),
  figured: figuredOf(row),
  gone: toGone(row),
  side: toSide(row),
})

type MatchTuple = readonly [
  id: string,
  kind: Match['kind'],
  name: string | null,
  person: string | null,
  label: string,
  visible: number,
]

const toMatches = (row: Row): readonly Match[] =>
  jsonOf<readonly MatchTuple[]>(row, 'matches', []).map(
    ([id, kind, name, person, label, visible]) => ({
      key: numberOf(row, 'key'),
      id,
      kind,
      name,
      person,
      label,
      isVisible: visible === 1,
    }),
  )

const firstMatch = (row: Row): Match => ({
  key: numberOf(row, 'first_key'),
  id: textOf(row, 'id') ?? '',
  kind: textOf(row, 'first_kind') === 'label' ? 'label' : 'first',
  name: null,
  person: textOf(row, 'first_mark'),
  label: '',
  isVisible: true,
})

const toTrail = (row: Row): Trail => ({
  by: textOf(row, 'updated_by') ?? '',
  at: numberOf(row, 'updated_at'),
  past: jsonOf<readonly Revision[]>(row, 'trail', []),
})

/** One read batch for a chunk; its rows never exceed what the caller may see. */
export const readPush = async (
  database: Database,
  actor: Actor,
  ask: PushAsk,
): Promise<PushFacts> => {
  const groups = [
    standingStatements(actor, ask),
    firstStatements(actor, ask),
    matchStatements(actor, ask),
    parentStatements(actor, ask),
    [headStatement(actor.org.id)],
    ask.markAt === undefined
      ? []
      : [marksStatement(actor.org.id, [ask.markAt, Number.MAX_SAFE_INTEGER])],
  ]
  const results = await database.runBatch(groups.flat())
  let at = 0
  const [rows = [], firsts = [], matched = [], parents = [], counter = [], marks = []] = groups.map(
    (group) => results.slice(at, (at += group.length)).flat(),
  )
  const visible = rows.filter((row) => flagOf(row, 'visible'))
  const own = firsts.filter((row) => flagOf(row, 'visible'))
  const applied = visible.filter((row) => row['applied_rev'] !== null)
  const idOf = (row: Row) => textOf(row, 'id') ?? ''
  const matches = new Map(matched.map((row) => [numberOf(row, 'key'), toMatches(row)]))
  for (const row of own)
    matches.set(numberOf(row, 'first_key'), [
      ...(matches.get(numberOf(row, 'first_key')) ?? []),
      firstMatch(row),
    ])
  return {
    seen: numberOf(counter[0] ?? {}, 'seq'),
    standing: new Map([...own, ...visible].map((row) => [idOf(row), toStanding(ask.table, row)])),
    foreign: new Set(rows.filter((row) => !flagOf(row, 'visible')).map(idOf)),
    bases: new Map(
      visible
        .filter((row) => row['base_fields'] !== null)
        .map((row) => [idOf(row), jsonOf<WireValues>(row, 'base_fields', {})]),
    ),
    applied: new Set(applied.map(idOf)),
    made: new Map(applied.map((row) => [idOf(row), jsonOf<WireValues>(row, 'applied_fields', {})])),
    conflicts: new Map(
      applied.map((row) => [idOf(row), jsonOf<readonly StoredConflict[]>(row, 'conflicts', [])]),
    ),
    authors: new Map(visible.map((row) => [idOf(row), toTrail(row)])),
    matches,
    log: toLog(counter, marks),
    parents: new Map(
      parents.flatMap((row) => {
        const side = toSide(row)
        return side ? [[textOf(row, 'child') ?? '', side]] : []
      }),
    ),
  }
}
