// Where rows and columns stand by now that hold a misplaced text of ours: a row is found by our text in its hidden cell;
// one that has none there by what else of ours it says, or of its own. It looks until the columns stand still.
import type { ColumnShape, RowEdit, TableShape } from '../../shared/sync/sheet.ts'
import { asCells } from './cells.ts'
import { isAnother, isByText, isTextOf, TEXTS_MIN } from './damaged.ts'
import { rowsOfUndo, textsOf, undoToEdit } from './put-back.ts'
import type { Undo } from './put-back.ts'
import type { Runner } from './run.ts'

const LOOKS_MAX = 4

export interface Found {
  readonly shape: TableShape
  readonly guardColumn: number
  /** What stands in that column, row by row. */
  readonly guards: readonly string[]
  /** Each with its undo, where the row with its text stands by now; copies of that row too. */
  readonly placed: readonly (readonly [Undo, RowEdit])[]
}

/** Rows whose hidden cell says nothing of ours any more. */
export type FindNameless = (
  shape: TableShape,
  texts: readonly string[],
  undos: readonly Undo[],
) => Promise<Found['placed']>

interface Look {
  readonly columnIds: readonly number[]
  /** Of the columns at the indexes that were asked for, by Excel's id. */
  readonly texts: ReadonlyMap<number, readonly string[]>
  /** Top to bottom. */
  readonly rowsSaying: (id: number, text: string) => readonly number[]
}

/** Many rows are looked for among very many: each column is gone through once. */
const indexTexts = (texts: Look['texts']): Look['rowsSaying'] => {
  const indexes = new Map<number, Map<string, number[]>>()
  const indexOf = (id: number): ReadonlyMap<string, readonly number[]> => {
    const known = indexes.get(id)
    if (known !== undefined) return known
    const rows = new Map<string, number[]>()
    for (const [row, text] of (texts.get(id) ?? []).entries()) {
      const its = rows.get(text)
      if (its === undefined) rows.set(text, [row])
      else its.push(row)
    }
    indexes.set(id, rows)
    return rows
  }
  return (id, text) => indexOf(id).get(text) ?? []
}

const lookAtColumns = (
  runner: Runner,
  tableId: string,
  indexes: readonly number[],
): Promise<Look> =>
  runner.run(async (context) => {
    const table = context.workbook.tables.getItem(tableId)
    const { columns } = table
    columns.load('items/id')
    const body = table.getDataBodyRange()
    const ranges = indexes.map((index) => {
      const column = body.getColumn(index)
      column.load('values')
      return column
    })
    await context.sync()
    runner.tally.syncs++
    const columnIds = columns.items.map(({ id }) => id)
    const lines = ranges.map(({ values }) => asCells(values).map(([text = '']) => String(text)))
    const texts = new Map(indexes.map((index, at) => [columnIds[index] ?? -1, lines[at] ?? []]))
    return { columnIds, texts, rowsSaying: indexTexts(texts) }
  })

/** By Excel's ids, in their order; the names do not matter here. */
export const shapesOf = (ids: readonly number[]): readonly ColumnShape[] =>
  ids.map((id, index) => ({ id, name: '', index }))

const lineOf = ({ texts }: Look, row: number): ReadonlyMap<number, string> =>
  new Map([...texts].map(([id, column]) => [id, column[row] ?? '']))

/** A name tells at once; a city stands in many rows, and another column is asked. */
const FEW = 50

/** Rows that say one of its texts, of those that stand in few rows if there is one. */
const rowsSayingAny = (undo: Undo, look: Look): readonly number[] => {
  let fewest: readonly number[] | null = null
  for (const [id, text] of textsOf(undo)) {
    if (!look.texts.has(id)) continue
    const rows = look.rowsSaying(id, text)
    if (fewest === null || rows.length < fewest.length) fewest = rows
    if (fewest.length <= FEW) break
  }
  return fewest ?? []
}

const rowsByText = (undo: Undo, look: Look): readonly number[] =>
  rowsSayingAny(undo, look).filter((row) => isTextOf(undo, lineOf(look, row)))

/**
 * The row that nothing names for sure and that says most of what stood beside our text, its own place before others:
 * whatever else stands in that place by now must not get an identity that is not its own.
 * @param taken rows that others are found in: of equal rows each goes to one
 */
const rowsByStood = (
  undo: Undo,
  { texts }: Look,
  taken: ReadonlySet<number>,
): readonly number[] => {
  const { row: place, guard, guardId, stood, isShared, isMoved } = undo
  const guards = texts.get(guardId) ?? []
  const isFree = (row: number) => guards[row] === guard && !taken.has(row)
  const free = guards.flatMap((_, row) => (isFree(row) ? [row] : []))
  const isAmong = isShared && free.length > 1
  // Where several say the same there, what else of ours stands in it tells, too.
  const known = isAmong ? new Map([...textsOf(undo), ...stood]) : stood
  const cells = [...known].filter(([id]) => texts.has(id))
  // Nobody says by right in a foreign column what is ours in the hidden one.
  if (isMoved && guard !== '' && free.length === 1) return free
  /** How much more of it is the same than is not; a blank cell only tells where something stands in it by now. */
  const likeness = (row: number): number => {
    if (!isFree(row)) return -Infinity
    const isSame = ([id, text]: readonly [number, string]) => texts.get(id)?.[row] === text
    const same = cells.filter(isSame)
    return same.filter(([, text]) => text !== '').length - (cells.length - same.length)
  }
  const best = guards.reduce((row, _, at) => (likeness(at) > likeness(row) ? at : row), place)
  const isBlank = cells.every(([, text]) => text === '')
  const isLike = likeness(best) > 0 || (isBlank && likeness(best) === 0)
  // Its user's formulas say something else since our text stands in it: it is still more like itself than others are.
  return isLike || isAmong ? [best] : []
}

