// Laws of merging, on random customers with random edits between: taking a merge back is the identity, no value is lost,
// and what is listed as kept is just what was changed.
import { env } from 'cloudflare:workers'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import type { KeptField } from '../../shared/protocol/merge.ts'
import { change, makeChild, makeCustomer, merged, rowOf, unmerged } from './merge-support.ts'
import { type Firm, foundFirm, migrate } from './support.ts'

const RUNS = 8

/** What a test may write into a field of a customer: enough to meet each rule of survivorship. */
const cells = fc.record(
  {
    phone: fc.constantFrom('0512-65230001', '0512-65230002; 0512-65230003', '分机8'),
    email: fc.constantFrom('a@mingyuan.cn', 'b@mingyuan.cn; c@mingyuan.cn'),
    city: fc.constantFrom('苏州', '昆山'),
    address: fc.constantFrom('人民路1号', '人民路2号'),
    groups: fc.constantFrom('甲', '乙; 丙'),
    short_name: fc.constantFrom('华达', '金桥'),
    status: fc.constantFrom('潜在', '勿扰'),
    credit_code: fc.constantFrom('91330100799655058B', '9133'),
    verified_on: fc.constantFrom('2026-01-05', '2026-02-05'),
    tier_override: fc.constantFrom('A', 'B'),
    override_reason: fc.constantFrom('老板定', '大客户'),
    employees: fc.constantFrom(20, 300),
    note: fc.constantFrom('先打电话', '要发票'),
    'contact.name': fc.constantFrom('王伟', '李红'),
    'contact.mobile': fc.constantFrom('13912345678', '13912345679'),
  },
  { requiredKeys: [] },
)
const aCustomer = fc.record({
  name: fc.constantFrom('华达机械有限公司', '华达', '金桥模具'),
  cells,
  contacts: fc.array(fc.constantFrom('赵一', '钱二'), { maxLength: 2 }),
  visits: fc.array(fc.constantFrom('报价', '签单'), { maxLength: 2 }),
})
const customers = fc.array(aCustomer, { minLength: 2, maxLength: 4 })

type Planned = typeof customers extends fc.Arbitrary<infer T> ? T : never

let runs = 0
/** The customers as planned, each under a name of its own. */
const make = async (firm: Firm, planned: Planned) => {
  const run = (runs += 1)
  const made = []
  for (const [i, { name, cells: own, contacts, visits }] of planned.entries()) {
    const customer = await makeCustomer(firm.li, { ...own, name: `${run}批${i}${name}` })
    const children = []
    for (const contact of contacts)
      children.push(await makeChild(firm.li, 'contact', customer.name, { name: contact }))
    const talks = []
    for (const talked_about of visits)
      talks.push(await makeChild(firm.li, 'visit', customer.name, { talked_about }))
    made.push({ ...customer, contacts: children, visits: talks })
  }
  return made
}

const tables = ['customer', 'contact', 'visit', 'transaction'] as const
/** Grows or says who wrote last. */
const growing = ['rev', 'seq', 'updated_at', 'updated_by', 'workbook', 'features']

/** All rows of an organisation as they stand in all tables, and what each row is found by. */
const everything = async (org: string) => {
  const found: unknown[] = []
  for (const table of tables) {
    const { results } = await env.DB.prepare(`SELECT * FROM "${table}" WHERE org = ?1 ORDER BY id`)
      .bind(org)
      .all()
    const contents = await env.DB.prepare(
      `SELECT h.row_id, h.fields FROM history h CROSS JOIN "${table}" t ON t.org = h.org AND t.id = h.row_id
        AND t.rev = h.rev WHERE h.org = ?1 AND h."table" = ?2 ORDER BY 1`,
    )
      .bind(org, table)
      .all<{ row_id: string; fields: string }>()
    found.push(
      results.map((row) =>
        Object.fromEntries(Object.entries(row).filter(([key]) => !growing.includes(key))),
      ),
      contents.results.map(({ row_id, fields }) => [row_id, JSON.parse(fields)]),
    )
  }
  const keys = await env.DB.prepare(
    `SELECT key, row_id, kind, name, person FROM strong_key WHERE org = ?1 AND kind <> 'label' ORDER BY 1, 2`,
  )
    .bind(org)
    .all()
  const features = await env.DB.prepare(
    'SELECT id, features FROM customer WHERE org = ?1 ORDER BY id',
  )
    .bind(org)
    .all()
  const sounds = await env.DB.prepare(
    'SELECT key, row_id FROM match_key WHERE org = ?1 ORDER BY 1, 2',
  )
    .bind(org)
    .all()
  return [...found, keys.results, features.results, sounds.results]
}

