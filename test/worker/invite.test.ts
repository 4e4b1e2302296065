// Invitations: who may invite whom to what, and what a one-time code is worth to whoever has it, or guesses.
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test, vi } from 'vitest'

import { inviteReply, membersReply } from '../../shared/protocol/members.ts'
import { refusalBody } from '../../shared/protocol/refusal.ts'
import { joinReply, meReply } from '../../shared/protocol/sign-in.ts'
import { newCode, readCode } from '../../worker/auth/code.ts'
import {
  count,
  createPerson,
  type Firm,
  foundFirm,
  migrate,
  noOf,
  type Person,
  send,
  useClock,
} from './support.ts'

const DAY = 86_400_000
const now = Date.UTC(2026, 10, 22, 4)
let firm: Firm
let admin: Person
let finance: Person
let names = 0

beforeAll(async () => {
  await migrate()
  firm = await foundFirm()
  admin = await createPerson(firm.org, '管理员', 'admin', null)
  finance = await createPerson(firm.org, '财务', 'finance', null)
})
useClock(now)

let senders = 0
const ask = async (path: string, body: unknown, key: string | null) =>
  await send(path, body, key, env, { 'CF-Connecting-IP': `192.0.2.${(senders += 1)}` })
const invalid = [403, 'code_invalid']
const aName = () => `新人${(names += 1)}`
const inviteAs = async (who: Person, order: object = {}) =>
  await ask(
    'members/invite',
    { name: aName(), role: 'rep', team: 'east', days: 7, ...order },
    who.key,
  )
const invited = async (who: Person = admin, order: object = {}) =>
  inviteReply.parse(await (await inviteAs(who, order)).json())
const join = async (code: string) => await ask('join', { code }, null)

describe('who may invite', () => {
  test.each([
    ['a manager invites a rep', () => firm.chen, 'rep', 200],
    ['a manager invites no manager', () => firm.chen, 'manager', 403],
    ['a manager invites no admin', () => firm.chen, 'admin', 403],
    ['an admin invites a rep', () => admin, 'rep', 200],
    ['an admin invites a manager', () => admin, 'manager', 200],
    ['an admin invites finance', () => admin, 'finance', 200],
    ['an admin invites an admin', () => admin, 'admin', 200],
    ['finance invites nobody', () => finance, 'rep', 403],
    ['a rep invites nobody', () => firm.li, 'rep', 403],
  ] as const)('%s', async (_, who, role, status) => {
    expect((await inviteAs(who(), { role })).status).toBe(status)
  })

  test('names are given once, whatever their width and script', async () => {
    await invited(admin, { name: '張 三' })
    for (const name of ['张三', 'ＬＩ　雷', '李雷'].slice(0, 1).concat('李雷', '韩梅'))
      expect(await noOf(await inviteAs(admin, { name }))).toEqual([409, 'name_taken'])
  })

  test.each([
    ['for more than a week', { days: 8 }],
    ['for no day', { days: 0 }],
    ['to a role that is none', { role: 'owner' }],
    ['with a name of a whole page', { name: '长'.repeat(61) }],
    ['with a name that hides a line', { name: '张\u2028三' }],
  ])('nobody is invited %s', async (_, order) => {
    expect(await noOf(await inviteAs(admin, order))).toEqual([400, 'malformed'])
  })
})

