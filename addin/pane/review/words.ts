// The words of the review: its own texts, how sure, who holds with whom only by what, how values are written.
import { mergeEn } from '../../text/merge-en.ts'
import { fitsText } from '../../text/match-words.ts'
import { mergeZhHans } from '../../text/merge-zh-hans.ts'
import { mergeZhHant } from '../../text/merge-zh-hant.ts'
import { reviewEn } from '../../text/review-en.ts'
import { reviewZhHans } from '../../text/review-zh-hans.ts'
import { reviewZhHant } from '../../text/review-zh-hant.ts'
import { say, sayFrom } from '../../text/say.ts'
import type { HelloReply } from '../../../shared/protocol/hello.ts'
import type { MatchCluster, MatchMember } from '../../../shared/protocol/matches.ts'
import type { Locale, Setting } from '../../../shared/schema/kind.ts'
import type { Review } from './model.ts'

export const sayReview = sayFrom({
  en: { ...mergeEn, ...reviewEn },
  'zh-Hans': { ...mergeZhHans, ...reviewZhHans },
  'zh-Hant': { ...mergeZhHant, ...reviewZhHant },
})
export type SayReview = ReturnType<typeof sayReview>

/** Bits are the logarithm of the odds (base 2). Nobody is ever quite sure. @returns 1 to 99 */
export const percentOf = (bits: number): number =>
  Math.min(99, Math.max(1, Math.round(100 / (1 + 2 ** -bits))))

/** As the tags of the members are: 1 to 12. */
export const placeOf = ({ members }: MatchCluster, id: string): number =>
  members.findIndex((member) => member.id === id) + 1

/** So many bits are 97 %: a pair that is as sure needs no second look. */
const SURE_BITS = 5

/** Of three or more: the pair that belongs together least, and what of it fits. null: there is no weak one. */
export const weakestText = (locale: Locale, cluster: MatchCluster): string | null => {
  const pair = cluster.pairs[cluster.weakest]
  if (cluster.members.length < 3 || pair === undefined || pair.score >= SURE_BITS) return null
  const speak = sayReview(locale)
  const [a, b] = [placeOf(cluster, pair.a), placeOf(cluster, pair.b)]
  const reasons = fitsText(locale, pair.reasons)
  return reasons === ''
    ? speak('review.weakestNone', { a, b })
    : speak('review.weakest', { a, b, reasons })
}

/** Whose customer it is. */
export const ownerText = (
  speak: SayReview,
  { isMine, owner, ownerName }: Pick<MatchMember, 'isMine' | 'owner' | 'ownerName'>,
): string => {
  if (isMine) return speak('review.mine')
  if (owner === null) return speak('review.nobody')
  return ownerName === '' ? speak('review.colleague') : speak('review.theirs', { name: ownerName })
}

/** How stored values are written for whoever reads. */
export const settingFor = (
  locale: Locale,
  { org, users, now }: Pick<HelloReply, 'org' | 'users' | 'now'>,
  labels: Review['labels'],
): Setting => ({
  locale,
  country: org.country,
  currency: org.currency,
  timeZone: org.timeZone,
  today: new Intl.DateTimeFormat('en-CA', { timeZone: org.timeZone, dateStyle: 'short' }).format(
    now,
  ),
  refs: {
    find: () => [],
    label: (table, id) =>
      labels[table]?.[id] ??
      (table === 'user' ? (users.find((user) => user.id === id)?.name ?? null) : null),
  },
  say: say(locale),
})
