// Work that is done one after the other while its caller goes on: answers are written while the next are fetched.

export interface Line {
  readonly add: (work: () => Promise<unknown>) => void
  /** @throws what went wrong so far, so that nothing more is fetched in vain */
  readonly check: () => void
  /** Waits for all of it. @throws the first thing that went wrong */
  readonly end: () => Promise<void>
}

export const createLine = (): Line => {
  let last: Promise<unknown> = Promise.resolve()
  const failures: unknown[] = []
  const check = () => {
    if (failures.length > 0) throw failures[0]
  }
  return {
    add: (work) => {
      last = last
        .then(() => (failures.length > 0 ? null : work()))
        .catch((error: unknown) => failures.push(error))
    },
    check,
    end: async () => {
      await last
      check()
    },
  }
}
