// Which rows that have one misplaced text of ours in their hidden cell are copies of the row that it hit. Another one may
// have it by right: a second pane of the same file has written it there, where it belongs.
import type { Cell } from '../../shared/schema/kind.ts'
import type { Found } from './locate.ts'
import type { Undo } from './put-back.ts'
import { readRows } from './read.ts'
import type { Runner } from './run.ts'

type Line = readonly Cell[]

const readLine = async (runner: Runner, { shape }: Found, row: number): Promise<Line> => {
  const columns = shape.columns.map(({ index }) => index)
  const [line = []] = await readRows(runner, shape, columns, row, 1)
  return line
}

/** Does it say most of what the row says which our text was meant for? Its user may have typed in it since. */
const isMeant = ({ says }: Undo, { shape }: Found, line: Line): boolean => {
  const pairs = shape.columns.flatMap(({ id, index }) => {
    const text = says.get(id)
    return text === undefined ? [] : [[text, String(line[index])] as const]
  })
  const said = pairs.filter(([meant, now]) => meant !== '' || now !== '')
  return said.filter(([meant, now]) => meant === now).length * 2 > said.length
}

/**
 * What only we write is the same in it; and so is, as far as one of them says anything there, most of what stands beside
 * what we wrote: its user may have typed in it since. One that says most of what the row says which it was meant for is
 * that row, unless the one that was hit says most of it, too.
 */
const isCopy = (undo: Undo, found: Found, hit: Line, line: Line): boolean => {
  const { writes, wrote } = undo
  const { shape } = found
  const isSame = (at: number) => String(hit[at]) === String(line[at])
  const ours = new Set(writes.flatMap((one) => (one.before === null ? [one.columnId] : [])))
  const beside = shape.columns.filter(({ id }) => !wrote.has(id)).map(({ index }) => index)
  const said = beside.filter((at) => `${hit[at]}${line[at]}` !== '')
  return (
    shape.columns.every(({ id, index }) => !ours.has(id) || isSame(index)) &&
    said.filter(isSame).length * 2 >= said.length &&
    (!isMeant(undo, found, line) || isMeant(undo, found, hit))
  )
}

/**
 * @param hit how rows that were hit stood with our text in them; of the others the one that stands where it was hit tells
 * @returns without rows that are none
 */
export const onlyCopies = async (
  runner: Runner,
  found: Found,
  hit: ReadonlyMap<Undo, Line> = new Map(),
): Promise<Found> => {
  type Placed = Found['placed'][number]
  const byUndo = new Map<Undo, Placed[]>()
  for (const one of found.placed) {
    const its = byUndo.get(one[0])
    if (its === undefined) byUndo.set(one[0], [one])
    else its.push(one)
  }
  const placed: Placed[] = []
  for (const [undo, its] of byUndo) {
    const known = hit.get(undo)
    if (known === undefined && its.length === 1) {
      placed.push(...its)
      continue
    }
    const lines = new Map<Placed, Line>()
    for (const one of its) lines.set(one, await readLine(runner, found, one[1].row))
    const strangers = its.filter((one) => !isMeant(undo, found, lines.get(one) ?? []))
    // The row that our text was meant for may have been sorted into the place of the one that was hit.
    const mayBe = known !== undefined || strangers.length === 0 ? its : strangers
    const there = mayBe.find(([, { row }]) => row === undo.row)
    const line = known ?? (there && lines.get(there))
    placed.push(
      ...mayBe.filter(
        (one) => line === undefined || isCopy(undo, found, line, lines.get(one) ?? []),
      ),
    )
  }
  return { ...found, placed }
}
