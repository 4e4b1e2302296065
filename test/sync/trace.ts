// The story of a history in words, for whoever looks into a failure: batches of Excel, requests and answers.
import { cellAt } from './content.ts'
import type { Content } from './content.ts'
import type { Touched } from './excel-draft.ts'
import { keyOfColumn } from './layout.ts'
import type { Call } from './network.ts'

const TEXT_MAX = 900

/** Without the long common heads of ids, and not longer than somebody reads. */
const short = (text: string): string => {
  const brief = text.replaceAll(/\b01M7Y45MG0+/gu, '')
  return brief.length > TEXT_MAX ? `${brief.slice(0, TEXT_MAX)}…` : brief
}

/** What a batch changed, cell by cell; a batch that only read says how the rows stand. */
export const batchText = (
  desk: number,
  before: Content,
  after: Content,
  touched: Touched,
): string => {
  const nameOf = (id: number) => {
    const column = after.columns.find((one) => one.id === id)
    return column ? (keyOfColumn(column) ?? column.name) : `column ${id}`
  }
  const cells = [...touched].flatMap(([row, olds]) =>
    [...olds].map(([id, old]) => {
      const now = cellAt(after.rows[row], id)
      return `${row}.${nameOf(id)} "${old.value}"#${old.mark} -> "${now.value}"#${now.mark}`
    }),
  )
  if (cells.length > 0) return short(`pane ${desk} writes ${cells.join(', ')}`)
  return before === after
    ? `pane ${desk} reads ${after.rows.length} rows`
    : `pane ${desk} keeps its state`
}

export const askText = (desk: number, verb: string, request: unknown): string =>
  short(`pane ${desk} asks ${verb} ${JSON.stringify(request)}`)

export const replyText = ({ desk, verb, reply, user, answer }: Call): string =>
  short(
    `pane ${desk.id}${answer === null ? ' (nobody waits)' : ''} as user ${user}: ${verb} is answered ${JSON.stringify(
      reply?.ok === true ? reply.value : reply?.error,
    )}`,
  )

/** All cells of a sheet, row by row. */
export const sheetText = (content: Content): string =>
  content.rows
    .map((row, at) =>
      [
        at,
        ...content.columns.map(({ id }) => `${cellAt(row, id).value}#${cellAt(row, id).mark}`),
      ].join(' | '),
    )
    .join('\n')
