// The hidden mark of faulty cells: the headers of their columns, in the row's `_sync` cell, between separators.
// One conditional format a table finds a column's own header there, so colour travels with sort, copy and undo.

/** Symbol for unit separator: printable, and nobody's header. A header that has it is not marked. */
export const MARK = '␟'

/** @returns e.g. `␟手机␟邮箱␟`; '' where nothing is marked */
export const marksToText = (headers: readonly string[]): string => {
  const usable = headers.filter((header) => header !== '' && !header.includes(MARK))
  return usable.length === 0 ? '' : MARK + usable.join(MARK) + MARK
}

export const textToMarks = (text: string): readonly string[] =>
  text.split(MARK).filter((header) => header !== '')

/** Excel's letters of a column, counted from 0: 0 is A, 26 is AA. */
export const columnLetters = (index: number): string => {
  let rest = index
  let letters = ''
  while (rest >= 0) {
    letters = String.fromCharCode(65 + (rest % 26)) + letters
    rest = Math.floor(rest / 26) - 1
  }
  return letters
}

/**
 * The formula of the one conditional format, relative to the first cell of the table's body.
 * @param headerRow zero-based row of the header
 * @param firstColumn zero-based column of the format's first cell
 * @param syncColumn zero-based column of `_sync`
 */
export const markFormula = (headerRow: number, firstColumn: number, syncColumn: number): string => {
  const header = `${columnLetters(firstColumn)}$${headerRow + 1}`
  const sync = `$${columnLetters(syncColumn)}${headerRow + 2}`
  return `=ISNUMBER(FIND("${MARK}"&${header}&"${MARK}",${sync}))`
}
