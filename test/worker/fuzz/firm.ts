// The firm that the fuzzer knocks at: one of each role, a script's key, a few rows, a conflict, a merge; and all that D1
// holds of it, as one text.
import { COUNTED } from '../../support/counted.ts'
import { createKeyReply } from '../../../shared/protocol/keys.ts'
import { noteReply } from '../../../shared/protocol/note.ts'
import { sheetFields, tables } from '../../../shared/schema/tables.ts'
import { rowHash } from '../../../shared/sync/row-hash.ts'
import { app } from '../../../worker/app.ts'
import type { Role } from '../../../worker/auth/actor.ts'
import { createOrganisation, createUser, issueKey } from '../../../worker/service/provision.ts'
import type { Pool } from './arbitrary.ts'
import { oddTexts } from './odd.ts'

export interface FuzzEnv {
  readonly DB: D1Database
}
export interface FuzzFirm {
  readonly org: string
  /** null: nobody. A script's, and one that is none, are among them. */
  readonly keys: () => Promise<Readonly<Record<string, string | null>>>
  readonly pool: Pool
  /** Without what may move although a request was refused. */
  readonly state: () => Promise<string>
}

const workbook = '01JXWRKBK00000000000000001'
const epoch = 'e1'
const idOf = (n: number): string => `01JXFZZ${String(n).padStart(19, '0')}`
const roles: readonly Role[] = ['rep', 'manager', 'finance', 'admin']

/** Attempts, the trace of who did what, and how much was delivered to whom: a refusal is written down there. */
const moving = ['throttle', 'audit', 'audit_seal', 'delivery', 'pane_lease']
const movingColumns = ['last_used', 'last_used_on']

const tell = async (env: FuzzEnv, path: string, body: object, key: string): Promise<unknown> => {
  const response = await app.request(
    `/v1/${path}`,
    { method: 'POST', body: JSON.stringify(body), headers: { Authorization: `Bearer ${key}` } },
    env,
  )
  const told: unknown = await response.json()
  if (response.status !== 200) throw new Error(`${path} answered ${JSON.stringify(told)}`)
  return told
}

const pushBody = (table: 'customer' | 'contact' | 'visit', rows: readonly [string, object][]) => {
  const fields = Object.keys(rows[0]?.[1] ?? {})
  return {
    table,
    workbook,
    epoch,
    batch: idOf(900),
    fields,
    rows: rows.map(([id, cells]) => {
      const values = Object.values(cells) as string[]
      return [id, 0, rowHash(table, fields, values), values]
    }),
  }
}

const names = [
  '无锡华光电机厂',
  '苏州远大模具',
  '常州三星纺织',
  '南通东方物流',
  '扬州绿叶食品',
  '镇江金山化工',
]

const openState = async (db: D1Database, org: string): Promise<() => Promise<string>> => {
  const { results } = await db
    .prepare(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'sqlite_*' AND name NOT GLOB '_cf_*'",
    )
    .all<{ name: string }>()
  const held = results.map(({ name }) => name).filter((name) => !moving.includes(name))
  const columns = await db.batch<{ name: string }>(
    held.map((name) => db.prepare(`SELECT name FROM pragma_table_info('${name}')`)),
  )
  const queries = held.flatMap((table, i) => {
    const all = (columns[i]?.results ?? []).map(({ name }) => name)
    const by = table === 'org' ? 'id' : 'org'
    const kept = all.filter((name) => !movingColumns.includes(name)).map((name) => `"${name}"`)
    return all.includes(by) ? [`SELECT ${kept.join(',')} FROM "${table}" WHERE "${by}" = ?1`] : []
  })
  if (queries.length < 10) throw new Error('the state of a firm is in more tables than that')
  return async () => {
    const rows = await db.batch(queries.map((sql) => db.prepare(sql).bind(org)))
    return JSON.stringify(rows.map((each) => each.results))
  }
}

/** A new organisation of that id. */
export const foundFuzzFirm = async (env: FuzzEnv, org: string): Promise<FuzzFirm> => {
  const { DB: db } = env
  await createOrganisation(db, {
    id: org,
    name: '模糊',
    country: 'CN',
    currency: 'CNY',
    timeZone: 'Asia/Shanghai',
    epoch,
    createdAt: COUNTED,
  })
  const users = [...roles, 'rep2'].map((name) => `u-${name}`)
  for (const id of users)
    await createUser(db, {
      org,
      id,
      name: id,
      role: id === 'u-rep2' ? 'rep' : (id.slice(2) as Role),
      team: 'east',
    })
  const keyOf = async (id: string) => await issueKey(db, { org, user: id }, Date.now())
  const rep = await keyOf('u-rep')
  const customers = names.map(
    (name, i) => [idOf(i), { name, city: '无锡', note: '' }] as [string, object],
  )
  await tell(env, 'sync/push', pushBody('customer', customers), rep)
  const child = { customer_id: idOf(0) }
  await tell(env, 'sync/push', pushBody('contact', [[idOf(20), { ...child, name: '张三' }]]), rep)
  await tell(env, 'sync/push', pushBody('visit', [[idOf(30), { ...child, result: '谈妥' }]]), rep)
  const notes = [{ id: idOf(1), rev: 1, field: 'note', mine: '另一句' }]
  const noted = noteReply.parse(
    await tell(env, 'sync/note', { table: 'customer', workbook, epoch, notes }, rep),
  )
  const order = { name: '脚本', scopes: ['read:customers'], days: 9 }
  const script = createKeyReply.parse(await tell(env, 'keys/create', order, rep))
  const pool: Pool = {
    epoch,
    workbook,
    ulids: [...customers.map(([id]) => id), idOf(20), idOf(30), idOf(900)],
    marks: [script.id, noted.results[0]?.conflict ?? ''].filter((mark) => mark !== ''),
    users,
    fields: [
      ...Object.keys(tables.customer.fields),
      ...Object.keys(sheetFields('contact')).slice(0, 20),
    ],
    cursors: ['', idOf(2)],
    texts: oddTexts,
  }
  const keys = async () => {
    // What was asked before may have shut somebody out.
    await db
      .prepare(
        "UPDATE user SET disabled_at = NULL, role = replace(replace(id, 'u-', ''), '2', '') WHERE org = ?1",
      )
      .bind(org)
      .run()
    const entries = await Promise.all(
      roles.map(async (role) => [role, await keyOf(`u-${role}`)] as const),
    )
    return {
      ...Object.fromEntries(entries),
      script: script.key,
      nobody: null,
      'a wrong key': 'kehu_none',
    }
  }
  return { org, keys, pool, state: await openState(db, org) }
}
