// What nobody needs any longer goes, piece by piece; a sheet that slept through it compares all its rows.
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'

import { digestReply } from '../../shared/protocol/digest.ts'
import { helloReply } from '../../shared/protocol/hello.ts'
import { openDatabase } from '../../worker/db/database.ts'
import { openUpkeep } from '../../worker/db/upkeep.ts'
import {
  EVENTS_MS,
  FENCES_MS,
  LEASES_MS,
  PURGE_ROWS_MAX,
  SETTLED_MS,
  upkeep,
} from '../../worker/service/upkeep.ts'
import {
  askFor,
  count,
  epoch,
  type Firm,
  foundFirm,
  migrate,
  newId,
  type Person,
  pullRows,
  pushRow,
  workbook,
} from './support.ts'

beforeAll(migrate)

const now = Date.now()
const DAY_MS = 86_400_000
const database = () => openDatabase(env.DB)
const tidyUp = async (org: string, at = now) => await upkeep(openUpkeep(database()), org, at)
const nothing = { marks: 0, events: 0, fences: 0, conflicts: 0, leases: 0, more: false }
const run = async (sql: string, ...values: readonly string[]) =>
  await env.DB.prepare(sql)
    .bind(...values)
    .run()
const rowsOf = async (table: string, org: string) =>
  await count(`SELECT count(*) AS n FROM ${table} WHERE org = ?1`, org)

/** All writes of a firm so far were made so long ago. */
const age = async (org: string, ms: number) =>
  await run('UPDATE seq_tag SET at = at - CAST(?2 AS INTEGER) WHERE org = ?1', org, String(ms))

const customer = async (who: Person, id: string, base: number, cells: Record<string, string>) =>
  await pushRow(who, 'customer', { id, base, cells: { name: `扬州${id.slice(-4)}`, ...cells } })

const resetOf = async (who: Person, cursor: string) => {
  const body = { workbook, client: { protocol: 1, build: 'test' }, cursors: [cursor] }
  return (await askFor(helloReply, 'sync/hello', body, who)).resets?.[0]
}

/** A customer of 李雷 whom 韩梅 saw until he was handed to 王芳; and where 韩梅's sheet stood then. */
const handedOver = async (firm: Firm) => {
  const id = newId()
  await customer(firm.li, id, 0, { visibility: 'team', owner: '李雷' })
  const { cursor } = await pullRows(firm.han, 'customer')
  await customer(firm.chen, id, 1, { visibility: 'owner', owner: '王芳' })
  return { id, cursor }
}

