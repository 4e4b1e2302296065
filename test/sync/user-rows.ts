// What users do to rows and cells: typing, clearing, copying, cutting, sorting, pasting, filling.
import { change } from './book.ts'
import type { Book } from './book.ts'
import { blankCell, blankRow, cellAt, isBlankRow, withCell } from './content.ts'
import type { Content, GridRow } from './content.ts'
import { bookAt } from './deed.ts'
import type { Deed, Numbers } from './deed.ts'
import { brokenText, CUSTOMER, DATE, enteredKeys, typedText } from './fields.ts'
import type { EnteredKey } from './fields.ts'
import { columnOf, identityOf, OWN, SYNC } from './layout.ts'
import { replaced, typeInto } from './typing.ts'
import { typedRow } from './world.ts'
import type { World } from './world.ts'

/** A deed on the rows of one workbook: what they are afterwards, or null for nothing to do. */
export type Rows = (world: World, content: Content, numbers: Numbers) => readonly GridRow[] | null

export const rowsDeed = (name: string, weight: number, rows: Rows, isNeeded = false): Deed => ({
  name,
  family: 'user',
  weight,
  isNeeded,
  act: (world, numbers) => {
    const book = bookAt(world, numbers.who)
    if (book === null || !book.content.hasTable) return false
    const after = rows(world, book.content, numbers)
    if (after === null) return false
    change(book, { ...book.content, rows: after.length === 0 ? [blankRow] : after })
    return true
  },
})

const keyAt = (n: number): EnteredKey => enteredKeys[n % enteredKeys.length] ?? 'note'

const indexOfRow = ({ rows }: Content, n: number): number => n % rows.length

const edit: Rows = (world, content, { a, b }) =>
  typeInto(
    world,
    { content, row: indexOfRow(content, a), key: keyAt(b) },
    typedText(keyAt(b), ++world.typed),
  )

/** Something that this cell has said before. */
const revert: Rows = (world, content, { a, b, c }) => {
  const column = columnOf(content, keyAt(b))
  const row = indexOfRow(content, a)
  const said: string[] = []
  for (let at = cellAt(content.rows[row], column ?? 0).shown; at !== null; at = at.before)
    said.push(world.oracle.marks.at(at.mark).meaning)
  const meaning = said[c % said.length]
  if (meaning === undefined) return null
  const value = keyAt(b) === 'sales_12m' && meaning !== '' ? Number(meaning) / 100 : meaning
  return typeInto(world, { content, row, key: keyAt(b) }, Number.isNaN(value) ? meaning : value)
}

const clearCell: Rows = (world, content, { a, b }) =>
  typeInto(world, { content, row: indexOfRow(content, a), key: keyAt(b) }, '')

const breakCell: Rows = (world, content, { a, b, c }) => {
  const key = keyAt(b)
  const value = c % 3 === 0 ? '' : brokenText(key, ++world.typed)
  return typeInto(
    world,
    { content, row: indexOfRow(content, a), key: c % 3 === 0 ? 'name' : key },
    value,
  )
}

const formula: Rows = (world, content, { a, b }) => {
  const text = String(typedText(keyAt(b), ++world.typed))
  return typeInto(
    world,
    { content, row: indexOfRow(content, a), key: keyAt(b) },
    text,
    `="${text}"`,
  )
}

const insert: Rows = (world, content, { a, b }) => {
  const at = b % 3 === 0 ? content.rows.length : indexOfRow(content, a)
  const filled = typedRow(world, content)
  const isOnlyBlank = content.rows.length === 1 && isBlankRow(content.rows[0] ?? blankRow)
  return isOnlyBlank ? [filled] : content.rows.toSpliced(at, 0, filled)
}

const insertBlank: Rows = (_, content, { a }) =>
  content.rows.toSpliced(indexOfRow(content, a), 0, blankRow)

const deleteRow: Rows = (_, content, { a }) => content.rows.toSpliced(indexOfRow(content, a), 1)

const sort: Rows = (_, content, { a, b }) => {
  const column = columnOf(content, keyAt(a)) ?? OWN
  const textOf = (row: GridRow) => String(cellAt(row, column).value)
  const sign = b % 2 === 0 ? 1 : -1
  return content.rows.toSorted((x, y) => {
    const [one, other] = [textOf(x), textOf(y)]
    if (one === other) return 0
    return one < other ? -sign : sign
  })
}

const duplicate: Rows = (_, content, { a, b }) => {
  const row = content.rows[indexOfRow(content, a)]
  return row === undefined ? null : content.rows.toSpliced(indexOfRow(content, b), 0, row)
}

const pasteOver: Rows = (_, content, { a, b }) => {
  const row = content.rows[indexOfRow(content, a)]
  return row === undefined ? null : replaced(content.rows, indexOfRow(content, b), row)
}

const cutAndPaste: Rows = (_, content, { a, b }) => {
  const [from, to] = [indexOfRow(content, a), indexOfRow(content, b)]
  const row = content.rows[from]
  if (row === undefined || from === to) return null
  return replaced(replaced(content.rows, to, row), from, blankRow)
}

const asideColumns = (content: Content): readonly number[] =>
  [CUSTOMER, DATE].flatMap((key) => columnOf(content, key) ?? [])

/** How people delete in Excel: all that they see is emptied, the hidden cell is not. */
const clearContents: Rows = (world, content, { a }) => {
  const at = indexOfRow(content, a)
  let row = content.rows[at]
  if (row === undefined || isBlankRow(row)) return null
  for (const key of enteredKeys) {
    const column = columnOf(content, key)
    if (column !== null)
      row = withCell(row, column, world.oracle.marks.type(cellAt(row, column), key, ''))
  }
  for (const column of asideColumns(content)) row = withCell(row, column, blankCell)
  return replaced(content.rows, at, row)
}

