// Wires the engine to the real workbook, API, clock and randomness. Nothing else knows where these come from.
// The pane loads it after its first paint: with it come the schema, zod and all words about problems.
import type { Locale } from '../shared/schema/kind.ts'
import type { TableKey } from '../shared/schema/tables.ts'
import { labelOfKey } from '../shared/sheet/column.ts'
import { createApi } from './api/api.ts'
import { openWorkbook } from './excel/office.ts'
import { createEngine } from './sync/engine.ts'
import type { Engine } from './sync/engine.ts'
import { createIds } from './sync/ids.ts'
import { knownText, problemText } from './text/sentences.ts'

export interface AddinOptions {
  /** The Worker's origin, without a slash at the end. */
  readonly baseUrl: string
  readonly key: string
  readonly locale: Locale
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
}: AddinOptions): Promise<Engine | null> => {
  const workbook = await openWorkbook(sleep)
  if (workbook === null) return null
  return createEngine({
    workbook,
    api: createApi({ baseUrl, key, fetch: (input, init) => fetch(input, init) }),
    ids: createIds({
      now: () => Date.now(),
      random: (bytes) => crypto.getRandomValues(bytes),
    }),
    now: () => Date.now(),
    sleep,
    breathe,
    locale,
  })
}

/** Words that need the schema. */
export const words = {
  problem: problemText,
  known: knownText,
  field: (locale: Locale, table: TableKey, key: string): string => labelOfKey(table, key, locale),
} as const
export type Words = typeof words
