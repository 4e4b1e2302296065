// What happens only where the sheets hold what belongs to customers: a row turns out to be another customer's, a customer
// of the firm gets another name, or his own row says another phone of his main contact. At the end each cell calls its
// customer by a name.
import { change } from './book.ts'
import { blankCell, cellAt, withCell } from './content.ts'
import type { Content, GridRow } from './content.ts'
import { bookAt, pickAt } from './deed.ts'
import type { Deed } from './deed.ts'
import type { Desk } from './desk.ts'
import { CUSTOMER, typedText } from './fields.ts'
import type { SheetTable } from './fields.ts'
import { pushCustomers } from './handover.ts'
import { columnOf, identityOf } from './layout.ts'
import { firmNames } from './world.ts'
import type { World } from './world.ts'

const sayCustomer = (content: Content, row: GridRow, name: string): GridRow | null => {
  const column = columnOf(content, CUSTOMER)
  return column === null ? null : withCell(row, column, { ...blankCell, value: name })
}

/** What belongs to customers. */
const children: readonly SheetTable[] = ['contact', 'visit', 'transaction']

export const childDeeds: readonly Deed[] = [
  {
    name: 'a row of another customer',
    family: 'user',
    weight: 0,
    later: 0.012,
    tables: children,
    act: (world, { who, a, b }) => {
      const book = bookAt(world, who)
      const name = pickAt(firmNames(world), b)
      if (book === null || name === null || !book.content.hasTable) return false
      const { content } = book
      const at = a % content.rows.length
      const now = content.rows[at]
      const row = now === undefined ? null : sayCustomer(content, now, name)
      if (row === null) return false
      change(book, { ...content, rows: content.rows.with(at, row) })
      return true
    },
  },
  {
    name: 'rename a customer',
    family: 'server',
    weight: 0,
    later: 0.008,
    tables: children,
    act: async (world, { who }) => {
      const row = pickAt([...world.server.state().rows.customer.values()], who)
      if (row === null) return false
      const name = `新名${++world.typed}`
      return pushCustomers(world, ['name'], [{ id: row.id, rev: row.rev, cells: [name] }])
    },
  },
  {
    name: "a customer's row says another phone",
    family: 'server',
    weight: 0,
    later: 0.012,
    tables: ['contact'],
    act: async (world, { who }) => {
      const row = pickAt([...world.server.state().rows.customer.values()], who)
      if (row === null) return false
      const phone = String(typedText('contact.mobile', ++world.typed))
      return pushCustomers(
        world,
        ['contact.mobile'],
        [{ id: row.id, rev: row.rev, cells: [phone] }],
      )
    },
  },
]

/** I3, of the one column that the oracle does not follow cell by cell. */
export const judgeCustomerOf = (world: World, desk: Desk, row: GridRow): void => {
  const { rows } = world.server.state()
  const id = identityOf(row)?.id ?? ''
  const column = columnOf(desk.book.content, CUSTOMER)
  const child = rows[world.plan.table].get(id)
  if (column === null || child === undefined) return
  const name = rows.customer.get(String(child.values[CUSTOMER]))?.values['name']
  const said = String(cellAt(row, column).value)
  // A customer's name may have changed since: what must never stand there is his id.
  if (/^\w{26}$/u.test(said))
    world.oracle.violate(
      'I3',
      `pane ${desk.id}, ${id.slice(-4)}: the sheet says customer "${said}", the server "${name}"`,
    )
}
