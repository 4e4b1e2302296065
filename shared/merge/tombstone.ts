// What stands in the place of an erased value: it names the row that was erased and nothing else.

const MARK = 'erased:'

export const tombstoneOf = (id: string): string => `${MARK}${id}`

export const isTombstone = (value: unknown): boolean =>
  typeof value === 'string' && value.startsWith(MARK)
