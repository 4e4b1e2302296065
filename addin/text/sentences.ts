// Sentences made of texts: what is wrong with cells, and which customer a row equals.
import type { Problem } from '../../shared/problem.ts'
import type { Known } from '../../shared/protocol/push.ts'
import type { Locale } from '../../shared/schema/kind.ts'
import type { TableKey } from '../../shared/schema/table-keys.ts'
import { labelOfKey } from '../../shared/sheet/column.ts'
import { say } from './say.ts'
import type { Say } from './say.ts'

/** What is wrong with a cell and what would be right, naming the field. */
export const problemText = (locale: Locale, table: TableKey, problem: Problem): string =>
  say(locale)(`flaw.${problem.code}`, {
    ...problem.params,
    field: labelOfKey(table, problem.field, locale),
  })

/** Several problems as one text for a cell. */
export const problemsText = (
  locale: Locale,
  table: TableKey,
  problems: readonly Problem[],
): string =>
  problems.map((problem) => problemText(locale, table, problem)).join(say(locale)('list.separator'))

const whom = (speak: Say, { here, label }: Pick<Known, 'here' | 'label'>): string => {
  if (here) return label === null ? speak('known.row') : speak('known.here', { label })
  return label ?? speak('known.colleague')
}

/** Who it is that a row equals or is related to: his name, a row of this paste, or a colleague's customer. */
export const whomText = (locale: Locale, found: Pick<Known, 'here' | 'label'>): string =>
  whom(say(locale), found)

/** Why a row is a customer that exists, and which. */
export const knownText = (locale: Locale, known: Known): string => {
  const speak = say(locale)
  return speak(`known.${known.by}`, { whom: whom(speak, known) })
}
