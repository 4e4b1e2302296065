// The cast and the objects of the matrix: two firms, everybody who may knock, and one object of each kind for every
// relation that a caller can have to it. Each object carries a word that stands nowhere else.
import { COUNTED } from '../support/counted.ts'
import { env } from 'cloudflare:workers'

import { noteReply } from '../../shared/protocol/note.ts'
import { createKeyReply } from '../../shared/protocol/keys.ts'
import { inviteReply } from '../../shared/protocol/members.ts'
import { newKey } from '../../worker/auth/key.ts'
import { createOrganisation, issueKey } from '../../worker/service/provision.ts'
import { switchOn } from './field-support.ts'
import {
  askFor,
  createPerson,
  epoch,
  foundFirm,
  longAgo,
  newId,
  type Person,
  pushBody,
  pushRow,
  send,
  workbook,
} from './support.ts'

export const relations = [
  'own',
  'team',
  'company',
  'foreign',
  'archived',
  'elsewhere',
  'missing',
] as const
export type Relation = (typeof relations)[number]

export const callers = [
  'anonymous',
  'a disabled user',
  'an expired key',
  'a script that reads tiers',
  'the rep',
  'a rep of his team',
  'a rep of another team',
  'finance',
  'the manager',
  'the admin',
  'another organisation',
] as const
export type Caller = (typeof callers)[number]

/** An object in one relation to the rep: a customer with what hangs on him, and other things of the same owner. */
export interface Target {
  readonly relation: Relation
  readonly word: string
  readonly customer: string
  readonly contact: string
  readonly visit: string
  readonly conflict: string
  /** A batch, and whose it is. */
  readonly batch: string
  readonly user: string
  readonly key: string
  readonly invite: string
  /** Another customer of the same owner; `merge` is what made one of him and a third, where a route asks for it. */
  readonly winner: string
  readonly merge: string
  /** An id for what is made under him. */
  readonly fresh: string
}

export interface Scene {
  readonly org: string
  readonly elsewhere: string
  /** null: no key at all. */
  readonly keys: Readonly<Record<Caller, string | null>>
  readonly targets: Readonly<Record<Relation, Target>>
}

/** Something that is not there: a new one each time, for some routes make it. */
export const missing = (): Target => ({
  relation: 'missing',
  word: 'nowhere',
  customer: newId(),
  contact: newId(),
  visit: newId(),
  conflict: newKey().slice(5, 21),
  batch: newId(),
  user: 'u-nobody',
  key: newKey().slice(5, 21),
  invite: 'ZZZZZZ',
  winner: newId(),
  merge: newId(),
  fresh: newId(),
})

const must = async (response: Response): Promise<unknown> => {
  const body: unknown = await response.json()
  if (response.status !== 200) throw new Error(`the scene was not set: ${JSON.stringify(body)}`)
  return body
}

const conflictOn = async (owner: Person, id: string, word: string): Promise<string> => {
  const notes = [{ id, rev: 1, field: 'note', mine: `另一句 ${word}` }]
  const body = { table: 'customer', workbook, epoch, notes }
  const { results } = await askFor(noteReply, 'sync/note', body, owner)
  return results[0]?.conflict ?? ''
}

const pairOf = async (owner: Person, word: string, visibility: string) => {
  const rows = ['胜', '负'].map((name) => ({
    id: newId(),
    base: 0,
    cells: { name: `${name} ${word}`, city: '', visibility },
  }))
  await must(await send('sync/push', pushBody('customer', rows), owner.key))
  return rows.map(({ id }) => id)
}

const mergeOf = async (owner: Person, [winner = '', loser = '']: readonly string[]) => {
  const rows = { winner: { id: winner, rev: 1 }, losers: [{ id: loser, rev: 1 }] }
  const body = { epoch, workbook, ...rows, fields: {} }
  const merged = await must(await send('merge', body, owner.key))
  return typeof merged === 'object' && merged !== null && 'merge' in merged
    ? String(merged.merge)
    : ''
}

interface Owned {
  readonly owner: Person
  readonly admin: Person
  readonly visibility: string
  readonly hasMerges: boolean
}

