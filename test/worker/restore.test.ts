// The server is restored to an earlier day: cursors notice, nothing is overwritten, and a workbook gives back what
// was lost.
import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'

import { digestReply } from '../../shared/protocol/digest.ts'
import { helloReply } from '../../shared/protocol/hello.ts'
import { outcomeReply } from '../../shared/protocol/outcome.ts'
import { recoverReply } from '../../shared/protocol/recover.ts'
import {
  askFor,
  type Cells,
  count,
  epoch,
  type Firm,
  foundFirm,
  newId,
  type Person,
  pullRows,
  pushBody,
  pushRow,
  send,
  type SheetRow,
  useFirm,
  workbook,
} from './support.ts'

const firm = useFirm()

const tables = [
  'org',
  'counter',
  'seq_tag',
  'customer',
  'contact',
  'visit',
  'history',
  'strong_key',
  'conflict',
  'intent_void',
  'scope_event',
  'batch',
  'batch_part',
] as const
type Copy = ReadonlyMap<string, readonly Readonly<Record<string, string | number | null>>[]>

/** All that an organisation has, to be put back later as it was: epoch and counter too, like Time Travel. */
const copyOf = async ({ org }: Firm): Promise<Copy> => {
  const copy = new Map<string, Record<string, string | number | null>[]>()
  for (const table of tables) {
    const key = table === 'org' ? 'id' : 'org'
    const statement = env.DB.prepare(`SELECT * FROM "${table}" WHERE ${key} = ?1`).bind(org)
    copy.set(table, (await statement.all<Record<string, string | number | null>>()).results)
  }
  return copy
}
const restore = async ({ org }: Firm, copy: Copy): Promise<void> => {
  const statements = [...copy].flatMap(([table, rows]) => {
    const key = table === 'org' ? 'id' : 'org'
    const inserts = rows.map((row) => {
      const columns = Object.keys(row)
      const names = columns.map((column) => `"${column}"`).join(', ')
      const marks = columns.map((_, i) => `?2 ->> ${i}`).join(', ')
      const sql = `INSERT INTO "${table}" (${names}) SELECT ${marks} WHERE ?1 IS NOT NULL`
      return env.DB.prepare(sql).bind(org, JSON.stringify(Object.values(row)))
    })
    return [env.DB.prepare(`DELETE FROM "${table}" WHERE ${key} = ?1`).bind(org), ...inserts]
  })
  await env.DB.batch(statements)
  // A restore takes its time: what is written afterwards is of another moment.
  await new Promise((resolve) => {
    setTimeout(resolve, 5)
  })
}

const cells: Cells = { name: '', note: '老', industry: '陶瓷' }
const make = async (who: Person, name: string): Promise<SheetRow> => {
  const row = { id: newId(), base: 0, cells: { ...cells, name } }
  await pushRow(who, 'customer', row)
  return { ...row, base: 1 }
}
const hello = async (who: Person, cursors: readonly string[]) => {
  const body = { workbook, client: { protocol: 1, build: 'test' }, cursors }
  return await askFor(helloReply, 'sync/hello', body, who)
}
const digest = async (who: Person, rows: readonly SheetRow[], refused?: string) => {
  const sent = rows.map(({ id, base }) => [id, base, 1])
  const body = {
    table: 'customer',
    workbook,
    epoch,
    holds: 'put',
    rows: sent,
    after: '',
    through: null,
  }
  return await askFor(
    digestReply,
    'sync/digest',
    refused === undefined ? body : { ...body, refused },
    who,
  )
}
const recover = async (who: Person, rows: readonly SheetRow[], cursor: string) => {
  const body = { ...pushBody('customer', rows), cursor }
  return (await askFor(recoverReply, 'sync/recover', body, who)).results
}
const valuesOf = async (id: string) =>
  (await pullRows(firm.chen, 'customer', { only: [id] })).rows[0]?.values
const edit = async (who: Person, row: SheetRow, more: Cells): Promise<SheetRow> => {
  const edited = { ...row, cells: { ...row.cells, ...more } }
  expect((await pushRow(who, 'customer', edited)).outcome).toBe('applied')
  return { ...edited, base: row.base + 1 }
}
const cursorOf = async (who: Person) => (await pullRows(who, 'customer')).cursor

