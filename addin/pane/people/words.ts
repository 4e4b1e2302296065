// Days and counts of people and keys as they are read.
import type { Locale } from '../../../shared/schema/kind.ts'

const DAY_MS = 86_400_000

/** @param at UTC, milliseconds */
export const dayText = (locale: Locale, at: number): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(at)

/** @param day YYYY-MM-DD, which is no moment: it is read in no time zone but its own */
export const plainDayText = (locale: Locale, day: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(Date.parse(day))

/** YYYY-MM-DD in a time zone, so many days after `now`. */
export const dayAfter = (timeZone: string, now: number, days: number): string =>
  new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(now + days * DAY_MS)

/** Whole days that are left, at least 0. */
export const daysLeft = (now: number, end: number): number =>
  Math.max(0, Math.ceil((end - now) / DAY_MS))

/** So long before its end a key is spoken of. */
const WARN_DAYS = 14

/** @param expires UTC, milliseconds; null: there is no end */
export const isEnding = (now: number, expires: number | null): boolean =>
  expires !== null && expires - now <= WARN_DAYS * DAY_MS
