// The words of the status column in the reader's language: saved, or what is wrong, cell by cell, all of it.
import type { Problem } from '../../shared/problem.ts'
import type { RowResult } from '../../shared/protocol/push.ts'
import type { Cell, Locale } from '../../shared/schema/kind.ts'
import type { TableKey } from '../../shared/schema/tables.ts'
import { readRow } from '../../shared/sheet/row.ts'
import type { RowState } from '../../shared/sync/classify.ts'
import { say } from '../text/say.ts'
import { knownText, problemsText } from '../text/sentences.ts'
import type { Session } from './session.ts'

interface Reader {
  readonly locale: Locale
  readonly table: TableKey
}

const readerOf = ({ setting, binding }: Session): Reader => ({
  locale: setting.locale,
  table: binding.table,
})

const synced = ({ locale, table }: Reader, problems: readonly Problem[]): string =>
  problems.length === 0
    ? say(locale)('status.synced')
    : say(locale)('status.warning', { problems: problemsText(locale, table, problems) })

/** What the server said of a row. */
export const statusOfResult = (session: Session, result: RowResult): string => {
  const reader = readerOf(session)
  const { locale, table } = reader
  const { outcome, problems = [], known, reason } = result
  switch (outcome) {
    case 'applied':
    case 'done':
      return synced(reader, problems)
    case 'invalid':
      return say(locale)('outcome.invalid', { problems: problemsText(locale, table, problems) })
    case 'known':
      return say(locale)('outcome.known', {
        known: known === undefined ? '' : knownText(locale, known),
      })
    case 'gone':
      return say(locale)(reason === undefined ? 'outcome.gone' : `gone.${reason}`)
    case 'merged':
    case 'adopted':
      return problems.length === 0 ? say(locale)(`outcome.${outcome}`) : synced(reader, problems)
    case 'changed_identity':
    case 'conflict':
    case 'forbidden':
    case 'retry':
      return say(locale)(`outcome.${outcome}`)
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
  return key === undefined ? null : say(session.setting.locale)(key)
}

/** All that {@link statusOfHeld} can say: such words are out of date once the row is sent again. */
export const heldTexts = (session: Session): ReadonlySet<string> =>
  new Set(Object.values(heldKeys).map((key) => say(session.setting.locale)(key)))