describe('upkeep', () => {
  test('takes nothing away that is young', async () => {
    const firm = await foundFirm()
    await handedOver(firm)
    await age(firm.org, EVENTS_MS - DAY_MS)
    expect(await tidyUp(firm.org)).toEqual(nothing)
    expect(await count('SELECT purged AS n FROM counter WHERE org = ?1', firm.org)).toBe(0)
  })

  test('[R22] a cursor from before it is answered by the digest, one from after it holds', async () => {
    const firm = await foundFirm()
    const { id, cursor } = await handedOver(firm)
    await age(firm.org, EVENTS_MS + DAY_MS)
    const old = (await pullRows(firm.han, 'customer')).cursor
    await customer(firm.li, newId(), 0, {})
    const young = (await pullRows(firm.han, 'customer')).cursor
    expect(await resetOf(firm.han, cursor)).toBeNull()

    expect(await tidyUp(firm.org)).toMatchObject({ events: 1, marks: 1, more: false })
    expect(await rowsOf('scope_event', firm.org)).toBe(0)
    expect(await resetOf(firm.han, cursor)).toBe('cursor_too_old')
    expect(await pullRows(firm.han, 'customer', { cursor })).toMatchObject({
      rows: [],
      gone: [],
      reset: 'cursor_too_old',
    })
    const sheet = { table: 'customer', workbook, epoch, holds: 'all', after: '', through: null }
    const order = { ...sheet, rows: [[id, 1, 1]] }
    const reply = await askFor(digestReply, 'sync/digest', order, firm.han)
    expect(reply).toMatchObject({ gone: [{ id, reason: 'scope' }], lost: [] })
    // The cursor at the horizon itself, and all later ones.
    for (const held of [old, young]) {
      expect(await resetOf(firm.han, held)).toBeNull()
      expect((await pullRows(firm.han, 'customer', { cursor: held })).reset).toBeUndefined()
    }
    expect(await tidyUp(firm.org)).toEqual(nothing)
  })

  test('a restored server is still told from a purged one', async () => {
    const firm = await foundFirm()
    await handedOver(firm)
    await age(firm.org, EVENTS_MS + DAY_MS)
    await customer(firm.li, newId(), 0, {})
    const { cursor } = await pullRows(firm.li, 'customer')
    await tidyUp(firm.org)
    await run(
      'DELETE FROM seq_tag WHERE org = ?1 AND seq = (SELECT max(seq) FROM seq_tag)',
      firm.org,
    )
    expect(await resetOf(firm.li, cursor)).toBe('epoch_changed')
  })

  test('fences, settled conflicts and ended leases go when they are old enough; open conflicts and rows stay', async () => {
    const firm = await foundFirm()
    const { org } = firm
    const id = newId()
    await customer(firm.li, id, 0, {})
    const put = async (kind: string, at: number) => {
      const values = [org, kind, String(at)] as const
      await run(
        `INSERT INTO intent_void (org, row_id, base_rev, content_hash, by_user, at)
        VALUES (?1, ?2, 0, 'h', 'u', CAST(?3 AS INTEGER))`,
        ...values,
      )
      await run(
        `INSERT INTO pane_lease (org, workbook, by_user, session, until)
        VALUES (?1, ?2, 'u', 's', CAST(?3 AS INTEGER))`,
        ...values,
      )
      await run(
        `INSERT INTO conflict (org, id, "table", row_id, field, mine, theirs, rev, by_user, at, resolved_at)
        VALUES (?1, ?2, 'customer', 'r', 'note', '1', '2', 1, 'u', 1, CAST(?3 AS INTEGER))`,
        ...values,
      )
    }
    await run(
      `INSERT INTO conflict (org, id, "table", row_id, field, mine, theirs, rev, by_user, at)
      VALUES (?1, 'open', 'customer', 'r', 'note', '1', '2', 1, 'u', 1)`,
      org,
    )
    for (const [kind, age] of [
      ['a', LEASES_MS],
      ['b', FENCES_MS],
      ['c', SETTLED_MS],
    ] as const) {
      await put(`${kind}-young`, now - age + DAY_MS / 2)
      await put(`${kind}-old`, now - age - 1)
    }
    expect(await tidyUp(org)).toMatchObject({ leases: 5, fences: 3, conflicts: 1, more: false })
    expect(await rowsOf('pane_lease', org)).toBe(1)
    expect(await rowsOf('intent_void', org)).toBe(3)
    expect(await rowsOf('conflict', org)).toBe(6)
    expect(await rowsOf('history', org)).toBe(1)
  })

  test('is bounded a call and goes on where it stopped; another firm’s things are its own', async () => {
    const [firm, other] = [await foundFirm(), await foundFirm()]
    const many = PURGE_ROWS_MAX + 500
    for (const org of [firm.org, other.org]) {
      const fill = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${many})`
      await run(
        `${fill} INSERT INTO seq_tag (org, seq, tag, at) SELECT ?1, i, 't' || i, i FROM n`,
        org,
      )
      await run(`${fill} INSERT INTO scope_event (org, seq, row_id) SELECT ?1, i, 'r' FROM n`, org)
      await run('UPDATE counter SET seq = CAST(?2 AS INTEGER) WHERE org = ?1', org, String(many))
    }
    const db = database()
    const first = await upkeep(openUpkeep(db), firm.org, now)
    expect(first).toMatchObject({ marks: PURGE_ROWS_MAX, events: PURGE_ROWS_MAX, more: true })
    // Of a mark and of an event: looked for, found and taken away. Not the table.
    expect(db.meter.read).toBeLessThanOrEqual(PURGE_ROWS_MAX * 12)
    expect(await tidyUp(firm.org)).toMatchObject({ marks: 499, events: 500, more: false })
    expect(await tidyUp(firm.org)).toEqual(nothing)
    expect(await count('SELECT purged AS n FROM counter WHERE org = ?1', firm.org)).toBe(many)
    expect([await rowsOf('seq_tag', firm.org), await rowsOf('seq_tag', other.org)]).toEqual([
      1,
      many,
    ])
  })
})
