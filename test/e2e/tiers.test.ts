// Tiers as a manager meets them in a browser: an ERP export by the ten thousand, tiers that move, a receipt whose sum
// Excel works out, another rule tried, a PivotTable, the whale curve. Leaves pictures in .kehu/shots/board.
import { existsSync, mkdirSync } from 'node:fs'

import { beforeAll, describe, expect, test } from 'vitest'

import { sayBoard } from '../../addin/pane/board/words.ts'
import { sayReports } from '../../addin/pane/reports/words.ts'
import { projectFile } from '../../scripts/lib/project.ts'
import type { Locale } from '../../shared/schema/kind.ts'
import { serious, seriousInPane } from './axe.ts'
import { CHROMIUM } from './pages.ts'
import {
  be,
  bringIn,
  goTo,
  MANAGER,
  openDesk,
  sheetOf,
  shot,
  startWithAll,
  sync,
  useStage,
} from './pane-stage.ts'
import type { OpenPane } from './pane-stage.ts'

const CUSTOMERS = 60
const LINES = 10_000
const DAY_MS = 86_400_000

const named = (at: number): string => `第${at + 1}机械有限公司`

const customers: readonly (readonly string[])[] = [
  ['客户名称', '客户编码', '省/地区', '城市', '负责人', '近12月销售额', '近12月利润', '备注'],
  ...Array.from({ length: CUSTOMERS }, (_, at) => [
    named(at),
    `K${at + 1}`,
    at % 2 === 0 ? '江苏' : '浙江',
    at % 2 === 0 ? '苏州' : '杭州',
    MANAGER,
    '',
    '',
    '',
  ]),
]

/** The first customers buy most; of the last the margin is below zero. */
const trade = (): readonly (readonly string[])[] => [
  ['日期', '类型', '客户编码', '客户名称', '单号', '金额', '毛利'],
  ...Array.from({ length: LINES }, (_, at) => {
    const who = at % CUSTOMERS
    const day = new Date(Date.now() - ((at % 300) + 5) * DAY_MS).toISOString().slice(0, 10)
    const amount = Math.round(60_000 / (who + 1)) + (at % 7)
    const margin = who >= 50 ? -Math.round(amount / 10) : Math.round(amount / 5)
    return [day, '订单', `K${who + 1}`, named(who), `SO-${at + 1}`, String(amount), String(margin)]
  }),
]

const column = (sheet: readonly (readonly string[])[], header: string) => {
  const at = (sheet[0] ?? []).indexOf(header)
  expect(at, `a column ${header}`).toBeGreaterThanOrEqual(0)
  return sheet.slice(1, CUSTOMERS + 1).map((row) => row[at] ?? '')
}

const press = ({ pane }: OpenPane, name: string) =>
  pane.getByRole('button', { name, exact: true }).first().click()

const openTool = async (desk: OpenPane, tool: 'tool.board' | 'tool.reports') => {
  const { pane, t } = desk
  const back = pane.getByRole('button', { name: t('pane.back'), exact: true })
  if ((await back.count()) > 0) await back.click()
  await pane.getByRole('tab', { name: t('tab.sync') }).click()
  await press(desk, t(tool))
}

const toSheet = ({ page }: OpenPane, name: string) =>
  page.getByRole('tab', { name, exact: true }).click()

const seriousIn = async ({ page }: OpenPane): Promise<readonly string[]> => [
  ...(await serious(page)),
  ...(await seriousInPane(page)),
]

const isOverflowing = ({ pane }: OpenPane) =>
  pane.locator('body').evaluate((element) => element.scrollWidth > element.clientWidth)

const narrow = ({ page }: OpenPane, width: number) =>
  page.locator('.pane-home:not([hidden]) iframe').evaluate((element, px) => {
    element.style.width = `${px}px`
  }, width)