describe('a cursor', () => {
  test('holds as long as the log goes on', async () => {
    await make(firm.li, '海门一号')
    const cursor = await cursorOf(firm.li)
    await make(firm.li, '海门二号')
    expect((await pullRows(firm.li, 'customer', { cursor })).reset).toBeUndefined()
    expect((await hello(firm.li, ['', cursor])).resets).toEqual([null, null])
  })

  test('in the middle of a push, and the head of hello, hold too', async () => {
    const crowd = await foundFirm()
    for (const name of ['海门三号', '海门四号', '海门五号']) await make(crowd.li, name)
    const { cursor, more } = await pullRows(crowd.li, 'customer', { limit: 2 })
    expect(more).toBe(true)
    expect((await pullRows(crowd.li, 'customer', { cursor })).rows.length).toBe(1)
    const { head } = await hello(crowd.li, [])
    expect((await pullRows(crowd.li, 'customer', { cursor: head })).rows).toEqual([])
  })

  test('is refused after a restore, at once and when its seqs were given out again', async () => {
    const past = await copyOf(firm)
    const old = await cursorOf(firm.li)
    for (const name of ['海门六号', '海门七号']) await make(firm.li, name)
    const cursor = await cursorOf(firm.li)
    await restore(firm, past)
    const refused = { rows: [], gone: [], cursor, reset: 'epoch_changed' }
    expect(await pullRows(firm.li, 'customer', { cursor })).toMatchObject(refused)
    for (const name of ['海门八号', '海门九号', '海门十号']) await make(firm.li, name)
    expect(await pullRows(firm.li, 'customer', { cursor })).toMatchObject(refused)
    expect((await hello(firm.li, [old, cursor])).resets).toEqual([null, 'epoch_changed'])
    expect((await pullRows(firm.li, 'customer', { cursor: old })).rows.length).toBe(3)
  })

  test('is refused when its session’s own pushes were cut off', async () => {
    const past = await copyOf(firm)
    const cursor = await cursorOf(firm.li)
    await make(firm.li, '海门十一')
    const seq = await count('SELECT seq AS n FROM counter WHERE org = ?1', firm.org)
    await restore(firm, past)
    const { reset } = await pullRows(firm.li, 'customer', { cursor, own: [[seq, seq]] })
    expect(reset).toBe('epoch_changed')
  })

  test('is refused when its holder sees other rows than then', async () => {
    const staff = await foundFirm()
    await make(staff.wang, '海门十二')
    const cursor = await cursorOf(staff.li)
    const before = (await hello(staff.li, [])).scope
    const move = `UPDATE user SET team = 'west' WHERE org = ?1 AND id = ?2`
    await env.DB.prepare(move).bind(staff.org, staff.li.id).run()
    expect((await pullRows(staff.li, 'customer', { cursor })).reset).toBe('scope_changed')
    expect((await hello(staff.li, [cursor])).resets).toEqual(['scope_changed'])
    expect((await hello(staff.li, [])).scope).not.toBe(before)
  })

  test('from before what is still known is refused', async () => {
    const staff = await foundFirm()
    await make(staff.li, '海门十三')
    const cursor = await cursorOf(staff.li)
    await make(staff.li, '海门十四')
    await env.DB.prepare('UPDATE counter SET purged = seq WHERE org = ?1').bind(staff.org).run()
    expect((await pullRows(staff.li, 'customer', { cursor })).reset).toBe('cursor_too_old')
    const fresh = await cursorOf(staff.li)
    expect((await pullRows(staff.li, 'customer', { cursor: fresh })).reset).toBeUndefined()
  })
})

