// The pane in each of its states, wide and narrow, in three languages, light, dark and in forced colours: nothing is
// cut off, nothing serious is found by axe, and all of it can be reached by keyboard. Leaves a picture of each.
import { existsSync, mkdirSync } from 'node:fs'

import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'

import type { StageServer } from '../../bench/stage-server.ts'
import { projectFile } from '../../scripts/lib/project.ts'
import { galleryStates } from './gallery/states.ts'
import { serious } from './axe.ts'
import { CHROMIUM, launchBrowser, startPages } from './pages.ts'

const TABS_MORE = 8

let server: StageServer
let browser: Browser
const names = Object.keys(galleryStates)

interface Looks {
  readonly lang: string
  readonly colours: string
  readonly width: number
  readonly isAxeRun: boolean
}

const openGallery = async ({ colours, width }: Pick<Looks, 'colours' | 'width'>): Promise<Page> => {
  const context = await browser.newContext({
    viewport: { width, height: 640 },
    colorScheme: colours.endsWith('dark') ? 'dark' : 'light',
    forcedColors: colours.startsWith('forced') ? 'active' : 'none',
  })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  await page.goto(`${server.url}/test/e2e/gallery/index.html`)
  return page
}

const show = async (page: Page, name: string, lang: string): Promise<void> => {
  await page.evaluate((hash) => {
    location.hash = hash
  }, `${name}/${lang}`)
  await page.locator(`html[data-shown="#${name}/${lang}"]`).waitFor({ state: 'attached' })
  await page
    .locator('details')
    .evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')))
}

/** What stands beyond the right edge, or is cut off without saying so by dots. */
const cutOff = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('#pane *')]
      .filter((element) => {
        const style = getComputedStyle(element)
        if (element.closest('.unseen, select, progress') !== null) return false
        const isBeyond = element.getBoundingClientRect().right > innerWidth + 0.5
        const isCut = element.scrollWidth > element.clientWidth + 1 && style.overflowX !== 'visible'
        return isBeyond || (isCut && style.textOverflow !== 'ellipsis')
      })
      .map((element) => `${element.tagName}.${element.className}: ${element.textContent}`),
  )

/** What can be pressed, and is not reached by Tab with a ring that can be seen. */
const missedByTab = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(() => {
    document.body.tabIndex = -1
    document.body.focus()
    for (const seen of document.querySelectorAll('[data-seen]')) seen.removeAttribute('data-seen')
    document.addEventListener('focusin', ({ target }) => {
      if (!(target instanceof HTMLElement) || target === document.body) return
      const { outlineStyle, outlineWidth } = getComputedStyle(target)
      if (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) target.dataset['seen'] = 'yes'
    })
  })
  // Behind a question nothing can be reached.
  const isAsked = (await page.locator('dialog[open]').count()) > 0
  const all = page.locator(isAsked ? 'dialog[open]' : 'body')
  const count = await all.locator('button, input, select, summary, [role=listbox]').count()
  // What scrolls takes a Tab as well, and on a busy machine the first one may go nowhere.
  for (let steps = 0; steps < count + TABS_MORE; steps++) await page.keyboard.press('Tab')
  // Arrows lead to the other tabs and radio buttons.
  return all
    .locator(
      ':is(button, input, select, summary):not([data-seen]):not([role=tab]):not([type=radio])',
    )
    .evaluateAll((elements) => elements.map((element) => element.outerHTML.slice(0, 80)))
}

describe.runIf(existsSync(CHROMIUM))('the looks of the pane', () => {
  beforeAll(async () => {
    mkdirSync(projectFile('.kehu', 'shots', 'looks'), { recursive: true })
    server = await startPages()
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await server.stop()
  })

  test.each<Looks>([
    { lang: 'zh-Hans', colours: 'light', width: 320, isAxeRun: true },
    { lang: 'en', colours: 'light', width: 270, isAxeRun: false },
    { lang: 'zh-Hant', colours: 'dark', width: 270, isAxeRun: true },
    { lang: 'en', colours: 'dark', width: 450, isAxeRun: false },
    { lang: 'zh-Hans', colours: 'forced', width: 270, isAxeRun: false },
    { lang: 'en', colours: 'forced', width: 320, isAxeRun: true },
  ])(
    'in $lang, $colours, at $width px: nothing is cut off, and where axe looks it finds nothing serious',
    async (looks) => {
      const { lang, colours, width, isAxeRun } = looks
      const page = await openGallery(looks)
      const found: Record<string, unknown> = {}
      for (const name of names) {
        await show(page, name, lang)
        found[name] = [...(await cutOff(page)), ...(isAxeRun ? await serious(page) : [])]
        const path = `${projectFile('.kehu', 'shots', 'looks')}/${name}-${lang}-${colours}-${width}.png`
        await page.screenshot({ path, fullPage: true })
      }
      expect(found).toEqual(Object.fromEntries(names.map((name) => [name, []])))
    },
    120_000,
  )

  test('every action is reached by Tab, with a ring that can be seen', async () => {
    const page = await openGallery({ colours: 'light', width: 320 })
    const found: Record<string, unknown> = {}
    for (const name of names) {
      await show(page, name, 'zh-Hans')
      found[name] = await missedByTab(page)
    }
    expect(found).toEqual(Object.fromEntries(names.map((name) => [name, []])))
  }, 120_000)

  test.each(['list', 'decide-known'])(
    'the question of %s keeps the focus in, says nothing wrong to axe, and Escape ends it',
    async (name) => {
      const page = await openGallery({ colours: 'dark', width: 270 })
      await show(page, name, 'en')
      const opener = page.locator('.button.primary').first()
      await opener.focus()
      await page.keyboard.press('Enter')
      const dialog = page.getByRole('dialog')
      await dialog.waitFor()
      expect(await serious(page)).toEqual([])
      expect(await cutOff(page)).toEqual([])
      for (let steps = 0; steps < 5; steps++) {
        await page.keyboard.press('Tab')
        const isInside = await page.evaluate(
          () =>
            document.activeElement === document.body ||
            document.activeElement?.closest('dialog') !== null,
        )
        expect(isInside).toBe(true)
      }
      await page.keyboard.press('Escape')
      expect(await dialog.count()).toBe(0)
      expect(await opener.evaluate((element) => element === document.activeElement)).toBe(true)
    },
  )
})
