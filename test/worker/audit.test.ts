// The audit only grows, is sealed day by day, and tells who did what with other people's data, never a value of it.
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'

import { createKeyReply } from '../../shared/protocol/keys.ts'
import { inviteReply } from '../../shared/protocol/members.ts'
import { auditReply, auditVerifyReply } from '../../shared/protocol/trace.ts'
import { openAudit } from '../../worker/db/audit.ts'
import { openDatabase } from '../../worker/db/database.ts'
import { SEAL_ENTRIES_MAX, sealAudit } from '../../worker/service/audit.ts'
import { makeCustomer, merged, unmerged } from './merge-support.ts'
import {
  askFor,
  createPerson,
  epoch,
  type Firm,
  foundFirm,
  migrate,
  type Person,
  send,
} from './support.ts'

beforeAll(migrate)

const now = Date.now()
const audit = () => openAudit(openDatabase(env.DB))
const listOf = async (who: Person, more: object = {}) =>
  (await askFor(auditReply, 'audit/list', { before: 0, limit: 200, ...more }, who)).entries
/** Without who came in, which each test does with everybody it asks. */
const entriesOf = async (who: Person, more: object = {}) =>
  (await listOf(who, more)).filter(({ what }) => what !== 'sign_in')
const deedsOf = async (who: Person) => (await entriesOf(who)).map(({ what }) => what).toReversed()
const verify = async (firm: Firm) =>
  await askFor(auditVerifyReply, 'audit/verify', { after: 0 }, firm.chen)
const note = async (firm: Firm, id: string) => {
  await audit().note(firm.org, { by: firm.chen.id, what: 'person.find', ids: [id], at: now })
}
const run = async (sql: string, ...values: readonly string[]) =>
  await env.DB.prepare(sql)
    .bind(...values)
    .run()
const must = async (path: string, body: object, who: Person): Promise<unknown> => {
  const response = await send(path, body, who.key)
  const answer: unknown = await response.json()
  expect([path, response.status, answer]).toMatchObject([path, 200, {}])
  return answer
}

