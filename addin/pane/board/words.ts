// The words of the board: amounts, headline, signs, why; its own texts in the reader's language.
import { boardEn } from '../../text/board-en.ts'
import { boardZhHans } from '../../text/board-zh-hans.ts'
import { boardZhHant } from '../../text/board-zh-hant.ts'
import { joined } from '../../text/lists.ts'
import { say, sayFrom } from '../../text/say.ts'
import type { HelloReply } from '../../../shared/protocol/hello.ts'
import type { ViewReply } from '../../../shared/protocol/tier-lists.ts'
import type { BoardReply, DecidedStep, TierRun } from '../../../shared/protocol/tiers.ts'
import type { Locale } from '../../../shared/schema/kind.ts'
import type { Metric } from '../../../shared/tier/policy.ts'
import { signWords } from '../../../shared/tier/signs.ts'
import type { Sign } from '../../../shared/tier/signs.ts'
import { moneyText } from '../../../shared/tier/why.ts'
import { timeText } from '../sentence.ts'

export const sayBoard = sayFrom({
  en: boardEn,
  'zh-Hans': boardZhHans,
  'zh-Hant': boardZhHant,
})
export type SayBoard = ReturnType<typeof sayBoard>

/** Amounts are hundredths. */
export const MONEY_UNIT = 100

const tongue: Readonly<Record<Locale, 0 | 1 | 2>> = { 'zh-Hans': 0, 'zh-Hant': 1, en: 2 }

export const signText = (locale: Locale, sign: Sign): string => signWords[sign][tongue[locale]]

/** As amounts have it. */
const MINUS = '\u2212'

/** 81.7%: one decimal, as reports of 80/20/30 print it. */
export const shareText = (locale: Locale, share: number): string =>
  new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })
    .format(share)
    .replace('-', MINUS)

/** @param value hundredths, or a number of orders; null is hidden from the reader */
export const valueText = (
  locale: Locale,
  metric: Metric,
  value: number | null,
  currency: string,
): string => {
  if (value === null) return sayBoard(locale)('board.hidden')
  if (metric !== 'orders_12m') return moneyText(value, currency, MONEY_UNIT)
  return sayBoard(locale)('board.orders', { count: new Intl.NumberFormat(locale).format(value) })
}

/** "The top 20% make 81.7% of net profit", and what the others do; null: there are no shares to tell. */
export const headlineParts = (
  locale: Locale,
  { shares, metric }: BoardReply,
): readonly string[] | null => {
  const t = sayBoard(locale)
  const { top20, bottom30, lossMakers } = shares
  if (top20 === null || bottom30 === null) return null
  const bottom = shareText(locale, Math.abs(bottom30))
  return [
    t('board.top', { share: shareText(locale, top20), metric: t(`board.metric.${metric}`) }),
    t(bottom30 < 0 ? 'board.eat' : 'board.bring', { share: bottom }),
    ...(lossMakers > 0
      ? [t('board.loss', { count: new Intl.NumberFormat(locale).format(lossMakers) })]
      : []),
  ]
}

/** All of it as one sentence. */
export const headlineText = (locale: Locale, board: BoardReply): string | null => {
  const parts = headlineParts(locale, board)
  return parts === null ? null : joined(locale, parts)
}

/** What the picture of the curve says to whoever cannot see it. */
export const curveText = (locale: Locale, { curve, shares }: BoardReply): string => {
  const t = sayBoard(locale)
  const { n, peak } = shares
  if (curve.length === 0 || peak === null) return t('board.noCurve')
  const fifth = curve.find(({ at }) => at >= n / 5)
  return t('board.curveSays', {
    fifth: shareText(locale, fifth?.share ?? 0),
    peak: shareText(locale, peak.share),
    at: shareText(locale, peak.at / n),
  })
}

/** Of which day, how many were ranked, by which policy. */
export const asOfText = (locale: Locale, { today, ranked, version }: TierRun): string => {
  const t = sayBoard(locale)
  return t('board.asOf', {
    day: today,
    ranked: new Intl.NumberFormat(locale).format(ranked),
    policy: version === 0 ? t('board.policyStandard') : t('board.policyNo', { version }),
  })
}

/** Who decided what, and when. */
export const decidedText = (
  locale: Locale,
  { answer, byName: name, at, step }: DecidedStep,
): string => {
  const t = sayBoard(locale)
  const what = step === null ? '' : t(`board.step.${step}`)
  return t(`board.decided.${answer}`, { name, time: timeText(locale, at), step: what })
}

/** Why a customer is in a saved view. */
export const viewWhy = (locale: Locale, { k, ...params }: ViewReply['rows'][number]['why']) =>
  say(locale)(`receipt.${k}`, params)

export const ownerName = (hello: HelloReply | null, id: string): string =>
  hello?.users.find((user) => user.id === id)?.name ?? ''

/** What a sheet may be called: Excel refuses some signs and more than 31 characters; a number may come behind. */
export const sheetName = (text: string): string =>
  text
    .replaceAll(/[[\]:*?/\\']/gu, ' ')
    .trim()
    .slice(0, 27)
    .replace(/[\uD800-\uDBFF]$/u, '')
    .trim()
