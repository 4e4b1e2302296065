// What users do to the cells that they see, while the hidden one stays where it is: cutting them to another row,
// letting some rows change places, sorting elsewhere and pasting back.
import { blankCell, cellAt, withCell } from './content.ts'
import type { Content, GridRow } from './content.ts'
import type { Deed } from './deed.ts'
import { enteredKeys, isEnteredKey, meaningOfCell } from './fields.ts'
import { columnOf, keyOfColumn, SYNC } from './layout.ts'
import { shownToo } from './marks.ts'
import { watchesOf } from './typing.ts'
import { rowsDeed } from './user-rows.ts'
import type { Rows } from './user-rows.ts'
import type { World } from './world.ts'

/** Seeds that were kept before tell what they always told. */
const SINCE = 1_830_000
const RATE = 0.012

/** What stands in `from`, pasted over what all can see of `to`. @param isNarrow only what is typed, none of ours */
const pasteCells = (
  { oracle }: World,
  content: Content,
  to: GridRow,
  from: GridRow,
  isNarrow: boolean,
): GridRow => {
  let row = to
  for (const column of content.columns) {
    const key = keyOfColumn(column) ?? 'own'
    if (column.id === SYNC || key === '_sync') continue
    if (isNarrow && !isEnteredKey(key)) continue
    const [old, cell] = [cellAt(to, column.id), cellAt(from, column.id)]
    const { value, formula } = cell
    // The same text over the same is nothing new, as where it is typed; a blank that nobody typed empties what stood there.
    const isSame = isEnteredKey(key) && meaningOfCell(key, value) === meaningOfCell(key, old.value)
    const isEmptied = isEnteredKey(key) && cell.mark === 0
    const typed = isEmptied ? oracle.marks.type(old, key, value) : shownToo(cell, old.shown)
    row = withCell(
      row,
      column.id,
      isSame ? shownToo({ ...old, value, formula }, cell.shown) : typed,
    )
  }
  return row
}

const emptied = (world: World, content: Content, row: GridRow, isNarrow: boolean): GridRow => {
  let after = row
  for (const key of enteredKeys) {
    const column = columnOf(content, key)
    if (column === null) continue
    after = withCell(after, column, world.oracle.marks.type(cellAt(row, column), key, ''))
  }
  for (const { id } of isNarrow ? [] : content.columns)
    if (id !== SYNC && !enteredKeys.some((key) => columnOf(content, key) === id))
      after = withCell(after, id, blankCell)
  return after
}

/** Nobody cuts cells in the moment between a misplaced write and its taking back: only the hidden cell names their row. */
const isOwing = (world: World, content: Content): boolean =>
  watchesOf(world, content).some(({ isMisplaced, losses }) => isMisplaced || losses.length > 0)

const cutCells: Rows = (world, content, { a, b, c }) => {
  const { rows } = content
  const [from, to] = [a % rows.length, b % rows.length]
  const [cut, over] = [rows[from], rows[to]]
  if (cut === undefined || over === undefined || from === to) return null
  if (isOwing(world, content)) return null
  const isNarrow = c % 2 === 0
  return rows
    .with(to, pasteCells(world, content, over, cut, isNarrow))
    .with(from, emptied(world, content, cut, isNarrow))
}

/** Some rows, each with the cells of the next one; the last with those of the first. */
const turnCells: Rows = (world, content, { a, b, c }) => {
  const { rows } = content
  const count = Math.min(2 + (b % 4), rows.length)
  const first = a % (rows.length - count + 1)
  const turned = rows.slice(first, first + count)
  if (count < 2 || isOwing(world, content)) return null
  const after = turned.map((row, at) =>
    pasteCells(world, content, row, turned[(at + 1) % count] ?? row, c % 2 === 0),
  )
  return rows.toSpliced(first, count, ...after)
}

export const userCells: readonly Deed[] = [
  { ...rowsDeed('cut and paste cells', 0, cutCells), later: RATE, since: SINCE },
  { ...rowsDeed('let cells change places', 0, turnCells), later: RATE, since: SINCE },
]
