// The reasons of a judgement in a few words, English and Chinese, for the command line: the pane's own words.
import { matchEn, type MatchKey } from '../../addin/text/match-en.ts'
import { matchZhHans } from '../../addin/text/match-zh-hans.ts'
import { reasonsOf, type Judgement, type Reason } from '../../shared/match/judge.ts'

const isMatchKey = (key: string): key is MatchKey => Object.hasOwn(matchEn, key)

const wordsOf = ({ field, level }: Reason): string => {
  const key = `match.${field}.${level}`
  return isMatchKey(key) ? `${matchEn[key]} ${matchZhHans[key]}` : level
}

const WORDS_MAX = 6

/** The weightiest reasons, at most six. */
export const whyText = (judgement: Judgement): string =>
  reasonsOf(judgement).slice(0, WORDS_MAX).map(wordsOf).join('; ')