test('a merge and its un-merge together change nothing, in no table', async () => {
  await migrate()
  const firm = await foundFirm()
  await fc.assert(
    fc.asyncProperty(customers, async (planned) => {
      const [winner, ...losers] = await make(firm, planned)
      const before = await everything(firm.org)
      const { merge } = await merged(
        firm.li,
        winner?.id ?? '',
        losers.map(({ id }) => id),
      )
      expect(await everything(firm.org)).not.toEqual(before)
      const { kept } = await unmerged(firm.li, merge)
      expect(kept).toEqual([])
      expect(await everything(firm.org)).toEqual(before)
    }),
    { numRuns: RUNS },
  )
}, 60_000)

test('no value of any row is lost: it is in the survivor, with him, or in the record', async () => {
  await migrate()
  const firm = await foundFirm()
  await fc.assert(
    fc.asyncProperty(customers, async (planned) => {
      const made = await make(firm, planned)
      const before = await Promise.all(made.map(({ id }) => rowOf(firm.li, 'customer', id)))
      const [winner = '', ...losers] = made.map(({ id }) => id)
      const { decisions } = await merged(firm.li, winner, losers)
      const { values } = await rowOf(firm.li, 'customer', winner)
      const contacts = await env.DB.prepare('SELECT * FROM contact WHERE customer_id = ?1')
        .bind(winner)
        .all()
      const left = JSON.stringify([contacts.results, decisions])
      for (const row of before)
        for (const [field, value] of Object.entries(row.values)) {
          const parts = String(value).split('; ')
          const stands = String(values[field] ?? '')
          expect([
            field,
            value,
            parts.every((part) => stands.includes(part) || left.includes(part)),
          ]).toEqual([field, value, true])
        }
    }),
    { numRuns: RUNS },
  )
}, 60_000)

const edits = fc.array(
  fc.record({
    /** Of the survivor, of one of the rows that moved, or of a row that is none of theirs. */
    of: fc.constantFrom('winner', 'contact', 'visit'),
    at: fc.nat({ max: 3 }),
    text: fc.constantFrom('新一', '新二', ''),
  }),
  { maxLength: 4 },
)

const sorted = (kept: readonly (readonly unknown[])[]) =>
  kept.map((each) => JSON.stringify(each)).toSorted()

test('edits between are kept, and just they are listed', async () => {
  await migrate()
  const firm = await foundFirm()
  await fc.assert(
    fc.asyncProperty(customers, edits, async (planned, changes) => {
      const [winner, ...losers] = await make(firm, planned)
      const id = winner?.id ?? ''
      const before = await rowOf(firm.li, 'customer', id)
      const { merge } = await merged(
        firm.li,
        id,
        losers.map((each) => each.id),
      )
      const joined = await rowOf(firm.li, 'customer', id)
      const moved = {
        contact: losers.flatMap(({ contacts }) => contacts),
        visit: losers.flatMap(({ visits }) => visits),
      }
      const field = { winner: 'lost_to', contact: 'title', visit: 'result' } as const
      const now = new Map<string, string>()
      for (const { of, at, text } of changes) {
        const row = of === 'winner' ? id : moved[of][at]
        if (row === undefined) continue
        const table = of === 'winner' ? 'customer' : of
        await change(firm.li, table, row, { [field[of]]: text })
        now.set(`${table}/${row}/${field[of]}`, text)
      }
      const { kept } = await unmerged(firm.li, merge)
      const expected = [...now]
        .filter(([, text]) => text !== '')
        .map(([name, text]) => [name, text])
      const told = ({ table, row, field: key, now: stands }: KeptField) => [
        `${table}/${row}/${key}`,
        stands,
      ]
      expect(sorted(kept.map(told))).toEqual(sorted(expected))
      const after = await rowOf(firm.li, 'customer', id)
      const { lost_to, ...others } = after.values
      const { lost_to: _, ...own } = before.values
      expect(others).toEqual(own)
      expect(lost_to ?? '').toBe(
        now.get(`customer/${id}/lost_to`) ?? joined.values['lost_to'] ?? '',
      )
    }),
    { numRuns: RUNS },
  )
}, 60_000)
