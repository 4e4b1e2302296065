// Comma-separated files: their encoding, their separator, their fields, and writing one.
// Reading knows nothing of types: what a field becomes in a cell is the workbook's affair.

const LEGACY = { 'zh-Hans': 'gb18030', 'zh-Hant': 'big5', en: 'gb18030' } as const

/** UTF-8 with or without a mark, UTF-16 with one; what is no valid UTF-8 is read as the old local code. */
export function decodeCsv(bytes: Uint8Array, language: keyof typeof LEGACY = 'zh-Hans'): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder(LEGACY[language]).decode(bytes)
  }
}

const SEPARATORS = [',', ';', '\t'] as const

/** The separator that stands most often in the first line, quotes aside. */
function separatorOf(text: string): string {
  const [line = ''] = text.replaceAll(/"(?:[^"]|"")*"/g, '').split(/\r?\n|\r/, 1)
  const counts = SEPARATORS.map((separator) => line.split(separator).length)
  return SEPARATORS[counts.indexOf(Math.max(...counts))] ?? ','
}

/** The fields of a file, line by line; a first line "sep=;" names the separator, as Excel has it. */
export function readCsv(text: string): readonly (readonly string[])[] {
  const named = /^sep=(.)\r?\n/i.exec(text)
  const body = text.slice(named?.[0].length ?? 0).replace(/(?:\r?\n|\r)$/, '')
  if (body === '') return []
  const separator = named?.[1] ?? separatorOf(body)
  const mark = separator.replace(/[\\^$.|?*+()[\]{}]/, String.raw`\$&`)
  const field = new RegExp(`"((?:[^"]|"")*)"?([^${mark}\\r\\n]*)|([^${mark}\\r\\n]*)`, 'y')
  const gap = new RegExp(`${mark}|\\r?\\n|\\r`, 'y')
  const lines: string[][] = [[]]
  for (let at = 0; at <= body.length;) {
    field.lastIndex = at
    const [, quoted, rest = '', plain = ''] = field.exec(body) ?? []
    lines.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"') + rest)
    gap.lastIndex = field.lastIndex
    const found = gap.exec(body)?.[0]
    if (found === undefined) break
    if (found !== separator) lines.push([])
    at = gap.lastIndex
  }
  return lines
}

const csvField = (text: string): string =>
  /[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text

/**
 * A file that Excel opens as UTF-8: with a mark, CRLF, quotes where needed. A text that begins with
 * = + - or @ is written as it is: any guard in front of it would change the data for every other
 * reader. Whoever saves is told how many there are (see countFormulaLike).
 */
export const writeCsv = (lines: readonly (readonly string[])[]): string =>
  `\ufeff${lines.map((line) => `${line.map(csvField).join(',')}\r\n`).join('')}`

/** Fields that a spreadsheet would take for a formula: = + - @ in front and no number. */
export const countFormulaLike = (lines: readonly (readonly string[])[]): number =>
  lines.reduce(
    (count, line) =>
      count +
      line.filter((text) => /^[=+\-@\t\r]/.test(text) && !/^[+-]?[\d.,]+%?$/.test(text)).length,
    0,
  )