/** Ctrl+D: the first cell's value in some rows beneath. */
const fillDown: Rows = (world, content, { a, b, c }) => {
  const first = indexOfRow(content, a)
  const key = keyAt(b)
  const column = columnOf(content, key)
  if (column === null || key === 'name') return null
  const { value } = cellAt(content.rows[first], column)
  let rows: readonly GridRow[] | null = content.rows
  for (let row = first + 1; row <= first + 1 + (c % 3) && row < content.rows.length; row++)
    rows = rows && typeInto(world, { content: { ...content, rows }, row, key }, value)
  return rows
}

const ownCell: Rows = (world, content, { a }) => {
  const at = indexOfRow(content, a)
  const row = content.rows[at]
  if (row === undefined) return null
  const cell = world.oracle.marks.type(cellAt(row, OWN), 'own', `私Q${++world.typed}`)
  return replaced(content.rows, at, withCell(row, OWN, cell))
}

const damage: Rows = (_, content, { a, b }) => {
  const at = indexOfRow(content, a)
  const row = content.rows[at]
  const text = String(cellAt(row, SYNC).value)
  if (row === undefined || text === '') return null
  // Gone, or with a character less in its id.
  const value = b % 2 === 0 ? '' : text.replace(/\|./u, '|')
  return replaced(content.rows, at, withCell(row, SYNC, { ...blankCell, value }))
}

/** Another customer is typed over an old row. */
const recycle: Rows = (world, content, { a }) => {
  const at = indexOfRow(content, a)
  const n = ++world.typed
  let rows: readonly GridRow[] | null = content.rows
  for (const key of ['name', 'contact.mobile'] as const)
    rows =
      rows && typeInto(world, { content: { ...content, rows }, row: at, key }, typedText(key, n))
  return rows
}

/** A list is pasted beneath; some of it stands in the sheet already, some of it twice in the list. */
const bulkPaste: Rows = (world, content, { a, b, c }) => {
  const rows: GridRow[] = []
  const valuesOf = (row: GridRow): GridRow => {
    let copy: GridRow = blankRow
    for (const key of enteredKeys) {
      const column = columnOf(content, key)
      if (column === null) continue
      const value = cellAt(row, column).value
      copy = withCell(copy, column, world.oracle.marks.type(blankCell, key, value))
    }
    for (const column of asideColumns(content)) copy = withCell(copy, column, cellAt(row, column))
    return copy
  }
  for (let n = 0; n < 4 + (a % 8); n++) {
    const old = [...content.rows, ...rows][(b + n * 7) % (content.rows.length + rows.length)]
    rows.push((c + n) % 4 === 0 && old !== undefined ? valuesOf(old) : typedRow(world, content))
  }
  return [...content.rows, ...rows]
}

const isUsed = (book: Book): boolean => book.content.hasTable

/** The same lead, in two workbooks: on the phone with both reps. */
const sameLead: Deed = {
  name: 'same lead in two workbooks',
  family: 'user',
  weight: 3,
  act: (world, { who, a }) => {
    const [one, other] = [bookAt(world, who), bookAt(world, who + 1 + (a % 3))]
    if (one === null || other === null || one === other || !isUsed(one) || !isUsed(other))
      return false
    const n = world.typed
    for (const book of [one, other]) {
      world.typed = n
      change(book, { ...book.content, rows: [...book.content.rows, typedRow(world, book.content)] })
    }
    return true
  },
}

/** Two people change one customer, each in his own workbook. */
const sameCustomer: Deed = {
  name: 'two change one customer',
  family: 'user',
  weight: 4,
  act: (world, { who, a, b, c }) => {
    const [one, other] = [bookAt(world, who), bookAt(world, who + 1 + (a % 3))]
    if (one === null || other === null || one === other || !isUsed(one) || !isUsed(other))
      return false
    const idsOf = ({ content }: Book) => content.rows.map((row) => identityOf(row)?.id ?? null)
    const there = idsOf(other)
    const shared = idsOf(one).filter((id) => id !== null && there.includes(id))
    const id = shared[b % Math.max(1, shared.length)]
    if (id === undefined) return false
    for (const [book, key] of [
      [one, keyAt(c)],
      [other, keyAt(c + (a % 2))],
    ] as const) {
      const row = idsOf(book).indexOf(id)
      const value = typedText(key, ++world.typed)
      const rows = typeInto(world, { content: book.content, row, key }, value)
      if (rows !== null) change(book, { ...book.content, rows })
    }
    return true
  },
}

export const userRows: readonly Deed[] = [
  rowsDeed('edit', 8, edit, true),
  rowsDeed('type a new row', 3, insert, true),
  rowsDeed('revert', 2, revert),
  rowsDeed('clear a cell', 1.5, clearCell),
  rowsDeed('invalid value', 1, breakCell),
  rowsDeed('formula', 0.5, formula),
  rowsDeed('insert a blank row', 0.5, insertBlank),
  rowsDeed('delete a row', 1, deleteRow),
  rowsDeed('sort', 2, sort),
  rowsDeed('duplicate a row', 1, duplicate),
  rowsDeed('paste a row over', 0.7, pasteOver),
  rowsDeed('cut and paste', 0.7, cutAndPaste),
  rowsDeed('clear contents', 0.7, clearContents),
  rowsDeed('fill down', 0.7, fillDown),
  rowsDeed('own column', 2.5, ownCell),
  rowsDeed('damage the hidden cell', 0.4, damage),
  rowsDeed('recycle a row', 0.6, recycle),
  rowsDeed('paste a list', 0.4, bulkPaste),
  sameLead,
  sameCustomer,
]
