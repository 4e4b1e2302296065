// Reads the table that spreadsheets and web pages put on the clipboard as HTML: Excel, WPS and
// LibreOffice say there which cells are text and what number stands behind a shortened one.
// No DOM is used: nothing of a foreign page is ever loaded or run.
import { entityText } from './html-entities.ts'

export interface PastedCell {
  readonly text: string
  /** The source held this as text: it must not become a number. */
  readonly isText: boolean
}

export interface PastedMerge {
  readonly row: number
  readonly column: number
  readonly rows: number
  readonly columns: number
}

export interface PastedTable {
  readonly lines: readonly (readonly PastedCell[])[]
  readonly merges: readonly PastedMerge[]
}

const EMPTY: PastedCell = { text: '', isText: false }
/** More than this is taken as plain text instead. */
const MAX_HTML = 64_000_000
const MAX_COLUMNS = 1024
const TOKEN = /<!--[\s\S]*?-->|<(\/?)([a-z][\w:-]*)((?:"[^"]*"|'[^']*'|[^'">])*)>|[^<]+|</gi
const TEXT_FORMAT = /mso-number-format:\s*(?:"|&quot;|\\)*@/i

interface OpenCell {
  readonly attributes: string
  text: string
}

/** The cells of all tables of a clipboard's HTML, one below the other; undefined when it has none. */
export function readHtmlTable(html: string): PastedTable | undefined {
  if (html.length > MAX_HTML || !/<t[dh][\s>]/i.test(html)) return undefined
  const reader = new TableReader(textClasses(html))
  for (const [token, slash, name, attributes] of html.matchAll(TOKEN)) {
    if (name === undefined) {
      if (!token.startsWith('<!--')) reader.text(token)
    } else if (slash === '/') reader.close(name.toLowerCase())
    else reader.open(name.toLowerCase(), attributes ?? '')
  }
  return reader.table()
}

/** Classes of the style sheet whose cells have the format Text. */
function textClasses(html: string): ReadonlySet<string> {
  const style = /<style[^>]*>([\s\S]*?)<\/style>/i.exec(html)?.[1] ?? ''
  const names = new Set<string>()
  for (const [, name, body] of style.matchAll(/\.([\w-]+)\s*\{([^}]*)\}/g)) {
    if (name !== undefined && TEXT_FORMAT.test(body ?? '')) names.add(name)
  }
  return names
}

function attribute(attributes: string, name: string): string | undefined {
  const match = new RegExp(
    `(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`,
    'i',
  ).exec(attributes)
  const value = match?.[1] ?? match?.[2] ?? match?.[3]
  return value === undefined ? undefined : entityText(value)
}

class TableReader {
  private readonly lines: PastedCell[][] = []
  private readonly merges: PastedMerge[] = []
  /** Cells that a rowspan above has taken, by "row column". */
  private readonly taken = new Set<string>()
  private readonly textClasses: ReadonlySet<string>
  private line: PastedCell[] | undefined
  private cell: OpenCell | undefined
  private isSkipped = false
  private silent = 0

  constructor(textClasses: ReadonlySet<string>) {
    this.textClasses = textClasses
  }

  open(name: string, attributes: string): void {
    if (name === 'style' || name === 'script' || name === 'title') this.silent += 1
    else if (name === 'tr') this.startRow(attributes)
    else if (name === 'td' || name === 'th') {
      this.endCell()
      if (this.line === undefined) this.startRow('')
      this.cell = { attributes, text: '' }
    } else if (this.cell !== undefined && (name === 'br' || name === 'p' || name === 'div')) {
      if (name === 'br' || this.cell.text.trim() !== '') this.cell.text += '\u0001'
    }
  }

  close(name: string): void {
    if (name === 'style' || name === 'script' || name === 'title') {
      this.silent = Math.max(0, this.silent - 1)
    } else if (name === 'td' || name === 'th') this.endCell()
    else if (name === 'tr' || name === 'table') this.endRow()
  }

  text(raw: string): void {
    if (this.cell !== undefined && this.silent === 0) this.cell.text += raw
  }

  table(): PastedTable | undefined {
    this.endRow()
    if (this.lines.length === 0) return undefined
    const width = Math.max(...this.lines.map((line) => line.length))
    const lines = this.lines.map((line) =>
      Array.from({ length: width }, (_, column) => line[column] ?? EMPTY),
    )
    return { lines, merges: this.merges }
  }

  private startRow(attributes: string): void {
    this.endRow()
    this.isSkipped = /display:\s*none/i.test(attributes)
    this.line = []
  }

  private endRow(): void {
    this.endCell()
    if (this.line !== undefined && !this.isSkipped && this.line.length > 0) {
      this.lines.push(this.line)
    }
    this.line = undefined
    this.isSkipped = false
  }

  private endCell(): void {
    const { cell, line } = this
    this.cell = undefined
    if (cell === undefined || line === undefined || this.isSkipped) return
    const row = this.lines.length
    let column = line.length
    while (this.taken.has(`${row} ${column}`)) column += 1
    while (line.length < column) line.push(EMPTY)
    line.push(this.readCell(cell))
    this.span(cell.attributes, row, column, line)
  }

  private span(attributes: string, row: number, column: number, line: PastedCell[]): void {
    const count = (name: string, most: number): number =>
      Math.max(1, Math.min(most, Number.parseInt(attribute(attributes, name) ?? '1', 10) || 1))
    const columns = count('colspan', MAX_COLUMNS - line.length)
    const rows = count('rowspan', 1000)
    for (let right = 1; right < columns; right += 1) line.push(EMPTY)
    if (rows === 1 && columns === 1) return
    this.merges.push({ row, column, rows, columns })
    for (let down = 1; down < rows; down += 1) {
      for (let right = 0; right < columns; right += 1) {
        this.taken.add(`${row + down} ${column + right}`)
      }
    }
  }

  private readCell({ attributes, text }: OpenCell): PastedCell {
    const shown = cellText(text)
    const names = (attribute(attributes, 'class') ?? '').split(/\s+/)
    const isText =
      TEXT_FORMAT.test(attribute(attributes, 'style') ?? '') ||
      /(?:^|\s)x:str(?:[\s=]|$)/i.test(attributes) ||
      attribute(attributes, 'sdnum')?.endsWith(';@') === true ||
      names.some((name) => this.textClasses.has(name))
    if (isText) return { text: shown, isText: true }
    const exact = attribute(attributes, 'x:num') ?? attribute(attributes, 'sdval')
    return { text: exact !== undefined && isPlainNumber(shown) ? exact : shown, isText: false }
  }
}

/** Only where the cell showed a bare number: a date or an amount is read from what it showed. */
const isPlainNumber = (shown: string): boolean => /^-?[\d.]+(?:E[+-]?\d+)?$|^#+$/i.test(shown)

/** Source line breaks are blanks, <br> is a line break, &nbsp; is a blank. */
function cellText(raw: string): string {
  return entityText(raw.replaceAll(/[ \t\r\n]+/g, ' '))
    .replaceAll('\u00a0', ' ')
    .split('\u0001')
    .map((line) => line.trim())
    .join('\n')
    .trim()
}
