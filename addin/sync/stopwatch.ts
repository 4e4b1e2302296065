// How long each phase took, on the injected clock.

const phases = ['bind', 'scan', 'mint', 'push', 'first500', 'apply', 'pull', 'total'] as const
export type Timings = Record<(typeof phases)[number], number>

export interface Stopwatch {
  readonly times: Readonly<Timings>
  /** Adds the time that the work takes to the phase. */
  readonly measure: <T>(phase: keyof Timings, work: () => Promise<T>) => Promise<T>
}

/** @param now milliseconds */
export const createStopwatch = (now: () => number): Stopwatch => {
  const times: Timings = {
    bind: 0,
    scan: 0,
    mint: 0,
    push: 0,
    first500: 0,
    apply: 0,
    pull: 0,
    total: 0,
  }
  return {
    times,
    measure: async (phase, work) => {
      const start = now()
      try {
        return await work()
      } finally {
        times[phase] += now() - start
      }
    },
  }
}
