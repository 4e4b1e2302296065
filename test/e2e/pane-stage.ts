// A stage for browser tests of the pane: a Worker with a D1 of its own, sheet and pane behind one address, Chromium.
// And what the hands of its people do: keys, clipboard, name box.
import { mkdirSync } from 'node:fs'

import { chromium } from 'playwright-core'
import type { Browser, BrowserContextOptions, FrameLocator, Page } from 'playwright-core'
import { expect, onTestFinished } from 'vitest'

import { startDevServer } from '../../scripts/lib/dev-server.ts'
import { startLocalWorker } from '../../scripts/lib/local-worker.ts'
import type { LocalWorker } from '../../scripts/lib/local-worker.ts'
import { projectFile } from '../../scripts/lib/project.ts'

export const CHROMIUM = '/usr/bin/chromium'

export interface PaneStage {
  readonly url: string
  readonly browser: Browser
  readonly worker: LocalWorker
  readonly stop: () => Promise<void>
}

/** Who sits at the stage, as the workbench offers them. */
export const REP = '李丽 · 销售'
export const REP_ID = 'user-1'
export const MANAGER = '王经理 · 经理'

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

/** A pane whose test fails where a script of the page did. */
export const openDesk = async (
  stage: PaneStage,
  options: Parameters<typeof openPane>[1] = {},
): Promise<OpenPane> => {
  const desk = await openPane(stage, options)
  onTestFinished(async () => {
    expect(desk.faults).toEqual([])
    await desk.page.context().close()
  })
  return desk
}

const shots = projectFile('.kehu', 'shots')

/** A picture for whoever wants to look. */
export const shot = async ({ page }: Pick<OpenPane, 'page'>, name: string): Promise<void> => {
  mkdirSync(shots, { recursive: true })
  await page.screenshot({ path: `${shots}/${name}.png` })
}

/** Sits down as a person of the team, before a workbook that is his own. */
export const be = async ({ page, pane }: OpenPane, person: string): Promise<void> => {
  await page.getByLabel('我是').selectOption({ label: person })
  await pane.getByRole('button', { name: '这张表里有我的名单' }).waitFor()
}

export const cell = ({ page }: OpenPane, address: string) => page.locator(`[data-a="${address}"]`)

/** Goes to a cell by the name box, as one does for a cell that is not in sight. */
export const goTo = async (desk: OpenPane, address: string): Promise<void> => {
  await desk.page.locator('.name-box').fill(address)
  await desk.page.keyboard.press('Enter')
  await cell(desk, address).waitFor()
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

/** Goes on by Tab until the focus in the pane is on a button of that name, and presses Enter. */
export const pressByKeyboard = async ({ page, pane }: OpenPane, name: RegExp): Promise<void> => {
  const focused = pane.locator(':focus')
  for (let steps = 0; steps < 60; steps++) {
    await page.keyboard.press('Tab')
    const label = await focused
      .evaluate(
        (element) => element.getAttribute('aria-label') ?? element.textContent ?? '',
        null,
        {
          timeout: 1_000,
        },
      )
      .catch(() => '')
    if (!name.test(label)) continue
    await page.keyboard.press('Enter')
    return
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
  return (await pane.locator('[role=status] .message').first().textContent()) ?? ''
}
