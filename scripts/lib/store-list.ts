// Stores rows through the API without a sheet: base lists of commands, demo data. The same push as the add-in's.
import { randomBytes } from 'node:crypto'

import { createApi } from '../../addin/api/api.ts'
import type { Api } from '../../addin/api/api.ts'
import { assert } from '../../shared/assert.ts'
import type { TableName } from '../../shared/protocol/cell.ts'
import type { PushRow, RowResult } from '../../shared/protocol/push.ts'
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts'
import type { Result } from '../../shared/result.ts'
import type { Cell } from '../../shared/schema/kind.ts'
import { rowHash } from '../../shared/sync/row-hash.ts'
import { ulid } from '../../shared/sync/ulid.ts'

export const newId = (): string => ulid(Date.now(), randomBytes(10))

export interface ListToStore {
  readonly table: TableName
  readonly fields: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
}

const must = <T, E>(result: Result<T, E>, what: string): T => {
  assert(result.ok, `${what} failed: ${JSON.stringify(result.ok ? '' : result.error)}`)
  return result.value
}

const rowsOf = ({ table, fields, rows }: ListToStore): readonly PushRow[] =>
  rows.map((cells) => [newId(), 0, rowHash(table, fields, cells), [...cells]])

export interface Storer {
  readonly api: Api
  /** The outcome of each row, in order. `known` rows are created anyway where `anyway` says so. */
  readonly store: (list: ListToStore, anyway?: boolean) => Promise<readonly RowResult[]>
  readonly settle: () => Promise<void>
}

/** Signs in with `key`; chunks are as large as the server allows. */
export const createStorer = async (baseUrl: string, key: string): Promise<Storer> => {
  const api = createApi({ baseUrl, key, fetch, timeoutMs: 120_000 })
  const workbook = newId()
  const hello = must(
    await api.hello({ workbook, client: { protocol: PROTOCOL_VERSION, build: 'script' } }),
    'hello',
  )
  const store = async (list: ListToStore, anyway = false): Promise<readonly RowResult[]> => {
    const results: RowResult[] = []
    const rows = rowsOf(list)
    for (let from = 0; from < rows.length; from += hello.limits.rows) {
      const chunk = rows
        .slice(from, from + hello.limits.rows)
        .map((row): PushRow => (anyway ? [row[0], row[1], row[2], row[3], 'new'] : row))
      const request = {
        table: list.table,
        workbook,
        epoch: hello.epoch,
        fields: [...list.fields],
        rows: chunk,
      }
      results.push(...must(await api.push(request), 'push').results)
    }
    return results
  }
  const settle = async () => {
    must(await api.settle({ workbook, epoch: hello.epoch }), 'settle')
  }
  return { api, store, settle }
}
