// Why two customers may be one, as sentences: what fits and what does not, the weightiest first.
import type { MatchReason } from '../../shared/protocol/matches.ts'
import type { Known } from '../../shared/protocol/push.ts'
import type { Locale } from '../../shared/schema/kind.ts'
import type { TableKey } from '../../shared/schema/table-keys.ts'
import { labelOfKey } from '../../shared/sheet/column.ts'
import { matchEn } from './match-en.ts'
import { matchZhHans } from './match-zh-hans.ts'
import { matchZhHant } from './match-zh-hant.ts'
import { sayFrom } from './say.ts'

const sayMatch = sayFrom({ en: matchEn, 'zh-Hans': matchZhHans, 'zh-Hant': matchZhHant })

type Speak = ReturnType<typeof sayMatch>

/** Two findings that are one to a reader: the same name, but for its legal form. */
const inOne = (reasons: readonly MatchReason[]): readonly MatchReason[] => {
  const isName = ({ field, level }: MatchReason) => field === 'name' && level === 'same'
  const isForm = ({ field, level }: MatchReason) => field === 'form' && level === 'different'
  if (!reasons.some(isName) || !reasons.some(isForm)) return reasons
  return reasons
    .filter((reason) => !isForm(reason))
    .map((reason) => (isName(reason) ? { ...reason, field: 'onlyForm', level: '' } : reason))
}

/** A level of a newer server has no words here: it is left out. */
const wordsOf = (speak: Speak, reasons: readonly MatchReason[]): string => {
  const words = reasons.flatMap(({ field, level }) => {
    const key = ['match', field, level].filter((part) => part !== '').join('.')
    const text = speak(key)
    return text === key ? [] : [text]
  })
  return [...new Set(words)].join(speak('match.and'))
}

/** What fits, as a list in words; '' where nothing does. */
export const fitsText = (locale: Locale, reasons: readonly MatchReason[]): string =>
  wordsOf(
    sayMatch(locale),
    inOne(reasons).filter(({ bits }) => bits > 0),
  )

/** What speaks for one customer and what against it, a sentence each; none where there is nothing. */
export const reasonTexts = (locale: Locale, reasons: readonly MatchReason[]): readonly string[] => {
  const speak = sayMatch(locale)
  const fits = fitsText(locale, reasons)
  const against = wordsOf(
    speak,
    inOne(reasons).filter(({ bits }) => bits < 0),
  )
  return [
    ...(fits === '' ? [] : [speak('match.fits', { reasons: fits })]),
    ...(against === '' ? [] : [speak('match.against', { reasons: against })]),
  ]
}

export const relationText = (locale: Locale, kind: string): string =>
  sayMatch(locale)(`relation.${kind}`)

/** Beside why a row is known: the reasons, the fields that differ and those that linking would fill. */
export const knownDetails = (
  locale: Locale,
  table: TableKey,
  { reasons = [], differ = [], fills = [], limited = false }: Known,
): readonly string[] => {
  const speak = sayMatch(locale)
  const named = (keys: readonly string[]) =>
    keys.map((key) => labelOfKey(table, key, locale)).join(speak('match.and'))
  return [
    ...reasonTexts(locale, reasons),
    ...(differ.length > 0 ? [speak('match.differ', { fields: named(differ) })] : []),
    ...(fills.length > 0 ? [speak('match.fills', { fields: named(fills) })] : []),
    ...(limited ? [speak('match.limited')] : []),
  ]
}
