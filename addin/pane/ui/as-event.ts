// A reply that was asked for becomes the event that tells of it; a failure stays one.
import type { Result } from '../../../shared/result.ts'

export const asEvent = async <Reply, Event, Failure>(
  pending: Promise<Result<Reply, Failure>>,
  toEvent: (reply: Reply) => Event,
): Promise<Result<Event, Failure>> => {
  const result = await pending
  return result.ok ? { ok: true, value: toEvent(result.value) } : result
}
