// The pane's entry: paints at once, then asks Office where it is and loads the engine. Who has to sign in can type
// while Office is on its way.
import { render } from 'preact'

import type { Locale } from '../../shared/schema/kind.ts'
import { readIsDark, readSurroundings } from '../excel/surroundings.ts'
import type { Surroundings } from '../excel/surroundings.ts'
import type { Words } from '../main.ts'
import type { ToolDesk } from '../sync/tool-desk.ts'
import { createPerformer } from './effects.ts'
import { tagToLocale } from './locale.ts'
import { isKeyKept, openStorage } from './storage.ts'
import type { Storage } from './storage.ts'
import { createStore } from './store.ts'
import type { Store } from './store.ts'
import { App } from './views/app.tsx'

/** Office says it in its own colours where it says it at all; else the stylesheet asks the system. */
const setTheme = (): void => {
  const isDark = readIsDark()
  const { dataset } = document.documentElement
  if (isDark === null) delete dataset['theme']
  else dataset['theme'] = isDark ? 'dark' : 'light'
}

const setLanguage = (locale: Locale): void => {
  document.documentElement.lang = locale
}

/** The workbench hands a key over in the fragment; a build for production reads none. */
const demoKey = (): string | null =>
  import.meta.env.DEV ? new URLSearchParams(location.hash.slice(1)).get('demo-key') : null

/** Where what is chosen is kept as long as Office has not said in which partition the pane stands. */
const unpartitioned = openStorage('')

const open = (store: Store, storage: Storage, { isExcel, language }: Surroundings): void => {
  if (!isExcel) return store.dispatch({ type: 'outside' })
  const locale = storage.locale() ?? unpartitioned.locale() ?? tagToLocale(language)
  setLanguage(locale)
  setTheme()
  const handedOver = demoKey()
  store.dispatch({
    type: 'opened',
    locale,
    key: handedOver ?? storage.key(),
    isDemo: handedOver !== null,
    isAuto: storage.isAuto(),
  })
}

const load = () => import('../main.ts')

const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })

const boot = async (root: HTMLElement): Promise<void> => {
  const locale = unpartitioned.locale() ?? tagToLocale(navigator.language)
  setLanguage(locale)
  let storage = unpartitioned
  let words: Words | null = null
  let desk: ToolDesk | null = null
  root.replaceChildren()
  const paint = () => render(<App store={store} words={words} desk={desk} />, root)
  const perform = createPerformer({
    load,
    baseUrl: location.origin,
    openDoor: async () => (await import('./people/account.ts')).openDoor(location.origin),
    openBlank: async (locale) =>
      (await import('./blank/open.ts')).openBlank(location.origin, sleep, locale),
    storage: () => storage,
    dispatch: (event) => store.dispatch(event),
    setTimer: (work, ms) => window.setTimeout(work, ms),
    clearTimer: (timer) => window.clearTimeout(timer),
    setLanguage,
    onWords: (loaded) => {
      words = loaded
      paint()
    },
    onDesk: (opened) => {
      desk = opened
      paint()
    },
    onLeave: (work) => addEventListener('pagehide', work),
  })
  const store = createStore(perform, locale)
  const isKeyless = demoKey() === null && !isKeyKept()
  if (isKeyless) store.dispatch({ type: 'keyless' })
  paint()
  performance.mark('painted')
  // Who is signed in needs all of it: it comes while Office does. A failure is told when it is asked for again.
  if (!isKeyless) load().catch(() => null)
  const found = await readSurroundings().catch((error: unknown) => {
    reportError(error)
    return null
  })
  if (found === null) return store.dispatch({ type: 'outside' })
  storage = openStorage(found.partition, found.workbook)
  open(store, storage, found)
  performance.mark('interactive')
  addEventListener('focus', setTheme)
  addEventListener('online', () => store.dispatch({ type: 'online' }))
}

/** The cases that whoever has a real Excel runs in it. */
const runSelftest = async (root: HTMLElement): Promise<void> => {
  const { openSelftest } = await import('../selftest/page.ts')
  await openSelftest(root)
}

const isSelftest = new URLSearchParams(location.search).has('selftest')
const root = document.getElementById('pane')
if (root !== null) void (isSelftest ? runSelftest(root) : boot(root))
