// The words of the status column in the reader's language: saved, or what is wrong, cell by cell, all of it.
import type { Problem } from '../../problem.ts'
import type { RowResult } from '../../protocol/push.ts'
import type { Cell, Locale } from '../../schema/kind.ts'
import type { TableKey } from '../../schema/table-keys.ts'
import { readRow } from '../../sheet/row.ts'
import type { RowState } from '../classify.ts'
import type { Session, Words } from './session.ts'

interface Reader {
  readonly locale: Locale
  readonly table: TableKey
  readonly words: Words
}

const readerOf = ({ setting, binding, words }: Session): Reader => ({
  locale: setting.locale,
  table: binding.table,
  words,
})

const synced = ({ locale, table, words }: Reader, problems: readonly Problem[]): string =>
  problems.length === 0
    ? words.say(locale)('status.synced')
    : words.say(locale)('status.warning', { problems: words.problems(locale, table, problems) })

/** What the server said of a row. */
export const statusOfResult = (session: Session, result: RowResult): string => {
  const reader = readerOf(session)
  const { locale, table, words } = reader
  const say = words.say(locale)
  const { outcome, problems = [], known, reason } = result
  switch (outcome) {
    case 'applied':
    case 'done':
      return synced(reader, problems)
    case 'invalid':
      return say('outcome.invalid', { problems: words.problems(locale, table, problems) })
    case 'known':
      return say('outcome.known', {
        known: known === undefined ? '' : words.known(locale, known),
      })
    case 'gone':
      return say(reason === undefined ? 'outcome.gone' : `gone.${reason}`)
    case 'merged':
    case 'adopted':
      return problems.length === 0 ? say(`outcome.${outcome}`) : synced(reader, problems)
    case 'changed_identity':
    case 'conflict':
    case 'forbidden':
    case 'retry':
      return say(`outcome.${outcome}`)
  }
}

/** Cells that the server holds: saved, with what is worth a look in them. */
export const statusOfCells = (session: Session, entered: readonly Cell[]): string => {
  const { layout, binding, setting } = session
  const keys = layout.entered.map((column) => column.key)
  return synced(readerOf(session), readRow(binding.table, keys, entered, setting).problems)
}

const heldKeys: Readonly<Partial<Record<RowState, string>>> = {
  damaged: 'status.damaged',
  copy: 'status.copy',
  twin: 'status.held',
  cleared: 'status.cleared',
}

/** Why a row is not sent; null for a row that is. */
export const statusOfHeld = (session: Session, state: RowState): string | null => {
  const key = heldKeys[state]
  return key === undefined ? null : session.words.say(session.setting.locale)(key)
}

/** All that {@link statusOfHeld} can say: such words are out of date once the row is sent again. */
export const heldTexts = (session: Session): ReadonlySet<string> =>
  new Set(Object.values(heldKeys).map((key) => session.words.say(session.setting.locale)(key)))
