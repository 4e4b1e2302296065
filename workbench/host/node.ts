/// <reference types="office-js" />
// Excel in Node: starts Microsoft's client library, as it is installed, against a fresh workbook.
// The library is loaded once in a process and speaks to the workbook of the latest startExcel call:
// one live workbook at a time.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { runInThisContext } from 'node:vm'

import { User } from '../model/user.ts'
import { Workbook } from '../model/workbook.ts'
import type { BatchRequest } from './batch.ts'
import { Host } from './host.ts'
import type { Quirks } from './quirks.ts'
import { MANIFEST_SETS } from './sets.ts'

export interface ExcelOptions {
  /** Switches that differ from QUIRKS. */
  readonly quirks?: Partial<Quirks>
  /** Requirement sets that this Excel has; ExcelApi 1.13 and what comes with it unless given. */
  readonly sets?: Readonly<Record<string, string>>
  /** A workbook to open instead of an empty one. */
  readonly workbook?: Workbook
}

export interface RunningExcel {
  /** The real client's namespaces; Excel.run works as in a pane. */
  readonly Excel: typeof Excel
  readonly OfficeExtension: typeof OfficeExtension
  readonly host: Host
  readonly workbook: Workbook
  /** What a person does in this workbook. */
  readonly user: User
}

interface Channel {
  sendMessageToHost(text: string): void
  onMessageFromHost?: (text: string) => void
}

/** What the library leaves in the global scope, as far as it is touched here. */
interface ClientGlobals {
  readonly Excel: typeof Excel
  readonly OfficeExtension: typeof OfficeExtension & {
    readonly CommonUtility: object
    readonly GenericEventRegistration: { s_genericEventRegistrations: object }
  }
  readonly OSF: object
}

/** Taken before any test replaces the clock. */
const later = setImmediate

let client: ClientGlobals | undefined
let channel: Channel | undefined
let sets = MANIFEST_SETS
let current: Host | undefined

/** Opens a workbook in the Excel of this process. Any workbook opened before is dead from then on. */
export function startExcel(options: ExcelOptions = {}): RunningExcel {
  const workbook =
    options.workbook ?? new Workbook(options.quirks === undefined ? {} : { quirks: options.quirks })
  sets = options.sets ?? MANIFEST_SETS
  const quirks = options.quirks === undefined ? {} : { quirks: options.quirks }
  const host = new Host(workbook, { sets, ...quirks })
  current?.close()
  current = host
  client ??= loadClient()
  forgetHandlers(client)
  host.connect((event) => {
    if (current !== host) return
    const entry = {
      messageCategory: 65_536,
      messageType: event.type,
      targetId: event.target,
      message: JSON.stringify(event.message),
      id: '',
    }
    reply({ type: 3, message: { entries: [entry] } })
  })
  return {
    Excel: client.Excel,
    OfficeExtension: client.OfficeExtension,
    host,
    workbook,
    user: new User(workbook),
  }
}

/** Handlers die with the pane that set them; the library outlives it here and would keep them. */
function forgetHandlers({ OfficeExtension }: ClientGlobals): void {
  Object.assign(OfficeExtension.GenericEventRegistration, { s_genericEventRegistrations: {} })
}

function reply(message: unknown): void {
  const text = JSON.stringify(message)
  later(() => channel?.onMessageFromHost?.(text))
}

interface RequestMessage {
  readonly id: number
  readonly flags: number
  readonly message: { readonly body: BatchRequest }
}

async function answer(text: string): Promise<void> {
  const host = current
  const { id, flags, message }: RequestMessage = JSON.parse(text)
  if (host === undefined) return
  const result = await host.process(message.body, Buffer.byteLength(text), flags)
  const response =
    'body' in result
      ? { statusCode: 200, headers: {}, body: result.body }
      : {
          statusCode: 400,
          headers: {},
          body: JSON.stringify({ error: { code: result.failure, message: result.failure } }),
        }
  reply({ id, type: 2, message: response })
}

/** Loads the library into this realm, so that its arrays and errors are ours. */
function loadClient(): ClientGlobals {
  channel = {
    sendMessageToHost: (text) => {
      answer(text).catch((error: unknown) => {
        later(() => {
          throw error
        })
      })
    },
  }
  const scope: object = globalThis
  Object.assign(scope, browserGlobals(), { _richApiNativeBridge: channel })
  const file = createRequire(import.meta.url).resolve(
    '@microsoft/office-js/dist/excel-web-16.00.debug.js',
  )
  runInThisContext(readFileSync(file, 'utf8'), { filename: file })
  // Looked at while loading only; left in place they would make other libraries see a browser.
  for (const name of ['document', 'location', 'name']) Reflect.deleteProperty(scope, name)
  return prepareClient(asClient(scope))
}

/** The library has just been run in this scope and has left these names there. */
function asClient(scope: object): ClientGlobals {
  return scope as ClientGlobals
}

/** What office.js itself would do, and one switch: requirement sets are checked. */
function prepareClient(loaded: ClientGlobals): ClientGlobals {
  const isSetSupported = (name: string, version = '1.1'): boolean =>
    isAtLeast(sets[keyIn(sets, name)] ?? '0', version)
  const context = { requirements: { isSetSupported } }
  const factory = {
    getContext: () => context,
    getHostInfo: () => ({ hostType: 'excel', hostPlatform: 'web' }),
  }
  Object.assign(loaded.OSF, { _OfficeAppFactory: factory })
  Object.assign(loaded.OfficeExtension.CommonUtility, { _doApiNotSupportedCheck: true })
  return loaded
}

function keyIn(all: Readonly<Record<string, string>>, name: string): string {
  return Object.keys(all).find((key) => key.toLowerCase() === name.toLowerCase()) ?? ''
}

function isAtLeast(have: string, wanted: string): boolean {
  const [major = 0, minor = 0] = have.split('.').map(Number)
  const [wantedMajor = 0, wantedMinor = 0] = wanted.split('.').map(Number)
  return major !== wantedMajor ? major > wantedMajor : minor >= wantedMinor
}

/** As much of a browser as the library looks at while it loads. */
function browserGlobals(): Record<string, unknown> {
  const element = () => ({
    style: {},
    setAttribute: () => undefined,
    appendChild: () => undefined,
    addEventListener: () => undefined,
  })
  return {
    window: globalThis,
    self: globalThis,
    name: '',
    addEventListener: () => undefined,
    location: {
      search: '',
      hash: '',
      href: 'https://localhost/',
      protocol: 'https:',
      hostname: 'localhost',
    },
    document: {
      domain: 'localhost',
      readyState: 'complete',
      getElementById: () => null,
      getElementsByTagName: () => [element()],
      querySelectorAll: () => [],
      createElement: element,
      addEventListener: () => undefined,
    },
  }
}
