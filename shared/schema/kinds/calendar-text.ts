// Reading calendar days from text and from Excel's serial numbers, in UTC arithmetic only.
// A serial counts days from 1899-12-30; Excel's own 1900-02-29 (serial 60) is no day.

const DAY_MS = 86_400_000
const EPOCH_SERIAL = 25_569
const LAST_SERIAL = 2_958_465

const pad = (n: number, width = 2): string => String(n).padStart(width, '0')

/** YYYY-MM-DD of a real day from 1900 to 9999; null for 2026-02-30. */
const isoDay = (year: number, month: number, day: number): string | null => {
  if (year < 1900 || year > 9999) return null
  const date = new Date(Date.UTC(year, month - 1, day))
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return isReal ? `${pad(year, 4)}-${pad(month)}-${pad(day)}` : null
}

/** The day of a serial number, its fraction dropped; null outside of Excel's calendar. */
export const serialToDay = (serial: number): string | null => {
  const whole = Math.floor(serial)
  if (whole < 1 || whole > LAST_SERIAL || whole === 60) return null
  const days = whole < 60 ? whole + 1 : whole
  return new Date((days - EPOCH_SERIAL) * DAY_MS).toISOString().slice(0, 10)
}

/** Excel's serial of a YYYY-MM-DD. */
export const dayToSerial = (day: string): number => {
  const serial = Date.parse(`${day}T00:00:00Z`) / DAY_MS + EPOCH_SERIAL
  return serial <= 60 ? serial - 1 : serial
}

const yearFirst = [
  /^(\d{4})-(\d{1,2})-(\d{1,2})$/u,
  /^(\d{4})\/(\d{1,2})\/(\d{1,2})$/u,
  /^(\d{4})\.(\d{1,2})\.(\d{1,2})\.?$/u,
  /^(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号號]?$/u,
  /^(\d{4})(\d{2})(\d{2})$/u,
]
const republic = [
  /^(?:中華)?(?:民國|民国)\s*(\d{1,3})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号號]?$/u,
  /^(?:民國|民国)\s*(\d{1,3})[./-](\d{1,2})[./-](\d{1,2})$/u,
]
const yearless = [/^(\d{1,2})[/\-.](\d{1,2})$/u, /^(\d{1,2})\s*月\s*(\d{1,2})\s*[日号號]?$/u]

const firstMatch = (patterns: readonly RegExp[], text: string): number[] | null => {
  for (const pattern of patterns) {
    const match = pattern.exec(text)
    if (match) return match.slice(1).map(Number)
  }
  return null
}

/** 2026-3-5, 2026/3/5, 2026.3.5, 2026年3月5日, 20260305: what every Excel takes for that day. */
export const yearFirstDay = (text: string): string | null => {
  const [year, month, day] = firstMatch(yearFirst, text) ?? []
  return year === undefined || month === undefined || day === undefined
    ? null
    : isoDay(year, month, day)
}

/** The same, and 民國115年3月5日, and 3/5 or 3月5日 as the nearest such day that is not after today. */
export const dayOfText = (text: string, today: string): string | null => {
  const plain = yearFirstDay(text)
  if (plain !== null) return plain
  const [republicYear, republicMonth, republicDay] = firstMatch(republic, text) ?? []
  if (republicYear !== undefined && republicMonth !== undefined && republicDay !== undefined)
    return isoDay(republicYear + 1911, republicMonth, republicDay)
  const [month, day] = firstMatch(yearless, text) ?? []
  if (month === undefined || day === undefined) return null
  const thisYear = Number(today.slice(0, 4))
  // 29 February: the last leap year is at most eight years ago.
  for (let year = thisYear; year > thisYear - 9; year--) {
    const found = isoDay(year, month, day)
    if (found !== null && found <= today) return found
  }
  return null
}

// Two numbers and a year, day or month first, nobody knows: 3/5/2026.
const yearLast = /^(\d{1,2})[/\-.](\d{1,2})[/\-.](\d{4})$/u

/** A day with the year last: both readings, one where only one is a day; null where it is none. */
export const yearLastDays = (text: string): readonly string[] => {
  const [a, b, year] = firstMatch([yearLast], text) ?? []
  if (a === undefined || b === undefined || year === undefined) return []
  const both = [isoDay(year, a, b), isoDay(year, b, a)].filter((day) => day !== null)
  return [...new Set(both)]
}
