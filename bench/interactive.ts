// How long until the pane can be used, on a machine four times as slow: until a form or a button stands there, beside
// a page that does nothing but load Office.js. Each round in a browser context of its own, so nothing is cached.
import type { Page } from 'playwright-core'

import { startLocalWorker } from '../scripts/lib/local-worker.ts'
import { onBrowserStage, openWorkbench } from './browser-stage.ts'
import type { BrowserStage } from './browser-stage.ts'
import { figure, type Figure, leastOf, medianOf } from './figure.ts'

const ROUNDS = 5
const SLOWER = 4
const BUDGET_MS = 500
const LIMIT_MS = 20_000

const PANE = '/addin/taskpane.html'
const BARE = '/bare.html'
const IDLE = '/idle.html'
const pages = {
  /** What any page in Excel pays: Office.js, its file for this host, and the host's answer. */
  [BARE]: `<!doctype html><body><script src="/office/office.js"></script><script>
Office.onReady().then(() => document.body.append(document.createElement('button')))</script>`,
  /** Stands in the frame while the workbench loads. */
  [IDLE]: '<!doctype html><!-- loads no /office.js -->',
}

interface Round {
  readonly painted: number
  readonly usable: number
}

/**
 * Loads the page into the frame, as the workbench loads its pane, and looks at each frame of the screen whether
 * something stands there that can be pressed. @returns milliseconds since the page was asked for
 */
const load = (page: Page, address: string, key: string | null): Promise<Round> =>
  page.evaluate(
    async ([wanted, kept, limit]) => {
      const found: unknown = Reflect.get(globalThis, 'workbench')
      const { desk } = found as { desk: { pane: { options: { address: string }; start(): void } } }
      if (kept !== null) sessionStorage.setItem('kehu.key', kept)
      desk.pane.options.address = wanted
      const started = performance.now()
      desk.pane.start()
      const frame = document.querySelector('iframe')
      const press = () => frame?.contentDocument?.querySelector('body button:not([disabled])')
      while ((press() ?? null) === null && performance.now() - started < limit)
        await new Promise(requestAnimationFrame)
      const usable = performance.now() - started
      const painted = frame?.contentWindow?.performance.getEntriesByName('painted')[0]?.startTime
      return { painted: painted ?? Number.NaN, usable }
    },
    [address, key, LIMIT_MS] as const,
  )

/** One first load, of a browser that has seen none of it, beside a workbench at rest. */
const measure = async (stage: BrowserStage, pane: string, key: string | null): Promise<Round> => {
  const open = await openWorkbench(stage, IDLE)
  try {
    await open.page.waitForLoadState('networkidle')
    await open.devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
    return await load(open.page, pane, key)
  } finally {
    await open.close()
  }
}

const run = async (stage: BrowserStage, key: string): Promise<readonly Figure[]> => {
  const [bare, pane, signedIn]: [Round[], Round[], Round[]] = [[], [], []]
  for (let round = 0; round < ROUNDS; round++) {
    bare.push(await measure(stage, BARE, null))
    pane.push(await measure(stage, PANE, null))
    signedIn.push(await measure(stage, PANE, key))
  }
  const usable = (rounds: readonly Round[]) => rounds.map((round) => round.usable)
  const medianPeer = { name: 'a page that only loads Office.js', value: medianOf(usable(bare)) }
  const leastPeer = { name: medianPeer.name, value: leastOf(usable(bare)) }
  return [
    figure('pane.painted.4x.ms', medianOf(pane.map(({ painted }) => painted)), 'ms'),
    figure('pane.interactive.4x.ms', medianOf(usable(pane)), 'ms', {
      budget: BUDGET_MS,
      peer: medianPeer,
    }),
    figure('pane.interactive.4x.least.ms', leastOf(usable(pane)), 'ms', { peer: leastPeer }),
    figure('pane.signed-in.4x.ms', medianOf(usable(signedIn)), 'ms', { peer: medianPeer }),
    figure('pane.signed-in.4x.least.ms', leastOf(usable(signedIn)), 'ms', { peer: leastPeer }),
  ]
}

export const benchInteractive = async (): Promise<readonly Figure[]> => {
  const worker = await startLocalWorker()
  try {
    const { key } = await worker.addUser('Rep', 'rep')
    return await onBrowserStage({ workerUrl: worker.url, pages }, (stage) => run(stage, key))
  } finally {
    await worker.stop()
  }
}
