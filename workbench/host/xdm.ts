// The envelope of what office.js posts to its host and hears from it, across two origins: calls,
// registrations of events, and the responses to both (S: excel-web-16.00.debug.js,
// Microsoft.Office.Common.Message). Every text is JSON; what is none of it is no request.

/** What a request wants; the numbers are office.js's. */
export const ACTION = { invoke: 0, register: 1, unregister: 2 } as const
export const RESPONSE = { call: 0, event: 1 } as const
/** The host failed at handling the request. */
export const INVOKE_FAILED = -2
const REQUEST = 0
const ANSWER = 1

export interface XdmRequest {
  /** Of a method or an event. */
  readonly name: string
  readonly action: number
  readonly conversation: string
  /** Counts the client's calls; an answer repeats it. */
  readonly correlation: number
  /** What comes with the call: one of these is empty. */
  readonly data: Readonly<Record<string, unknown>>
  readonly list: readonly unknown[]
}

/** undefined: no request of this conversation. */
export function readRequest(text: unknown, conversation: string): XdmRequest | undefined {
  const message = typeof text === 'string' ? parse(text) : undefined
  if (message === undefined || message['_messageType'] !== REQUEST) return undefined
  const { _actionName: name, _correlationId: correlation } = message
  if (message['_conversationId'] !== conversation || typeof name !== 'string') return undefined
  return {
    name,
    action: Number(message['_actionType'] ?? ACTION.invoke),
    conversation,
    correlation: Number(correlation),
    data: asRecord(message['_data']) ?? {},
    list: Array.isArray(message['_data']) ? message['_data'] : [],
  }
}

export interface XdmAnswer {
  readonly data: unknown
  /** One of RESPONSE. */
  readonly kind: number
  /** 0, or INVOKE_FAILED. */
  readonly failure: number
  readonly origin: string
}

/** @returns the text to post back to the frame */
export function responseText(request: XdmRequest, answer: XdmAnswer): string {
  return JSON.stringify({
    _messageType: ANSWER,
    _actionName: request.name,
    _conversationId: request.conversation,
    _correlationId: request.correlation,
    _origin: answer.origin,
    _data: answer.data,
    _errorCode: answer.failure,
    _responseType: answer.kind,
    _serializerVersion: 1,
  })
}

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return asRecord(JSON.parse(text))
  } catch {
    return undefined
  }
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? { ...value }
    : undefined
}
