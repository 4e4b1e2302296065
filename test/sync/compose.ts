// A row as a session sends it that its user has typed in while the session wrote to it.
import type { PushRequest } from '../../shared/protocol/push.ts'
import { cellAt } from './content.ts'
import type { Content, GridRow } from './content.ts'
import { keyOf } from './fields.ts'
import { columnOf, identityOf } from './layout.ts'

type Row = PushRequest['rows'][number]

/** A row, and where it stood. */
export interface Found {
  readonly content: Content
  readonly row: GridRow
}

/**
 * Typed in while the session wrote to it, a row without copies is sent as the session knew it: each of its cells stood
 * in it, though not all at once.
 */
export const compose = (
  seen: readonly Content[],
  fields: readonly string[],
  sent: Row,
): Found | null => {
  const looks = seen.toReversed().map((content) => ({
    content,
    rows: content.rows.filter((one) => identityOf(one)?.id === sent[0]),
  }))
  const [newest] = looks
  const [row] = newest?.rows ?? []
  if (newest === undefined || row === undefined || looks.some(({ rows }) => rows.length > 1))
    return null
  const whole = new Map(row)
  for (const [at, field] of fields.entries()) {
    const column = columnOf(newest.content, keyOf(field))
    const said = looks.flatMap(({ rows }) =>
      rows.map((one) => (column === null ? null : cellAt(one, column))),
    )
    const cell = said.find((one) => one !== null && one.value === (sent[3][at] ?? ''))
    if (column === null || cell === undefined || cell === null) return null
    whole.set(column, cell)
  }
  return { content: newest.content, row: whole }
}
