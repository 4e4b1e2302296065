// What the add-in's batches took the place of, as long as it may still be put back: which cell of those it is that comes
// back by its text, or with a row that is added anew.
import { cellAt, hasShown, holdsMark } from './content.ts'
import type { Content, GridCell, GridRow } from './content.ts'
import { SYNC } from './layout.ts'
import type { Loss, Oracle, Watch } from './oracle.ts'

const placeOf = (row: number, column: number): string => `${row}/${column}`

export const isSameText = (one: GridCell, other: GridCell): boolean =>
  one.value === other.value && one.formula === other.formula

/**
 * He cleared a text of ours, and what had stood there came back over it, if only by way of a wrong column.
 * @param old the cell that is taken back just now
 * @param back what comes instead
 */
export const forgetCleared = (
  { marks }: Pick<Oracle, 'marks'>,
  watch: Watch,
  old: GridCell,
  back: GridCell,
): void => {
  const isHis = ({ mark, text }: Loss) =>
    text !== '' || !hasShown(old, mark) || marks.at(mark).over === back.mark
  watch.losses = watch.losses.filter(isHis)
}

interface Put {
  readonly index: number
  readonly column: number
  readonly now: GridCell
  readonly before: Content
  /** Marks that this batch has put back already: of several equal texts each goes to one place. */
  readonly placed: ReadonlySet<number>
}

/**
 * What is put back by a text: what stood in this place, or in this column elsewhere and stands nowhere now, if its row
 * has moved. null: nothing that said so.
 */
export const imageOf = (
  { image, covered, losses }: Watch,
  { index, column, now, before, placed }: Put,
): GridCell | null => {
  const here = image.get(placeOf(index, column)) ?? []
  const alike = [...here]
  for (const [place, cells] of image) if (place.endsWith(`/${column}`)) alike.push(...cells)
  const saying = alike.filter((cell) => isSameText(cell, now))
  // Blank cells are all alike.
  const isBlank = now.value === ''
  const isAmong = (cell: GridCell, list: readonly Loss[]) =>
    (isBlank || !placed.has(cell.mark)) &&
    list.some(({ mark }) => mark === cell.mark) &&
    !holdsMark(before, cell.mark)
  // Of equal texts first the one that would be lost.
  const lost = isBlank ? undefined : saying.find((cell) => isAmong(cell, losses))
  const found = lost ?? saying.find((cell) => isAmong(cell, covered))
  return found ?? here.find((cell) => isSameText(cell, now)) ?? null
}

/** Something else stands in its place now. */
export const cover = ({ image }: Watch, row: number, column: number, old: GridCell): void => {
  const place = placeOf(row, column)
  image.set(place, [old, ...(image.get(place) ?? [])])
}

/**
 * A row that had to be added anew, with the identity that was covered elsewhere: the blank cells that were covered with
 * it are its own, though nothing is written into them.
 */
export const blanksOf = ({ image }: Watch, content: Content, row: GridRow): GridRow => {
  const text = cellAt(row, SYNC).value
  const texts = ([place, cells]: readonly [string, readonly GridCell[]]) =>
    place.endsWith(`/${SYNC}`) && cells.some(({ value }) => value === text)
  const [place] = [...image].find(texts) ?? []
  if (place === undefined) return row
  const index = Number.parseInt(place, 10)
  const after = new Map(row)
  for (const { id } of content.columns) {
    const covered = image.get(placeOf(index, id)) ?? []
    const blank = covered.filter(({ value }) => value === '')
    // Several rows may have stood in that place: one that was cleared says more than one that nobody has filled.
    const own = blank.find(({ mark }) => mark !== 0) ?? blank[0]
    const now = cellAt(row, id)
    if (own !== undefined && now.value === '' && now.mark === 0) after.set(id, own)
  }
  return after
}