describe('the audit tells', () => {
  test('of people let in, changed and let out, each once and by whom', async () => {
    const firm = await foundFirm()
    const admin = await createPerson(firm.org, '管理员', 'admin', null)
    const order = { name: '新人', role: 'rep', team: null, days: 1 }
    const { id, code } = inviteReply.parse(await must('members/invite', order, admin))
    expect((await send('join', { code }, null)).status).toBe(200)
    await must('members/change', { id: firm.wang.id, team: 'north' }, admin)
    await must('members/disable', { id: firm.wang.id }, admin)
    await must('members/enable', { id: firm.wang.id }, admin)
    await must('keys/create', { name: '脚本', scopes: ['sync'], days: 1 }, admin)
    expect(await deedsOf(admin)).toEqual([
      'member.invite',
      'member.join',
      'member.change',
      'member.disable',
      'member.enable',
      'key.create',
    ])
    const [, , , change, joined, invited] = await entriesOf(admin)
    expect(invited).toMatchObject({ by: admin.id, byName: '管理员', ids: [id], seq: 2 })
    expect(joined?.by).not.toBe(admin.id)
    expect(change).toMatchObject({ ids: [firm.wang.id], detail: { was: 'rep', team: 'north' } })
  })

  test('nothing of what did not happen', async () => {
    const firm = await foundFirm()
    await send('members/cancel-invite', { id: 'AAAAAA' }, firm.chen.key)
    await send('join', { code: 'AAAAA-AAAAA-AAAAA-AAAAA' }, null)
    const policy = { name: 'delivery', seen: 7, value: { soft: { times: 2, rows: 500 } } }
    await send('trace/policy', policy, firm.chen.key)
    expect(await entriesOf(firm.chen)).toEqual([])
  })

  test('of merges, policies and reports, with ids and names of policies only', async () => {
    const firm = await foundFirm()
    const [a, b] = [
      await makeCustomer(firm.li, { name: '绍兴东湖染整' }),
      await makeCustomer(firm.li, { name: '绍兴西湖印花' }),
    ]
    const { merge } = await merged(firm.li, a.id, [b.id])
    await unmerged(firm.li, merge)
    const value = { customer: null, contact: 12, visit: null }
    await must('trace/policy', { name: 'retention', seen: 0, value }, firm.chen)
    const report = { epoch, columns: ['name', 'note'], cursor: '', limit: 9 }
    await must('tiers/report', report, firm.chen)
    const entries = await entriesOf(firm.chen)
    expect(entries.map(({ what, ids, detail }) => [what, ids, detail])).toEqual([
      ['report.read', [], { columns: 'name note' }],
      ['policy.change', [], { name: 'retention', version: 1 }],
      ['unmerge', [a.id, b.id], {}],
      ['merge', [a.id, b.id], {}],
    ])
    expect(JSON.stringify(entries)).not.toContain('绍兴')
  })

  test('page by page and deed by deed', async () => {
    const firm = await foundFirm()
    await listOf(firm.chen)
    for (const id of ['a', 'b', 'c']) await note(firm, id)
    const first = await askFor(auditReply, 'audit/list', { before: 0, limit: 2 }, firm.chen)
    expect([first.entries.map(({ ids }) => ids), first.more]).toEqual([[['c'], ['b']], true])
    const before = first.entries.at(-1)?.seq ?? 0
    const next = await askFor(auditReply, 'audit/list', { before, limit: 2 }, firm.chen)
    expect([next.entries.map(({ ids }) => ids), next.more]).toEqual([[['a'], []], false])
    expect(await entriesOf(firm.chen, { what: ['merge'] })).toEqual([])
    expect(await entriesOf(firm.chen, { what: ['person.find'] })).toHaveLength(3)
  })

  test('by whom, and of a day of the organisation, each by an index', async () => {
    const firm = await foundFirm()
    const { chen, li } = firm
    const dayIn = (at: number) =>
      new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(at)
    /** 23:59 of the 3rd, and a minute later, in Shanghai. */
    const before = Date.UTC(2026, 2, 3, 15, 59)
    const store = audit()
    for (const [by, at] of [
      [li.id, before],
      [chen.id, before + 60_000],
    ] as const)
      await store.note(firm.org, { by, what: 'person.find', ids: [dayIn(at)], at })
    const found = async (more: object) => (await listOf(chen, more)).map(({ ids }) => ids[0])
    expect(await found({ day: '2026-03-03' })).toEqual(['2026-03-03'])
    expect(await found({ day: '2026-03-04' })).toEqual(['2026-03-04'])
    expect(await found({ by: li.id })).toEqual(['2026-03-03'])
    expect(await found({ by: li.id, day: '2026-03-04' })).toEqual([])
    await run(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
      INSERT INTO audit (org, seq, token, at, by_user, what, ids, count, detail)
      SELECT ?1, i + 100, 't' || i, 9e12 + i, 'u', 'merge', '[]', 0, '{}' FROM n`,
      firm.org,
    )
    for (const more of [{ day: '2026-03-03' }, { by: li.id }, { what: ['person.find'] }]) {
      const body = { before: 0, limit: 30, ...more }
      const answered = await send('audit/list', body, chen.key, env, { 'x-kehu-meter': '1' })
      const read = Number(/read=(\d+)/u.exec(answered.headers.get('x-kehu-d1') ?? '')?.[1])
      expect({ more, isFew: read < 60 }).toEqual({ more, isFew: true })
    }
  })

  test('of who came in: once a day each, by key, by a script', async () => {
    const firm = await foundFirm()
    const ask = async (key: string) => await send('session/me', {}, key)
    await Promise.all([ask(firm.li.key), ask(firm.li.key), ask(firm.li.key)])
    await ask(firm.li.key)
    const order = { name: '脚本', scopes: ['sync'], days: 1 }
    const { key } = createKeyReply.parse(await must('keys/create', order, firm.li))
    await ask(key)
    await ask('kehu_none')
    const came = await listOf(firm.chen, { what: ['sign_in'], by: firm.li.id })
    expect(came.map(({ by, detail }) => [by, detail['by']])).toEqual([
      [firm.li.id, 'script'],
      [firm.li.id, 'key'],
    ])
  })
})

describe('the audit only grows', () => {
  test.each([
    ['changed', 'UPDATE audit SET by_user = ?2 WHERE org = ?1'],
    ['taken out', 'DELETE FROM audit WHERE org = ?1 AND by_user <> ?2'],
    [
      'replaced',
      `INSERT OR REPLACE INTO audit (org, seq, token, at, by_user, what, ids, count, detail)
        VALUES (?1, 1, ?2, 0, 'x', 'merge', '[]', 0, '{}')`,
    ],
  ])('an entry cannot be %s', async (_, sql) => {
    const firm = await foundFirm()
    await note(firm, 'a')
    await expect(run(sql, firm.org, 'x')).rejects.toThrow('audit is append-only')
    expect(await entriesOf(firm.chen)).toMatchObject([{ by: firm.chen.id, what: 'person.find' }])
  })

  test('a seal cannot be changed or taken out either', async () => {
    const firm = await foundFirm()
    await note(firm, 'a')
    await sealAudit(audit(), firm.org, now)
    for (const sql of [
      'UPDATE audit_seal SET hash = ?2 WHERE org = ?1',
      'DELETE FROM audit_seal WHERE org = ?1 AND hash <> ?2',
    ])
      await expect(run(sql, firm.org, 'x')).rejects.toThrow('audit_seal is append-only')
  })

  test('whoever gets past the triggers breaks the chain, and the seal that he broke is named', async () => {
    const firm = await foundFirm()
    for (const day of [1, 2, 3]) {
      for (const id of ['a', 'b']) await note(firm, `${id}${day}`)
      expect(await sealAudit(audit(), firm.org, now)).toEqual({ sealed: 2, more: false })
    }
    // What is not sealed yet: that 陈总 came in.
    expect(await verify(firm)).toEqual({
      through: 3,
      entries: 6,
      broken: [],
      unsealed: 1,
      more: false,
    })
    const triggers = ['audit_no_update', 'audit_no_delete']
    const { results } = await env.DB.prepare(
      `SELECT name, sql FROM sqlite_master WHERE type = 'trigger'`,
    ).all<{ name: string; sql: string }>()
    for (const name of triggers) await run(`DROP TRIGGER ${name}`)
    await run(`UPDATE audit SET by_user = 'somebody' WHERE org = ?1 AND seq = 3`, firm.org)
    expect((await verify(firm)).broken).toEqual([{ seal: 2, from: 3, to: 4 }])
    await run(`DELETE FROM audit WHERE org = ?1 AND seq = 6`, firm.org)
    expect((await verify(firm)).broken.map(({ seal }) => seal)).toEqual([2, 3])
    for (const { name, sql } of results) if (triggers.includes(name)) await run(sql)
  })

  test('a seal takes a bounded piece, and sealing again seals nothing twice', async () => {
    const firm = await foundFirm()
    const many = SEAL_ENTRIES_MAX + 5
    await run(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${many})
      INSERT INTO audit (org, seq, token, at, by_user, what, ids, count, detail)
      SELECT ?1, i, 't' || i, i, 'u', 'merge', '[]', 0, '{}' FROM n`,
      firm.org,
    )
    expect(await sealAudit(audit(), firm.org, now)).toEqual({
      sealed: SEAL_ENTRIES_MAX,
      more: true,
    })
    expect(await sealAudit(audit(), firm.org, now)).toEqual({ sealed: 5, more: false })
    expect(await sealAudit(audit(), firm.org, now)).toEqual({ sealed: 0, more: false })
    expect(await verify(firm)).toMatchObject({ entries: many, broken: [], unsealed: 1 })
  })
})
