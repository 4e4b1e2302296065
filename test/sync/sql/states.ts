// The whole state as both stores have it, in one form: rows with every column, revisions, seqs, history, conflicts,
// keys, fences, batches, marks of the log and leases. What only SQL keeps (who created a row, runs of the tier
// engine) has no other side here.
import { tableName } from '../../../shared/protocol/cell.ts'
import type { TableName, WireValues } from '../../../shared/protocol/cell.ts'
import { computedKeys, enteredKeys } from '../../../worker/db/sql.ts'
import type { FakeState } from '../../support/store-state.ts'
import type { Dump, Row } from './tables.ts'

type Parts = Readonly<Record<string, unknown>>

const byKey = <T>(
  rows: readonly T[],
  keyOf: (row: T) => readonly unknown[],
  view: (row: T) => unknown,
) => Object.fromEntries(rows.map((row) => [keyOf(row).join('/'), view(row)]))

const withoutEmpty = (values: WireValues): Parts =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))

/** Cells of another table's row, which a row may carry, have no column here; its history has them. */
const inColumns = (values: WireValues, keys: readonly string[]): Parts =>
  withoutEmpty(Object.fromEntries(keys.map((key) => [key, values[key] ?? null])))

const columnsOf = (row: Row, keys: readonly string[]): Parts =>
  Object.fromEntries(keys.flatMap((key) => (row[key] === null ? [] : [[key, row[key]]])))

const json = (row: Row, column: string): unknown => JSON.parse(String(row[column] ?? 'null'))

/** What the store in memory has. */
export const memoryState = (state: FakeState): Parts => ({
  seq: state.seq,
  rows: Object.fromEntries(
    tableName.options.map((table) => [
      table,
      byKey(
        [...state.rows[table].values()],
        ({ id }) => [id],
        (row) => ({
          ...row,
          values: inColumns(row.values, enteredKeys(table)),
          computed: withoutEmpty(row.computed),
        }),
      ),
    ]),
  ),
  history: byKey(
    state.history,
    ({ row, base, hash }) => [row, base, hash],
    (entry) => ({ ...entry, values: withoutEmpty(entry.values) }),
  ),
  keys: byKey(
    state.keys,
    ({ key, row }) => [key, row],
    (key) => key,
  ),
  conflicts: byKey(
    state.conflicts,
    ({ id }) => [id],
    (one) => one,
  ),
  voids: Object.fromEntries(state.voids),
  events: byKey(
    state.events,
    ({ seq, row }) => [seq, row],
    ({ left }) => left,
  ),
  marks: byKey(
    state.marks,
    ({ seq }) => [seq],
    (mark) => mark,
  ),
  batches: byKey(
    state.batches,
    ({ by, id }) => [by, id],
    (batch) => batch,
  ),
  parts: byKey(
    state.parts,
    ({ by, batch, seq }) => [by, batch, seq],
    ({ rows }) => rows,
  ),
  leases: Object.fromEntries(state.leases),
})

const rowView = (table: TableName, row: Row): Parts => ({
  id: row['id'],
  rev: row['rev'],
  crev: row['crev'],
  seq: row['seq'],
  values: columnsOf(row, enteredKeys(table)),
  computed: columnsOf(row, computedKeys(table)),
  archived: row['archived_at'] !== null,
  mergedInto: row['merged_into'],
  primary: row['primary_contact'] ?? null,
  by: row['updated_by'],
  at: row['updated_at'],
})

const historyView = (row: Row): Parts => ({
  table: row['table'],
  row: row['row_id'],
  rev: row['rev'],
  prior: row['prior_rev'],
  base: row['base_rev'],
  hash: row['content_hash'],
  values: json(row, 'fields'),
  seq: row['seq'],
  by: row['by_user'],
  at: row['at'],
  batch: row['batch'],
  hint: row['hint'],
})

const conflictView = (row: Row): Parts => ({
  id: row['id'],
  table: row['table'],
  row: row['row_id'],
  rev: row['rev'],
  field: row['field'],
  base: json(row, 'base'),
  mine: json(row, 'mine'),
  theirs: json(row, 'theirs'),
  by: row['by_user'],
  at: row['at'],
  mineBy: row['mine_by'],
  mineAt: row['mine_at'],
  resolved:
    row['resolved_at'] === null
      ? null
      : { take: row['resolution'], by: row['resolved_by'], at: row['resolved_at'] },
})

const batchView = (row: Row): Parts => ({
  id: row['id'],
  by: row['by_user'],
  at: row['at'],
  until: row['until'],
  workbook: row['workbook'],
  tables: json(row, 'tables'),
  created: row['created'],
  changed: row['changed'],
  archived: row['archived'],
  restored: row['restored'],
  undoes: row['undoes'],
  undone: row['undone'],
  seq: row['seq'],
})

const voidKey = (row: Row): string =>
  JSON.stringify([row['by_user'], row['row_id'], row['base_rev'], row['content_hash']])

/** What the tables of D1 say. */
export const sqlState = (dump: Dump): Parts => {
  const rowsOf = (table: string) => dump.get(table) ?? []
  const keyed = (table: string, keys: readonly string[], view: (row: Row) => unknown) =>
    byKey(rowsOf(table), (row) => keys.map((key) => row[key]), view)
  return {
    seq: rowsOf('counter')[0]?.['seq'],
    rows: Object.fromEntries(
      tableName.options.map((table) => [table, keyed(table, ['id'], (row) => rowView(table, row))]),
    ),
    history: keyed('history', ['row_id', 'base_rev', 'content_hash'], historyView),
    keys: keyed('strong_key', ['key', 'row_id'], (row) => ({
      key: row['key'],
      row: row['row_id'],
      kind: row['kind'],
      name: row['name'],
      person: row['person'],
      seq: row['seq'],
    })),
    conflicts: keyed('conflict', ['id'], conflictView),
    voids: Object.fromEntries(rowsOf('intent_void').map((row) => [voidKey(row), row['batch']])),
    events: keyed('scope_event', ['seq', 'row_id'], (row) => ({
      owner: row['left_owner'],
      visibility: row['left_visibility'],
    })),
    marks: keyed('seq_tag', ['seq'], (row) => ({
      seq: row['seq'],
      tag: row['tag'],
      at: row['at'],
    })),
    batches: keyed('batch', ['by_user', 'id'], batchView),
    parts: keyed(
      'batch_part',
      ['by_user', 'batch', 'seq'],
      (row) => JSON.parse(String(row['rows'])).length,
    ),
    leases: Object.fromEntries(
      rowsOf('pane_lease').map((row) => [
        `${String(row['workbook'])} ${String(row['by_user'])}`,
        { session: row['session'], until: row['until'] },
      ]),
    ),
  }
}
