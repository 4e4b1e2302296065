// A word of its own in every field about which managers decide: whatever they decide, no route tells a reader a value
// that he does not see whole, and a row says of each field exactly what his sight of it says.
import { env } from 'cloudflare:workers'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'

import {
  type FieldPolicy,
  type FieldSight,
  revealReply,
  standardFields,
} from '../../shared/protocol/fields.ts'
import { boundsOf, guardedFields, type OwnField, ruleName } from '../../shared/privacy/sights.ts'
import { noteReply } from '../../shared/protocol/note.ts'
import { isMask } from '../../shared/schema/kinds/masked.ts'
import { type TableKey, tableKeys } from '../../shared/schema/table-keys.ts'
import { app } from '../../worker/app.ts'
import type { Role } from '../../worker/auth/actor.ts'
import { switchOn } from './field-support.ts'
import { samples } from './matrix-samples.ts'
import { missing, type Target } from './matrix-scene.ts'
import {
  askFor,
  type Cells,
  count,
  createPerson,
  epoch,
  type Firm,
  foundFirm,
  migrate,
  newId,
  type Person,
  pullRows,
  pushBody,
  pushRow,
  send,
  workbook,
} from './support.ts'

beforeAll(migrate)

/** What stands in the field, and how it would read in an answer; null for kinds whose values are no words of their own. */
interface Canary {
  readonly cell: string | number
  readonly raw: string
}

const canaryOf = ({ table, field }: OwnField, n: number): Canary | null => {
  const two = String(10 + n)
  const word = `zeisig${two}x`
  switch (field.kind.name) {
    case 'text':
    case 'note':
    case 'tags':
      return { cell: word, raw: word }
    case 'phone':
      return { cell: `139007${two}${two}1`, raw: `139007${two}` }
    case 'e-mail':
      return { cell: `zeisig.${table}@example.com`, raw: `zeisig.${table}@` }
    case 'money':
      return { cell: 73_310_000 + n, raw: String((73_310_000 + n) * 100) }
    case 'birthday':
      return { cell: '1961-03-07', raw: '1961' }
    case 'identity number':
      return { cell: '11010519491231002X', raw: '19491231' }
    default:
      return null
  }
}

const canaries = guardedFields.flatMap((own, n) => {
  const canary = own.field.filled === 'computed' ? null : canaryOf(own, n)
  return canary === null ? [] : [{ own, ...canary }]
})
/** A year stands by itself: its four digits come about in any number that is long enough. */
const isTold = (text: string, raw: string): boolean =>
  /^\d{4}$/u.test(raw) ? new RegExp(`(?<![\\d.])${raw}(?!\\d)`, 'u').test(text) : text.includes(raw)
const cellsOf = (table: TableKey): Cells =>
  Object.fromEntries(
    canaries.filter(({ own }) => own.table === table).map(({ own, cell }) => [own.key, cell]),
  )
/** What the customer's own note says. */
const NOTE = String(cellsOf('customer')['note'])
const sensitive = ['ethnicity', 'family_note', 'id_no']

interface Scene {
  readonly firm: Firm
  readonly finance: Person
  readonly target: Target
}

