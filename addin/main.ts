// Wires the engine to the real workbook, API, clock and randomness. Nothing else knows where these come from.
// The pane loads it after its first paint: with it come the schema, zod and all words about problems.
import type { Locale } from '../shared/schema/kind.ts'
import type { TableKey } from '../shared/schema/table-keys.ts'
import { labelOfKey } from '../shared/sheet/column.ts'
import { createApi } from './api/api.ts'
import type { Bearer } from './api/call.ts'
import type { Drawer } from './excel/memory.ts'
import { openWorkbook } from './excel/office.ts'
import { createEngine } from './sync/engine.ts'
import type { Engine } from './sync/engine.ts'
import type { ToolDesk } from './sync/tool-desk.ts'
import { createIds } from './sync/ids.ts'
import { knownDetails } from './text/match-words.ts'
import { knownText, problemText } from './text/sentences.ts'

export interface AddinOptions {
  /** The Worker's origin, without a slash at the end. */
  readonly baseUrl: string
  /** Asked before each call: a key may be turned in for another, a token ends. */
  readonly key: Bearer
  readonly locale: Locale
  /** The name that this pane had before it was loaded anew; null: a new one. */
  readonly pane: string | null
  /** Where the workbook's port keeps what a pane that is loaded anew must know. */
  readonly drawer: Drawer
  /** What tools work with, as soon as it is there. */
  readonly onDesk: (desk: ToolDesk) => void
}

const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })

/** A turn of the event loop; timers would be slowed down in a pane that is not in view. */
const breathe = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.addEventListener('message', () => {
      port1.close()
      resolve()
    })
    port1.start()
    port2.postMessage(null)
  })

/** null: this page is not inside Excel. */
export const startAddin = async ({
  baseUrl,
  key,
  locale,
  pane,
  drawer,
  onDesk,
}: AddinOptions): Promise<Engine | null> => {
  const workbook = await openWorkbook(sleep, drawer)
  if (workbook === null) return null
  const api = createApi({ baseUrl, key, fetch: (input, init) => fetch(input, init) })
  const now = () => Date.now()
  const ids = createIds({ now, random: (bytes) => crypto.getRandomValues(bytes) })
  const engine = createEngine({
    workbook,
    api,
    ids,
    now,
    sleep,
    breathe,
    locale,
    pane,
  })
  onDesk({
    api,
    ids,
    now,
    greet: engine.greet,
    ask: engine.ask,
    sheet: engine.sheet,
    select: engine.select,
    reports: async () => (await import('./excel/report-book.ts')).openReportBook(sleep),
  })
  return engine
}

/** Words that need the schema. */
export const words = {
  problem: problemText,
  known: knownText,
  knownDetails,
  field: (locale: Locale, table: TableKey, key: string): string => labelOfKey(table, key, locale),
} as const
export type Words = typeof words
