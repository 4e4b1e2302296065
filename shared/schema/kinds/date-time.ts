// A moment to the minute, stored as UTC text YYYY-MM-DDTHH:MMZ; its cell shows the wall time of the
// organisation's zone as a serial with a fraction.
import * as z from 'zod'

import type { Cell, Kind } from '../kind.ts'
import { dayOfText, dayToSerial, serialToDay, yearFirstDay } from './calendar-text.ts'
import { asTyped, foldWidth, plainText, readShort, said, TYPED_MAX } from './cell-text.ts'
import { canonNumber } from './number.ts'
import { utcToWall, wallToUtc } from './zone.ts'

const MINUTES = 1_440
const stored = /^(\d{4}-\d{2}-\d{2})T(?:[01]\d|2[0-3]):[0-5]\dZ$/u
const isStored = (value: string): boolean => {
  const day = stored.exec(value)?.[1]
  return day !== undefined && yearFirstDay(day) === day
}
const pad = (n: number): string => String(n).padStart(2, '0')

/** Wall time YYYY-MM-DDTHH:MM of a serial, to the nearest minute; null outside of the calendar. */
const serialToWall = (serial: number): string | null => {
  const minutes = Math.round(serial * MINUTES)
  const day = serialToDay(Math.floor(minutes / MINUTES))
  if (day === null) return null
  const ofDay = minutes % MINUTES
  return `${day}T${pad(Math.floor(ofDay / 60))}:${pad(ofDay % 60)}`
}

const wallToSerial = (wall: string): number => {
  const hours = Number(wall.slice(11, 13))
  const minutes = Number(wall.slice(14, 16))
  return dayToSerial(wall.slice(0, 10)) + (hours * 60 + minutes) / MINUTES
}

const timed =
  /^(.*?)(?:[T\s]+|(?<=[日号號]))(上午|下午|早上|晚上|中午|AM|PM)?\s*(\d{1,2})\s*[:时時点點]\s*(?:(\d{1,2})分?)?(?::(\d{2})(?:\.\d+)?)?\s*(AM|PM)?(Z)?$/iu
const afternoon = /^(?:下午|晚上|中午|pm)$/iu

interface Spoken {
  readonly day: string
  readonly time: string
  readonly isUtc: boolean
}

const splitTime = (text: string): Spoken | null => {
  const match = timed.exec(text)
  if (!match) return { day: text, time: '00:00', isUtc: false }
  const [, day = '', before = '', hour = '', minute = '0', , after = '', utc = ''] = match
  const half = before || after
  const shift = afternoon.test(half) && Number(hour) < 12 ? 12 : 0
  const midnight = /^(?:am|上午|早上)$/iu.test(half) && Number(hour) === 12 ? -12 : 0
  const hours = Number(hour) + shift + midnight
  if (hours > 23 || Number(minute) > 59) return null
  return { day: day.trim(), time: `${pad(hours)}:${pad(Number(minute))}`, isUtc: utc !== '' }
}

/** Serial and year-first text of one minute are one. */
const canonDateTime = (cell: Cell): string => {
  const text = canonNumber(cell)
  if (/^\d{1,7}(?:\.\d+)?$/u.test(text)) return serialToWall(Number(text)) ?? text
  const match =
    /^(\d{4}[-/年.]\d{1,2}[-/月.]\d{1,2}日?)(?:[T\s]+(\d{1,2}):(\d{2})(?::00)?)?$/u.exec(text)
  const day = match?.[1] === undefined ? null : yearFirstDay(match[1])
  const hour = Number(match?.[2] ?? 0)
  if (day === null || hour > 23 || Number(match?.[3] ?? 0) > 59) return text
  return `${day}T${pad(hour)}:${match?.[3] ?? '00'}`
}

export const dateTime: Kind<string, 'text'> = {
  name: 'date-time',
  storage: 'text',
  numberFormat: 'yyyy-mm-dd hh:mm',
  schema: z.string().min(1).max(TYPED_MAX),
  read: (cell, { today, timeZone }) => {
    const text = plainText(cell)
    const common = readShort(text)
    if (common) return common
    if (typeof cell === 'number') {
      const wall = serialToWall(cell)
      return wall === null ? asTyped(text, 'time.form') : said(wallToUtc(wall, timeZone))
    }
    // Runs of spaces would be shared out among the parts of the pattern in every way there is.
    const spoken = splitTime(foldWidth(text).replace(/\s+/gu, ' '))
    const day = spoken && dayOfText(spoken.day, today)
    if (!spoken || day === null) return asTyped(text, 'time.form')
    const wall = `${day}T${spoken.time}`
    return said(spoken.isUtc ? `${wall}Z` : wallToUtc(wall, timeZone))
  },
  write: (value, { timeZone }) =>
    isStored(value) ? wallToSerial(utcToWall(value, timeZone)) : value,
  canon: canonDateTime,
  isUsable: isStored,
  offers: () => [],
  refersTo: null,
}
