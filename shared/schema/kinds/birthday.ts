// A birthday as people know it, kept as typed. Its mask leaves out the year. One that makes a contact a child under 14
// is refused: what would be right is to leave it, or him, out.
import type { Kind } from '../kind.ts'
import { readBirthday } from './birthday-parts.ts'
import { wrong } from './cell-text.ts'
import { CHILD_YEARS, isChildsBirthday } from './children.ts'
import { maskWith } from './masked.ts'
import { text } from './text.ts'

const own = text(40)
const two = (n: number): string => String(n).padStart(2, '0')

/** Month and day; never the year, nor whether there is one. */
const maskOfBirthday = (value: string): string => {
  const found = readBirthday(value)
  if (found === null) return maskWith('')
  if (found.isLunar) return maskWith(found.rest)
  const { month, day } = found
  if (month === null) return maskWith('')
  return maskWith(day === null ? `-${two(month)}` : `-${two(month)}-${two(day)}`)
}

export const birthday: Kind<string, 'text'> = {
  ...own,
  name: 'birthday',
  read: (cell, setting) => {
    const reading = own.read(cell, setting)
    const isChild = reading.value !== null && isChildsBirthday(reading.value, setting.today)
    return isChild ? wrong('child.age', { years: CHILD_YEARS }) : reading
  },
  mask: maskOfBirthday,
}
