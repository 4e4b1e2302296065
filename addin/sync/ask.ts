// Asks the server, again after 1, 2, 4 and 8 s where the outcome is unknown: every request may be repeated, because
// the intention itself (row, base, content) is the key that makes it happen once.
import type { Result } from '../../shared/result.ts'
import type { ApiFailure } from '../api/api.ts'
import { failureToStop } from './stop.ts'

const DELAYS_MS = [1_000, 2_000, 4_000, 8_000]

const isWorthRetrying = (failure: ApiFailure): boolean =>
  failure.kind === 'unknown' || (failure.kind === 'refused' && failure.code === 'unavailable')

/** @throws Stopped when the server says no, or says nothing five times */
export const ask = async <T>(
  request: () => Promise<Result<T, ApiFailure>>,
  sleep: (milliseconds: number) => Promise<void>,
): Promise<T> => {
  for (let tries = 0; ; tries++) {
    const answer = await request()
    if (answer.ok) return answer.value
    const delay = DELAYS_MS[tries]
    if (delay === undefined || !isWorthRetrying(answer.error)) throw failureToStop(answer.error)
    await sleep(delay)
  }
}
