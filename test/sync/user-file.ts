// What users do to files and columns: undo, save, close, restore, copy, filter, rename, move, delete, convert.
import { holdsMark } from './content.ts'
import type { GridColumn } from './content.ts'
import { change, createBook, open, redo, save, undo } from './book.ts'
import type { Book } from './book.ts'
import { bookAt } from './deed.ts'
import type { Deed, Numbers } from './deed.ts'
import { closePane, closeTab, createDesk, isOwing } from './desk.ts'
import { headersOf } from './fields.ts'
import { firstColumns, keyOfColumn, OWN, SYNC } from './layout.ts'
import type { World } from './world.ts'

const BOOKS_MAX = 6

const fileDeed = (
  name: string,
  weight: number,
  act: (world: World, book: Book, numbers: Numbers) => boolean,
): Deed => ({
  name,
  family: 'user',
  weight,
  act: (world, numbers) => {
    const book = bookAt(world, numbers.who)
    return book !== null && act(world, book, numbers)
  },
})

/** Keeps or replaces the file. What it holds between a misplaced write and its compensation is nobody's fault: README. */
const whole: typeof fileDeed = (name, weight, act) =>
  fileDeed(name, weight, (world, book, numbers) => {
    if (world.desks.some((desk) => desk.book === book && isOwing(desk))) return false
    return act(world, book, numbers)
  })

/** Excel was closed: the panes on this file are gone. */
const closeAll = (world: World, book: Book): boolean => {
  const desks = world.desks.filter((desk) => desk.book === book)
  for (const desk of desks) {
    closePane(world, desk)
    closeTab(desk)
  }
  return true
}

const reopen = (world: World, book: Book, content: Book['content']): boolean => {
  closeAll(world, book)
  open(book, content)
  world.bug?.reopened?.({ book, kept: new Map() })
  return true
}

const copyFile = (world: World, book: Book, { a, b }: Numbers): boolean => {
  if (world.books.length >= BOOKS_MAX) return false
  const copy = createBook(world.books.length, a % 2 === 0 ? book.saved : book.content)
  copy.isForgetful = true
  book.isForgetful = true
  for (const id of book.held) copy.held.add(id)
  for (const id of book.recovered) copy.recovered.add(id)
  world.books.push(copy)
  const owner = world.desks.find((desk) => desk.book === book)?.user ?? 0
  createDesk(world, copy, b % 4 === 0 ? (owner + 1) % world.server.people.length : owner)
  return true
}

const withColumns = (book: Book, columns: Book['content']['columns']): boolean => {
  change(book, { ...book.content, columns })
  return true
}

/** Not the hidden one: it is last, and nobody sees it. */
const aColumn = ({ content }: Book, n: number): number => n % (content.columns.length - 1)

const rename = ({ plan: { table } }: World, book: Book, { a, b }: Numbers): boolean => {
  const { columns } = book.content
  const at = aColumn(book, a)
  const column = columns[at]
  if (column === undefined) return false
  const key = keyOfColumn(column)
  const name = b % 2 === 0 ? `栏${b}` : (headersOf(table)[key ?? ''] ?? column.name)
  return withColumns(book, columns.with(at, { ...column, name }))
}

const insertColumn = (_: World, book: Book, { a }: Numbers): boolean => {
  const { columns } = book.content
  const id = Math.max(...columns.map((column) => column.id), firstColumns.length) + 1
  return withColumns(book, columns.toSpliced(aColumn(book, a), 0, { id, name: `新栏${id}` }))
}

const moveColumn = (_: World, book: Book, { a, b }: Numbers): boolean => {
  const { columns } = book.content
  const from = aColumn(book, a)
  const column = columns[from]
  if (column === undefined) return false
  return withColumns(book, columns.toSpliced(from, 1).toSpliced(aColumn(book, b), 0, column))
}

/** What stood there goes with it by his own will, also what we had overwritten by mistake just then. */
const giveUpColumn = ({ oracle }: World, book: Book, column: GridColumn): void => {
  for (const watch of oracle.watches.values())
    if (watch.book === book)
      watch.losses = watch.losses.filter(({ key }) => key !== keyOfColumn(column))
}

const deleteColumn = (world: World, book: Book, { a }: Numbers): boolean => {
  const { columns, rows } = book.content
  const column = columns[aColumn(book, a)]
  if (column === undefined || column.id === SYNC || column.id === OWN || columns.length < 6)
    return false
  giveUpColumn(world, book, column)
  change(book, {
    ...book.content,
    columns: columns.filter((one) => one !== column),
    rows: rows.map((row) => new Map([...row].filter(([id]) => id !== column.id))),
  })
  return true
}

/** What he brings back, be it a misplaced text of ours that was taken back already, is there by his own doing. */
const step = ({ oracle }: World, book: Book, move: (book: Book) => boolean): boolean => {
  const before = book.content
  if (!move(book)) return false
  const isBack = (mark: number) => holdsMark(book.content, mark) && !holdsMark(before, mark)
  for (const watch of oracle.watches.values())
    if (watch.book === book) watch.aliens = watch.aliens.filter(({ mark }) => !isBack(mark))
  return true
}

export const userFile: readonly Deed[] = [
  fileDeed('undo', 2, (world, book) => step(world, book, undo)),
  fileDeed('redo', 0.7, (world, book) => step(world, book, redo)),
  whole('save', 2, (_, book) => {
    save(book)
    return true
  }),
  whole('close without saving', 0.5, (world, book) => reopen(world, book, book.saved)),
  whole('close and open', 0.5, (world, book) => {
    save(book)
    return reopen(world, book, book.content)
  }),
  whole('restore a version', 0.3, (world, book, { a }) => {
    const version = book.versions[a % book.versions.length]
    return version !== undefined && reopen(world, book, version)
  }),
  whole('copy the file', 0.3, copyFile),
  fileDeed('filter', 0.7, (_, book) => {
    change(book, { ...book.content, isFiltered: !book.content.isFiltered })
    return true
  }),
  fileDeed('rename a column', 0.2, rename),
  fileDeed('insert a column', 0.2, insertColumn),
  fileDeed('move a column', 0.2, moveColumn),
  fileDeed('delete a column', 0.1, deleteColumn),
  fileDeed('convert to a range', 0.03, (_, book) => {
    if (!book.content.hasTable) return false
    change(book, { ...book.content, hasTable: false })
    return true
  }),
  fileDeed('lose the state sheet', 0.05, (_, book) => {
    if (book.content.state === null) return false
    change(book, { ...book.content, state: null })
    return true
  }),
]
