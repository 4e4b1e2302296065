// Names of several customers as one text: those that are called alike stand once, with how many they are.
import { listed } from '../../text/lists.ts'
import type { Locale } from '../../../shared/schema/kind.ts'

/** @returns 华达、华达机械 ×3 */
export const namesText = (locale: Locale, names: readonly string[]): string => {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return listed(
    locale,
    [...counts].map(([name, count]) => (count === 1 ? name : `${name} ×${count}`)),
  )
}