/** Two customers of 李雷, the first with everything; rows that differ from each other and from what was before. */
const setScene = async (): Promise<Scene> => {
  const firm = await foundFirm()
  const { li, chen } = firm
  const finance = await createPerson(firm.org, `财务${firm.org}`, 'finance', null)
  for (const key of sensitive) await switchOn(chen, key)
  const [customer, winner, contact, visit] = [newId(), newId(), newId(), newId()]
  const put = async (table: TableKey, id: string, base: number, cells: Cells) => {
    const result = await pushRow(chen, table, { id, base, cells, answer: 'new' })
    expect([table, result.problems, result.outcome]).toEqual([
      table,
      undefined,
      expect.stringMatching(/^(?:applied|conflict)$/u),
    ])
  }
  const own = { owner: '李雷' }
  await put('customer', customer, 0, { name: '甲纺织', ...own, ...cellsOf('customer') })
  await put('customer', winner, 0, { name: '甲纺织厂', ...own, ...cellsOf('customer'), note: '旁' })
  const child = { customer_id: customer }
  await put('contact', contact, 0, { ...child, name: '周宁', ...cellsOf('contact') })
  await put('visit', visit, 0, { ...child, ...cellsOf('visit') })
  for (const day of ['2026-11-01', '2026-11-02'])
    await put('transaction', newId(), 0, { ...child, date: day, ...cellsOf('transaction') })
  // His contact is his main one by now: two numbers for him are a conflict.
  const lent = { 'contact.name': '周宁', 'contact.mobile': '13900780801' }
  await put('customer', customer, 1, { name: '甲纺织', ...lent })
  const notes = [{ id: customer, rev: 1, field: 'note', mine: `${NOTE} 2` }]
  const noted = { table: 'customer', workbook, epoch, notes }
  const { results } = await askFor(noteReply, 'sync/note', noted, li)
  await send('sync/settle', { epoch, workbook }, chen.key)
  const batch = newId()
  const cells = { name: '甲纺织', city: '苏州' }
  await send(
    'sync/push',
    pushBody('customer', [{ id: customer, base: 2, cells }], undefined, batch),
    li.key,
  )
  const ids = { customer, winner, contact, visit, batch, conflict: results[0]?.conflict ?? '' }
  return { firm, finance, target: { ...missing(), ...ids, word: '周宁', user: li.id } }
}

const sightOf = fc.constantFrom<FieldSight>('full', 'masked', 'none')

/** For each field a sight of the rep and of finance; sensitive ones are on or off. */
const policies = fc
  .tuple(
    ...guardedFields.map((own) =>
      fc.record({ isOff: fc.boolean(), rep: sightOf, finance: sightOf, own: fc.constant(own) }),
    ),
  )
  .map((choices): FieldPolicy => {
    const rules = choices.map(({ own, isOff, rep, finance }) => {
      const bounds = boundsOf(own.field)
      const within = (sight: FieldSight): FieldSight => (bounds.includes(sight) ? sight : 'masked')
      const isOn = own.field.privacy !== 'P3' || !isOff
      const sight = {
        rep: within(rep),
        finance: within(finance),
        manager: within('full'),
        admin: within('full'),
      }
      return [ruleName(own.table, own.key), { isOn, purpose: '登记', days: 30, sight }] as const
    })
    return { ...standardFields, rules: Object.fromEntries(rules) }
  })

let version = 100
const decree = async (org: string, policy: FieldPolicy): Promise<void> => {
  version += 1
  const turns = { rep: version, manager: version, finance: version, admin: version }
  await env.DB.prepare(
    `INSERT INTO policy (org, name, version, value, at, by_user) VALUES (?1, 'fields', ?2, ?3, 0, '')`,
  )
    .bind(org, version, JSON.stringify({ ...policy, turns }))
    .run()
}

const told = async (name: string, body: object | null, who: Person): Promise<string> => {
  const [method = '', path = ''] = name.split(' ')
  const init = body === null ? {} : { body: JSON.stringify(body) }
  const headers = { Authorization: `Bearer ${who.key}` }
  return await (await app.request(path, { method, headers, ...init }, env)).text()
}

const ruleOf = (policy: FieldPolicy, { table, key }: OwnField) => policy.rules[ruleName(table, key)]
const isWhole = (policy: FieldPolicy, own: OwnField, role: Extract<Role, 'rep' | 'finance'>) => {
  const rule = ruleOf(policy, own)
  return rule === undefined || (rule.isOn && rule.sight[role] === 'full')
}

const skipped = ['POST /v1/session/end', 'POST /v1/session/rotate', 'POST /v1/fields/reveal']
/** What reads first, then what changes. */
const inOrder = Object.entries(samples)
  .filter(([name]) => !skipped.includes(name))
  .toSorted(([, a], [, b]) => Number(b.isRead ?? false) - Number(a.isRead ?? false))
const columns = [
  'id',
  'name',
  ...guardedFields.filter(({ table }) => table === 'customer').map(({ key }) => key),
]

