// Who waits to be let go on, and what is a reason. Pure.
import { approveRequest, type DeliveryReply } from '../../../shared/protocol/trace.ts'

/** Stopped today, and nobody has let him go on yet. */
export const waitingIn = (
  { days, approved }: DeliveryReply,
  today: string,
): DeliveryReply['days'] =>
  days.filter(
    ({ day, stopped, user, limits }) =>
      day === today &&
      stopped &&
      limits !== null &&
      !approved.some((grant) => grant.user === user && grant.until >= today),
  )

export const isReason = (text: string): boolean =>
  text.trim() !== '' && approveRequest.shape.reason.safeParse(text).success
