// The review of duplicates, the log of merges, the answers and the check before a sync, narrow, in three languages,
// light, dark and in forced colours: nothing is cut off, nothing serious is found by axe. Leaves pictures in
// .kehu/shots/review.
import { existsSync, mkdirSync } from 'node:fs'

import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'

import type { StageServer } from '../../bench/stage-server.ts'
import { projectFile } from '../../scripts/lib/project.ts'
import { serious } from './axe.ts'
import { CHROMIUM, launchBrowser, startPages } from './pages.ts'

let server: StageServer
let browser: Browser
const folder = projectFile('.kehu', 'shots', 'review')

interface Looks {
  readonly lang: string
  readonly colours: string
  readonly width: number
  readonly isAxeRun: boolean
}

const openPage = async ({ colours, width }: Looks): Promise<Page> => {
  const context = await browser.newContext({
    viewport: { width, height: 720 },
    colorScheme: colours.endsWith('dark') ? 'dark' : 'light',
    forcedColors: colours.startsWith('forced') ? 'active' : 'none',
  })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  return page
}

/** Loads the gallery anew, with nothing left of the scene before. */
const show = async (page: Page, { lang }: Looks, scene: string): Promise<void> => {
  await page.goto('about:blank')
  await page.goto(`${server.url}/test/e2e/gallery/tools.html#${scene}/${lang}`)
  await page.locator('.review, .merges, .answers, .ahead').waitFor()
}

const cutOff = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('#pane *')]
      .filter((element) => {
        if (element.closest('.unseen, select, progress') !== null) return false
        const isBeyond = element.getBoundingClientRect().right > innerWidth + 0.5
        const { overflowX, textOverflow } = getComputedStyle(element)
        if (textOverflow === 'ellipsis') return false
        return (
          isBeyond || (element.scrollWidth > element.clientWidth + 1 && overflowX !== 'visible')
        )
      })
      .map((element) => `${element.tagName}.${element.className}: ${element.textContent}`),
  )

/** A picture and what is wrong with it. */
const look = async (page: Page, name: string, isAxeRun: boolean): Promise<readonly string[]> => {
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
  return [...(await cutOff(page)), ...(isAxeRun ? await serious(page) : [])]
}

const ready = (page: Page) => page.locator('#review-question').waitFor()

describe.runIf(existsSync(CHROMIUM))('the looks of the tools about duplicates', () => {
  beforeAll(async () => {
    mkdirSync(folder, { recursive: true })
    server = await startPages()
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await server.stop()
  })

  test.each<Looks>([
    { lang: 'zh-Hans', colours: 'light', width: 320, isAxeRun: true },
    { lang: 'zh-Hant', colours: 'dark', width: 320, isAxeRun: true },
    { lang: 'en', colours: 'light', width: 270, isAxeRun: false },
    { lang: 'en', colours: 'dark', width: 320, isAxeRun: false },
    { lang: 'zh-Hans', colours: 'forced', width: 320, isAxeRun: false },
  ])(
    'in $lang, $colours, at $width px nothing is cut off, and where axe looks it finds nothing serious',
    async (looks) => {
      const name = (scene: string) => `${scene}-${looks.lang}-${looks.colours}-${looks.width}`
      const found: Record<string, readonly string[]> = {}
      const page = await openPage(looks)
      for (const scene of ['review-two', 'review-three', 'review-related']) {
        await show(page, looks, scene)
        await ready(page)
        if (scene !== 'review-three')
          await page.locator('[role=radio][aria-checked=true]').first().waitFor()
        await page.keyboard.press('ArrowDown')
        found[scene] = await look(page, name(scene), looks.isAxeRun)
        await page
          .locator('details')
          .evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')))
        if (scene === 'review-three')
          found[`${scene}-open`] = await look(page, name(`${scene}-open`), looks.isAxeRun)
        if (scene !== 'review-related') continue
        await page.keyboard.press('r')
        await page.locator('.kinds').waitFor()
        found['review-kinds'] = await look(page, name('review-kinds'), looks.isAxeRun)
        await page.keyboard.press('Enter')
        await page.locator('.message.success').waitFor()
        found['review-done'] = await look(page, name('review-done'), looks.isAxeRun)
      }
      await show(page, looks, 'merges')
      await page.locator('summary').first().click()
      await page.locator('.became').first().waitFor()
      found['merges'] = await look(page, name('merges'), looks.isAxeRun)
      await show(page, looks, 'answers')
      await page.locator('.card').first().waitFor()
      found['answers'] = await look(page, name('answers'), looks.isAxeRun)
      await page.locator('.card button').first().click()
      await page.locator('.card [role=status]:not(:empty)').waitFor()
      expect(await page.locator('.card button:focus').count()).toBe(1)
      found['answers-cleared'] = await look(page, name('answers-cleared'), false)
      await page.getByRole('tab').first().press('ArrowRight')
      await page.locator('h3').first().waitFor()
      found['weights'] = await look(page, name('weights'), looks.isAxeRun)
      await show(page, looks, 'ahead')
      await page.locator('.ahead .button').first().click()
      await page.locator('.card').first().waitFor()
      found['ahead'] = await look(page, name('ahead'), looks.isAxeRun)
      expect(found).toEqual(Object.fromEntries(Object.keys(found).map((scene) => [scene, []])))
    },
    120_000,
  )
})
