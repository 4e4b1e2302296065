// The lines of a block of cells as they were laid out, told by prints: which of them still stand there as they were, and
// so are nobody's but ours. A line in which its user wrote, or which he moved apart, is not among them. Pure.
import { hash64 } from '../../shared/sync/hash.ts'
import type { Cell } from '../../shared/schema/kind.ts'
import type { SpillCell } from './report-port.ts'

/** Hexadecimal digits of a print. */
const DIGITS = 6
/** A longer block has a print for several lines together. */
const PRINTS_MAX = 1_000
const BLANK = '-'.repeat(DIGITS)
/** Excel's limit of a cell. */
const TEXT_MAX = 32_767
const SUM = '=SUM'

const stepOf = (rows: number): number => Math.max(1, Math.ceil(rows / PRINTS_MAX))

/** Excel keeps 15 digits of a number. */
const textOf = (cell: Cell): string =>
  typeof cell === 'number' ? String(Number(cell.toPrecision(15))) : String(cell).slice(0, TEXT_MAX)

const laidText = (cell: SpillCell): string => {
  if (cell === null) return ''
  if (typeof cell === 'string') return textOf(cell)
  return cell.kind === 'number' ? textOf(cell.value) : SUM
}

const lineOf = (texts: readonly string[]): string => texts.join('\u001f')

/** The text of each line as it stands; what a sum comes to is Excel's. */
export const readLines = (
  values: readonly (readonly Cell[])[],
  formulas: readonly (readonly Cell[])[],
): readonly string[] =>
  values.map((line, down) =>
    lineOf(
      line.map((value, across) => {
        const formula = formulas[down]?.[across] ?? value
        const isSum = formula !== value && String(formula).startsWith(`${SUM}(`)
        return isSum ? SUM : textOf(formula)
      }),
    ),
  )

const printOf = (lines: readonly string[]): string =>
  lines.every((line) => line.replaceAll('\u001f', '') === '')
    ? BLANK
    : hash64(lines.join('\n')).slice(0, DIGITS)

/** Prints of a block's lines, from the first on. */
export const printsOf = (rows: readonly (readonly SpillCell[])[], columns: number): string => {
  const lines = rows.map((row) =>
    lineOf(Array.from({ length: columns }, (_, at) => laidText(row[at] ?? null))),
  )
  const step = stepOf(rows.length)
  const prints: string[] = []
  for (let from = 0; from < lines.length; from += step)
    prints.push(printOf(lines.slice(from, from + step)))
  return prints.join('')
}

interface FoundLines {
  /** Runs of lines that are as they were laid out, from the top. */
  readonly found: readonly { readonly from: number; readonly count: number }[]
  /** None is missing. */
  readonly isWhole: boolean
}

/**
 * @param lines as they stand by now, from the block's first line on
 * @param prints of `printsOf`
 * @param rows so many lines the block had
 */
export const findLines = (lines: readonly string[], prints: string, rows: number): FoundLines => {
  const step = stepOf(rows)
  const known = new Map<string, string>()
  const printAt = (from: number, count: number): string => {
    const name = `${from} ${count}`
    const print = known.get(name) ?? printOf(lines.slice(from, from + count))
    known.set(name, print)
    return print
  }
  const found: { from: number; count: number }[] = []
  let [next, isWhole] = [0, true]
  for (let at = 0; at * DIGITS < prints.length; at++) {
    const wanted = prints.slice(at * DIGITS, (at + 1) * DIGITS)
    if (wanted === BLANK) continue
    const count = Math.min(step, rows - at * step)
    let from = next
    while (from + count <= lines.length && printAt(from, count) !== wanted) from++
    if (from + count > lines.length) {
      isWhole = false
      continue
    }
    const last = found.at(-1)
    if (last !== undefined && last.from + last.count === from) last.count += count
    else found.push({ from, count })
    next = from + count
  }
  return { found, isWhole }
}
