// The words of people and servers in a state or a reply, replaced by texts that a browser would run.
import { scriptTexts } from '../../support/injection.ts'

/** Under these keys stands what somebody wrote; other texts are codes and ids, by which views choose. */
const always =
  'label labelA labelB text mine theirs header by byName ownerName was sheet name org suggestion detail titles samples value now before'.split(
    ' ',
  )

/** @param text what the n-th text becomes; @param also further keys */
const replaced = <T>(
  value: T,
  text: (n: number, was: string) => string,
  also: readonly string[],
): T => {
  const spoken = new Set([...always, ...also])
  let next = 0
  const taint = (part: unknown, isSpoken: boolean): unknown => {
    if (typeof part === 'string' && isSpoken) {
      next += 1
      return text(next, part)
    }
    if (Array.isArray(part)) return part.map((each) => taint(each, isSpoken))
    if (typeof part !== 'object' || part === null) return part
    return Object.fromEntries(
      Object.entries(part).map(([key, each]) => [key, taint(each, spoken.has(key))]),
    )
  }
  // The same shape: only texts were replaced by texts.
  return taint(value, false) as T
}

/** @param from the first of the hostile texts */
export const hostile = <T>(value: T, from: number, also: readonly string[] = []): T =>
  replaced(value, (n) => scriptTexts[(from + n) % scriptTexts.length] ?? '', also)

/** Each text begins to be written from the right, and never ends that. */
export const turned = <T>(value: T, also: readonly string[] = []): T =>
  replaced(value, (_, was) => `\u202E${was}`, also)
