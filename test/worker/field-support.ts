// What tests of field rights do again and again: decide about a field, greet, follow a changed right as the pane does.
import { digestReply } from '../../shared/protocol/digest.ts'
import {
  changeFieldReply,
  type ChangeFieldReply,
  type FieldChange,
  fieldsReply,
} from '../../shared/protocol/fields.ts'
import { helloReply, type HelloReply } from '../../shared/protocol/hello.ts'
import type { TableName } from '../../shared/protocol/cell.ts'
import type { PulledRow } from '../../shared/protocol/pull.ts'
import { askFor, epoch, type Person, pullRows, workbook } from './support.ts'

export const PURPOSE = '客户礼品合规登记所需'

export const hello = async (who: Person, cursor = ''): Promise<HelloReply> =>
  await askFor(
    helloReply,
    'sync/hello',
    { workbook, client: { protocol: 1, build: 'test' }, cursors: [cursor] },
    who,
  )

/** Decides on top of what stands. */
export const decide = async (
  manager: Person,
  change: Omit<FieldChange, 'seen'>,
): Promise<ChangeFieldReply> => {
  const { version } = await askFor(fieldsReply, 'fields/list', {}, manager)
  return await askFor(changeFieldReply, 'fields/change', { seen: version, ...change }, manager)
}

/** Switches a sensitive field on. */
export const switchOn = async (manager: Person, key: string, days = 365) =>
  await decide(manager, { table: 'contact', key, isOn: true, purpose: PURPOSE, days })

/** What the pane does where its cursor is refused: a digest of what it has, then the rows that differ. */
export const follow = async (
  who: Person,
  table: TableName,
  rows: readonly PulledRow[],
): Promise<readonly PulledRow[]> => {
  const order = { table, workbook, epoch, holds: 'put', after: '', through: null }
  const had = rows.map(({ id, rev, crev }) => [id, rev, crev])
  const { differ } = await askFor(digestReply, 'sync/digest', { ...order, rows: had }, who)
  return (await pullRows(who, table, { only: differ })).rows
}
