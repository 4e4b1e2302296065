// Customers whose names a browser would run, a sheet would calculate, or that turn the direction of writing: in the
// review, the log of merges and the answers they are texts, and nothing around them changes.
import { existsSync } from 'node:fs'

import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'

import type { StageServer } from '../../bench/stage-server.ts'
import { scriptTexts } from '../support/injection.ts'
import { CHROMIUM, launchBrowser, startPages } from './pages.ts'

let server: StageServer
let browser: Browser

const openPage = async (): Promise<Page> => {
  const context = await browser.newContext({ viewport: { width: 320, height: 720 } })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  return page
}

/** Loads the gallery anew, with nothing left of the scene before. */
const show = async (page: Page, scene: string, from: string): Promise<void> => {
  await page.goto('about:blank')
  await page.goto(`${server.url}/test/e2e/gallery/tools.html#${scene}/en/${from}`)
}

/** Shows all of a tool that names stand in: dialogs, what is folded, what was done. */
const scenes: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  'review-two': async (page) => {
    await page.locator('[role=radio]').first().waitFor()
    await page.keyboard.press('r')
    await page.locator('.kinds').waitFor()
  },
  'review-three': async (page) => {
    await page.locator('#review-question').waitFor()
    await page
      .locator('details')
      .evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')))
  },
  merges: async (page) => {
    await page.locator('summary').first().click()
    await page.locator('.became').first().waitFor()
    await page.locator('.card .actions button').first().click()
    await page.getByRole('dialog').getByRole('button').last().click()
    await page.locator('.message').first().waitFor()
  },
  ahead: async (page) => {
    await page.locator('.ahead .button').first().click()
    await page.locator('.card').first().waitFor()
  },
  answers: async (page) => {
    await page.locator('.card').first().waitFor()
    await page.getByRole('tab').last().click()
    await page.locator('h3').first().waitFor()
    await page.getByRole('tab').first().click()
    await page.locator('.card').first().waitFor()
  },
}

describe.runIf(existsSync(CHROMIUM))('names that mean harm', () => {
  beforeAll(async () => {
    server = await startPages()
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await server.stop()
  })

  test.each(Object.keys(scenes))('run in no place of %s', async (scene) => {
    const seen = new Set<string>()
    const [dialogs, struck]: [string[], number[]] = [[], []]
    const page = await openPage()
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message())
      void dialog.dismiss()
    })
    for (const from of [0, 60, 120]) {
      await show(page, scene, String(from))
      await scenes[scene]?.(page)
      const text = (await page.locator('#pane').textContent()) ?? ''
      for (const each of scriptTexts) if (text.includes(each)) seen.add(each)
      const planted = await page
        .locator(
          '#pane :is(script, iframe, object, embed, video, audio, math, base, meta, style, link, [onerror], [onload], [onfocus], [ontoggle], [href^="javascript:"], [srcdoc])',
        )
        .count()
      for (let i = 0; i < 5; i++) await page.keyboard.press('Tab')
      if (await page.evaluate(() => Reflect.get(globalThis, '__struck') === 1)) struck.push(from)
      expect(planted).toBe(0)
    }
    expect({ dialogs, struck }).toEqual({ dialogs: [], struck: [] })
    expect(seen.size).toBeGreaterThan(5)
  })

  test.each(['merges', 'answers', 'ahead', 'review-two'])(
    'that turn the direction of writing turn nothing beside them, in %s',
    async (scene) => {
      const page = await openPage()
      await show(page, scene, 'turned')
      const names = page.locator(
        {
          merges: '.card bdi',
          answers: '.card bdi',
          ahead: '.card .small bdi',
          'review-two': '.member-name span:last-child',
        }[scene] ?? '',
      )
      if (scene === 'ahead') await page.locator('.ahead .button').first().click()
      await names.first().waitFor()
      // The text behind a name stands on its right, or in the next line.
      const strays = await names.evaluateAll((all) =>
        all.filter((one) => {
          const next = one.nextElementSibling?.getBoundingClientRect()
          const here = one.getBoundingClientRect()
          return next !== undefined && next.top < here.bottom - 4 && next.left < here.left
        }),
      )
      expect(strays).toEqual([])
      expect(await names.first().textContent()).toContain('\u202E')
    },
  )
})
