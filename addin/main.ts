// Wires the engine to the real workbook, API, clock and randomness. Nothing else knows where these come from.
import type { Locale } from '../shared/schema/kind.ts'
import { createApi } from './api/api.ts'
import { openWorkbook } from './excel/office.ts'
import { createEngine } from './sync/engine.ts'
import type { Engine } from './sync/engine.ts'
import { createIds } from './sync/ids.ts'

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
    locale,
  })
}
