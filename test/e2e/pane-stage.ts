// A stage for browser tests of the pane: a Worker with a D1 of its own, sheet and pane behind one address, Chromium.
// And what the hands of its people do: keys, clipboard, name box.
import { mkdirSync } from 'node:fs'

import type { Browser, BrowserContextOptions, FrameLocator, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest'

import type { StageServer } from '../../bench/stage-server.ts'
import { say } from '../../addin/text/say.ts'
import type { startDevServer } from '../../scripts/lib/dev-server.ts'
import { startLocalWorker } from '../../scripts/lib/local-worker.ts'
import type { LocalWorker } from '../../scripts/lib/local-worker.ts'
import type { Locale } from '../../shared/schema/kind.ts'
import { projectFile } from '../../scripts/lib/project.ts'
import { launchBrowser, paneFrame, startPages } from './pages.ts'

export interface PaneStage {
  readonly url: string
  readonly browser: Browser
  readonly worker: LocalWorker
  readonly stop: () => Promise<void>
}

/** Who sits at the stage. */
export const REP = '李丽'
export const REP_ID = 'user-1'
export const MANAGER = '王经理'

/** @param start what serves the pages; `startDevServer` serves the sources, as `npm start` does */
export const startPaneStage = async (
  start: (options: Parameters<typeof startDevServer>[0]) => Promise<StageServer> = startPages,
): Promise<PaneStage> => {
  const worker = await startLocalWorker()
  const rep = await worker.addUser('李丽', 'rep')
  const manager = await worker.addUser('王经理', 'manager')
  const server = await start({
    port: 0,
    workerUrl: worker.url,
    users: [
      { ...manager, name: '王经理', role: 'manager' },
      { ...rep, name: '李丽', role: 'rep' },
    ],
  })
  const browser = await launchBrowser()
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

/** A stage for the tests of a file. The cast: it is there when a test asks for it, and nobody asks before. */
export const useStage = (...start: Parameters<typeof startPaneStage>): PaneStage => {
  const stage = {} as PaneStage
  beforeAll(async () => {
    Object.assign(stage, await startPaneStage(...start))
  })
  afterAll(() => stage.stop())
  return stage
}

export interface OpenPane {
  readonly page: Page
  readonly pane: FrameLocator
  /** The pane's words in the language that it was opened in. */
  readonly t: ReturnType<typeof say>
  /** Errors that the page's scripts left. */
  readonly faults: string[]
  /** Puts lines into the sheet in view, from A1 on, as a paste does. */
  readonly paste: (lines: readonly (readonly string[])[]) => Promise<void>
}

interface PaneOptions extends BrowserContextOptions {
  readonly lang?: Locale
  /** Before the page is asked for. */
  readonly before?: (page: Page) => Promise<unknown>
}

/** The workbench with the pane beside it. */
export const openPane = async (stage: PaneStage, options: PaneOptions = {}): Promise<OpenPane> => {
  const { lang = 'zh-Hans', before, ...wishes } = options
  const context = await stage.browser.newContext({
    viewport: { width: 1200, height: 800 },
    permissions: ['clipboard-read', 'clipboard-write'],
    ...wishes,
  })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.setDefaultTimeout(20_000)
  await before?.(page)
  await page.goto(`${stage.url}/?lang=${lang}`)
  await page.locator('#app[data-ready]').waitFor()
  const pane = page.frameLocator('.pane-home:not([hidden]) iframe')
  return {
    page,
    pane,
    t: say(lang),
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

/** A pane whose test fails where a script of the page did. */
export const openDesk = async (stage: PaneStage, options: PaneOptions = {}): Promise<OpenPane> => {
  const desk = await openPane(stage, options)
  onTestFinished(async () => {
    expect(desk.faults).toEqual([])
    await desk.page.context().close()
  })
  return desk
}

/** A workbench that hands no key over: its user signs in and out himself. */
export const openSignedOut = async (
  stage: PaneStage,
  { before, ...options }: PaneOptions = {},
): Promise<OpenPane> =>
  await openDesk(stage, {
    ...options,
    before: async (page) => {
      await page.route(`${stage.url}/demo/users`, (route) => route.fulfill({ body: '[]' }))
      await before?.(page)
    },
  })

const shots = projectFile('.kehu', 'shots')

/** A picture for whoever wants to look. */
export const shot = async ({ page }: Pick<OpenPane, 'page'>, name: string): Promise<void> => {
  mkdirSync(shots, { recursive: true })
  await page.screenshot({ path: `${shots}/${name}.png` })
}

/** Sits down as a person of the team, before a workbook that is his own. */
export const be = async ({ page, pane, t }: OpenPane, person: string): Promise<void> => {
  const option = page.locator('option', { hasText: person }).first()
  const label = (await option.textContent()) ?? ''
  await page.locator('select', { has: option }).selectOption({ label })
  await pane.getByRole('button', { name: t('first.list') }).waitFor()
}

/** From here on the page's timers can be hurried; until then and between they run as ever. */
export const takeClock = ({ page }: OpenPane): Promise<void> => page.clock.install()

/** Lets a taken clock run ahead until something is seen: for what a pane does by itself, after a while. */
export const hurryUntil = async ({ page }: OpenPane, seen: Locator): Promise<void> => {
  for (let seconds = 0; seconds < 400 && !(await seen.isVisible()); seconds++) {
    await page.clock.fastForward(1_000)
    // What a timer began, such as a request, takes its own time.
    await page.waitForTimeout(50)
  }
  await seen.waitFor()
}

export const cell = ({ page }: OpenPane, address: string) => page.locator(`[data-a="${address}"]`)

/** Goes to a cell, or selects several and sees the last of them, by the name box, as one does for a cell that is not in sight. */
export const goTo = async (desk: OpenPane, address: string): Promise<void> => {
  await desk.page.locator('.name-box').fill(address)
  await desk.page.keyboard.press('Enter')
  await cell(desk, address.split(':').at(-1) ?? '').waitFor()
}

/** By the menu of the cells. */
export const deleteRow = async (desk: OpenPane, address: string): Promise<void> => {
  await goTo(desk, address)
  await cell(desk, address).click({ button: 'right' })
  await desk.page.getByRole('menuitem', { name: /^(?:删除行|Delete rows)$/u }).click()
}

/** Types over a cell. */
export const type = async (desk: OpenPane, address: string, text: string): Promise<void> => {
  await goTo(desk, address)
  await cell(desk, address).click()
  await desk.page.keyboard.type(text)
  await desk.page.keyboard.press('Enter')
}

/** The sheet in view as it stands, row by row; the grid itself draws only what can be seen. */
export const sheetOf = (
  { page }: OpenPane,
  rows: number,
): Promise<readonly (readonly string[])[]> =>
  page.evaluate((count) => {
    const found: unknown = Reflect.get(globalThis, 'workbench')
    const { desk } = found as {
      desk: {
        book: {
          active: { grid: { value: (row: number, column: number) => string | number | boolean } }
        }
      }
    }
    const { grid } = desk.book.active
    return Array.from({ length: count }, (_, row) =>
      Array.from({ length: 40 }, (__, column) => String(grid.value(row, column))),
    )
  }, rows)

/** Where the sheet in view holds a text. */
export const addressOf = async (desk: OpenPane, text: string): Promise<string> => {
  const rows = await sheetOf(desk, 200)
  const row = rows.findIndex((line) => line.includes(text))
  expect(row, `${text} stands in the sheet`).toBeGreaterThanOrEqual(0)
  return `${String.fromCharCode(65 + (rows[row] ?? []).indexOf(text))}${row + 1}`
}

/** Leads the keyboard into the pane and by its arrows to a tab. */
export const toTab = async (
  { page, pane, t }: OpenPane,
  tab: 'tab.sync' | 'tab.check' | 'tab.decide',
): Promise<void> => {
  await pane.locator('[role=tab][aria-selected=true]').focus()
  for (let steps = 0; steps < 6; steps++) {
    const focused = (await pane.locator('[role=tab]:focus').textContent()) ?? ''
    if (focused.startsWith(t(tab))) return
    await page.keyboard.press('ArrowRight')
  }
  throw new Error(`no tab ${t(tab)}`)
}

/** What has the pane's focus says; null where the focus is elsewhere. */
const focusedLabel = async ({ page }: OpenPane): Promise<string | null> => {
  const frame = await paneFrame(page)
  return await frame.evaluate(() => {
    const focused = document.querySelector(':focus')
    return focused && (focused.getAttribute('aria-label') ?? focused.textContent)
  })
}

/** Goes on by Tab until the focus in the pane is on a button of that name, and presses Enter. */
export const pressByKeyboard = async (desk: OpenPane, name: RegExp): Promise<void> => {
  const { page } = desk
  for (let rounds = 0; rounds < 10; rounds++) {
    for (let steps = 0; steps < 60; steps++) {
      await page.keyboard.press('Tab')
      if (!name.test((await focusedLabel(desk)) ?? '')) continue
      await page.keyboard.press('Enter')
      return
    }
    // It may still be on its way.
    await page.waitForTimeout(500)
  }
  throw new Error(`Tab never came to ${String(name)}`)
}

/** The figure behind a word of the pane's account: 已保存 1,912; 0 where it is not told. */
export const numberIn = (text: string, word: string): number =>
  Number(new RegExp(`${word} ([\\d,]+)`, 'u').exec(text)?.[1]?.replaceAll(',', '') ?? 0)

/** Names of the customers on file, as D1 holds them. */
export const namesOnFile = async (
  { worker }: PaneStage,
  like: string,
): Promise<readonly string[]> => {
  const found = await worker.db
    .prepare('SELECT name FROM customer WHERE name LIKE ?1 AND archived_at IS NULL ORDER BY name')
    .bind(like)
    .all<{ name: string }>()
  return found.results.map(({ name }) => name)
}

/** How many of a person's customers are on file. */
export const countOnFile = async ({ worker }: PaneStage, user: string): Promise<number> => {
  const found = await worker.db
    .prepare('SELECT count(*) AS n FROM customer WHERE owner = ?1 AND archived_at IS NULL')
    .bind(user)
    .first<{ n: number }>()
  return found?.n ?? 0
}

/** Pastes a list and brings it in, as the pane leads to it. */
export const bringIn = async (
  { page, pane, paste, t }: OpenPane,
  lines: readonly (readonly string[])[],
) => {
  await pane.getByRole('button', { name: t('first.list') }).waitFor()
  await page.locator('[data-a="A1"]').click()
  await paste(lines)
  await pane.getByRole('button', { name: t('first.list') }).click()
  await pane.getByRole('button', { name: t('preview.go') }).click()
  await pane.getByRole('button', { name: t('preview.yes') }).click()
  await pane.getByRole('button', { name: t('sync.go') }).waitFor()
}

/** An empty sheet that takes in all that its user may see. */
export const startWithAll = async ({ pane, t }: OpenPane): Promise<void> => {
  await pane.getByRole('button', { name: t('first.empty') }).click()
  await pane.getByRole('radio', { name: t('holds.all') }).check()
  await pane.getByRole('button', { name: t('empty.go'), exact: true }).click()
  await pane.getByRole('button', { name: t('sync.go') }).waitFor()
}

/** Syncs, and answers the sentence at the end. */
export const sync = async ({ pane, t }: OpenPane): Promise<string> => {
  await pane.getByRole('tab', { name: t('tab.sync') }).click()
  await pane.getByRole('button', { name: t('sync.go') }).click()
  await pane.getByRole('progressbar').waitFor({ state: 'detached', timeout: 60_000 })
  return (await pane.locator('[role=status] .message').first().textContent()) ?? ''
}
