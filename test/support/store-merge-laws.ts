// The laws of merging at the level of the services, for any database: two to eight customers with contacts, visits and
// transactions become one and are taken apart again.
import * as fc from 'fast-check'
import { expect } from 'vitest'

import type { KeptField } from '../../shared/protocol/merge.ts'
import { customer } from '../../shared/schema/customer.ts'
import type { Fields } from '../../shared/schema/table.ts'
import { figuredFields } from '../../shared/tier/figured.ts'
import { differences, type Lab, type Picture } from './store-merge-lab.ts'

/** What a test may write into a field of a customer: enough to meet each rule of survivorship. */
const entered = fc.record(
  {
    short_name: fc.constantFrom('华达', '金桥'),
    verified_on: fc.constantFrom('2026-01-05', '2026-02-05'),
    phone: fc.constantFrom('0512-65230001', '0512-65230002; 0512-65230003', '分机8'),
    email: fc.constantFrom('a@mingyuan.cn', 'b@mingyuan.cn; c@mingyuan.cn'),
    city: fc.constantFrom('苏州', '昆山'),
    address: fc.constantFrom('人民路1号', '人民路2号'),
    groups: fc.constantFrom('甲', '乙; 丙'),
    status: fc.constantFrom('潜在', '勿扰'),
    credit_code: fc.constantFrom('91330100799655058B', '9133'),
    employees: fc.constantFrom(20, 300),
    note: fc.constantFrom('先打电话', '要发票'),
    'contact.name': fc.constantFrom('王伟', '李红'),
    'contact.mobile': fc.constantFrom('13912345678', '13912345679'),
  },
  { requiredKeys: [] },
)
const override = fc.constantFrom(
  {},
  { tier_override: 'A', override_reason: '老板定的大客户', override_until: '2027-03-01' },
  { tier_override: 'B', override_reason: '去年的大客户', override_until: '2027-02-01' },
)
const cells = fc.tuple(entered, override).map(([own, more]) => ({ ...own, ...more }))
const few = <T>(one: fc.Arbitrary<T>) => fc.array(one, { maxLength: 2 })
const aCustomer = fc.record({
  name: fc.constantFrom('华达机械有限公司', '华达', '金桥模具'),
  cells,
  contacts: few(fc.constantFrom('赵一', '钱二')),
  visits: few(fc.constantFrom('报价', '签单')),
  transactions: few(fc.constantFrom(1_000, 250.5)),
})
export const someCustomers = fc.array(aCustomer, { minLength: 2, maxLength: 8 })
type Planned = typeof someCustomers extends fc.Arbitrary<infer T> ? T : never

interface Made {
  readonly id: string
  readonly name: string
  readonly contact: readonly string[]
  readonly visit: readonly string[]
  readonly transaction: readonly string[]
}

let rounds = 0
/** The customers as planned, each under a name of its own, and one who has nothing to do with them. */
const make = async (lab: Lab, planned: Planned): Promise<readonly Made[]> => {
  const round = (rounds += 1)
  const made: Made[] = []
  for (const [i, one] of planned.entries()) {
    const name = `${round}批${i}${one.name}`
    const id = await lab.make('customer', { ...one.cells, name })
    const all = async (table: 'contact' | 'visit' | 'transaction', rows: readonly object[]) => {
      const ids: string[] = []
      for (const row of rows) ids.push(await lab.make(table, { customer_id: name, ...row }))
      return ids
    }
    made.push({
      id,
      name,
      contact: await all(
        'contact',
        one.contacts.map((text) => ({ name: text })),
      ),
      visit: await all(
        'visit',
        one.visits.map((text) => ({ talked_about: text })),
      ),
      transaction: await all(
        'transaction',
        one.transactions.map((amount) => ({ date: '2026-09-01', kind: '订单', amount })),
      ),
    })
  }
  return made
}

/** A merge and its un-merge together change nothing, in no table. */
export const holdsIdentity = async (lab: Lab, planned: Planned): Promise<void> => {
  const [winner = '', ...losers] = (await make(lab, planned)).map(({ id }) => id)
  const before = await lab.picture()
  const { merge } = await lab.merge(winner, losers)
  expect(differences(before, await lab.picture())).not.toEqual({})
  const { kept, restored } = await lab.unmerge(merge)
  const moved = planned.slice(1)
  expect(kept).toEqual([])
  expect(restored['transaction'] ?? 0).toBe(moved.flatMap((one) => one.transactions).length)
  expect(differences(before, await lab.picture())).toEqual({})
}

/** No value of any row is lost: it is in the survivor, with what went along, or in the record of the merge. */
export const losesNothing = async (lab: Lab, planned: Planned): Promise<void> => {
  const made = await make(lab, planned)
  const ids = made.map(({ id }) => id)
  const [winner = '', ...losers] = ids
  const before = await Promise.all(ids.map((id) => lab.values('customer', id)))
  const { decisions } = await lab.merge(winner, losers)
  const values = await lab.values('customer', winner)
  const contacts = [...(await lab.picture())].filter(([cell]) => cell.startsWith('contact/'))
  const left = JSON.stringify([contacts, decisions])
  for (const row of before)
    for (const [field, value] of Object.entries(row)) {
      const stands = String(values[field] ?? '')
      const lost = String(value)
        .split('; ')
        .filter((part) => !stands.includes(part) && !left.includes(part))
      expect([field, lost]).toEqual([field, []])
    }
}

