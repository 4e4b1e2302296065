// The channel of Excel for Windows: an object that the real office.js, in a frame of this page, finds
// as window.external and speaks to. It works over plain http. Arrays travel as COM's safe arrays do.
import type { Workbook } from '../model/workbook.ts'
import type { Host } from './host.ts'
import {
  answerRichApi,
  DISPATCH,
  eventEntry,
  GENERAL_FAILURE,
  HOST_VERSION,
  requirementMatrix,
} from './rich-api.ts'
import { themeInfo } from './theme.ts'

export interface DesktopOptions {
  readonly host: Host
  /** Versions of requirement sets by name. */
  readonly sets: Readonly<Record<string, string>>
  /** Language of Excel, such as zh-CN: Office.context.displayLanguage. */
  readonly locale: string
  /** Whether Office shows its dark colours just now: Office.context.officeTheme. */
  readonly isDark: () => boolean
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
    const entry = eventEntry(event)
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

async function answer(host: Host, params: unknown): Promise<unknown> {
  const reply = await answerRichApi(host, Array.isArray(params) ? params[0] : undefined)
  return safeArray('data' in reply ? [0, reply.data] : [reply.error])
}

/** Settings of Office's common API by workbook; those of Excel's own API are the workbook's. */
const commonSettings = new WeakMap<Workbook, Map<string, string>>()

function settingsOf(book: Workbook): Map<string, string> {
  const known = commonSettings.get(book) ?? new Map<string, string>()
  commonSettings.set(book, known)
  return known
}

function contextOf({ host, sets, locale, isDark }: DesktopOptions): External {
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
    GetSupportedMatrix: requirementMatrix(sets),
    GetHostCustomMessage: '',
    GetHostFullVersion: HOST_VERSION,
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
  const constant = Object.entries(values).map(([name, value]) => [name, () => value])
  return { ...Object.fromEntries(constant), GetOfficeThemeInfo: () => themeInfo(isDark()) }
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
