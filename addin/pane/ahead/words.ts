// What the server says of a row that is not stored yet, in words.
import { aheadEn } from '../../text/ahead-en.ts'
import { aheadZhHans } from '../../text/ahead-zh-hans.ts'
import { aheadZhHant } from '../../text/ahead-zh-hant.ts'
import { knownDetails, reasonTexts, relationText } from '../../text/match-words.ts'
import { say, sayFrom } from '../../text/say.ts'
import { knownText, problemsText, whomText } from '../../text/sentences.ts'
import type { MatchHint } from '../../../shared/protocol/matches.ts'
import type { Known, RowResult } from '../../../shared/protocol/push.ts'
import type { Locale } from '../../../shared/schema/kind.ts'
import type { Finding } from './model.ts'

export const sayAhead = sayFrom({ en: aheadEn, 'zh-Hans': aheadZhHans, 'zh-Hant': aheadZhHant })
export type SayAhead = ReturnType<typeof sayAhead>

type Said = Pick<Finding, 'kind' | 'texts'>

const knownTexts = (locale: Locale, known: Known): readonly string[] => {
  const details = knownDetails(locale, 'customer', known)
  return known.limited === true ? details : [knownText(locale, known), ...details]
}

const hintTexts = (locale: Locale, hint: MatchHint): readonly string[] => {
  const whom = whomText(locale, hint)
  const speak = sayAhead(locale)
  const lead =
    hint.kind === null
      ? speak('ahead.maybe', { whom })
      : speak('ahead.relation', { relation: relationText(locale, hint.kind), whom })
  return [lead, ...reasonTexts(locale, hint.reasons)]
}

/** Is it told of a customer out of sight? The server counts such rows by the day. */
export const speaksOfOthers = ({ known, look = [], related = [] }: RowResult): boolean =>
  [...(known === undefined || known.limited === true ? [] : [known]), ...look, ...related].some(
    ({ id }) => id === null,
  )

/** null: it would simply be saved. */
export const saidOf = (locale: Locale, result: RowResult): Said | null => {
  const { outcome, known, problems = [], look = [], related = [] } = result
  switch (outcome) {
    case 'applied':
    case 'done':
    case 'merged': {
      const [first] = look.length > 0 ? look : related
      if (first === undefined) return null
      return { kind: look.length > 0 ? 'look' : 'related', texts: hintTexts(locale, first) }
    }
    case 'known':
      return { kind: 'known', texts: known === undefined ? [] : knownTexts(locale, known) }
    case 'adopted':
      return { kind: 'known', texts: [say(locale)('outcome.adopted')] }
    case 'invalid':
      return { kind: 'wrong', texts: [problemsText(locale, 'customer', problems)] }
    default:
      return { kind: 'wrong', texts: [say(locale)(`outcome.${outcome}`)] }
  }
}