const isByStood = ({ guard, stood, isShared }: Undo): boolean =>
  isShared || (guard === '' && stood.size > 0)

/**
 * In a foreign column several rows may have got one and the same text of ours: each is taken for itself, where it still
 * stands, and none for another one's copy.
 */
const ownPlaces = (undos: readonly Undo[], texts: readonly string[]): ReadonlyMap<Undo, number> => {
  const rows = new Map<string, Set<number>>()
  for (const { guard, row } of undos) rows.set(guard, (rows.get(guard) ?? new Set()).add(row))
  const isEqual = ({ guard }: Undo) => guard !== '' && (rows.get(guard)?.size ?? 0) > 1
  const its = undos.filter(
    (undo) => isEqual(undo) && !undo.isShared && texts[undo.row] === undo.guard,
  )
  return new Map(its.map((undo) => [undo, undo.row]))
}

/** A text of ours that is not where we wrote it stands in another column: its user's own row, or put right by him. */
const isByRight = (undo: Undo, line: ReadonlyMap<number, string>): boolean => {
  const texts = [...line].map(([, text]) => text)
  return [...textsOf(undo)].some(([id, text]) => line.get(id) !== text && texts.includes(text))
}

/**
 * Rows that our texts tell, of undos that nothing else names: first those that say all of them, then, for each that is
 * left, the one that says most of them: its user has typed in it since.
 */
const placesByText = (undos: readonly Undo[], look: Look): ReadonlyMap<Undo, readonly number[]> => {
  const places = new Map<Undo, readonly number[]>()
  const taken = new Set<number>()
  const put = (undo: Undo, rows: readonly number[]) => {
    if (rows.length > 0) places.set(undo, rows)
    for (const row of rows) taken.add(row)
  }
  const its = undos.filter(isByText)
  for (const undo of its) put(undo, rowsByText(undo, look))
  for (const undo of its) {
    const stood = textsOf(undo)
    if (places.has(undo) || stood.size < TEXTS_MIN) continue
    const rows = rowsByStood({ ...undo, stood }, look, taken)
    put(
      undo,
      rows.filter((row) => !isByRight(undo, lineOf(look, row))),
    )
  }
  return places
}

/** Rows of the undos that are known before all others. */
interface Known {
  readonly own: ReadonlyMap<Undo, number>
  readonly byText: ReadonlyMap<Undo, readonly number[]>
  /** Rows of `own`, and of both. */
  readonly ownRows: ReadonlySet<number>
  readonly rows: ReadonlySet<number>
}

const rowsOf = (
  undo: Undo,
  look: Look,
  taken: ReadonlySet<number>,
  { own, byText, ownRows, rows: all }: Known,
): readonly number[] => {
  const place = own.get(undo)
  if (place !== undefined) return [place]
  const rows = byText.get(undo)
  if (rows !== undefined) return rows
  if (isByStood(undo)) return rowsByStood(undo, look, taken)
  const texts = look.texts.get(undo.guardId) ?? []
  const rowsSaying = (text: string) => look.rowsSaying(undo.guardId, text)
  const found = rowsOfUndo(undo, { at: (row) => texts[row], rowsSaying })
  const others = isByText(undo) ? all : ownRows
  return found.filter((row) => !others.has(row) && !isAnother(undo, lineOf(look, row)))
}

/**
 * @param guardId of the column that has the undos' texts
 * @returns null: that column is gone, or does not stand still
 */
export const locate = async (
  runner: Runner,
  shape: TableShape,
  guardId: number,
  undos: readonly Undo[],
  findNameless: FindNameless = async () => [],
): Promise<Found | null> => {
  const wanted = new Set([
    guardId,
    ...undos.filter(isByText).flatMap((one) => [...textsOf(one).keys()]),
    ...(undos.some(isByText) ? shape.columns.map(({ id }) => id) : []),
    ...undos.filter(isByStood).flatMap(({ stood }) => [...stood.keys()]),
    ...undos.filter(({ isShared }) => isShared).flatMap((one) => [...textsOf(one).keys()]),
  ])
  let { columns } = shape
  for (let looks = 0; looks < LOOKS_MAX; looks++) {
    const indexes = columns.flatMap(({ id, index }) => (wanted.has(id) ? [index] : []))
    const look = await lookAtColumns(runner, shape.id, indexes)
    const ids = look.columnIds
    columns = shapesOf(ids)
    const guardColumn = ids.indexOf(guardId)
    if (guardColumn < 0) return null
    if (ids.some((id) => wanted.has(id) && !look.texts.has(id))) continue
    const guards = look.texts.get(guardId) ?? []
    const now = { ...shape, columns, rowCount: guards.length }
    const own = ownPlaces(undos, guards)
    const byText = placesByText(undos, look)
    const others = new Set([...byText.values()].flat())
    const ownRows = new Set(own.values())
    const known = { own, byText, ownRows, rows: new Set([...ownRows, ...others]) }
    const taken = new Set<number>()
    const named = undos.flatMap((undo): Found['placed'] => {
      const edit = undoToEdit(undo, ids)
      const rows = rowsOf(undo, look, taken, known)
      for (const row of rows) taken.add(row)
      return rows.map((row) => [undo, { ...edit, row }])
    })
    const found = new Set(named.map(([undo]) => undo))
    const nameless = undos.filter((undo) => !found.has(undo) && !others.has(undo.row))
    const damaged = await findNameless(now, guards, nameless)
    return { shape: now, guardColumn, guards, placed: [...named, ...damaged] }
  }
  return null
}
