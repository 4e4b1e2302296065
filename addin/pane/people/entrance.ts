// The server's entrance as a stranger's pane asks it, and a failure as the code that the pane has words for.
import type { ApiFailure } from '../../../shared/protocol/failure.ts'
import { err } from '../../../shared/result.ts'
import type { Result } from '../../../shared/result.ts'
import { failureToStop, stoppedToStop } from '../../../shared/sync/session/stop.ts'
import type { Stop } from '../../../shared/sync/session/stop.ts'
import { createEntranceApi } from '../../api/session.ts'
import type { EntranceApi } from '../../api/session.ts'

/** @param baseUrl without a slash at the end */
export const openEntrance = (baseUrl: string): EntranceApi =>
  createEntranceApi({ baseUrl, fetch: (input, init) => fetch(input, init) })

/** For what is asked once: sent again it would be done again. */
export const askOnce = async <T>(
  call: () => Promise<Result<T, ApiFailure>>,
): Promise<Result<T, Stop>> => {
  const answer = await call()
  if (answer.ok) return answer
  return err(stoppedToStop(failureToStop(answer.error)))
}
