// Where two answers part. Maps and sets have no order; lists have one, unless their verb promises none.

/** Lists whose order no caller relies on, by verb and key. */
const unordered: Readonly<Record<string, readonly string[]>> = {
  readPush: ['matches', 'conflicts'],
  readLabels: ['customersByKey', 'contacts', 'held'],
  readIntents: [''],
}

type Plain = null | string | number | boolean | readonly Plain[] | { readonly [key: string]: Plain }

const sorted = (parts: readonly Plain[]): readonly Plain[] =>
  parts.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))

const entriesToPlain = (
  entries: Iterable<readonly [unknown, unknown]>,
  isLoose: (key: string) => boolean,
): Plain =>
  Object.fromEntries(
    [...entries]
      .filter(([, part]) => part !== undefined)
      .map(([key, part]) => [String(key), toPlain(part, isLoose, isLoose(String(key)))] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  )

const toPlain = (value: unknown, isLoose: (key: string) => boolean, isAllLoose: boolean): Plain => {
  const inside = isAllLoose ? () => true : isLoose
  if (value instanceof Map) return entriesToPlain(value, inside)
  if (value instanceof Set) return sorted([...value].map((part) => toPlain(part, inside, false)))
  if (Array.isArray(value)) {
    const parts = value.map((part) => toPlain(part, inside, false))
    return isAllLoose ? sorted(parts) : parts
  }
  if (typeof value === 'object' && value !== null)
    return entriesToPlain(Object.entries(value), inside)
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value
  return null
}

const isParent = (
  value: Plain | undefined,
): value is Exclude<Plain, null | string | number | boolean> =>
  typeof value === 'object' && value !== null

const partsOf = (value: Exclude<Plain, null | string | number | boolean>) =>
  new Map<string, Plain>(Object.entries(value))

const TEXT_MAX = 600
const say = (value: Plain | undefined): string =>
  value === undefined ? 'nothing' : JSON.stringify(value).slice(0, TEXT_MAX)

const findFirst = (
  memory: Plain | undefined,
  sql: Plain | undefined,
  at: string,
): string | null => {
  if (isParent(memory) && isParent(sql) && Array.isArray(memory) === Array.isArray(sql)) {
    const [ours, theirs] = [partsOf(memory), partsOf(sql)]
    for (const key of new Set([...ours.keys(), ...theirs.keys()])) {
      const found = findFirst(ours.get(key), theirs.get(key), `${at}.${key}`)
      if (found !== null) return found
    }
    return null
  }
  return Object.is(memory, sql) ? null : `${at} in memory ${say(memory)}, in SQL ${say(sql)}`
}

/** null: they are equal; else the first place where they part, with both sides. `what` names a verb or a state. */
export const differenceOf = (what: string, memory: unknown, sql: unknown): string | null => {
  const loose = unordered[what] ?? []
  const isLoose = (key: string) => loose.includes(key)
  const plain = [memory, sql].map((value) => toPlain(value, isLoose, loose.includes('')))
  return findFirst(plain[0], plain[1], what)
}
