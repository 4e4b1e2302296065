// Roughly how old somebody is. An age in years that makes him a child under 14 is refused, as his birthday would be.
import type { Kind } from '../kind.ts'
import { plainText, wrong } from './cell-text.ts'
import { CHILD_YEARS, isChildsAge } from './children.ts'

/** The kind, for a field that says somebody's age. */
export const ageOf = (kind: Kind<string, 'text'>): Kind<string, 'text'> => ({
  ...kind,
  read: (cell, setting) =>
    isChildsAge(plainText(cell))
      ? wrong('child.age', { years: CHILD_YEARS })
      : kind.read(cell, setting),
})
