// Days as the tier rules count them: YYYY-MM-DD in the organisation's zone, UTC arithmetic, no clock.
const DAY_MS = 86_400_000
const pad = (n: number): string => String(n).padStart(2, '0')

/** Days since 1970-01-01. */
export const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY_MS

/** From the first day to the second; negative where the second is earlier. */
export const daysBetween = (from: string, to: string): number => dayNumber(to) - dayNumber(from)

/** The same day so many months later or earlier, the last one of a shorter month. */
export const addMonths = (day: string, months: number): string => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const index = year * 12 + month - 1 + months
  const y = Math.floor(index / 12)
  const m = index - y * 12
  const last = new Date(Date.UTC(y, m + 1, 0)).getUTCDate()
  return `${String(y).padStart(4, '0')}-${pad(m + 1)}-${pad(Math.min(date, last))}`
}
