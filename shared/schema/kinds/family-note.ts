// What a customer tells of his family. Children under 14 are not recorded: a note that tells one's age is refused, the
// text stays in the sheet.
import type { Kind } from '../kind.ts'
import { wrong } from './cell-text.ts'
import { CHILD_YEARS, childInNote } from './children.ts'
import { note } from './text.ts'

const own = note(300)

export const familyNote: Kind<string, 'text'> = {
  ...own,
  read: (cell, setting) => {
    const reading = own.read(cell, setting)
    const words = reading.value === null ? null : childInNote(reading.value, setting.today)
    return words === null ? reading : wrong('child.told', { shown: words, years: CHILD_YEARS })
  },
}
