// What the benches in a browser share: pane and workbench built as for production, served on localhost, and Chromium.
// Where Chromium is not installed nothing is measured, and the bench says so.
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { chromium } from 'playwright-core'
import type { Browser, CDPSession, Frame, Page } from 'playwright-core'

import { buildPages, foldersOfPages } from './stage-pages.ts'
import { startStageServer } from './stage-server.ts'

const CHROMIUM = '/usr/bin/chromium'
const FLAGS = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
]

export interface BrowserStage {
  readonly url: string
  readonly browser: Browser
}

export interface StageOptions {
  /** The Worker's origin; null where no pane signs in. */
  readonly workerUrl: string | null
  /** Pages beside the built ones, by path. */
  readonly pages?: Readonly<Record<string, string>>
}

/** Runs a bench on the stage and takes the stage down. @returns nothing where there is no Chromium */
export const onBrowserStage = async <T>(
  options: StageOptions,
  bench: (stage: BrowserStage) => Promise<readonly T[]>,
): Promise<readonly T[]> => {
  if (!existsSync(CHROMIUM)) {
    console.error(`No Chromium at ${CHROMIUM}: figures of the browser are left out.`)
    return []
  }
  const folder = mkdtempSync(join(tmpdir(), 'kehu-stage-'))
  try {
    await buildPages(folder)
    const server = await startStageServer({
      folders: foldersOfPages(folder),
      texts: { '/demo/users': '[]', ...options.pages },
      workerUrl: options.workerUrl,
    })
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS })
    try {
      return await bench({ url: server.url, browser })
    } finally {
      await browser.close()
      await server.stop()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export interface OpenBench {
  readonly page: Page
  readonly devtools: CDPSession
  readonly close: () => Promise<void>
}

/** The workbench in a browser context of its own: nothing is cached. @param pane path of the pane's page */
export const openWorkbench = async (
  { url, browser }: BrowserStage,
  pane = '/addin/taskpane.html',
): Promise<OpenBench> => {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'zh-CN',
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  await page.goto(`${url}/workbench/page/index.html?lang=zh-Hans&pane=${pane}`)
  await page.locator('#app[data-ready]').waitFor()
  const devtools = await context.newCDPSession(page)
  return { page, devtools, close: () => context.close() }
}

/** The frame of the pane in sight. */
export const paneFrame = async ({ page }: OpenBench): Promise<Frame> => {
  const handle = await page.locator('.pane-home:not([hidden]) iframe').elementHandle()
  const frame = await handle?.contentFrame()
  if (!frame) throw new Error('The pane has no frame.')
  return frame
}
