// What was written together, and taking it back: a paste, a bulk edit, another undo. The server does it piece by
// piece; what others changed since stays and is listed.
import type { Batch, KeptRow } from '../../shared/protocol/batches.ts'
import type { HelloReply } from '../../shared/protocol/hello.ts'
import { delayAfter } from '../../shared/sync/session/ask.ts'
import { failureToStop, Stopped } from '../../shared/sync/session/stop.ts'
import type { ApiFailure } from '../../shared/protocol/failure.ts'
import type { Result } from '../../shared/result.ts'
import type { Tools } from './perform.ts'

/** As many as a pane shows; single rows are undone in the sheet. */
const BATCHES_MAX = 50
const ROWS_MIN = 2
const ROWS_AT_ONCE = 500
const PIECES_MAX = 400

export interface Undone {
  readonly changed: number
  readonly archived: number
  readonly restored: number
  /** What stays as it is, and why. */
  readonly kept: readonly KeptRow[]
}

/** Every request may be repeated: each is done once. */
export const askAgain = async <T>(
  { sleep }: Tools,
  request: () => Promise<Result<T, ApiFailure>>,
): Promise<T> => {
  for (let tries = 1; ; tries++) {
    const answer = await request()
    if (answer.ok) return answer.value
    const delay = delayAfter(answer.error, tries)
    if (delay === null) throw failureToStop(answer.error)
    await sleep(delay)
  }
}

/** The newest ones: mine; a manager's whole organisation's. */
export const listBatches = async (
  tools: Tools,
  workbook: string,
  { epoch }: HelloReply,
): Promise<readonly Batch[]> => {
  const asked = { workbook, epoch, whose: 'all', atLeast: ROWS_MIN, cursor: '' } as const
  const reply = await askAgain(tools, () => tools.api.batches({ ...asked, limit: BATCHES_MAX }))
  return reply.batches
}

export const undoBatch = async (
  tools: Tools,
  workbook: string,
  { epoch }: HelloReply,
  { id, by }: Pick<Batch, 'id' | 'by'>,
): Promise<Undone> => {
  const as = tools.ids()
  let sum: Undone = { changed: 0, archived: 0, restored: 0, kept: [] }
  let cursor = ''
  for (let piece = 0; piece < PIECES_MAX; piece++) {
    const asked = { workbook, epoch, batch: id, by, as, cursor, limit: ROWS_AT_ONCE }
    const reply = await askAgain(tools, () => tools.api.undo(asked))
    sum = {
      changed: sum.changed + reply.changed,
      archived: sum.archived + reply.archived,
      restored: sum.restored + reply.restored,
      kept: [...sum.kept, ...reply.kept],
    }
    if (!reply.more) return sum
    ;({ cursor } = reply)
  }
  throw new Stopped('unreadable', `An undo of more than ${PIECES_MAX} pieces.`)
}
