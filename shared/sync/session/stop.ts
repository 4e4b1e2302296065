// Why a session or a binding stopped: a closed list of codes, for which addin/text has the words.
import type { ApiFailure } from '../../protocol/failure.ts'
import type { RefusalCode } from '../../protocol/refusal.ts'
import type { SheetRefusalCode } from '../sheet.ts'

export type StopCode =
  | SheetRefusalCode
  | RefusalCode
  /** No answer from the server after all retries. */
  | 'offline'
  /** An answer that this version does not understand. */
  | 'unreadable'
  | 'not_bound'
  /** A sheet of this workbook holds that table already. */
  | 'bound_already'
  | 'no_header'
  | 'filtered'
  | 'not_empty'
  /** The workbook counts its dates from 1904. */
  | 'dates_1904'
  /** The list is no longer what was shown before. */
  | 'list_changed'
  /** The hidden column `_sync` is gone: no row can be told from another. */
  | 'sync_column_lost'
  /** Another pane of the same account syncs this workbook just now. */
  | 'leased'
  /** Another account bound this sheet. */
  | 'other_owner'
  | 'other_org'

/** What the server's no says beside its code. */
interface Answered {
  /** By which the server's log knows the request. */
  readonly request?: string
  /** Of too_many: which limit. */
  readonly limit?: string
}

export interface Stop extends Answered {
  readonly code: StopCode
  readonly detail: string
}

/** Thrown in a session and in addin/sync, answered as a Result by the engine. */
export class Stopped extends Error {
  readonly code: StopCode
  readonly answered: Answered
  constructor(code: StopCode, detail: string, answered: Answered = {}) {
    super(detail)
    this.name = 'Stopped'
    this.code = code
    this.answered = answered
  }
}

export const stoppedToStop = ({ code, message, answered }: Stopped): Stop => ({
  code,
  detail: message,
  ...answered,
})

export const stopToStopped = ({ code, detail, ...answered }: Stop): Stopped =>
  new Stopped(code, detail, answered)

const answeredOf = ({ request, limit }: ApiFailure & { readonly kind: 'refused' }): Answered => ({
  ...(request === '' ? {} : { request }),
  ...(limit === undefined ? {} : { limit }),
})

export const failureToStop = (failure: ApiFailure): Stopped => {
  switch (failure.kind) {
    case 'refused':
      return new Stopped(failure.code, failure.detail, answeredOf(failure))
    case 'unknown':
      return new Stopped('offline', failure.detail)
    case 'unreadable':
      return new Stopped('unreadable', failure.detail)
  }
}
