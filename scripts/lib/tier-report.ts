// What `npm run tier` says: the JSON line, the same in words, and the lines of tiers.csv.
import { say } from '../../addin/text/say.ts'
import { foldScript } from '../../shared/normalize/fold.ts'
import type { Locale } from '../../shared/schema/kind.ts'
import type { Metric, TierPolicy } from '../../shared/tier/policy.ts'
import { rankCustomers, type Ranking, type Standing } from '../../shared/tier/rank.ts'
import { type Shares, sharesOf } from '../../shared/tier/whale.ts'
import { tierSentence } from '../../shared/tier/why.ts'
import { UNIT } from './tier-amount.ts'
import type { TierList } from './tier-list.ts'

export interface TierJson {
  readonly n: number
  readonly ranked: number
  readonly metric: Metric
  readonly top20Share: number | null
  readonly whalePeak: { readonly share: number; readonly at: number } | null
  readonly bottom30Share: number | null
  readonly lossMakers: number
  readonly tiers: Readonly<Record<string, number>>
}

export interface Tiered {
  readonly ranking: Ranking
  readonly shares: Shares
  readonly json: TierJson
}

const rounded = (share: number | null): number | null =>
  share === null ? null : Number(share.toFixed(6)) + 0

export const tiersOf = (list: TierList, policy: TierPolicy): Tiered => {
  const ranking = rankCustomers(
    list.subjects.map((s) => s.input),
    policy,
    list.today,
  )
  const shares = sharesOf(ranking.standings.flatMap((s) => s.place?.value ?? []))
  const tiers: Record<string, number> = { A: 0, B: 0, C: 0, N: 0, '': 0 }
  for (const { tier } of ranking.standings) tiers[tier ?? ''] = (tiers[tier ?? ''] ?? 0) + 1
  const json: TierJson = {
    n: list.subjects.length,
    ranked: ranking.ranked,
    metric: ranking.metric,
    top20Share: rounded(shares.top20),
    whalePeak: shares.peak && { share: rounded(shares.peak.share) ?? 0, at: shares.peak.at },
    bottom30Share: rounded(shares.bottom30),
    lossMakers: shares.lossMakers,
    tiers,
  }
  return { ranking, shares, json }
}

const metricWord: Readonly<Record<Metric, string>> = {
  profit_12m: 'profit',
  margin_12m: 'gross margin',
  sales_12m: 'sales',
  orders_12m: 'orders',
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`

/** For people. */
export const tierText = ({ json }: Tiered): string => {
  const word = metricWord[json.metric]
  const lines = [`${json.n} customers, ${json.ranked} ranked by ${word} (${json.metric})`]
  const { top20Share: top, bottom30Share: bottom, whalePeak: peak } = json
  if (top === null || bottom === null || peak === null)
    lines.push(`total ${word} is not above zero: shares of it say nothing`)
  else
    lines.push(
      `top 20 % make ${percent(top)} of ${word}`,
      bottom < 0
        ? `bottom 30 % eat ${percent(-bottom)} of ${word}`
        : `bottom 30 % make ${percent(bottom)} of ${word}`,
      `the curve peaks at ${percent(peak.share)} with the first ${peak.at} customers`,
    )
  lines.push(`${json.lossMakers} below zero`)
  const counts = Object.entries(json.tiers).filter(([, n]) => n > 0)
  lines.push(`tiers: ${counts.map(([tier, n]) => `${tier || 'none'} ${n}`).join(', ') || 'none'}`)
  return lines.join('\n')
}

/** The language of a header: Chinese by its script, else English. */
export const headerLocale = (header: readonly string[]): Locale => {
  const text = header.join('')
  if (!/\p{Script=Han}/u.test(text)) return 'en'
  return foldScript(text) === text.normalize('NFKC').toLowerCase() ? 'zh-Hans' : 'zh-Hant'
}

const whyOf = (
  standing: Standing,
  fault: string | null,
  metric: Metric,
  policy: TierPolicy,
  locale: Locale,
): string => {
  const speak = say(locale)
  const { place, why, tier } = standing
  if (place === null) {
    const { k, ...params } = why
    return fault !== null && k === 'none'
      ? speak('why.unread', { shown: fault.slice(0, 40) })
      : speak(`receipt.${k}`, params)
  }
  const reader = { say: speak, maySee: () => true, unit: UNIT }
  return tierSentence({ next: tier, metric, place, policy }, reader)
}

const quoted = (cell: string): string => {
  // A spreadsheet takes these for a formula; the sign of a number stays.
  const safe = /^[=@\t]|^[+-](?![\d.])/u.test(cell) ? `'${cell}` : cell
  return /[",\n\r]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** tiers.csv: `id,tier,rank,value,why`, a line for each customer in the order of the list. */
export const tiersCsv = (
  { ranking }: Tiered,
  list: TierList,
  policy: TierPolicy,
  locale: Locale,
): string => {
  const unit = ranking.metric === 'orders_12m' ? 1 : UNIT
  const own = { ...policy, currency: list.currency }
  const lines = ranking.standings.map((standing, i) => {
    const subject = list.subjects[i]
    const { place, tier } = standing
    const why = whyOf(standing, subject?.fault ?? null, ranking.metric, own, locale)
    const cells = [
      standing.id,
      tier ?? '',
      place ? String(place.first) : '',
      place ? String(place.value / unit) : '',
      why,
    ]
    return cells.map(quoted).join(',')
  })
  return ['id,tier,rank,value,why', ...lines].join('\n') + '\n'
}
