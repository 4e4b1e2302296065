// The pane's tools before a server each of whose words a browser would run: every tab is opened, every button pressed,
// and none of them runs. What the server says is made from the messages' own schemas, so that a new tool is met too.
import { existsSync } from 'node:fs'

import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, test } from 'vitest'

import type { StageServer } from '../../bench/stage-server.ts'
import { toolNames } from '../../addin/pane/tool.ts'
import { scriptTexts } from '../support/injection.ts'
import { CHROMIUM, launchBrowser, startPages } from './pages.ts'

const PRESSED_MAX = 12
/** They say something only on a bound sheet: of the one hostile-names.test.ts asks, the other has figures. */
const quiet = new Set(['ahead', 'reports'])

let server: StageServer
let browser: Browser
beforeAll(async () => {
  server = await startPages()
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await server.stop()
})

const planted =
  '#pane :is(script, iframe, object, embed, video, audio, marquee, math, base, meta, style, ' +
  'link, [onerror], [onload], [onfocus], [ontoggle], [href^="javascript:"], [srcdoc])'

const look = (page: Page) =>
  page.evaluate((selector) => {
    const fields = [...document.querySelectorAll('input, textarea')].map((one) =>
      'value' in one ? String(one.value) : '',
    )
    return {
      text: `${document.getElementById('pane')?.textContent ?? ''} ${fields.join(' ')}`,
      planted: document.querySelectorAll(selector).length,
    }
  }, planted)

describe.runIf(existsSync(CHROMIUM))('a server that means harm', () => {
  // At the same time: most of it is waiting.
  test.concurrent.for(toolNames)(
    'runs nothing in the tool %s',
    { timeout: 120_000 },
    async (tool, { expect, onTestFinished }) => {
      const context = await browser.newContext({ viewport: { width: 350, height: 900 } })
      onTestFinished(() => context.close())
      const page = await context.newPage()
      page.setDefaultTimeout(20_000)
      const dialogs: string[] = []
      page.on('dialog', (dialog) => {
        dialogs.push(dialog.message())
        void dialog.dismiss()
      })
      await page.goto(
        `${server.url}/test/e2e/gallery/tools-injection.html#${tool}/${tool.length * 17}`,
      )
      await page.locator('#tool-title').waitFor()
      await page.waitForTimeout(500)
      const seen = new Set<string>()
      let elements = 0
      const take = async () => {
        await page
          .locator('details')
          .evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')))
        const found = await look(page)
        elements += found.planted
        for (const text of scriptTexts) if (found.text.includes(text)) seen.add(text)
      }
      await take()
      const tabs = await page.getByRole('tab').count()
      for (let tab = 0; tab < Math.max(1, tabs); tab++) {
        if (tabs > 0) await page.getByRole('tab').nth(tab).click()
        await page.waitForTimeout(200)
        await take()
        // The search of people, and whatever else is typed.
        for (const input of await page.locator('#pane input[type=text]').all())
          await input.fill('王').catch(() => undefined)
        for (let pressed = 0; pressed < PRESSED_MAX; pressed++) {
          const buttons = page.locator('#pane section button:not([role=tab])')
          if ((await buttons.count()) <= pressed + 1) break
          await buttons
            .nth(pressed + 1)
            .evaluate((button) => button instanceof HTMLElement && button.click())
          await page.waitForTimeout(60)
          await take()
          await page.keyboard.press('Escape')
        }
      }
      for (let i = 0; i < 10; i++) await page.keyboard.press('Tab')
      await page.waitForTimeout(300)
      const struck = await page.evaluate(() => Reflect.get(globalThis, '__struck') === 1)
      expect({ struck, elements, dialogs }).toEqual({ struck: false, elements: 0, dialogs: [] })
      if (!quiet.has(tool)) expect(seen.size).toBeGreaterThan(5)
    },
  )
})
