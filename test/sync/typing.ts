// A user types into a cell: what that is to the oracle, also where something of ours stands there by mistake.
import { cellAt, hasShown, withCell } from './content.ts'
import type { Content, GridCell, GridRow } from './content.ts'
import type { EnteredKey } from './fields.ts'
import { columnOf } from './layout.ts'
import type { Loss, Watch } from './oracle.ts'
import type { World } from './world.ts'

export const replaced = <T>(list: readonly T[], at: number, one: T): readonly T[] =>
  list.with(at, one)

interface Cell {
  readonly content: Content
  readonly row: number
  readonly key: EnteredKey
}

/** Panes on a sheet, as the oracle watches them. */
export const watchesOf = ({ oracle }: World, { columns }: Content): readonly Watch[] =>
  [...oracle.watches.values()].filter(({ book }) => book.content.columns === columns)

/** What was overwritten there by mistake stands there again, by its user's own hand: what becomes of it now is his doing. */
const settleLosses = (watches: readonly Watch[], key: EnteredKey, cell: GridCell): void => {
  const isSaid = (loss: Loss) =>
    loss.key === key && loss.text === String(cell.value) && hasShown(cell, loss.mark)
  for (const watch of watches) watch.losses = watch.losses.filter((loss) => !isSaid(loss))
}

/** Where the add-in had emptied or overwritten a cell by mistake, its user has typed: what comes next is his doing. */
const settleTypedOver = (
  watches: readonly Watch[],
  key: EnteredKey,
  old: GridCell,
  now: GridCell,
): void => {
  if (now.value === '' || now.mark === old.mark) return
  for (const { losses, typedOver } of watches)
    for (const loss of losses)
      if (loss.key === key && loss.mark !== old.mark && hasShown(old, loss.mark))
        typedOver.add(loss.mark)
}

/** Rows with one cell typed anew; null where the sheet has no such column. */
export const typeInto = (
  world: World,
  { content, row, key }: Cell,
  value: GridCell['value'],
  formula?: string,
): readonly GridRow[] | null => {
  const column = columnOf(content, key)
  const now = content.rows[row]
  if (column === null || now === undefined) return null
  const watches = watchesOf(world, content)
  const isAct = watches.some(({ isMisplaced, losses }) => isMisplaced || losses.length > 0)
  const old = cellAt(now, column)
  const cell = world.oracle.marks.type(old, key, value, formula, isAct)
  settleLosses(watches, key, cell)
  settleTypedOver(watches, key, old, cell)
  return replaced(content.rows, row, withCell(now, column, cell))
}
