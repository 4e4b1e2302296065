// Excel's addresses to zero-based areas.
import { columnLetters } from '../../shared/sync/marks.ts'
import type { Area } from './port.ts'

const lettersToIndex = (letters: string): number =>
  Array.from(letters).reduce((index, letter) => index * 26 + letter.charCodeAt(0) - 64, 0) - 1

const part = /^(?:.*!)?\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?$/su

const partToArea = (text: string): Area | null => {
  const found = part.exec(text.trim())
  if (found === null) return null
  const [, left = '', top = '', right = left, bottom = top] = found
  const area = { top: Number(top) - 1, left: lettersToIndex(left) }
  return {
    ...area,
    rows: Number(bottom) - area.top,
    columns: lettersToIndex(right) - area.left + 1,
  }
}

/** @param address e.g. `Sheet1!A1:C1,Sheet1!E4`; what is no cell address is left out */
export const addressToAreas = (address: string): readonly Area[] =>
  address.split(',').flatMap((text) => partToArea(text) ?? [])

/** @returns e.g. `A1:C1`, or `E4` for a single cell */
export const areaToAddress = ({ top, left, rows, columns }: Area): string => {
  const first = `${columnLetters(left)}${top + 1}`
  const last = `${columnLetters(left + columns - 1)}${top + rows}`
  return first === last ? first : `${first}:${last}`
}

export const overlap = (a: Area, b: Area): boolean =>
  a.top < b.top + b.rows &&
  b.top < a.top + a.rows &&
  a.left < b.left + b.columns &&
  b.left < a.left + a.columns