/** Everything that anybody can ask without typing a word. */
const askAll = async (
  who: Person,
  target: Target,
): Promise<readonly (readonly [string, string])[]> => {
  const heard: (readonly [string, string])[] = []
  for (const table of tableKeys)
    heard.push([`pull of ${table}`, JSON.stringify(await pullRows(who, table))])
  const report = { epoch, columns: columns.slice(0, 40), cursor: '', limit: 99 }
  heard.push(['a report', await told('POST /v1/tiers/report', report, who)])
  for (const [name, sample] of inOrder)
    for (const body of [...sample.bodies({ ...target, fresh: newId() }), ...(sample.lists ?? [])])
      heard.push([name, await told(name, body, who)])
  return heard
}

describe('a value that its reader does not see whole', () => {
  test('is in no answer of any route, whatever managers decided', async () => {
    await fc.assert(
      fc.asyncProperty(policies, fc.constantFrom('rep', 'finance'), async (policy, role) => {
        const { firm, finance, target } = await setScene()
        await decree(firm.org, policy)
        const hidden = canaries.filter(({ own }) => !isWhole(policy, own, role))
        const heard = await askAll(role === 'rep' ? firm.li : finance, target)
        const leaks = heard.flatMap(([name, text]) =>
          hidden
            .filter(({ raw }) => isTold(text, raw))
            .map(({ own }) => `${name} tells ${own.table}.${own.key}`),
        )
        expect(leaks).toEqual([])
        expect(hidden.length).toBeGreaterThan(5)
      }),
      { numRuns: 2, endOnFailure: true },
    )
  }, 120_000)

  test('is in those answers where it is seen whole, or this would prove nothing', async () => {
    const { firm, target } = await setScene()
    const all = (await askAll(firm.li, target)).map(([, text]) => text).join('\n')
    const silent = canaries.filter(
      ({ raw, own }) => own.field.privacy !== 'P3' && !isTold(all, raw),
    )
    expect(silent.map(({ own }) => own.key)).toEqual([])
  }, 60_000)

  test('is revealed alone, once a request, and each time noted', async () => {
    const { firm, target } = await setScene()
    for (const key of sensitive) {
      const canary = canaries.find(({ own }) => own.key === key)
      const order = { table: 'contact', id: target.contact, field: key, reason: '核对礼品名单' }
      const { value } = await askFor(revealReply, 'fields/reveal', order, firm.li)
      expect(value).toBe(canary?.cell)
    }
    expect(
      await count(
        `SELECT count(*) AS n FROM audit WHERE org = ?1 AND what = 'value.reveal' AND by_user = ?2`,
        firm.org,
        firm.li.id,
      ),
    ).toBe(sensitive.length)
    expect(
      await count(
        `SELECT count(*) AS n FROM audit WHERE org = ?1 AND detail LIKE '%19491231%'`,
        firm.org,
      ),
    ).toBe(0)
  }, 60_000)
})

test('a row says of each field what its reader’s sight says', async () => {
  const { firm, finance, target } = await setScene()
  const rows = { customer: target.customer, contact: target.contact, visit: target.visit }
  const stored: Record<string, Record<string, unknown>> = {}
  for (const [table, id] of Object.entries(rows))
    stored[table] =
      (await env.DB.prepare(`SELECT * FROM ${table} WHERE id = ?1`).bind(id).first()) ?? {}
  await fc.assert(
    fc.asyncProperty(policies, fc.constantFrom('rep', 'finance'), async (policy, role) => {
      await decree(firm.org, policy)
      const who = role === 'rep' ? firm.li : finance
      for (const [table, id] of Object.entries(rows)) {
        const name = tableKeys.find((each) => each === table) ?? 'customer'
        const [row] = (await pullRows(who, name, { only: [id] })).rows
        for (const own of guardedFields.filter((each) => each.table === table)) {
          const rule = ruleOf(policy, own)
          const value = stored[table]?.[own.key] ?? null
          if (own.field.filled !== 'entered' || value === null) continue
          const seen = row?.values[own.key]
          const expected = rule?.isOn ? rule.sight[role] : 'none'
          const says = `${table}.${own.key} of ${role}`
          if (expected === 'full') expect([says, seen]).toEqual([says, value])
          else if (expected === 'masked') expect([says, isMask(seen)]).toEqual([says, true])
          else expect([says, seen]).toEqual([says, undefined])
          expect([says, row?.computed[own.key]]).toEqual([says, seen ?? null])
        }
      }
    }),
    { numRuns: 10, endOnFailure: true },
  )
}, 60_000)