describe('rows that a restore lost', () => {
  test('are named by the digest, and come back from the workbook with their ids', async () => {
    const old = await make(firm.li, '启东一号')
    const past = await copyOf(firm)
    const edited = await edit(firm.li, old, { note: '新' })
    const fresh = await make(firm.li, '启东二号')
    const refused = await cursorOf(firm.li)
    await restore(firm, past)
    expect(await digest(firm.li, [edited, fresh])).toMatchObject({
      differ: [],
      lost: [edited.id],
      gone: [{ id: fresh.id, reason: 'scope' }],
    })
    const found = await digest(firm.li, [edited, fresh], refused)
    expect(found).toMatchObject({ differ: [], gone: [], lost: [edited.id, fresh.id] })
    const outcomes = (await recover(firm.li, [edited, fresh], refused)).map((r) => r.outcome)
    expect(outcomes).toEqual(['applied', 'applied'])
    expect(await valuesOf(edited.id)).toMatchObject({ note: '新' })
    expect(await valuesOf(fresh.id)).toMatchObject({ name: '启东二号' })
    const again = (await recover(firm.li, [edited, fresh], refused)).map((r) => r.outcome)
    expect(again).toEqual(['done', 'done'])
    const via = `SELECT count(*) AS n FROM history WHERE row_id = ?1 AND hint = 'recover'`
    expect(await count(via, fresh.id)).toBe(1)
  })

  test('are merged with what others wrote after the restore; one field twice is a conflict', async () => {
    const old = await make(firm.li, '启东三号')
    const past = await copyOf(firm)
    const lost = await edit(firm.li, old, { note: '丢失的' })
    const both = await edit(firm.li, lost, { industry: '包装' })
    const refused = await cursorOf(firm.li)
    await restore(firm, past)
    const since = await edit(firm.chen, old, { industry: '印刷' })
    await edit(firm.chen, since, { 'contact.name': '后来人' })
    expect((await digest(firm.li, [both], refused)).lost).toEqual([both.id])
    const [result] = await recover(firm.li, [both], refused)
    expect(result).toMatchObject({
      outcome: 'conflict',
      conflicts: [{ field: 'industry', mine: '包装', theirs: '印刷' }],
    })
    const now = { note: '丢失的', industry: '印刷', 'contact.name': '后来人' }
    expect(await valuesOf(both.id)).toMatchObject(now)
  })

  test('come back although a push of the same content is fenced off since', async () => {
    const past = await copyOf(firm)
    const fresh = await make(firm.li, '启东八号')
    const refused = await cursorOf(firm.li)
    await restore(firm, past)
    const { rows } = pushBody('customer', [{ ...fresh, base: 0 }])
    const intents = rows.map(([id, base, hash]) => [id, base, hash])
    const fence = { table: 'customer', workbook, epoch, intents, fence: true }
    expect((await askFor(outcomeReply, 'sync/outcome', fence, firm.li)).results).toMatchObject([
      { outcome: 'void' },
    ])
    expect((await recover(firm.li, [fresh], refused))[0]?.outcome).toBe('applied')
    expect((await recover(firm.li, [fresh], refused))[0]?.outcome).toBe('done')
  })

  test('take no push with them that does not know of the restore', async () => {
    const past = await copyOf(firm)
    const lost = await make(firm.li, '启东九号')
    const seen = await cursorOf(firm.li)
    const body = pushBody('customer', [{ ...lost, id: newId(), base: 0 }])
    const push = (more: object) => send('sync/push', { ...body, ...more }, firm.li.key)
    expect((await push({ seen, rows: [] })).status).toBe(200)
    await restore(firm, past)
    const refused = await push({ seen })
    expect([refused.status, await refused.json()]).toMatchObject([409, { code: 'epoch_changed' }])
    expect((await push({ seen: await cursorOf(firm.li) })).status).toBe(200)
  })

  test('are told even where the server reached the same revision again', async () => {
    const old = await make(firm.li, '启东四号')
    const past = await copyOf(firm)
    const lost = await edit(firm.li, old, { note: '丢失的' })
    const refused = await cursorOf(firm.li)
    await restore(firm, past)
    await edit(firm.chen, old, { industry: '印刷' })
    expect((await digest(firm.li, [lost])).lost).toEqual([])
    expect((await digest(firm.li, [lost], refused)).lost).toEqual([lost.id])
    expect((await recover(firm.li, [lost], refused))[0]?.outcome).toBe('merged')
    expect(await valuesOf(lost.id)).toMatchObject({ note: '丢失的', industry: '印刷' })
  })

  test('do not take with them what the sheet got since: a colleague’s later change of that stays', async () => {
    const old = await make(firm.li, '启东十一号')
    const past = await copyOf(firm)
    await make(firm.li, '启东十二号')
    const refused = await cursorOf(firm.li)
    await restore(firm, past)
    const since = await edit(firm.chen, old, { industry: '印刷' })
    await edit(firm.chen, since, { industry: '陶瓷' })
    // In a sheet of other columns.
    const here = { ...since, cells: { name: '启东十一号', industry: '印刷' } }
    const [result] = await recover(firm.li, [here], refused)
    expect(result).toMatchObject({ rev: 3, values: { industry: '陶瓷' } })
    expect(await valuesOf(old.id)).toMatchObject({ industry: '陶瓷' })
  })

  test('without a cursor overwrite nothing: every difference is a conflict', async () => {
    const old = await make(firm.li, '启东五号')
    const past = await copyOf(firm)
    const lost = await edit(firm.li, old, { note: '丢失的' })
    await restore(firm, past)
    const [result] = await recover(firm.li, [lost], '')
    expect(result?.conflicts).toMatchObject([{ field: 'note', mine: '丢失的', theirs: '老' }])
    expect(await valuesOf(lost.id)).toMatchObject({ note: '老' })
  })

  test('are taken only from an account that may write them', async () => {
    const past = await copyOf(firm)
    const theirs = await make(firm.wang, '启东六号')
    const refused = await cursorOf(firm.wang)
    await restore(firm, past)
    const back = (await recover(firm.wang, [theirs], refused))[0]
    expect(back?.outcome).toBe('applied')
    const [result] = await recover(firm.li, [{ ...theirs, base: 3 }], refused)
    expect(result).toEqual({ id: theirs.id, outcome: 'forbidden' })
    const given = { ...theirs, id: newId(), cells: { name: '启东七号', owner: '王芳' } }
    expect((await recover(firm.li, [given], refused))[0]).toMatchObject({
      outcome: 'invalid',
      problems: [{ field: 'owner', code: 'field.readonly' }],
    })
  })
})