/** What somebody does between: `at` counts the rows of that kind. */
export const someEdits = fc.array(
  fc.record({
    do: fc.constantFrom('winner', 'contact', 'visit', 'transaction', 'put-away', 'move', 'add'),
    at: fc.nat({ max: 5 }),
  }),
  { maxLength: 5 },
)
type Edits = typeof someEdits extends fc.Arbitrary<infer T> ? T : never

/** Texts that no merge gives: whoever finds them knows that they were typed. */
const typed = { winner: 'lost_to', contact: 'title', visit: 'result', transaction: 'note' } as const

/** What of the picture an edit may change, and how it is told when the merge is taken back. */
interface Done {
  readonly touched: (cell: string) => boolean
  readonly kept: string
}

const isRow = (id: string) => (cell: string) => cell.includes(id)

const doEdit = async (
  lab: Lab,
  [winner, ...losers]: readonly Made[],
  elsewhere: Made,
  { do: deed, at }: Edits[number],
): Promise<Done | null> => {
  if (!winner) return null
  const rowsOf = (table: 'contact' | 'visit' | 'transaction') => losers.flatMap((one) => one[table])
  switch (deed) {
    case 'winner': {
      await lab.change('customer', winner.id, { lost_to: `新${at}` })
      const cell = `customer/${winner.id}/lost_to`
      return { touched: (one) => one === cell, kept: `customer ${winner.id} lost_to changed` }
    }
    case 'contact':
    case 'visit':
    case 'transaction': {
      const id = rowsOf(deed)[at]
      if (id === undefined) return null
      await lab.change(deed, id, { [typed[deed]]: `新${at}` })
      const cell = `${deed}/${id}/${typed[deed]}`
      return { touched: (one) => one === cell, kept: `${deed} ${id} ${typed[deed]} changed` }
    }
    case 'put-away': {
      const id = rowsOf('visit')[at]
      if (id === undefined) return null
      await lab.putAway('visit', id)
      return {
        touched: (one) => one === `visit/${id}/archived_at`,
        kept: `visit ${id} null archived`,
      }
    }
    case 'move': {
      const id = rowsOf('transaction')[at]
      if (id === undefined) return null
      await lab.change('transaction', id, { customer_id: elsewhere.name })
      return { touched: isRow(id), kept: `transaction ${id} customer_id moved` }
    }
    case 'add': {
      const id = await lab.make('visit', { customer_id: winner.name, talked_about: `新${at}` })
      return { touched: isRow(id), kept: `visit ${id} null added` }
    }
  }
}

/** The edit after which its row is out of reach. */
const leaving = ({ do: deed, at }: Edits[number]): string =>
  deed === 'visit' ? `put-away ${at}` : deed === 'transaction' ? `move ${at}` : ''

const toldOf = ({ table, row, field, reason }: KeptField) => `${table} ${row} ${field} ${reason}`

const fields: Fields = customer.fields
const computed: readonly string[] = [
  'figures',
  ...figuredFields,
  ...Object.keys(fields).filter((key) => fields[key]?.filled === 'computed'),
]
/** Worked out from what belongs to a customer: an edit of that changes it. */
const isComputed = (cell: string): boolean => {
  const [table, , column = ''] = cell.split('/')
  return table === 'customer' && computed.includes(column)
}

/** Edits between are kept and listed, just they; nothing else differs from before the merge. */
export const keepsEdits = async (lab: Lab, planned: Planned, edits: Edits): Promise<void> => {
  const made = await make(lab, planned)
  const [elsewhere] = await make(lab, [
    { name: '华达', cells: {}, contacts: [], visits: [], transactions: [] },
  ])
  const [winner = '', ...losers] = made.map(({ id }) => id)
  if (!elsewhere) return
  const before: Picture = await lab.picture()
  const { merge } = await lab.merge(winner, losers)
  const done = new Map<string, Done>()
  for (const edit of edits) {
    // A row that is put away or moved on is left alone after that.
    const key = `${edit.do} ${edit.at}`
    if (done.has(key) || done.has(leaving(edit))) continue
    const one = await doEdit(lab, made, elsewhere, edit)
    if (one) done.set(key, one)
  }
  const { kept } = await lab.unmerge(merge)
  expect(kept.map(toldOf).toSorted()).toEqual(
    [...new Set([...done.values()].map((one) => one.kept))].toSorted(),
  )
  const changed = Object.keys(differences(before, await lab.picture()))
  const isEdited = (cell: string) => [...done.values()].some(({ touched }) => touched(cell))
  expect(changed.filter((cell) => !isEdited(cell) && !isComputed(cell))).toEqual([])
}
