// The built pages behind one address, as a browser test shows them: workbench, pane and gallery, Office.js as it is
// installed, a demo team, and a Worker's API behind the same origin.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { chromium } from 'playwright-core'
import type { Browser, Frame, Page } from 'playwright-core'
import { inject } from 'vitest'

import { startStageServer } from '../../bench/stage-server.ts'
import type { StageServer } from '../../bench/stage-server.ts'
import { foldersOfPages } from '../../bench/stage-pages.ts'
import { projectFile } from '../../scripts/lib/project.ts'

export const CHROMIUM = '/usr/bin/chromium'

/** A team of two, for pages that have no Worker. */
export const team = [
  { id: 'u1', name: '李雷', role: 'rep', key: 'key-of-rep-1' },
  { id: 'u2', name: '王经理', role: 'manager', key: 'key-of-manager' },
] as const

export interface PagesOptions {
  /** The Worker's origin; without one no page has an API. */
  readonly workerUrl?: string
  readonly users?: readonly object[]
}

const builtPages = async (): Promise<string> => {
  const reply = await fetch(inject('pages'))
  const text = await reply.text()
  if (!reply.ok) throw new Error(`The pages could not be built: ${text}`)
  return text
}

/** Starts on a free port of localhost. */
export const startPages = async ({
  workerUrl,
  users = [],
}: PagesOptions = {}): Promise<StageServer> => {
  const folder = await builtPages()
  const folders = {
    '/test/fixtures/': projectFile('test', 'fixtures'),
    ...foldersOfPages(folder),
  }
  const workbench = readFileSync(join(folder, 'site', 'workbench', 'page', 'index.html'), 'utf8')
  return await startStageServer({
    folders,
    texts: { '/': workbench, '/demo/users': JSON.stringify(users) },
    workerUrl: workerUrl ?? null,
  })
}

export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-dev-shm-usage',
      '--disable-gpu',
      '--disable-gpu-rasterization',
      '--disable-extensions',
      '--disable-component-update',
      '--disable-background-networking',
    ],
  })

/** The pane in sight; those of other people stand hidden beside it. */
export const PANE = '.pane-home:not([hidden]) iframe'

export const paneFrame = async (page: Page): Promise<Frame> => {
  const frame = await (await page.locator(PANE).elementHandle())?.contentFrame()
  if (!frame) throw new Error('The pane has no frame.')
  return frame
}
