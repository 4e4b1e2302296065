// What Ctrl+Z brings back of a write that we had taken back: Excel takes our taking back for the newest step. Then a row
// has another one's identity, or texts in foreign columns, and would be sent so. As long as it is remembered (memory.ts)
// it is known by all of its cells or, typed in since, by most of them (by our text alone, where it was gone before they were
// read), and is put right before anything of it is read.
import type { Cell } from '../../shared/schema/kind.ts'
import type { TableShape } from '../../shared/sync/sheet.ts'
import { idInText } from '../../shared/sync/stamp.ts'
import { saysMeant } from './copies.ts'
import { forgetGhosts, forgetGivenBack, identitiesOf, idOfHit, isKnownWhole } from './ghosts.ts'
import type { Ghost } from './ghosts.ts'
import { writeDeep } from './guarded.ts'
import { keepLost } from './keep.ts'
import { isMixed, textsOf, undoToEdit } from './put-back.ts'
import type { RowTexts, Undo } from './put-back.ts'
import { readRows } from './read.ts'
import type { Runner } from './run.ts'

const TRIES_MAX = 3
/** Ctrl+Z takes what put it right for one more step: so often it is known again. */
const RESTS_MAX = 5

type Found = readonly [ghost: Ghost, row: number]
type Lines = readonly (readonly Cell[])[]

/**
 * Stands the row that had been hit elsewhere, under its own identity, beside the copies that it had? Then this one is not
 * it, but says the same: of two equal rows each has its own. A blank one may have just that identity by our mistake.
 */
const isElsewhere = ({ undo, copies }: Ghost, ids: readonly number[], others: Lines): boolean => {
  const id = idOfHit(undo)
  const at = ids.indexOf(undo.guardId)
  const ours = new Set(undo.writes.flatMap((one) => (one.before === null ? [one.columnId] : [])))
  const saysMore = (line: readonly Cell[]) =>
    line.some((cell, n) => cell !== '' && !ours.has(ids[n] ?? -1))
  const its = others.filter(
    (line) => id !== '' && idInText(String(line[at])) === id && saysMore(line),
  )
  return its.length > copies
}

/** Does the row say all that the one says which our text was meant for? A pane that died may have written it there. */
const isMeant = ({ says }: Undo, cells: ReadonlyMap<number, string>): boolean =>
  says.size > 0 && [...says].every(([id, text]) => (cells.get(id) ?? text) === text)

/** Does the row stand again as it stood with our misplaced text in it, cell by cell? */
const isAsBefore = ({ image, undo }: Ghost, cells: ReadonlyMap<number, string>): boolean =>
  image === null
    ? !isMeant(undo, cells)
    : [...cells].every(([id, text]) => (image.get(id) ?? '') === text)

/**
 * Typed in since, a row that our text names still says most of what it said beside what we wrote, and of that, too, where
 * it stood in foreign columns. One that had said nothing does not say what our text was meant for.
 */
const isTypedIn = ({ undo, image }: Ghost, cells: RowTexts): boolean => {
  const { wrote, isMoved, guard, guardId, says } = undo
  const said = (id: number) => image?.get(id) ?? ''
  const isIts = (id: number) => (isMoved ? id !== guardId : !wrote.has(id))
  const its = [...cells].filter(([id, text]) => isIts(id) && (text || said(id)) !== '')
  if (guard === '') return false
  if (image !== null && its.every(([id]) => said(id) === ''))
    return says.size > 0 && !saysMeant(undo, cells)
  return its.filter(([id, text]) => text === said(id)).length * 2 > its.length
}

/**
 * Ctrl+Z may bring it back once more. Another identity alone may have come there by right then (recognised by its content,
 * say); beside a text of ours in a cell that had said something else, and all that its row said, it has not.
 */
const toReturned = (ghost: Ghost): readonly Ghost[] => {
  const { image, undo, rests } = ghost
  if (image === null || rests >= RESTS_MAX) return []
  const isPlaced = textsOf(undo).size === 0
  return isPlaced && !isKnownWhole(ghost) ? [] : [{ ...ghost, rests: rests + 1, isPlaced }]
}

/** Which of the ghosts a row may be by what stands in their guard columns: one look for each column, however many they are. */
const namerOf = (ghosts: readonly Ghost[], ids: readonly number[]) => {
  const byColumn = new Map<number, Map<string, Set<Ghost>>>()
  for (const ghost of ghosts) {
    const at = ids.indexOf(ghost.undo.guardId)
    const byText = byColumn.get(at) ?? new Map<string, Set<Ghost>>()
    byColumn.set(at, byText)
    byText.set(ghost.undo.guard, (byText.get(ghost.undo.guard) ?? new Set()).add(ghost))
  }
  return (line: readonly Cell[]): readonly Ghost[] => {
    const hits = [...byColumn].map(([at, byText]) => byText.get(String(line[at])))
    return hits.every((hit) => hit === undefined)
      ? []
      : ghosts.filter((ghost) => hits.some((hit) => hit?.has(ghost) === true))
  }
}

/**
 * Without rows that say so by right: the row that had been hit stands elsewhere. Among rows that have each other's
 * identities none has its own; one that turns out to have it tells of the next.
 */
