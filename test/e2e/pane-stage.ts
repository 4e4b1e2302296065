// A stage for browser tests of the pane: a Worker with a D1 of its own, sheet and pane behind one address, Chromium.
import { chromium } from 'playwright-core'
import type { Browser, BrowserContextOptions, FrameLocator, Page } from 'playwright-core'

import { startDevServer } from '../../scripts/lib/dev-server.ts'
import { startLocalWorker } from '../../scripts/lib/local-worker.ts'
import type { LocalWorker } from '../../scripts/lib/local-worker.ts'

export const CHROMIUM = '/usr/bin/chromium'

export interface PaneStage {
  readonly url: string
  readonly browser: Browser
  readonly worker: LocalWorker
  readonly stop: () => Promise<void>
}

export const startPaneStage = async (): Promise<PaneStage> => {
  const worker = await startLocalWorker()
  const rep = await worker.addUser('李丽', 'rep')
  const manager = await worker.addUser('王经理', 'manager')
  const server = await startDevServer({
    port: 0,
    workerUrl: worker.url,
    users: [
      { ...manager, name: '王经理', role: 'manager' },
      { ...rep, name: '李丽', role: 'rep' },
    ],
  })
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  })
  return {
    url: server.url,
    browser,
    worker,
    stop: async () => {
      await browser.close()
      await server.stop()
      await worker.stop()
    },
  }
}

export interface OpenPane {
  readonly page: Page
  readonly pane: FrameLocator
  /** Errors that the page's scripts left. */
  readonly faults: string[]
  /** Puts lines into the sheet in view, from A1 on, as a paste does. */
  readonly paste: (lines: readonly (readonly string[])[]) => Promise<void>
}

/** The workbench with the pane beside it. */
export const openPane = async (
  stage: PaneStage,
  options: BrowserContextOptions & { readonly lang?: string } = {},
): Promise<OpenPane> => {
  const { lang = 'zh-Hans', ...wishes } = options
  const context = await stage.browser.newContext({
    viewport: { width: 1200, height: 800 },
    permissions: ['clipboard-read', 'clipboard-write'],
    ...wishes,
  })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.setDefaultTimeout(20_000)
  await page.goto(`${stage.url}/?lang=${lang}`)
  await page.locator('#app[data-ready]').waitFor()
  const pane = page.frameLocator('.pane-home:not([hidden]) iframe')
  return {
    page,
    pane,
    faults,
    paste: async (lines) => {
      await page.evaluate(
        (text) => navigator.clipboard.writeText(text),
        lines.map((line) => line.join('\t')).join('\n'),
      )
      await page.keyboard.press('Control+v')
    },
  }
}

/** Pastes a list and brings it in, as the pane leads to it in Simplified Chinese. */
export const bringIn = async (
  { page, pane, paste }: OpenPane,
  lines: readonly (readonly string[])[],
) => {
  await pane.getByRole('button', { name: '这张表里有我的名单' }).waitFor()
  await page.locator('[data-a="A1"]').click()
  await paste(lines)
  await pane.getByRole('button', { name: '这张表里有我的名单' }).click()
  await pane.getByRole('button', { name: '导入名单' }).click()
  await pane.getByRole('button', { name: '好，开始' }).click()
  await pane.getByRole('button', { name: '立即同步' }).waitFor()
}

/** Syncs, and answers the sentence at the end. */
export const sync = async ({ pane }: OpenPane): Promise<string> => {
  await pane.getByRole('tab', { name: '同步' }).click()
  await pane.getByRole('button', { name: '立即同步' }).click()
  await pane.getByRole('progressbar').waitFor({ state: 'detached', timeout: 60_000 })
  return (await pane.locator('.message').first().textContent()) ?? ''
}
