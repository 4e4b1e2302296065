// Reads plain text as it comes from a clipboard: what a spreadsheet, a web page or a mail gives.

/** Text of the clipboard: lines and tabs; a field in quotes may hold both, and "" is a quote. */
export function readClipboard(text: string): readonly (readonly string[])[] {
  const lines: string[][] = [[]]
  const body = text.replace(/\r?\n$/, '')
  const field = /"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*)/y
  const gap = /\t|\r?\n|\r/y
  for (let at = 0; at <= body.length;) {
    field.lastIndex = at
    const match = field.exec(body)
    lines.at(-1)?.push(match?.[1]?.replaceAll('""', '"') ?? match?.[2] ?? '')
    gap.lastIndex = field.lastIndex
    const separator = gap.exec(body)
    if (separator === null) break
    if (separator[0] !== '\t') lines.push([])
    at = gap.lastIndex
  }
  return lines
}
