// Texts that a browser would run, wherever the pane shows somebody's words: none of them runs. The gallery's states are
// shown with their words replaced (gallery/injection.ts), so often that each text was seen.
import { existsSync } from 'node:fs'

import { expect, onTestFinished, test } from 'vitest'

import { scriptTexts } from '../support/injection.ts'
import { galleryStates } from './gallery/states.ts'
import { CHROMIUM, launchBrowser, startPages } from './pages.ts'

/** Customers, conflicts, problems, known labels, history, what was deleted, who signed in, lists to be brought in. */
const shown = Object.keys(galleryStates).filter((name) =>
  /^(?:check|decide|history|list|sync-(?:clean|notices|stopped)|tiers)/u.test(name),
)
/** Each state once, and the one of many rows so often that every text was in one. */
const fragments = [
  ...shown.map((name, i) => `${name}/${i * 23}`),
  ...Array.from({ length: 25 }, (_, i) => `check/${i * 8}`),
  'blanked/0',
  'blanked/60',
  'blanked/130',
]

test.runIf(existsSync(CHROMIUM))(
  `${scriptTexts.length} texts run in no place of the pane`,
  async () => {
    const server = await startPages()
    onTestFinished(() => server.stop())
    const browser = await launchBrowser()
    onTestFinished(() => browser.close())
    const page = await browser.newPage()
    const dialogs: string[] = []
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message())
      void dialog.dismiss()
    })
    await page.goto(`${server.url}/test/e2e/gallery/injection.html`)
    const seen = new Set<string>()
    let planted = 0
    for (const hash of fragments) {
      await page.evaluate((to) => {
        location.hash = to
      }, hash)
      await page.locator(`html[data-shown="#${hash}"]`).waitFor({ state: 'attached' })
      // It is loaded when it is needed.
      if (hash.startsWith('blanked')) await page.locator('.blanked .card').first().waitFor()
      await page
        .locator('details')
        .evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')))
      const look = await page.evaluate(() => {
        const pane = document.getElementById('pane')
        const fields = [...document.querySelectorAll('input, textarea')].map((one) =>
          'value' in one ? String(one.value) : '',
        )
        return {
          text: `${pane?.textContent ?? ''} ${fields.join(' ')}`,
          planted: document.querySelectorAll(
            '#pane :is(script, iframe, object, embed, video, audio, marquee, math, base, meta, style, ' +
              'link, [onerror], [onload], [onfocus], [ontoggle], [href^="javascript:"], [srcdoc])',
          ).length,
        }
      })
      planted += look.planted
      for (const text of scriptTexts) if (look.text.includes(text)) seen.add(text)
    }
    // What runs late does so when its image has failed, or when it gets the focus.
    for (let i = 0; i < 10; i++) await page.keyboard.press('Tab')
    await page.waitForTimeout(300)
    const struck = await page.evaluate(() => Reflect.get(globalThis, '__struck') === 1)
    expect({ struck, planted, dialogs }).toEqual({ struck: false, planted: 0, dialogs: [] })
    expect(scriptTexts.filter((text) => !seen.has(text))).toEqual([])
  },
  60_000,
)
