// Merging at the level of the services, on any database: rows are pushed as a sheet pushes them, merged, taken back, and
// all tables are read as they stand. What grows with every write is left out of the comparison.
import type { MergeReply, UnmergeReply } from '../../shared/protocol/merge.ts'
import type { WireValues } from '../../shared/protocol/cell.ts'
import type { TableKey } from '../../shared/schema/table-keys.ts'
import type { Cell } from '../../shared/schema/kind.ts'
import { rowHash } from '../../shared/sync/row-hash.ts'
import { ulid } from '../../shared/sync/ulid.ts'
import type { Actor } from '../../worker/auth/actor.ts'
import { openStore } from '../../worker/db/d1-store.ts'
import type { Database } from '../../worker/db/database.ts'
import { jsonOf } from '../../worker/db/sql.ts'
import { openMatches } from '../../worker/db/match-store.ts'
import { organisationStatements } from '../../worker/db/member-rows.ts'
import { openMerges } from '../../worker/db/merge.ts'
import { archive } from '../../worker/service/archive.ts'
import { openFollower } from '../../worker/service/match-follow.ts'
import { merge } from '../../worker/service/merge.ts'
import { push } from '../../worker/service/push.ts'
import { settle } from '../../worker/service/settle.ts'
import { unmerge } from '../../worker/service/unmerge.ts'

export type Cells = Readonly<Record<string, Cell>>
/** What stands in each cell of each table: `table/key/column` to its value. */
export type Picture = ReadonlyMap<string, unknown>

const workbook = '01JXWRKBK00000000000000001'
/** Only grows, or says who wrote last and when. */
const growing = new Set([
  'rev',
  'crev',
  'seq',
  'updated_at',
  'updated_by',
  'workbook',
  'tier_since',
])
/** Logs and runs, and what counts revisions. */
const logs =
  /^(?:_cf|d1_|sqlite_|history|audit|seq_tag|counter|scope_event|merge_|meter|lease|intent|batch|figure_mark|tier_)/u
/** What names a row of a table: its id, or these. */
const keyOf = (row: Readonly<Record<string, unknown>>): string => {
  const columns = 'id' in row ? ['id'] : ['key', 'row_id', 'a', 'b', 'name', 'version', 'user']
  return columns.flatMap((column) => (column in row ? [String(row[column])] : [])).join(' ')
}

/** Figures also say what a row showed before them. */
const withoutPast = (column: string, value: unknown): unknown => {
  if (column !== 'figures' || typeof value !== 'string') return value
  const { before: _, ...figures }: Record<string, unknown> = JSON.parse(value)
  return JSON.stringify(figures)
}

const tableNames = async (database: Database): Promise<readonly string[]> => {
  const sql = `SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name`
  const [rows = []] = await database.runBatch([{ sql, values: [] }])
  return rows.map(({ name }) => String(name)).filter((name) => !logs.test(name))
}

/** Everything of an organisation; features of a customer by what they say. */
const pictureOf = async (database: Database, org: string): Promise<Picture> => {
  const picture = new Map<string, unknown>()
  for (const table of await tableNames(database)) {
    const columns = `SELECT name FROM pragma_table_info('${table}')`
    const [named = []] = await database.runBatch([{ sql: columns, values: [] }])
    if (!named.some(({ name }) => name === 'org')) continue
    const all = { sql: `SELECT * FROM "${table}" WHERE org = ?1`, values: [org] }
    const [rows = []] = await database.runBatch([all])
    // A name once had finds its customer for ever.
    for (const row of rows.filter(({ kind }) => kind !== 'label'))
      for (const [column, value] of Object.entries(row))
        if (!growing.has(column))
          picture.set(`${table}/${keyOf(row)}/${column}`, withoutPast(column, value))
  }
  return picture
}

/** What differs, as `cell: [before, after]`. */
export const differences = (before: Picture, after: Picture) =>
  Object.fromEntries(
    [...new Set([...before.keys(), ...after.keys()])].toSorted().flatMap((cell) => {
      const values = [before.get(cell), after.get(cell)]
      return values[0] === values[1] ? [] : [[cell, values]]
    }),
  )

