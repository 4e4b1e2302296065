// The words of the list of answers, and of how a weight moved.
import { answersEn } from '../../text/answers-en.ts'
import { answersZhHans } from '../../text/answers-zh-hans.ts'
import { answersZhHant } from '../../text/answers-zh-hant.ts'
import { fitsText, relationText } from '../../text/match-words.ts'
import { sayFrom } from '../../text/say.ts'
import type { GivenAnswer, MovedWeight } from '../../../shared/protocol/matches.ts'
import type { Locale } from '../../../shared/schema/kind.ts'

export const sayAnswers = sayFrom({
  en: answersEn,
  'zh-Hans': answersZhHans,
  'zh-Hant': answersZhHant,
})
export type SayAnswers = ReturnType<typeof sayAnswers>

/** What was answered: not the same, merged, or how they are related. */
export const verdictText = (
  locale: Locale,
  { verdict, kind }: Pick<GivenAnswer, 'verdict' | 'kind'>,
): string =>
  verdict === 'related' && kind !== null
    ? relationText(locale, kind)
    : sayAnswers(locale)(`answers.verdict.${verdict}`)

/** The finding whose weight it is; '' for one of a newer server, which has no words here. */
export const findingText = (locale: Locale, { field, level }: MovedWeight): string =>
  field === 'bias'
    ? sayAnswers(locale)('weights.bias')
    : fitsText(locale, [{ field, level, bits: 1 }])

type Way = 'moreFor' | 'lessFor' | 'moreAgainst' | 'lessAgainst' | 'nowFor' | 'nowAgainst'

/** What the finding says by now, beside what it says as shipped. Bits above zero speak for one customer. */
export const wayOf = ({ shipped, now }: Pick<MovedWeight, 'shipped' | 'now'>): Way => {
  if (shipped < 0 && now > 0) return 'nowFor'
  if (shipped > 0 && now < 0) return 'nowAgainst'
  const isFor = shipped > 0 || (shipped === 0 && now > 0)
  const isMore = Math.abs(now) > Math.abs(shipped)
  if (isFor) return isMore ? 'moreFor' : 'lessFor'
  return isMore ? 'moreAgainst' : 'lessAgainst'
}

/** Bits moved: half a bit is a factor of 1.4, one and a half of 2.8. */
export const muchOf = ({ shipped, now }: Pick<MovedWeight, 'shipped' | 'now'>): 1 | 2 | 3 => {
  const moved = Math.abs(now - shipped)
  if (moved < 0.5) return 1
  return moved < 1.5 ? 2 : 3
}
