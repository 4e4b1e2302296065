// hello: who the caller is, what he may write and how much at once.
import type { TableName } from '../../shared/protocol/cell.ts'
import { type HelloReply, type HelloRequest } from '../../shared/protocol/hello.ts'
import { PROTOCOL_MIN, PROTOCOL_VERSION } from '../../shared/protocol/version.ts'
import { tableKeys } from '../../shared/schema/table-keys.ts'
import { tables } from '../../shared/schema/tables.ts'
import { enteredKeys } from '../../shared/sheet/column.ts'
import { hash64 } from '../../shared/sync/hash.ts'
import { type Actor, mayHandOver } from '../auth/actor.ts'
import { isTold, keysOf } from './field-sight.ts'
import { noMark, readCursor, resetOf, scopeOf, writeCursor } from './log.ts'
import { PAGE_ROWS_MAX } from './pull.ts'
import type { Store } from './store.ts'

export const PUSH_ROWS_MAX = 1_000
export const PUSH_BYTES_MAX = 1_000_000

/** What goes without saying is not listed: a rep does not hand customers over, so their owner is not his. */
const writableKeys = (actor: Actor, table: TableName): string[] =>
  enteredKeys(table).filter(
    (key) =>
      (mayHandOver(actor) || table !== 'customer' || key !== 'owner') && isTold(actor, table, key),
  )

/** Keys by table, only of tables that have some. */
const byTable = (keysIn: (table: TableName) => string[]): Partial<Record<TableName, string[]>> =>
  Object.fromEntries(
    tableKeys.flatMap((table) => {
      const keys = keysIn(table)
      return keys.length > 0 ? [[table, keys]] : []
    }),
  )

/** Which fields this caller does not see whole, and why. */
const narrowed = (actor: Actor): Pick<HelloReply, 'masked' | 'off' | 'hidden'> => ({
  masked: byTable((table) => keysOf(actor, table, 'masked')),
  off: byTable((table) => keysOf(actor, table, 'off')),
  hidden: byTable((table) => keysOf(actor, table, 'none')),
})

const schemaMark = hash64(
  JSON.stringify(
    Object.entries(tables).map(([table, { fields }]) => [
      table,
      ...Object.entries(fields).map(([key, field]) => [key, field.kind.storage, field.filled]),
    ]),
  ),
).slice(0, 8)

/** Another field that is offered is another schema: columns are mapped anew. */
const schemaOf = (actor: Actor): string =>
  actor.fields === undefined
    ? schemaMark
    : hash64(JSON.stringify([schemaMark, narrowed(actor).off, narrowed(actor).hidden])).slice(0, 8)

type Order = Pick<HelloRequest, 'workbook' | 'session' | 'cursors'>

const leaseFor = async (
  store: Store,
  actor: Actor,
  { workbook, session }: Order,
  now: number,
): Promise<Pick<HelloReply, 'lease'>> => {
  if (session === undefined) return {}
  const held = await store.takeLease(actor, { workbook, session, now })
  return { lease: { granted: held.session === session, until: held.until, by: actor.name } }
}

/**
 * @param rowsMax rows a push that the deployment wants: fewer where a request's CPU time is short
 */
export const hello = async (
  store: Store,
  actor: Actor,
  order: Order,
  now: number,
  rowsMax: number = PUSH_ROWS_MAX,
): Promise<HelloReply> => {
  const { id, name, country, currency, timeZone, epoch } = actor.org
  const cursors = order.cursors?.map(readCursor)
  const seqs = (cursors ?? []).map((cursor) => cursor?.seq ?? 0)
  const log = await store.readLog(actor, [Number.MAX_SAFE_INTEGER, ...seqs])
  const [newest, ...marks] = log.marks
  return {
    protocol: { min: PROTOCOL_MIN, max: PROTOCOL_VERSION },
    epoch,
    head: writeCursor(actor, log.head, newest ?? noMark),
    now,
    me: { id: actor.id, name: actor.name, role: actor.role },
    org: { id, name, country, currency, timeZone },
    users: [...actor.users],
    writable: {
      customer: writableKeys(actor, 'customer'),
      contact: writableKeys(actor, 'contact'),
      visit: writableKeys(actor, 'visit'),
      transaction: writableKeys(actor, 'transaction'),
    },
    limits: { rows: rowsMax, bytes: PUSH_BYTES_MAX, page: PAGE_ROWS_MAX },
    schema: schemaOf(actor),
    ...narrowed(actor),
    scope: scopeOf(actor),
    ...(cursors
      ? { resets: cursors.map((c, i) => resetOf(actor, c, { ...log, mark: marks[i] })) }
      : {}),
    ...(await leaseFor(store, actor, order, now)),
  }
}