const withoutRightful = (
  found: readonly Found[],
  lines: Lines,
  ids: readonly number[],
): readonly Found[] => {
  const hit = new Set(found.map(([, row]) => row))
  const others = lines.filter((_, row) => !hit.has(row))
  const mixed = found.filter(([ghost]) => ghost.image === null || !isElsewhere(ghost, ids, others))
  return mixed.length === found.length ? mixed : withoutRightful(mixed, lines, ids)
}

/**
 * Has Ctrl+Z brought it back, though its text has stood where it was meant for since, or stands in copies? Where the row
 * that it was meant for says something else, this one says none of that, and half of what its row said or more; other
 * rows that have the text say all of it; and none but its copies says what its row said.
 */
const isUnplaced = (
  { undo, image, copies }: Ghost,
  ids: readonly number[],
  lines: Lines,
  cells: RowTexts,
): boolean => {
  const textIn = (line: readonly Cell[], id: number) => String(line[ids.indexOf(id)] ?? '')
  const said = (id: number) => image?.get(id) ?? ''
  const meant = [...undo.says].filter(([id]) => cells.has(id) && !undo.wrote.has(id))
  const telling = meant.filter(([id, text]) => said(id) !== text)
  const saysIts = (line: readonly Cell[]) => meant.every(([id]) => textIn(line, id) === said(id))
  const isRight = (line: readonly Cell[]) => meant.every(([id, text]) => textIn(line, id) === text)
  const isNamed = (line: readonly Cell[]) => textIn(line, undo.guardId) === undo.guard
  const isIt = (line: readonly Cell[]) =>
    [...cells].every(([id, text]) => textIn(line, id) === text)
  return (
    telling.length > 0 &&
    telling.every(([id, text]) => cells.get(id) !== text) &&
    telling.filter(([id]) => cells.get(id) === said(id)).length * 2 >= telling.length &&
    lines.filter(isNamed).every((line) => isIt(line) || isRight(line)) &&
    lines.filter((line) => !isNamed(line) && saysIts(line)).length <= copies
  )
}

/** Rows that stand again with our misplaced text in them. */
const findGhosts = (
  { ghosts }: Runner,
  shape: TableShape,
  columns: readonly number[],
  lines: Lines,
): readonly Found[] => {
  const its = ghosts.all().filter(({ tableId }) => tableId === shape.id)
  if (its.length === 0) return []
  const ids = columns.map(
    (index) => shape.columns.find((column) => column.index === index)?.id ?? -1,
  )
  const namedBy = namerOf(its, ids)
  const found = lines.flatMap((line, row): readonly Found[] => {
    const named = namedBy(line)
    if (named.length === 0) return []
    const cells = new Map(ids.map((id, at) => [id, String(line[at])]))
    const mixed = named.filter(({ undo }) => isMixed(undo, cells))
    const known = mixed.filter((one) => !one.isPlaced || isUnplaced(one, ids, lines, cells))
    const isLikely = (one: Ghost) => (one.isPlaced || one.rests === 0) && isTypedIn(one, cells)
    const ghost = known.find((one) => isAsBefore(one, cells)) ?? known.find(isLikely)
    return ghost === undefined ? [] : [[ghost, row]]
  })
  const mixed = withoutRightful(found, lines, ids)
  // A row that says just that by right may say so longer than the other one keeps its identity: then nobody could tell.
  ghosts.remove(
    found.filter((one) => !mixed.includes(one) && !one[0].isPlaced).map(([ghost]) => ghost),
  )
  return mixed
}

/** @param before ghosts that were known when this look at the table began */
const layToRest = async (
  runner: Runner,
  shape: TableShape,
  [ghost, row]: Found,
  before: ReadonlySet<Ghost>,
): Promise<void> => {
  const { undo } = ghost
  const ids: number[] = []
  for (const { id, index } of shape.columns) ids[index] = id
  const edit = { ...undoToEdit(undo, ids), row }
  const write = { shape, guardColumn: ids.indexOf(undo.guardId), edits: [edit], read: null }
  const { missed, lost } = await writeDeep(runner, write, 1, {
    owed: new Map([[edit, undo]]),
    standing: new Set(),
    paid: () => undefined,
    hand: () => undefined,
  })
  if (!missed.has(row)) {
    runner.ghosts.remove([ghost])
    runner.ghosts.add(toReturned(ghost))
    // Had it met another row first, what stands where it belongs now is none of that.
    forgetGivenBack(runner.ghosts, shape.id, [undo])
    forgetGhosts(runner.ghosts, shape.id, identitiesOf([undo]), before)
  }
  await keepLost(runner, shape.id, lost)
}

/** As {@link readRows}; where all rows are read, once nothing of what we had taken back stands there any more. */
export const readSettled = async (...asked: Parameters<typeof readRows>): Promise<Lines> => {
  const [runner, shape, columns, from, count] = asked
  const before = new Set(runner.ghosts.all())
  for (let tries = 0; ; tries++) {
    const lines = await readRows(...asked)
    const isWhole = from === 0 && count === shape.rowCount
    const found = isWhole && tries < TRIES_MAX ? findGhosts(runner, shape, columns, lines) : []
    if (found.length === 0) return lines
    for (const one of found) await layToRest(runner, shape, one, before)
  }
}
