// How long each stretch of a session took, on the injected clock: the session says where they begin and end.
import type { Sign, Stretch } from '../../shared/sync/session/effect.ts'

export type Timings = Record<Stretch | 'bind', number>

export interface Stopwatch {
  readonly times: Readonly<Timings>
  readonly hear: (sign: Sign) => void
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
  const begun = new Map<Stretch, number>()
  return {
    times,
    hear: (sign) => {
      if (sign.do === 'begin') begun.set(sign.stretch, now())
      if (sign.do === 'end') times[sign.stretch] += now() - (begun.get(sign.stretch) ?? now())
    },
  }
}
