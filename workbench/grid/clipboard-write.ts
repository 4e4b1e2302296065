// What a copy puts on the system clipboard: the texts as tabs and lines, and an HTML table in which
// text cells are marked as Excel marks them, so that 013800… stays text on the other side.
import { escapeHtml } from './html-entities.ts'

export interface CopiedCell {
  readonly text: string
  readonly isText: boolean
}

export type CopiedLines = readonly (readonly CopiedCell[])[]

const quoted = (text: string): string =>
  /[\t\r\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text

export const toTabText = (lines: CopiedLines): string =>
  lines.map((line) => line.map(({ text }) => quoted(text)).join('\t')).join('\r\n')

const htmlCell = ({ text, isText }: CopiedCell): string => {
  const style = isText ? String.raw` style='mso-number-format:"\@"'` : ''
  const body = escapeHtml(text).replaceAll('\n', '<br style="mso-data-placement:same-cell">')
  return `<td${style}>${body}</td>`
}

export const toHtmlTable = (lines: CopiedLines): string =>
  `<html><head><meta charset="utf-8"></head><body><table><!--StartFragment-->${lines
    .map((line) => `<tr>${line.map(htmlCell).join('')}</tr>`)
    .join('\n')}<!--EndFragment--></table></body></html>`
