// Where rows that were hit by a misplaced text of ours stand by now, and which of those that have it in their hidden cell
// are their copies. Another one may have it by right: a second pane of the same file has written it there, where it belongs.
import type { TableShape } from '../../shared/sync/sheet.ts'
import { locate } from './locate.ts'
import type { FindNameless, Found } from './locate.ts'
import { SheetRefusal } from './port.ts'
import { rowTexts } from './put-back.ts'
import type { RowTexts, Undo } from './put-back.ts'
import { readRows } from './read.ts'
import type { Runner } from './run.ts'

const LOOKS_MAX = 4

type Placed = Found['placed'][number]

/** null: the row says something else in its guard column by now, or columns have moved. */
const readTexts = async (runner: Runner, found: Found, [undo, edit]: Placed) => {
  const { shape } = found
  const columns = shape.columns.map(({ index }) => index)
  try {
    const [line] = await readRows(runner, shape, columns, edit.row, 1)
    const ids = shape.columns.map(({ id }) => id)
    const texts = rowTexts(ids, line ?? [])
    return texts.get(undo.guardId) === undo.guard ? texts : null
  } catch (error) {
    if (error instanceof SheetRefusal && error.code === 'restless') return null
    throw error
  }
}

/** Does it say most of what the row says which our text was meant for? Its user may have typed in it since. */
export const saysMeant = ({ says }: Undo, texts: RowTexts): boolean => {
  const pairs = [...says].flatMap(([id, meant]) => {
    const now = texts.get(id)
    return now === undefined || (meant === '' && now === '') ? [] : [[meant, now] as const]
  })
  return pairs.filter(([meant, now]) => meant === now).length * 2 > pairs.length
}

/**
 * What only we write is the same in it; and so is, as far as one of them says anything there, most of what stands beside
 * what we wrote: its user may have typed in it since. One that says most of what the row says which it was meant for is
 * that row, unless the one that was hit says most of it, too.
 */
const isCopy = (undo: Undo, hit: RowTexts, texts: RowTexts): boolean => {
  const { writes, wrote } = undo
  const ours = new Set(writes.flatMap((one) => (one.before === null ? [one.columnId] : [])))
  const both = [...texts].filter(([id]) => hit.has(id))
  const isSame = ([id, text]: readonly [number, string]) => hit.get(id) === text
  const beside = both.filter(([id, text]) => !wrote.has(id) && (text || hit.get(id)) !== '')
  return (
    both.every((one) => !ours.has(one[0]) || isSame(one)) &&
    beside.filter(isSame).length * 2 >= beside.length &&
    (!saysMeant(undo, texts) || saysMeant(undo, hit))
  )
}

/** @returns null where rows or columns have moved since they were located */
const onlyCopies = async (runner: Runner, found: Found): Promise<Found | null> => {
  const byUndo = new Map<Undo, Placed[]>()
  for (const one of found.placed) {
    const its = byUndo.get(one[0])
    if (its === undefined) byUndo.set(one[0], [one])
    else its.push(one)
  }
  const placed: Placed[] = []
  for (const [undo, its] of byUndo) {
    if (undo.hit === null && its.length === 1) {
      placed.push(...its)
      continue
    }
    const texts = new Map<Placed, RowTexts>()
    for (const one of its) {
      const now = await readTexts(runner, found, one)
      if (now === null) return null
      texts.set(one, now)
    }
    const textsOf = (one: Placed): RowTexts => texts.get(one) ?? new Map()
    const strangers = its.filter((one) => !saysMeant(undo, textsOf(one)))
    // The row that our text was meant for may have been sorted into the place of the one that was hit.
    const mayBe = undo.hit !== null || strangers.length === 0 ? its : strangers
    const there = mayBe.find(([, { row }]) => row === undo.row)
    const itself = undo.hit ?? (there && texts.get(there))
    placed.push(
      ...mayBe.filter((one) => itself === undefined || isCopy(undo, itself, textsOf(one))),
    )
  }
  return { ...found, placed }
}

/**
 * As {@link locate}, without rows that are neither hit nor copies of those that were: of one that is taken back its undo
 * knows how it stood, of the others the row that stands where it was hit tells.
 * @throws SheetRefusal `restless` where rows or columns do not stand still: what is owed stays so
 */
export const locateHit = async (
  runner: Runner,
  shape: TableShape,
  guardId: number,
  undos: readonly Undo[],
  findNameless?: FindNameless,
): Promise<Found | null> => {
  let now = shape
  for (let looks = 0; looks < LOOKS_MAX; looks++) {
    const located = await locate(runner, now, guardId, undos, findNameless)
    const found = located && (await onlyCopies(runner, located))
    if (located === null || found !== null) return found
    now = located.shape
  }
  throw new SheetRefusal('restless', 'Rows were moved while they were compared.')
}
