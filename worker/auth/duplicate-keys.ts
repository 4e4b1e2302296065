// JSON lets a name stand twice in one object, and readers differ in which they take. Here nobody takes either.

/** Strings with the colon that makes one a name, and all that opens or closes. */
const pieces = /"(?:[^"\\]|\\.)*"\s*(:)?|[{}[\]]/gu

/** Of valid JSON: does an object of it name one thing twice? */
export const hasTwice = (json: string): boolean => {
  const open: Set<unknown>[] = []
  for (const [piece, colon] of json.matchAll(pieces)) {
    if (piece === '{' || piece === '[') open.push(new Set())
    else if (piece === '}' || piece === ']') open.pop()
    else if (colon !== undefined) {
      const name: unknown = JSON.parse(piece.slice(0, -1))
      const names = open.at(-1)
      if (names?.has(name) === true) return true
      names?.add(name)
    }
  }
  return false
}
