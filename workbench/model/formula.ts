// The one formula shape that is calculated here: =ISNUMBER(FIND(texts, texts)), where texts are
// literals and cell references joined by &. Everything else is refused by name, never guessed.
import { ExcelFailure } from './failure.ts'
import { columnName, columnNumber } from './rect.ts'

export interface CellReference {
  readonly row: number
  readonly column: number
  readonly isRowFixed: boolean
  readonly isColumnFixed: boolean
}

type Part = { readonly text: string } | { readonly reference: CellReference }

export interface FindFormula {
  readonly needle: readonly Part[]
  readonly haystack: readonly Part[]
}

const SHAPE = /^=\s*ISNUMBER\s*\(\s*FIND\s*\((.*)\)\s*\)\s*$/is
const TOKEN = /\s*(?:"((?:[^"]|"")*)"|(\$?)([A-Z]{1,3})(\$?)(\d{1,7})|([&,]))\s*/iy

/** @throws ExcelFailure InvalidOperation naming the formula when it has another shape */
export function parseFindFormula(formula: string): FindFormula {
  const inner = SHAPE.exec(formula)?.[1] ?? refuse(formula)
  const sides: Part[][] = [[]]
  let wantsPart = true
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < inner.length) {
    const match = TOKEN.exec(inner)
    if (match === null || (match[6] === undefined) !== wantsPart) return refuse(formula)
    if (match[6] === ',') sides.push([])
    const part = toPart(match)
    if (part !== undefined) sides.at(-1)?.push(part)
    wantsPart = !wantsPart
  }
  const [needle, haystack, extra] = sides
  if (wantsPart || needle === undefined || haystack === undefined || extra !== undefined) {
    return refuse(formula)
  }
  return { needle, haystack }
}

function refuse(formula: string): never {
  throw new ExcelFailure(
    'InvalidOperation',
    `The workbench calculates only =ISNUMBER(FIND(texts,texts)), not ${formula}`,
  )
}

function toPart(match: RegExpExecArray): Part | undefined {
  if (match[1] !== undefined) return { text: match[1].replaceAll('""', '"') }
  if (match[3] === undefined) return undefined
  return {
    reference: {
      row: Number(match[5]) - 1,
      column: columnNumber(match[3]),
      isRowFixed: match[4] === '$',
      isColumnFixed: match[2] === '$',
    },
  }
}

/**
 * Whether the formula holds for the cell that lies `down` and `right` of the one it was written for.
 * An empty needle is found everywhere, as in Excel.
 */
export function findHolds(
  formula: FindFormula,
  down: number,
  right: number,
  textAt: (row: number, column: number) => string,
): boolean {
  const join = (parts: readonly Part[]): string =>
    parts
      .map((part) => {
        if ('text' in part) return part.text
        const { row, column, isRowFixed, isColumnFixed } = part.reference
        return textAt(isRowFixed ? row : row + down, isColumnFixed ? column : column + right)
      })
      .join('')
  return join(formula.haystack).includes(join(formula.needle))
}

const REFERENCE_OR_TEXT = /"(?:[^"]|"")*"|(\$?)([A-Z]{1,3})(\$?)(\d{1,7})(?![\w(])/gi

/** The formula after rows or columns moved; `move` answers undefined when the cell is gone. */
export function moveReferences(
  formula: string,
  move: (reference: CellReference) => readonly [number, number] | undefined,
): string {
  return formula.replaceAll(
    REFERENCE_OR_TEXT,
    (whole: string, fixColumn?: string, column?: string, fixRow?: string, row?: string) => {
      if (column === undefined || row === undefined) return whole
      const moved = move({
        row: Number(row) - 1,
        column: columnNumber(column),
        isRowFixed: fixRow === '$',
        isColumnFixed: fixColumn === '$',
      })
      if (moved === undefined) return '#REF!'
      return `${fixColumn ?? ''}${columnName(moved[1])}${fixRow ?? ''}${moved[0] + 1}`
    },
  )
}
