// What a request can end in instead of a reply.
import type { RefusalCode } from './refusal.ts'

export type ApiFailure =
  /** The server's no. */
  | {
      readonly kind: 'refused'
      readonly code: RefusalCode
      readonly detail: string
      readonly request: string
      /** Of too_many, where it was said: which limit. */
      readonly limit?: string
    }
  /** No answer, or one cut short: what was asked may have been done. */
  | { readonly kind: 'unknown'; readonly detail: string }
  /** An answer that this version does not understand. */
  | { readonly kind: 'unreadable'; readonly detail: string }
