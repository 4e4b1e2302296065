// Sensitive values end after the days that were decided: from the row, its history and conflicts; younger ones stay.
import { COUNTED } from '../support/counted.ts'
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'

import { noteReply } from '../../shared/protocol/note.ts'
import { calendarActor } from '../../worker/auth/calendar.ts'
import { openDatabase } from '../../worker/db/database.ts'
import { openKeeping } from '../../worker/db/field-keeping.ts'
import { openPeople } from '../../worker/db/person.ts'
import { openRetention } from '../../worker/db/retention.ts'
import { runKeeping } from '../../worker/service/field-keeping.ts'
import { runRetention } from '../../worker/service/retention.ts'
import { decide, switchOn } from './field-support.ts'
import {
  askFor,
  type Cells,
  count,
  epoch,
  foundFirm,
  migrate,
  newId,
  pullRows,
  pushBody,
  pushRow,
  send,
  workbook,
} from './support.ts'

beforeAll(migrate)

const DAY = 86_400_000
const now = Date.now()

const scene = async () => {
  const firm = await foundFirm()
  await switchOn(firm.chen, 'ethnicity', 30)
  await switchOn(firm.chen, 'income_band', 400)
  const customer = newId()
  await pushRow(firm.li, 'customer', { id: customer, base: 0, cells: { name: '安宁纺织' } })
  const put = async (id: string, base: number, cells: Cells) => {
    const all = { customer_id: '安宁纺织', name: `周${id.slice(-4)}`, ...cells }
    const batch = newId()
    const body = pushBody('contact', [{ id, base, cells: all }], undefined, batch)
    expect((await send('sync/push', body, firm.li.key)).status).toBe(200)
  }
  /** As if all that was written of it up to now had been written so many days ago. */
  const age = async (id: string, days: number) => {
    const at = String(now - days * DAY)
    for (const table of ['contact', 'history']) {
      const [column, key] = table === 'contact' ? ['updated_at', 'id'] : ['at', 'row_id']
      await env.DB.prepare(`UPDATE ${table} SET ${column} = CAST(?2 AS INTEGER) WHERE ${key} = ?1`)
        .bind(id, at)
        .run()
    }
  }
  const org = { id: firm.org, name: '明远', country: 'CN', currency: 'CNY', epoch } as const
  const calendar = calendarActor({ ...org, timeZone: 'Asia/Shanghai', createdAt: COUNTED })
  const keep = async () => await runKeeping(openKeeping(openDatabase(env.DB)), calendar, now)
  return { firm, put, age, keep, calendar }
}

const valueOf = async (id: string, column: string): Promise<unknown> =>
  (await env.DB.prepare(`SELECT ${column} AS v FROM contact WHERE id = ?1`).bind(id).first())?.['v']

const traces = async (id: string, word: string): Promise<number> =>
  (await count(
    `SELECT count(*) AS n FROM history WHERE row_id = ?1 AND fields LIKE '%' || ?2 || '%'`,
    id,
    word,
  )) +
  (await count(
    `SELECT count(*) AS n FROM conflict WHERE row_id = ?1 AND (mine || theirs || base) LIKE '%' || ?2 || '%'`,
    id,
    word,
  ))

describe('a sensitive value', () => {
  test('ends with its days, wherever it was written, and its sheet is told', async () => {
    const { firm, put, age, keep } = await scene()
    const [old, young] = [newId(), newId()]
    await put(old, 0, { ethnicity: '满族一', note: '老客户' })
    await put(old, 1, { ethnicity: '满族二', note: '老客户' })
    const notes = [{ id: old, rev: 2, base: 1, field: 'ethnicity', mine: '满族三' }]
    await askFor(noteReply, 'sync/note', { table: 'contact', workbook, epoch, notes }, firm.li)
    await age(old, 31)
    await put(young, 0, { ethnicity: '满族四' })
    const before = await pullRows(firm.li, 'contact')
    expect(await keep()).toEqual({ blanked: 1, more: false })
    expect(await valueOf(old, 'ethnicity')).toBeNull()
    expect(await traces(old, '满族')).toBe(0)
    expect(await valueOf(young, 'ethnicity')).toBe('满族四')
    const after = await pullRows(firm.li, 'contact', { cursor: before.cursor })
    expect(after.rows).toMatchObject([
      { id: old, rev: 3, values: { note: '老客户' }, computed: { ethnicity: null } },
    ])
    expect(after.rows[0]?.values).not.toHaveProperty('ethnicity')
    expect(
      await count(
        `SELECT count(*) AS n FROM audit WHERE org = ?1 AND what = 'retention.erase' AND detail LIKE '%ethnicity%'`,
        firm.org,
      ),
    ).toBe(1)
    expect(await keep()).toEqual({ blanked: 0, more: false })
  })

  test('is as old as its own last change, not as that of its row', async () => {
    const { put, age, keep } = await scene()
    const [kept, renewed] = [newId(), newId()]
    for (const id of [kept, renewed]) {
      await put(id, 0, { ethnicity: '苗族' })
      await age(id, 31)
    }
    await put(kept, 1, { ethnicity: '••••', note: '改了别的' })
    await put(renewed, 1, { ethnicity: '壮族' })
    expect(await keep()).toEqual({ blanked: 1, more: false })
    expect(await valueOf(kept, 'ethnicity')).toBeNull()
    expect(await valueOf(kept, 'note')).toBe('改了别的')
    expect(await valueOf(renewed, 'ethnicity')).toBe('壮族')
  })

  test('has the days of its own field, also after that was switched off', async () => {
    const { firm, put, age, keep } = await scene()
    const id = newId()
    await put(id, 0, { ethnicity: '苗族', income_band: '' })
    await age(id, 31)
    await decide(firm.chen, { table: 'contact', key: 'ethnicity', isOn: false })
    expect(await keep()).toEqual({ blanked: 1, more: false })
    expect(await valueOf(id, 'ethnicity')).toBeNull()
  })

  test('that goes is no change that keeps its row from ending', async () => {
    const { put, age, keep, calendar, firm } = await scene()
    const id = newId()
    await put(id, 0, { ethnicity: '苗族' })
    await age(id, 800)
    await keep()
    const value = { customer: null, contact: 24, visit: null }
    const order = { name: 'retention', seen: 0, value }
    expect((await send('trace/policy', order, firm.chen.key)).status).toBe(200)
    const database = openDatabase(env.DB)
    const stores = { people: openPeople(database), retention: openRetention(database) }
    expect((await runRetention(stores, calendar, now)).erased.contact).toBe(1)
  })

  test('of many rows ends piece by piece', async () => {
    const { firm, age, keep } = await scene()
    const ids = Array.from({ length: 130 }, newId)
    const rows = ids.map((id, i) => ({
      id,
      base: 0,
      cells: { customer_id: '安宁纺织', name: `周${i}`, ethnicity: '苗族' },
    }))
    expect((await send('sync/push', pushBody('contact', rows), firm.li.key)).status).toBe(200)
    for (const id of ids) await age(id, 31)
    expect(await keep()).toMatchObject({ blanked: 100, more: true })
    expect(await keep()).toMatchObject({ blanked: 30, more: false })
    expect(
      await count(
        `SELECT count(*) AS n FROM contact WHERE org = ?1 AND ethnicity IS NOT NULL`,
        firm.org,
      ),
    ).toBe(0)
  }, 30_000)
})