const mustMerge = (reply: MergeReply) => {
  if (reply.outcome !== 'merged') throw new Error(JSON.stringify(reply))
  return reply
}
const mustUnmerge = (reply: UnmergeReply) => {
  if (reply.outcome !== 'unmerged') throw new Error(JSON.stringify(reply))
  return reply
}

let organisations = 0

/** An organisation with one rep on a migrated database. */
export const openLab = async (database: Database) => {
  const id = `lab-${(organisations += 1)}`
  const org = {
    id,
    name: '明远',
    country: 'CN',
    currency: 'CNY',
    timeZone: 'Asia/Shanghai',
    epoch: 'e1',
    createdAt: Date.UTC(2026, 0, 1),
  } as const
  let now = Date.UTC(2026, 9, 1)
  await database.runBatch(organisationStatements(org))
  const users = [{ id: 'li', name: '李雷' }]
  const actor: Actor = { id: 'li', name: '李雷', role: 'rep', org, teammates: ['li'], users }
  const [store, matches] = [openStore(database), openMatches(database)]
  const ports = { store, merges: openMerges(database), follower: openFollower(matches) }
  let minted = 0
  const newId = () => {
    const random = new Uint8Array(10)
    new DataView(random.buffer).setUint32(6, (minted += 1) + organisations * 100_000)
    return ulid(1_700_000_000_000, random)
  }
  const revOf = async (table: TableKey, row: string): Promise<number> => {
    const sql = `SELECT rev FROM "${table}" WHERE org = ?1 AND id = ?2`
    const [[found] = []] = await database.runBatch([{ sql, values: [id, row] }])
    return Number(found?.['rev'] ?? 0)
  }
  const seen = async (row: string) => ({ id: row, rev: await revOf('customer', row) })
  const write = async (table: TableKey, row: string, cells: Cells, answer: string) => {
    const [fields, values] = [Object.keys(cells), Object.values(cells)]
    const line = [row, await revOf(table, row), rowHash(table, fields, values), values, answer]
    const order = { table, workbook, fields, rows: [line] }
    const { results } = await push(store, actor, order, (now += 1_000), matches)
    const outcome = results[0]?.outcome ?? ''
    if (outcome !== 'applied' && outcome !== 'merged') throw new Error(JSON.stringify(results))
  }
  return {
    make: async (table: TableKey, cells: Cells): Promise<string> => {
      const row = newId()
      await write(table, row, cells, 'new')
      return row
    },
    change: async (table: TableKey, row: string, cells: Cells) => {
      await write(table, row, cells, 'renamed')
    },
    /** What stands in a row. */
    values: async (table: TableKey, row: string): Promise<WireValues> => {
      const sql = `SELECT h.fields FROM "${table}" t CROSS JOIN history h ON h.org = t.org AND h.row_id = t.id
        AND h.rev = t.rev WHERE t.org = ?1 AND t.id = ?2 AND h."table" = ?3`
      const [[found] = []] = await database.runBatch([{ sql, values: [id, row, table] }])
      return jsonOf<WireValues>(found ?? {}, 'fields', {})
    },
    putAway: async (table: TableKey, row: string) => {
      const rows: [string, number][] = [[row, await revOf(table, row)]]
      const order = { table, workbook, rows, restore: false }
      const reply = await archive(store, actor, order, (now += 1_000))
      if (reply.results[0]?.outcome !== 'applied') throw new Error(JSON.stringify(reply))
    },
    merge: async (winner: string, losers: readonly string[]) => {
      const rows = { winner: await seen(winner), losers: await Promise.all(losers.map(seen)) }
      const order = { workbook, fields: {}, ...rows }
      return mustMerge(await merge(ports, actor, order, (now += 1_000)))
    },
    unmerge: async (edge: string) =>
      mustUnmerge(await unmerge(ports, actor, { merge: edge, workbook }, (now += 1_000))),
    /** All that stands, once what is computed has come to rest. */
    picture: async (): Promise<Picture> => {
      await settle(store, actor, now)
      return await pictureOf(database, id)
    },
  }
}
export type Lab = Awaited<ReturnType<typeof openLab>>
