// The server's no as an exception: thrown anywhere in a request, told to the caller in app.ts only.
import { type LimitName, refusalStatus, type RefusalCode } from '../shared/protocol/refusal.ts'

export class Refusal extends Error {
  readonly code: RefusalCode
  readonly status: (typeof refusalStatus)[RefusalCode]
  /** Seconds until the same request may be tried again; null where that can't be told. */
  readonly wait: number | null
  /** Of too_many: which limit. */
  readonly limit: LimitName | null

  /** `detail` is plain English for whoever writes a client; never a user's data. */
  constructor(
    code: RefusalCode,
    detail: string,
    wait: number | null = null,
    limit: LimitName | null = null,
  ) {
    super(detail)
    this.name = 'Refusal'
    this.code = code
    this.status = refusalStatus[code]
    this.wait = wait
    this.limit = limit
  }
}
