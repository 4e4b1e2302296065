// The page for whoever has a real Excel, in a browser: taskpane.html?selftest=1 runs every case on the workbench's
// host, over each channel that Excel has, and saves its answers; they equal those of the host in Node.
import { existsSync, readFileSync } from 'node:fs'

import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import type { StageServer } from '../../bench/stage-server.ts'
import { compareSelftests, parseSelftest } from '../../scripts/lib/conformance.ts'
import { projectFile } from '../../scripts/lib/project.ts'
import { makeCertificate, startFront } from './https-front.ts'
import type { Front } from './https-front.ts'
import { CHROMIUM, launchBrowser, startPages } from './pages.ts'

/** Fourteen cases wait a second and a half for events; the longest text and 6 MB take their time too. */
const DONE_MS = 90_000
const PANE = '/addin/taskpane.html?selftest=1'
const certificate = existsSync(CHROMIUM) ? makeCertificate() : null

let server: StageServer
let browser: Browser
const fronts: Front[] = []

const front = async (): Promise<string> => {
  if (certificate === null) return server.url
  const started = await startFront(server.url, certificate)
  fronts.push(started)
  return started.url
}

/** The workbench and the pane in it; on the web the pane stands on an origin of its own. */
const addresses = async (platform: string) =>
  platform === 'PC'
    ? { page: server.url, pane: PANE }
    : { page: await front(), pane: `${await front()}${PANE}` }

const parsed = (text: string) => {
  const result = parseSelftest(text)
  if (typeof result === 'string') throw new Error(result)
  return result
}
const ofNode = () =>
  parsed(readFileSync(projectFile('test', 'fixtures', 'conformance-host.json'), 'utf8'))

describe.runIf(existsSync(CHROMIUM))('the self-test in a browser', () => {
  beforeAll(async () => {
    server = await startPages()
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await Promise.all(fronts.map((each) => each.stop()))
    await server.stop()
  })

  // At the same time: most of it is waiting.
  test.concurrent.each(certificate === null ? ['PC'] : ['PC', 'OfficeOnline'])(
    'on %s its saved answers equal those of the host in Node, and the text to copy is the same',
    async (platform) => {
      const address = await addresses(platform)
      const page = await browser.newPage({ acceptDownloads: true, ignoreHTTPSErrors: true })
      await page.goto(`${address.page}/?lang=zh-Hans&pane=${encodeURIComponent(address.pane)}`)
      const pane = page.frameLocator('.pane-home:not([hidden]) iframe')
      await pane.getByRole('button', { name: 'Start' }).click()
      const link = pane.getByRole('link', { name: 'kehu-selftest.json' })
      await link.waitFor({ timeout: DONE_MS })
      const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
      const saved = readFileSync(await download.path(), 'utf8')
      expect(await pane.getByRole('textbox').inputValue()).toBe(saved)
      const file = parsed(saved)
      expect([file.host, file.platform]).toEqual(['Excel', platform])

      const { equal, differs, notInFile, notInHost } = compareSelftests(ofNode(), file)
      expect(differs).toEqual([])
      expect(notInHost).toEqual([])
      // Only what needs a person's hands is left out.
      expect(notInFile.filter((id) => !id.startsWith('manual.'))).toEqual([])
      expect(equal.length).toBeGreaterThan(60)
    },
    DONE_MS + 20_000,
  )
})