describe.runIf(existsSync(CHROMIUM))('tiers in a browser', () => {
  const stage = useStage()
  beforeAll(() => {
    mkdirSync(projectFile('.kehu', 'shots', 'board'), { recursive: true })
  })

  test('a manager pastes 10,000 transactions: tiers move, come into force, and are shown with their arithmetic', async () => {
    const desk = await openDesk(stage, { viewport: { width: 1360, height: 900 } })
    const { page, pane, t } = desk
    const board = sayBoard('zh-Hans')
    const reports = sayReports('zh-Hans')
    await be(desk, MANAGER)
    await bringIn(desk, customers)
    expect(await sync(desk)).toContain(`已保存 ${CUSTOMERS}`)

    await page.getByRole('button', { name: '新建工作表' }).click()
    await pane.getByRole('button', { name: t('sync.add') }).click()
    await bringIn(desk, trade())
    await sync(desk)
    await pane.getByText(`已保存 ${LINES.toLocaleString('en')}`).waitFor({ timeout: 60_000 })
    await toSheet(desk, 'Sheet1')
    const first = await sheetOf(desk, CUSTOMERS + 1)
    expect(column(first, '客户级别').filter((tier) => tier === 'A')).toHaveLength(12)
    expect(Number(column(first, '近12月销售额')[0])).toBeGreaterThan(1_000_000)

    await toSheet(desk, 'Sheet2')
    await goTo(desk, `A${LINES + 2}`)
    const today = new Date(Date.now() - DAY_MS).toISOString().slice(0, 10)
    await desk.paste([[today, '订单', `K${CUSTOMERS}`, '', 'SO-X', '9000000', '5000000']])
    await sync(desk)
    await toSheet(desk, 'Sheet1')
    const before = await sheetOf(desk, CUSTOMERS + 1)
    expect(column(before, '客户级别').at(-1)).toBe('C')
    expect(column(before, '下期级别').at(-1)).toBe('A')

    await openTool(desk, 'tool.board')
    await pane.getByText(/^前 20% 的客户带来净利润的/u).waitFor()
    await pane.getByRole('img', { name: /^从最好的客户排起/u }).waitFor()
    await shot(desk, 'board/board-zh-Hans-light')
    expect(await seriousIn(desk)).toEqual([])
    await press(desk, board('board.apply'))
    await pane
      .getByRole('dialog')
      .getByRole('button', { name: board('board.apply') })
      .click()
    await pane.getByText(/家客户的级别已变更/u).waitFor()
    await expect
      .poll(async () => column(await sheetOf(desk, CUSTOMERS + 1), '客户级别').at(-1), {
        timeout: 30_000,
      })
      .toBe('A')

    await pane.getByRole('tab', { name: board('board.section.policy') }).click()
    await pane.getByLabel(board('board.preset'), { exact: true }).selectOption('20/60/20')
    await press(desk, board('board.try'))
    await pane.getByText(board('board.tried', { count: 6 })).waitFor()
    await shot(desk, 'board/what-if-zh-Hans-light')
    await press(desk, board('board.save'))
    await pane
      .getByRole('dialog')
      .getByRole('button', { name: board('board.save') })
      .click()
    await pane.getByText(board('board.saved', { version: 1 })).waitFor()

    await pane.getByRole('tab', { name: board('board.section.lists') }).click()
    await pane.getByRole('heading', { name: board('board.worst') }).waitFor()
    await shot(desk, 'board/lists-zh-Hans-light')
    await pane.getByText(board('board.working')).waitFor({ state: 'detached', timeout: 60_000 })
    await pane.getByRole('button', { name: board('board.receiptFor', { name: named(0) }) }).click()
    await pane.getByText(/^算法在工作表/u).waitFor()
    const receipt = await sheetOf(desk, 240)
    const sums = receipt.filter((row) => row[0] === '合计')
    expect(sums).toHaveLength(1)
    expect(Number(sums[0]?.[2])).toBeGreaterThan(0)
    expect(sums[0]?.[3]).toBe(sums[0]?.[2])
    expect(receipt.indexOf(sums[0] ?? [])).toBeLessThan(5)
    await shot(desk, 'board/receipt-zh-Hans-light')

    await pane.getByRole('button', { name: `${board('board.change')} ${named(50)}` }).click()
    await pane.getByLabel(board('board.instead'), { exact: true }).selectOption('let_go')
    await pane.getByLabel(board('board.reason'), { exact: true }).fill('连续亏损，决定放弃')
    await press(desk, board('board.ok'))
    await pane.getByText(board('board.stepStored')).waitFor()
    const tierOfLoser = async () => {
      await toSheet(desk, 'Sheet1')
      return column(await sheetOf(desk, CUSTOMERS + 1), '客户级别')[50]
    }
    await expect.poll(tierOfLoser, { timeout: 60_000 }).toBe('X')
    await pane.getByText(`${board('board.decided')} (1)`).click()
    await shot(desk, 'board/decided-zh-Hans-light')
    // In the list of what was decided, and on his own card.
    const withdraw = pane.getByRole('button', { name: `${board('board.withdraw')}: ${named(50)}` })
    await expect.poll(() => withdraw.count(), { timeout: 30_000 }).toBe(2)
    await withdraw.first().click()
    await expect.poll(tierOfLoser, { timeout: 60_000 }).toBe('C')

    await pane.getByRole('tab', { name: board('board.section.runs') }).click()
    const old = `2 · ${board('board.moment.sync')}`
    await pane.getByRole('button', { name: `${board('board.runCheck')}: ${old}` }).click()
    await pane.getByText(/60 家客户，级别与当时完全一致/u).waitFor()
    await shot(desk, 'board/runs-zh-Hans-light')

    await openTool(desk, 'tool.reports')
    await press(desk, reports('reports.pivot'))
    await pane.getByText(/^透视表在工作表/u).waitFor()
    const pivot = await sheetOf(desk, 30)
    expect(pivot.flat()).toContain('江苏')
    expect(pivot.flat().filter((text) => Number(text) > 1_000_000).length).toBeGreaterThan(0)
    await shot(desk, 'board/pivot-zh-Hans-light')
    expect(await seriousIn(desk)).toEqual([])
    await press(desk, reports('reports.write'))
    await pane.getByText(/^60 行在工作表/u).waitFor()
    await press(desk, reports('reports.writePivot'))
    await pane.getByText(/^透视表在工作表“客户透视 2”/u).waitFor()
    expect((await sheetOf(desk, 30)).flat()).toContain('江苏')
    await press(desk, reports('reports.activity'))
    await pane.getByText(/行在工作表“每月活动”/u).waitFor()
    await shot(desk, 'board/activity-zh-Hans-light')
  }, 400_000)

  test.each([
    ['en', 'dark', 320],
    ['zh-Hans', 'dark', 350],
    ['en', 'light', 350],
    ['zh-Hant', 'light', 320],
  ] as const)(
    'in %s, %s, at %i px all parts are there and nothing is cut off',
    async (lang, colorScheme, width) => {
      const desk = await openDesk(stage, { lang, colorScheme })
      const { pane, t } = desk
      const board = sayBoard(lang satisfies Locale)
      await be(desk, MANAGER)
      await startWithAll(desk)
      await pane.getByRole('progressbar').waitFor({ state: 'detached', timeout: 30_000 })
      await narrow(desk, width)
      await openTool(desk, 'tool.board')
      for (const section of ['board', 'lists', 'views', 'policy', 'runs'] as const) {
        await pane.getByRole('tab', { name: board(`board.section.${section}`) }).click()
        await pane.getByText(board('board.loading')).waitFor({ state: 'detached' })
        await pane.getByText(board('board.working')).waitFor({ state: 'detached' })
        await shot(desk, `board/${section}-${lang}-${colorScheme}-${width}`)
        expect({ section, isCut: await isOverflowing(desk) }).toEqual({ section, isCut: false })
      }
      await pane.getByRole('tab', { name: board('board.section.board') }).click()
      await press(desk, board('board.charts'))
      await desk.page.locator('figure.chart').nth(1).waitFor()
      await goTo(desk, 'A1')
      await shot(desk, `board/charts-${lang}-${colorScheme}`)
      await openTool(desk, 'tool.reports')
      await pane.getByRole('heading', { name: sayReports(lang)('reports.pivotTitle') }).waitFor()
      await shot(desk, `board/reports-${lang}-${colorScheme}-${width}`)
      expect(await isOverflowing(desk)).toBe(false)
      expect(await seriousIn(desk)).toEqual([])
      await pane.getByRole('button', { name: t('pane.back'), exact: true }).click()
    },
    60_000,
  )
})