let words = 0
const makeTarget = async (
  relation: Relation,
  { owner, admin, visibility, hasMerges }: Owned,
): Promise<Target> => {
  const word = `canary${(words += 1)}x`
  const [customer, batch] = [newId(), newId()]
  const cells = {
    name: `客户 ${word}`,
    city: '',
    visibility,
    note: `备注 ${word}`,
    'contact.name': `联系人${word}`,
  }
  await must(
    await send(
      'sync/push',
      pushBody('customer', [{ id: customer, base: 0, cells }], undefined, batch),
      owner.key,
    ),
  )
  const [contact, visit] = [newId(), newId()]
  const child = { customer_id: customer }
  await pushRow(owner, 'contact', { id: contact, base: 0, cells: { ...child, name: `人${word}` } })
  const said = { ...child, talked_about: `谈了 ${word}` }
  await pushRow(owner, 'visit', { id: visit, base: 0, cells: said })
  const conflict = await conflictOn(owner, customer, word)
  const order = { name: `脚本 ${word}`, scopes: ['sync'], days: 1 }
  const key = createKeyReply.parse(await must(await send('keys/create', order, owner.key)))
  const someone = { name: `受邀${word}`, role: 'rep', team: null, days: 1 }
  const invite = inviteReply.parse(await must(await send('members/invite', someone, admin.key)))
  const pair = await pairOf(owner, word, visibility)
  const [winner = ''] = pair
  const merge = hasMerges ? await mergeOf(owner, pair) : newId()
  if (relation === 'archived')
    await must(
      await send(
        'sync/archive',
        { table: 'customer', workbook, epoch, rows: [[customer, 1]], restore: false },
        owner.key,
      ),
    )
  const ids = { customer, contact, visit, conflict, batch, winner, merge, fresh: newId() }
  return { relation, word, ...ids, user: owner.id, key: key.id, invite: invite.id }
}

/** A scene of its own for every route that changes something. */
export const setScene = async (hasMerges = false): Promise<Scene> => {
  const firm = await foundFirm()
  const elsewhere = `elsewhere-${(words += 1)}`
  await createOrganisation(env.DB, {
    id: elsewhere,
    name: '别家',
    country: 'CN',
    currency: 'CNY',
    timeZone: 'Asia/Shanghai',
    epoch,
    createdAt: COUNTED,
  })
  const admin = await createPerson(firm.org, '管理员', 'admin', null)
  const finance = await createPerson(firm.org, '财务', 'finance', null)
  const leaver = await createPerson(firm.org, '离职的', 'rep', 'east')
  const stranger = await createPerson(elsewhere, '那边的人', 'rep', null)
  const theirAdmin = await createPerson(elsewhere, '那边的管理员', 'admin', null)
  const script = await must(
    await send('keys/create', { name: '月报', scopes: ['read:tiers'], days: 1 }, admin.key),
  )
  await env.DB.prepare('UPDATE user SET disabled_at = 1 WHERE org = ?1 AND id = ?2')
    .bind(firm.org, leaver.id)
    .run()
  for (const manager of [firm.chen, theirAdmin]) await switchOn(manager, 'id_no')
  const expired = await issueKey(env.DB, { org: firm.org, user: admin.id }, longAgo, 1)
  const of = (owner: Person, visibility: string): Owned => ({ owner, admin, visibility, hasMerges })
  const theirs = { owner: stranger, admin: theirAdmin, visibility: 'company', hasMerges }
  return {
    org: firm.org,
    elsewhere,
    keys: {
      anonymous: null,
      'a disabled user': leaver.key,
      'an expired key': expired,
      'a script that reads tiers': createKeyReply.parse(script).key,
      'the rep': firm.li.key,
      'a rep of his team': firm.han.key,
      'a rep of another team': firm.wang.key,
      finance: finance.key,
      'the manager': firm.chen.key,
      'the admin': admin.key,
      'another organisation': theirAdmin.key,
    },
    targets: {
      own: await makeTarget('own', of(firm.li, '')),
      team: await makeTarget('team', of(firm.han, 'team')),
      company: await makeTarget('company', of(firm.wang, 'company')),
      foreign: await makeTarget('foreign', of(firm.wang, 'team')),
      archived: await makeTarget('archived', of(firm.li, '')),
      elsewhere: await makeTarget('elsewhere', theirs),
      missing: missing(),
    },
  }
}
