// The organisation's way of reading cells: country, currency, time zone and its today.
import type { Locale, RefBook, Setting } from '../../shared/schema/kind.ts'
import type { Organisation } from '../auth/actor.ts'

/** Making a formatter costs 2 ms; an isolate meets few zones. */
const formatters = new Map<string, Intl.DateTimeFormat>()

/** The calendar day of a moment in a time zone, YYYY-MM-DD. */
export const dayIn = (timeZone: string, now: number): string => {
  const formatter =
    formatters.get(timeZone) ??
    new Intl.DateTimeFormat('en-CA', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    })
  formatters.set(timeZone, formatter)
  return formatter.format(now)
}

const MINUTE_MS = 60_000
/** Clocks are less than a day away from UTC. */
const AWAY_MINUTES = 24 * 60

/** The minute in which a day of a time zone begins; UTC, milliseconds. */
const startOf = (timeZone: string, day: string): number => {
  const utc = Date.parse(day)
  let [early, late] = [-AWAY_MINUTES, AWAY_MINUTES]
  while (early < late) {
    const middle = Math.floor((early + late) / 2)
    if (dayIn(timeZone, utc + middle * MINUTE_MS) < day) early = middle + 1
    else late = middle
  }
  return utc + early * MINUTE_MS
}

/** @param day YYYY-MM-DD. @returns its first moment and that of the next day; UTC, milliseconds */
export const boundsOf = (
  timeZone: string,
  day: string,
): { readonly from: number; readonly to: number } => {
  const next = new Date(Date.parse(day) + AWAY_MINUTES * MINUTE_MS).toISOString().slice(0, 10)
  return { from: startOf(timeZone, day), to: startOf(timeZone, next) }
}

/** Day of the month and hour of a moment in a time zone. */
export const clockIn = (
  timeZone: string,
  now: number,
): { readonly day: number; readonly hour: number } => {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    day: 'numeric',
    hour: 'numeric',
    hourCycle: 'h23',
  }).formatToParts(now)
  const partOf = (type: string) => Number(parts.find((part) => part.type === type)?.value)
  return { day: partOf('day'), hour: partOf('hour') }
}

/** Labels of choices are read in all languages; the language decides only what 民國 and words mean. */
const localeOf = (country: Organisation['country']): Locale =>
  country === 'CN' ? 'zh-Hans' : 'zh-Hant'

export const settingOf = (org: Organisation, now: number, refs: RefBook): Setting => ({
  locale: localeOf(org.country),
  country: org.country,
  currency: org.currency,
  timeZone: org.timeZone,
  today: dayIn(org.timeZone, now),
  refs,
  say: null,
})