describe('a code', () => {
  test('becomes a key of one new user, shown once and kept as a hash', async () => {
    const { code } = await invited(firm.chen, { name: '周周', team: 'west' })
    const joined = joinReply.parse(await (await join(code)).json())
    expect(joined).toMatchObject({ me: { name: '周周', role: 'rep' }, org: { id: firm.org } })
    expect(joined.expires).toBe(now + 90 * DAY)
    const me = meReply.parse(await (await ask('session/me', {}, joined.key)).json())
    expect(me).toMatchObject({
      me: { name: '周周', team: 'west' },
      via: 'key',
      expires: joined.expires,
    })
    const dump = JSON.stringify([
      (await env.DB.prepare('SELECT * FROM access_key').all()).results,
      (await env.DB.prepare('SELECT * FROM invite').all()).results,
    ])
    expect(dump).not.toContain(joined.key)
    expect(dump).not.toContain(code)
    expect(dump).not.toContain(code.replaceAll('-', ''))
  })

  test('is read however it was typed', async () => {
    const { text, hash } = await newCode()
    const sloppy = text.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')
    expect(await readCode(` ${sloppy} `)).toMatchObject({ hash })
    expect(await readCode(text.slice(1))).toBeNull()
    expect(await readCode(text.replace(/^./u, 'U'))).toBeNull()
  })

  test('works once, also for two who send it in the same moment', async () => {
    const { code } = await invited()
    const answers = await Promise.all([join(code), join(code), join(code)])
    expect(answers.filter((response) => response.status === 200)).toHaveLength(1)
    expect(await noOf(await join(code))).toEqual(invalid)
  })

  test('that is over, cancelled, wrong or nonsense is refused alike', async () => {
    const over = await invited(admin, { days: 1 })
    const cancelled = await invited()
    expect((await ask('members/cancel-invite', { id: cancelled.id }, admin.key)).status).toBe(200)
    const { text } = await newCode()
    vi.setSystemTime(now + DAY)
    const bodies = []
    for (const code of [over.code, cancelled.code, text, 'x', "' OR 1=1 --"]) {
      const response = await join(code)
      expect(response.status).toBe(403)
      const { code: no, detail } = refusalBody.parse(await response.json())
      bodies.push(`${no} ${detail}`)
    }
    expect(new Set(bodies).size).toBe(1)
  })

  test('dies of the tenth wrong guess at its second part', async () => {
    const { code } = await invited()
    const guess = `${code.slice(0, 7)}AAAA-AAAAA-AAAAA`
    for (let i = 0; i < 10; i++) expect(await noOf(await join(guess))).toEqual(invalid)
    expect(await noOf(await join(code))).toEqual(invalid)
    const other = await invited()
    for (let i = 0; i < 9; i++) await join(`${other.code.slice(0, 7)}AAAA-AAAAA-AAAAA`)
    expect((await join(other.code)).status).toBe(200)
  })

  test('gives a user who is in already another key, and no second self', async () => {
    const { code } = await invited(firm.chen, {
      name: undefined,
      role: undefined,
      team: undefined,
      user: firm.han.id,
    })
    const { key, me } = joinReply.parse(await (await join(code)).json())
    expect(me.id).toBe(firm.han.id)
    for (const each of [key, firm.han.key])
      expect((await ask('session/me', {}, each)).status).toBe(200)
    expect(
      await count('SELECT count(*) AS n FROM user WHERE name = ?1 AND org = ?2', '韩梅', firm.org),
    ).toBe(1)
  })

  test('is not made for a manager by a manager, nor for somebody of another organisation', async () => {
    const other = await foundFirm()
    const orderFor = (user: string) => ({ user, days: 1 })
    expect(await noOf(await ask('members/invite', orderFor(admin.id), firm.chen.key))).toEqual([
      403,
      'forbidden',
    ])
    const foreign = await ask(
      'members/invite',
      orderFor(other.li.id.replace('李雷', '李雷x')),
      firm.chen.key,
    )
    expect(await noOf(foreign)).toEqual([404, 'not_found'])
  })

  test('of an organisation lasts as its policy says', async () => {
    const set = { seen: 0, value: { tenants: [], keyDays: 30 } }
    expect((await ask('sign-in/change-policy', set, admin.key)).status).toBe(200)
    expect(await noOf(await ask('sign-in/change-policy', set, admin.key))).toEqual([409, 'changed'])
    const { code } = await invited()
    expect(joinReply.parse(await (await join(code)).json()).expires).toBe(now + 30 * DAY)
  })

  test('ends with whoever made it', async () => {
    const helper = await createPerson(firm.org, '助理', 'manager', null)
    const { code } = await invited(helper)
    expect((await ask('members/disable', { id: helper.id }, admin.key)).status).toBe(200)
    expect(await noOf(await join(code))).toEqual(invalid)
  })
})

test('open invitations are listed without their codes, and one of another organisation cannot be cancelled', async () => {
  const { code, id } = await invited(admin, { name: '待入职' })
  const text = await (await ask('members/list', {}, firm.chen.key)).text()
  expect(membersReply.parse(JSON.parse(text)).invites).toContainEqual(
    expect.objectContaining({ id, name: '待入职', role: 'rep' }),
  )
  expect(text).not.toContain(code)
  const other = await foundFirm()
  const cancel = async (which: string) =>
    await noOf(await ask('members/cancel-invite', { id: which }, other.chen.key))
  expect(await cancel(id)).toEqual(await cancel('ZZZZZZ'))
  expect((await join(code)).status).toBe(200)
})
