// For our own mistakes: crashes with a full sentence that names the likely culprit.

export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Kehu: ${message}`)
}

/** The value, which our own code promised is there. */
export function must<T>(value: T | null | undefined, message: string): T {
  assert(value !== null && value !== undefined, message)
  return value
}
