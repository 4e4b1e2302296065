// The channel of Excel for Windows: an object that the real office.js, in a frame of this page, finds
// as window.external and speaks to. It works over plain http. Arrays travel as COM's safe arrays do.
import type { Workbook } from '../model/workbook.ts'
import type { BatchRequest } from './batch.ts'
import { type Host, utf8Length } from './host.ts'

/** Numbers of office.js for what a pane asks of its host. */
const DISPATCH = { richApi: 93, richApiEvent: 33 } as const
/** By these numbers the client knows why a request failed as a whole (S: excel-win32-16.01.debug.js). */
const FAILURES: Readonly<Record<string, number>> = {
  InvalidOperationInCellEditMode: 5004,
  RequestPayloadSizeLimitExceeded: 5103,
  ResponsePayloadSizeLimitExceeded: 5104,
}
const GENERAL_FAILURE = 5001
const MESSAGE_CATEGORY = 65_536
/** Asked for by office.js itself once a pane is ready; nothing depends on the answer. */
const READY_SERVICE = 'Microsoft.InternalService.AddinInternalService'

export interface DesktopOptions {
  readonly host: Host
  /** Versions of requirement sets by name. */
  readonly sets: Readonly<Record<string, string>>
  /** Language of Excel, such as zh-CN: Office.context.displayLanguage. */
  readonly locale: string
  /** Called after each request was answered: something may look different now. */
  readonly onAnswer: () => void
}

type Callback = (reply: unknown) => void
type EventHandler = (id: number, payload: unknown) => void

/** What becomes of window.external; names and shapes are office.js's own. */
export type External = Readonly<Record<string, (...args: readonly never[]) => unknown>>

export interface Desktop {
  readonly external: External
  /** Answers nothing any more: the pane has gone. */
  readonly close: () => void
}

/** One pane's connection. A host speaks to the pane that was connected last. */
export function openDesktop(options: DesktopOptions): Desktop {
  const { host, onAnswer } = options
  const handlers = new Map<number, EventHandler>()
  let isOpen = true
  host.connect((event) => {
    const handler = handlers.get(DISPATCH.richApiEvent)
    const entry = [
      MESSAGE_CATEGORY,
      event.type,
      event.target,
      JSON.stringify(event.message),
      '',
      false,
    ]
    setTimeout(() => {
      if (isOpen) handler?.(DISPATCH.richApiEvent, safeArray([entry]))
    })
  })
  const execute = (id: number, params: unknown, callback: Callback): void => {
    const answered =
      id === DISPATCH.richApi ? answer(host, params) : Promise.resolve(safeArray([0]))
    answered
      .then((reply) => {
        if (!isOpen) return
        onAnswer()
        callback(reply)
      })
      .catch((error: unknown) => {
        callback(safeArray([GENERAL_FAILURE]))
        // A mistake of the workbench: it must be seen, not swallowed.
        reportError(error)
      })
  }
  const external = {
    GetHostInfo: () => `Excel|Win32|16.01|${options.locale}|workbench||0`,
    GetLoggingAllowed: () => false,
    GetContext: () => contextOf(options),
    Execute: execute,
    RegisterEvent: (id: number, _target: string, handler: EventHandler, callback: Callback) => {
      handlers.set(id, handler)
      setTimeout(() => callback(0))
    },
    UnregisterEvent: (id: number, _target: string, callback: Callback) => {
      handlers.delete(id)
      setTimeout(() => callback(0))
    },
  }
  return {
    external,
    close: () => {
      isOpen = false
      handlers.clear()
    },
  }
}

/** Element 4 of the message is the request's text, element 6 its flags. */
async function answer(host: Host, params: unknown): Promise<unknown> {
  const message = Array.isArray(params) ? params[0] : undefined
  if (!Array.isArray(message) || typeof message[4] !== 'string') {
    return safeArray([GENERAL_FAILURE])
  }
  const request: BatchRequest = JSON.parse(message[4])
  if (message[4].includes(READY_SERVICE)) return safeArray([0, [200, [], readyReply(request)]])
  const result = await host.process(request, utf8Length(message[4]), Number(message[6]) || 0)
  return 'body' in result
    ? safeArray([0, [200, [], result.body]])
    : safeArray([FAILURES[result.failure] ?? GENERAL_FAILURE])
}

function readyReply(request: BatchRequest): string {
  const Results = request.Actions.map(({ Id }) => ({ ActionId: Id, Value: null }))
  return JSON.stringify({ Results, TraceIds: [] })
}

/** Settings of Office's common API by workbook; those of Excel's own API are the workbook's. */
const commonSettings = new WeakMap<Workbook, Map<string, string>>()

function settingsOf(book: Workbook): Map<string, string> {
  const known = commonSettings.get(book) ?? new Map<string, string>()
  commonSettings.set(book, known)
  return known
}

function contextOf({ host, sets, locale }: DesktopOptions): External {
  const matrix = Object.entries(sets).map(([name, version]) => [name.toLowerCase(), version])
  const settings = settingsOf(host.book)
  const values: Readonly<Record<string, unknown>> = {
    GetAppType: 1,
    GetSolutionRef: 'workbench',
    GetAppVersionMajor: 16,
    GetAppVersionMinor: 1,
    GetAppUILocale: locale,
    GetAppDataLocale: host.book.quirks.locale,
    GetDocUrl: `C:\\${host.book.name}`,
    GetAppCapabilities: 1,
    GetActivationMode: 0,
    GetControlIntegrationLevel: 1,
    GetSolutionToken: '',
    GetCorrelationId: 'workbench',
    GetInstanceId: 'workbench',
    GetTouchEnabled: false,
    GetCommerceAllowed: true,
    GetSupportedMatrix: JSON.stringify(Object.fromEntries(matrix)),
    GetHostCustomMessage: '',
    GetHostFullVersion: '16.0.14326.20508',
    GetOfficeThemeInfo: '',
    GetInitialDisplayMode: 0,
    GetSettings: {
      Read: (keys: string[], found: string[]) => {
        for (const [key, value] of settings) {
          keys.push(key)
          found.push(value)
        }
      },
      Write: (keys: readonly string[], given: readonly string[]) => {
        settings.clear()
        for (const [index, key] of keys.entries()) settings.set(key, given[index] ?? '')
      },
    },
  }
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, () => value]))
}

/** As much of a COM safe array as office.js asks of one. */
function safeArray(items: readonly unknown[]): object {
  const wrap = (item: unknown): unknown => (Array.isArray(item) ? safeArray(item) : item)
  return {
    dimensions: () => 1,
    lbound: () => 0,
    ubound: () => items.length - 1,
    getItem: (index: number) => wrap(items[index]),
    toArray: () => items.map(wrap),
  }
}
