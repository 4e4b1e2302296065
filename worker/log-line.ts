// The Worker's log: one JSON line an event, made of a closed set of facts. No value that anybody typed, no name, no
// address and no key ever gets in; who called is a word that changes every day, so that lines of one day belong together.

/** All that a line may say. */
export interface LogFacts {
  readonly event: 'request' | 'fault' | 'job'
  readonly request?: string
  /** Method and path of the declared route; never the address as it was called. */
  readonly route?: string
  readonly status?: number
  /** Of a refusal. */
  readonly code?: string
  /** A word of the day, see `callerWord`. */
  readonly caller?: string
  readonly ms?: number
  readonly read?: number
  readonly written?: number
  readonly job?: string
  readonly done?: number
  /** Class of an error and where it came from. Its message may quote what a user typed and stays out. */
  readonly error?: string
  readonly stack?: string
}

const DAY_MS = 86_400_000
const WORD_LENGTH = 12

const toHex = (bytes: ArrayBuffer): string =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('')

/** The same for one user's calls of one UTC day, another tomorrow. @param now UTC, milliseconds */
export const callerWord = async (org: string, user: string, now: number): Promise<string> => {
  const text = `${org}\n${user}\n${Math.floor(now / DAY_MS)}`
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return toHex(digest).slice(0, WORD_LENGTH)
}

/** Names and lines only: the first line of a stack repeats the message. */
export const faultFacts = (error: unknown): Pick<LogFacts, 'error' | 'stack'> =>
  error instanceof Error
    ? { error: error.name, stack: (error.stack ?? '').split('\n').slice(1, 12).join('\n') }
    : { error: typeof error }

export const logLine = (facts: LogFacts): void => {
  // oxlint-disable-next-line no-console
  console.log(JSON.stringify(facts))
}
