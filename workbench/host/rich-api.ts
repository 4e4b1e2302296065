// What office.js says and hears alike on both of its channels, Excel for Windows and Excel on the
// web: numbers of what it asks for, requests and events as lists, numbers for what failed.
// S: excel-win32-16.01.debug.js and excel-web-16.00.debug.js, which agree in all of it.
import type { BatchRequest } from './batch.ts'
import type { WireEvent } from './events.ts'
import { type Host, utf8Length } from './host.ts'

/** Numbers of what a pane asks of its host. */
export const DISPATCH = { richApi: 93, richApiEvent: 33 } as const
/** By these numbers the client knows why a request failed as a whole. */
const FAILURES: Readonly<Record<string, number>> = {
  InvalidOperationInCellEditMode: 5004,
  RequestPayloadSizeLimitExceeded: 5103,
  ResponsePayloadSizeLimitExceeded: 5104,
}
export const GENERAL_FAILURE = 5001
const MESSAGE_CATEGORY = 65_536
/** Asked for by office.js itself once a pane is ready; nothing depends on the answer. */
const READY_SERVICE = 'Microsoft.InternalService.AddinInternalService'

export const HOST_VERSION = '16.0.14326.20508'

/** Either status, headers and text of a response, or the number of a failure. */
export type RichApiReply =
  | { readonly data: readonly [number, readonly string[], string] }
  | { readonly error: number }

/** Element 4 of the message is the request's text, element 6 its flags. */
export async function answerRichApi(host: Host, message: unknown): Promise<RichApiReply> {
  if (!Array.isArray(message) || typeof message[4] !== 'string') return { error: GENERAL_FAILURE }
  const request: BatchRequest = JSON.parse(message[4])
  if (message[4].includes(READY_SERVICE)) return { data: [200, [], readyReply(request)] }
  const result = await host.process(request, utf8Length(message[4]), Number(message[6]) || 0)
  return 'body' in result
    ? { data: [200, [], result.body] }
    : { error: FAILURES[result.failure] ?? GENERAL_FAILURE }
}

function readyReply(request: BatchRequest): string {
  const Results = request.Actions.map(({ Id }) => ({ ActionId: Id, Value: null }))
  return JSON.stringify({ Results, TraceIds: [] })
}

/** An event as one line of the list that a channel delivers. */
export function eventEntry(event: WireEvent): readonly unknown[] {
  return [MESSAGE_CATEGORY, event.type, event.target, JSON.stringify(event.message), '', false]
}

/** Versions of requirement sets as the client reads them: one text, names in lower case. */
export function requirementMatrix(sets: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(sets).map(([name, version]) => [name.toLowerCase(), version])
  return JSON.stringify(Object.fromEntries(pairs))
}
