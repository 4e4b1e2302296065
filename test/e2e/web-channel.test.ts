// The main job over the channel of Excel on the web: host and pane on two https origins, messages between them, the
// real office.js unmodified. Skipped, by vitest's own word, where Debian's Chromium or openssl is not installed.
import { existsSync, mkdirSync } from 'node:fs'

import type { BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'

import { say } from '../../addin/text/say.ts'
import { projectFile } from '../../scripts/lib/project.ts'
import { makeCertificate, startFront } from './https-front.ts'
import type { Front } from './https-front.ts'
import { CHROMIUM } from './pages.ts'
import { bringIn, startPaneStage, sync } from './pane-stage.ts'
import type { OpenPane, PaneStage } from './pane-stage.ts'

const certificate = existsSync(CHROMIUM) ? makeCertificate() : null
const shots = projectFile('.kehu', 'shots')
const FIVE_MB = 5 * 1024 * 1024

let stage: PaneStage
let host: Front
let addin: Front
let key: string

const opened = async (wishes: BrowserContextOptions = {}): Promise<OpenPane> => {
  const context = await stage.browser.newContext({
    ...wishes,
    ignoreHTTPSErrors: true,
    viewport: { width: 1300, height: 820 },
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('request', (request) => {
    if (!/^(?:https:\/\/localhost|wss:\/\/localhost|data:|blob:)/u.test(request.url()))
      faults.push(`asked for ${request.url()}`)
  })
  const pane = encodeURIComponent(`${addin.url}/addin/taskpane.html`)
  await page.goto(`${host.url}/?lang=zh-Hans&pane=${pane}`)
  await page.locator('#app[data-ready]').waitFor()
  onTestFinished(async () => {
    expect(faults).toEqual([])
    expect(await unplayed(page)).toEqual([])
    await context.close()
  })
  return {
    page,
    faults,
    pane: page.frameLocator('.pane-home:not([hidden]) iframe'),
    t: say('zh-Hans'),
    paste: async (lines) => {
      const text = lines.map((line) => line.join('\t')).join('\n')
      await page.evaluate((copied) => navigator.clipboard.writeText(copied), text)
      await page.keyboard.press('Control+v')
    },
  }
}

type Reply = { readonly failure: string } | { readonly body: string }

/** As much of the workbench as the test looks at; it stands in the page's scope for that. */
interface Workbench {
  readonly desk: {
    readonly book: {
      readonly active: {
        readonly grid: { value: (row: number, column: number) => unknown }
      }
    }
    readonly host: {
      readonly unknown: readonly string[]
      readonly quirks: object
      process: (request: unknown, bytes: number, flags: number) => Promise<Reply>
    }
    readonly pane: { readonly unknown: readonly string[] }
    readonly user: { startEdit: () => void; endEdit: () => void }
  }
}

const unplayed = (page: OpenPane['page']): Promise<readonly string[]> =>
  page.evaluate(() => {
    const { desk } = Reflect.get(globalThis, 'workbench') as Workbench
    return [...desk.host.unknown, ...desk.pane.unknown]
  })

/** Cells of the sheet's model, by header; rows from the first beneath it on. */
const column = ({ page }: OpenPane, header: string, rows: number): Promise<readonly string[]> =>
  page.evaluate(
    ({ wanted, count }) => {
      const { grid } = (Reflect.get(globalThis, 'workbench') as Workbench).desk.book.active
      for (let at = 0; at < 40; at++)
        if (String(grid.value(0, at)) === wanted)
          return Array.from({ length: count }, (_, row) => String(grid.value(row + 1, at)))
      return []
    },
    { wanted: header, count: rows },
  )

/** What the host saw: bytes of each request, and why one failed as a whole. */
interface Seen {
  readonly bytes: readonly number[]
  readonly failures: readonly string[]
}

/** From now on the page notes what the host sees. */
const watchHost = ({ page }: OpenPane) =>
  page.evaluate(() => {
    const { host: watched } = (Reflect.get(globalThis, 'workbench') as Workbench).desk
    const seen = { bytes: [] as number[], failures: [] as string[] }
    const process = watched.process.bind(watched)
    watched.process = async (request, bytes, flags) => {
      seen.bytes.push(bytes)
      const reply = await process(request, bytes, flags)
      if ('failure' in reply) seen.failures.push(reply.failure)
      return reply
    }
    Object.assign(globalThis, { seenByHost: seen })
  })
const seenByHost = ({ page }: OpenPane): Promise<Seen> =>
  page.evaluate(() => Reflect.get(globalThis, 'seenByHost') as Seen)

const signIn = async ({ pane }: OpenPane) => {
  await pane.getByLabel('密钥').fill(key)
  await pane.getByRole('button', { name: '登录' }).click()
}

/** The words of what has the pane's focus. */
const focused = ({ pane }: OpenPane) => pane.locator(':focus').first().innerText()

/** How often the focus came back from the pane into the page since the counting began. */
const countVisits = (page: OpenPane['page']) =>
  page.evaluate(() => {
    const counted = { visits: 0 }
    addEventListener('focusin', ({ target }) => {
      if (!(target instanceof HTMLIFrameElement)) counted.visits++
    })
    Object.assign(globalThis, { counted })
  })
const visits = (page: OpenPane['page']): Promise<number> =>
  page.evaluate(() => (Reflect.get(globalThis, 'counted') as { visits: number }).visits)

const ROWS = 300
/** A list as it comes: phones of all manners, one too long, a row that names nobody. */
const messy = (mark: string): readonly (readonly string[])[] => [
  ['公司', '城市', '联系人', '手机', '备忘'],
  ...Array.from({ length: ROWS }, (_, at) => {
    const number = String(13_900_000_000 + at)
    const phones = [number, `+86 ${number}`, number.replace(/^(\d{3})(\d{4})/u, '$1-$2-'), '']
    if (at === 7) return ['', '苏州', '', '', '只有备忘']
    if (at === 8) return [`${mark}${at}机械有限公司`, '苏州', '王伟', `${number}9`, '']
    return [
      `${mark}${at}机械有限公司`,
      '苏州',
      '王伟',
      phones[at % phones.length] ?? '',
      `第${at}行`,
    ]
  }),
]

describe.runIf(certificate !== null)('Excel on the web', () => {
  beforeAll(async () => {
    if (certificate === null) return
    mkdirSync(shots, { recursive: true })
    stage = await startPaneStage()
    host = await startFront(stage.url, certificate)
    addin = await startFront(stage.url, certificate)
    key = (await stage.worker.addUser('赵敏', 'rep')).key
  })
  afterAll(async () => {
    await host.stop()
    await addin.stop()
    await stage.stop()
  })

  test('a messy list of 300 rows is signed in for, brought in and synced; a correction syncs by itself', async () => {
    const desk = await opened()
    const { page, pane } = desk
    await signIn(desk)
    await watchHost(desk)
    await bringIn(desk, messy('网'))
    expect(await sync(desk)).toContain('300 行：已保存 299，待更正 1')
    const status = await column(desk, '同步状态', ROWS)
    expect(status.filter((text) => text.startsWith('已同步'))).toHaveLength(299)
    expect(status[8]).toContain('12 位')
    expect(status[7]).toContain('客户名称')
    const { bytes, failures } = await seenByHost(desk)
    expect(Math.max(...bytes)).toBeLessThan(FIVE_MB / 2)
    expect(failures).toEqual([])

    await page.locator('[data-a="D10"]').click()
    await pane.getByText(/12 位/u).first().waitFor()
    await page.screenshot({ path: `${shots}/web-channel.png` })
    await pane.getByLabel('停止编辑几秒后自动同步').check()
    await page.locator('[data-a="A9"]').click()
    await page.keyboard.type('网七机械有限公司')
    await page.keyboard.press('Enter')
    await expect
      .poll(async () => (await column(desk, '同步状态', 8))[7], { timeout: 20_000 })
      .toBe('已同步')
  })

  test('more than 5 MB at once, or a cell being edited: the real client says so by its own code', async () => {
    const desk = await opened()
    await desk.pane.getByLabel('密钥').waitFor()
    const frame = desk.page.frames().find((each) => each.url().startsWith(addin.url))
    const codeOf = (rows: number) =>
      frame?.evaluate(async (count) => {
        try {
          await Excel.run(async (context) => {
            const cells = context.workbook.worksheets.getActiveWorksheet().getRange(`A1:A${count}`)
            cells.values = Array.from({ length: count }, () => ['x'.repeat(30_000)])
            await context.sync()
          })
          return 'done'
        } catch (error) {
          return error instanceof OfficeExtension.Error ? error.code : String(error)
        }
      }, rows)
    expect(await codeOf(200)).toBe('RequestPayloadSizeLimitExceeded')
    expect(await codeOf(100)).toBe('done')
    const edit = (name: 'startEdit' | 'endEdit') =>
      desk.page.evaluate((step) => {
        ;(Reflect.get(globalThis, 'workbench') as Workbench).desk.user[step]()
      }, name)
    await edit('startEdit')
    expect(await codeOf(1)).toBe('InvalidOperationInCellEditMode')
    await edit('endEdit')
    expect(await codeOf(1)).toBe('done')
  })

  test('an answer that Excel calls too large is asked for again in smaller pieces', async () => {
    const desk = await opened()
    await signIn(desk)
    await bringIn(desk, messy('大'))
    await sync(desk)
    await watchHost(desk)
    await desk.page.evaluate(() => {
      const { quirks } = (Reflect.get(globalThis, 'workbench') as Workbench).desk.host
      Object.assign(quirks, { responseLimit: 12_000 })
    })
    await desk.page.locator('[data-a="B2"]').click()
    await desk.page.keyboard.type('上海')
    await desk.page.keyboard.press('Enter')
    expect(await sync(desk)).toContain('300 行：已保存 1，')
    expect((await seenByHost(desk)).failures).toContain('ResponsePayloadSizeLimitExceeded')
  })

  test('by keyboard: Tab leads through the pane and out into the sheet, Esc closes a dialog and stays', async () => {
    const desk = await opened()
    const { page, pane } = desk
    const isInPane = () =>
      page.evaluate(() => document.activeElement?.classList.contains('pane-frame'))
    await pane.getByLabel('密钥').press('Tab')
    await expect.poll(() => focused(desk)).toBe('登录')
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.type(key)
    await page.keyboard.press('Enter')
    await pane.getByRole('button', { name: '这张表里有我的名单' }).waitFor()
    await page.locator('[data-a="A1"]').click()
    await desk.paste(messy('键').slice(0, 3))
    await pane.getByRole('button', { name: '这张表里有我的名单' }).press('Enter')
    await pane.getByRole('button', { name: '导入名单' }).press('Enter')
    await pane.getByRole('dialog').waitFor()
    await countVisits(page)
    await page.keyboard.press('Escape')
    await expect.poll(() => pane.getByRole('dialog').count()).toBe(0)
    await expect.poll(() => focused(desk)).toBe('导入名单')
    expect(await visits(page)).toBe(0)
    expect(await isInPane()).toBe(true)

    await pane.getByLabel('语言').press('Tab')
    await expect.poll(isInPane).toBe(false)
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => page.getByLabel('名称框').inputValue()).toBe('A2')
  })

  test('in the dark the pane is dark: Excel on the web tells no colours, so the system is asked', async () => {
    const { pane } = await opened({ colorScheme: 'dark' })
    await pane.getByLabel('密钥').waitFor()
    expect(await pane.locator('html').getAttribute('data-theme')).toBeNull()
    const colour = await pane
      .locator('body')
      .evaluate((body) => getComputedStyle(body).backgroundColor)
    const [red = '255'] = /\d+/u.exec(colour) ?? []
    expect(Number(red)).toBeLessThan(64)
  })

  test.each(['dark', 'light'] as const)(
    'beside it Excel for Windows, which does tell its colours: %s',
    async (colorScheme) => {
      const context = await stage.browser.newContext({ colorScheme })
      onTestFinished(() => context.close())
      const page = await context.newPage()
      await page.goto(`${stage.url}/?lang=zh-Hans`)
      const pane = page.frameLocator('.pane-home:not([hidden]) iframe')
      await pane.locator(`html[data-theme="${colorScheme}"]`).waitFor()
    },
  )
})
