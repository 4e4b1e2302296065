// The channel of Excel on the web: the pane stands in a frame of another origin, over https, and the
// real office.js in it speaks by postMessage, one JSON text a message. Here is what is said, without
// a browser; the page carries the texts. Whatever is asked for and not played is recorded.
import type { Host } from './host.ts'
import {
  answerRichApi,
  DISPATCH,
  eventEntry,
  GENERAL_FAILURE,
  HOST_VERSION,
  requirementMatrix,
} from './rich-api.ts'
import {
  ACTION,
  INVOKE_FAILED,
  readRequest,
  RESPONSE,
  responseText,
  type XdmRequest,
} from './xdm.ts'

export interface WebOptions {
  readonly host: Host
  /** Versions of requirement sets by name. */
  readonly sets: Readonly<Record<string, string>>
  /** Language of Excel, such as zh-CN: Office.context.displayLanguage. */
  readonly locale: string
  /** Origin of the page that holds the frame. office.js takes https and its own hostname only. */
  readonly origin: string
  /** Posts a text to the frame, for the pane's origin only. */
  readonly send: (text: string) => void
  /** Called after each request was answered: something may look different now. */
  readonly onAnswer: () => void
  /** The keyboard leaves the pane for the sheet: Tab beyond its last control, Esc, F2. */
  readonly onLeave: () => void
}

export interface Web {
  /** The frame's name from before its page loads: in it office.js finds whom to speak to. */
  readonly frameName: string
  /** Goes into the query of the pane's address, as Excel on the web puts it there. */
  readonly hostInfo: string
  /** Takes a message that the frame posted; whatever is none of ours is left alone. */
  readonly receive: (text: unknown) => void
  /** What was asked for and is not played. A test ends with none. */
  readonly unknown: readonly string[]
  /** Answers nothing any more: the pane has gone. */
  readonly close: () => void
}

const CONVERSATION = 'workbench'
const CONTROL = 'kehu'
/** Excel on the web, by the number of office.js. */
const EXCEL_WEB = 16
const RICH_API_EVENT = 'richApiMessage'
/** Success and failure of a method carry the version of the protocol between both. */
const VERSION = 1
const NOT_SUPPORTED = 5000
/** CtrlF6, Tab, Esc and F2 that lead out of the pane, and a pane with nothing to focus (S: AgaveHostAction). */
const LEAVING: readonly unknown[] = [5, 6, 13, 14, 15, 16, 17, 18]

/** One pane's connection. A host speaks to the pane that was connected last. */
export function openWeb(options: WebOptions): Web {
  const { host, locale, origin } = options
  const unknown: string[] = []
  const subscriptions = new Map<string, XdmRequest>()
  let isOpen = true
  const say = (request: XdmRequest, data: unknown, kind: number, failure = 0): void => {
    if (isOpen) options.send(responseText(request, { data, kind, failure, origin }))
  }
  host.connect((event) => {
    const request = subscriptions.get(RICH_API_EVENT)
    const data = { ArrayData: [eventEntry(event)] }
    setTimeout(() => {
      if (request !== undefined) say(request, data, RESPONSE.event)
    })
  })
  const answer = async (request: XdmRequest): Promise<unknown> => {
    if (request.action !== ACTION.invoke) return subscribe(subscriptions, request)
    if (request.name === 'ContextActivationManager_getAppContextAsync') return contextOf(options)
    if (request.name === 'ContextActivationManager_notifyHost') {
      // Of notices, keys and states, only these lead anywhere.
      if (LEAVING.includes(request.list[1])) options.onLeave()
      return null
    }
    if (request.name === 'executeMethod') return execute(host, request, unknown)
    unknown.push(request.name)
    return null
  }
  return {
    frameName: JSON.stringify({
      baseFrameName: CONTROL,
      hostInfo: `Excel|Web|16.00|${locale}|workbench||0`,
      xdmInfo: `${CONVERSATION}|${CONTROL}|${origin}`,
      serializerVersion: 1,
    }),
    hostInfo: `Excel$Web$16.00$${locale}$workbench$$$0`,
    unknown,
    receive: (text) => {
      const request = readRequest(text, CONVERSATION)
      if (request === undefined || !isOpen) return
      answer(request)
        .then((data) => {
          options.onAnswer()
          say(request, data, RESPONSE.call)
        })
        .catch((error: unknown) => {
          say(request, null, RESPONSE.call, INVOKE_FAILED)
          // A mistake of the workbench: it must be seen, not swallowed.
          reportError(error)
        })
    },
    close: () => {
      isOpen = false
      subscriptions.clear()
    },
  }
}

function subscribe(subscriptions: Map<string, XdmRequest>, request: XdmRequest): unknown {
  if (request.action === ACTION.register) subscriptions.set(request.name, request)
  else subscriptions.delete(request.name)
  return { Error: 0 }
}

async function execute(host: Host, { data }: XdmRequest, unknown: string[]): Promise<unknown> {
  const id = numberOfMethod(data)
  if (id !== DISPATCH.richApi) {
    unknown.push(`method ${id}`)
    return { Version: VERSION, Error: NOT_SUPPORTED }
  }
  const reply = await answerRichApi(host, data['ArrayData'])
  return 'data' in reply
    ? { Version: VERSION, Error: 0, Data: reply.data }
    : { Version: VERSION, Error: reply.error }
}

function numberOfMethod(data: XdmRequest['data']): number {
  const method = data['DdaMethod']
  if (typeof method !== 'object' || method === null || !('DispatchId' in method)) {
    return GENERAL_FAILURE
  }
  return Number(method.DispatchId)
}

/** What office.js asks for first; member names are its own. No colours: Excel on the web tells none. */
function contextOf({ host, sets, locale, origin }: WebOptions): unknown {
  return {
    _id: CONTROL,
    _appName: EXCEL_WEB,
    _appVersion: '16.00',
    _appMinorVersion: 0,
    _appUILocale: locale,
    _dataLocale: host.book.quirks.locale,
    _docUrl: `${origin}/${encodeURIComponent(host.book.name)}`,
    _clientMode: 1,
    _settings: [],
    _reason: 1,
    _osfControlType: 1,
    _eToken: '',
    _correlationId: 'workbench',
    _appInstanceId: 'workbench',
    _requirementMatrix: requirementMatrix(sets),
    _hostFullVersion: HOST_VERSION,
    _hostCustomMessage: '',
    _addinName: CONTROL,
    _appDomains: [],
    _featureGates: {},
  }
}
