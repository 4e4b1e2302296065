// Charts and PivotTables on the workbench's page: made by a real office.js in the pane, seen, reached by keyboard.
// Leaves pictures in light, dark and forced colours.
import { existsSync, mkdirSync } from 'node:fs'

import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'

import type { StageServer } from '../../bench/stage-server.ts'
import { projectFile } from '../../scripts/lib/project.ts'
import { serious } from './axe.ts'
import { CHROMIUM, launchBrowser, startPages, team } from './pages.ts'

let server: StageServer
let browser: Browser

/** Runs in the pane: figures, their PivotTable and two charts. */
const drawInPane = async (): Promise<void> => {
  await Excel.run(async (context) => {
    const { worksheets } = context.workbook
    const data = worksheets.getActiveWorksheet()
    data.getRange('A1:C5').values = [
      ['等级', '地区', '利润'],
      ['A', '华东', 900],
      ['A', '华北', 400],
      ['B', '华东', 150],
      ['C', '华北', -260],
    ]
    const table = data.tables.add('A1:C5', true)
    const sheet = worksheets.add('看板')
    const pivot = sheet.pivotTables.add('kehu.pivot.1', table, 'A3')
    pivot.rowHierarchies.add(pivot.hierarchies.getItem('等级'))
    pivot.rowHierarchies.add(pivot.hierarchies.getItem('地区'))
    const value = pivot.dataHierarchies.add(pivot.hierarchies.getItem('利润'))
    value.summarizeBy = 'Sum'
    value.numberFormat = '#,##0'
    sheet.getRange('A20:A23').numberFormat = [['@'], ['@'], ['@'], ['@']]
    sheet.getRange('A20:B23').values = [
      ['客户', '累计利润'],
      ['25%', 900],
      ['50%', 1300],
      ['100%', 1190],
    ]
    const line = sheet.charts.add('Line', sheet.getRange('B20:B23'), 'Columns')
    line.title.text = '鲸鱼曲线'
    line.series.getItemAt(0).setXAxisValues(sheet.getRange('A21:A23'))
    line.setPosition('D2', 'H13')
    const bars = sheet.charts.add('BarClustered', sheet.getRange('A20:B23'), 'Columns')
    bars.title.text = '分布'
    bars.setPosition('D15', 'H26')
    sheet.activate()
    await context.sync()
  })
}

const openBoard = async (colours: string): Promise<Page> => {
  const context = await browser.newContext({
    viewport: { width: 1100, height: 760 },
    locale: 'zh-CN',
    colorScheme: colours === 'dark' ? 'dark' : 'light',
    forcedColors: colours === 'forced' ? 'active' : 'none',
  })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  await page.goto(`${server.url}/?pane=/test/fixtures/test-pane.html`)
  const pane = page.frameLocator('.pane-home:not([hidden]) iframe')
  await pane.locator('body[data-ready]').waitFor()
  await pane.locator('body').evaluate(drawInPane)
  await page.locator('figure.chart').nth(1).waitFor()
  return page
}

describe.runIf(existsSync(CHROMIUM))('a board in the workbench', () => {
  beforeAll(async () => {
    mkdirSync(projectFile('.kehu', 'shots', 'board'), { recursive: true })
    server = await startPages({ users: team })
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await server.stop()
  })

  test.each(['light', 'dark', 'forced'])(
    'in %s colours shows the PivotTable and the charts, and axe finds nothing serious in them',
    async (colours) => {
      const page = await openBoard(colours)
      expect(await page.locator('[data-a="A4"]').textContent()).toBe('A')
      expect(await page.locator('[data-a="B4"]').textContent()).toBe('1,300')
      const path = `${projectFile('.kehu', 'shots', 'board')}/${colours}.png`
      await page.screenshot({ path })
      expect(await serious(page, '.charts')).toEqual([])
    },
    60_000,
  )

  test('its charts have names; Ctrl+Alt+5 leads to the first, Tab to the next, Escape to the cells', async () => {
    const page = await openBoard('light')
    const charts = page.locator('figure.chart')
    expect(
      await charts.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label'))),
    ).toEqual(['折线图：鲸鱼曲线。累计利润', '条形图：分布。累计利润'])
    await page.locator('[data-a="B1"]').click()
    await page.keyboard.press('Control+Alt+5')
    expect(await charts.nth(0).evaluate((one) => one === document.activeElement)).toBe(true)
    await page.keyboard.press('Tab')
    expect(await charts.nth(1).evaluate((one) => one === document.activeElement)).toBe(true)
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+Home')
    await page.keyboard.type('x')
    await page.keyboard.press('Enter')
    // The sheet is drawn with the next frame.
    await expect.poll(() => page.locator('[data-a="A1"]').textContent()).toBe('x')
  }, 60_000)

  test('its PivotTable shows what was typed once Ctrl+Alt+F5 was pressed', async () => {
    const page = await openBoard('light')
    await page.getByRole('tab', { name: 'Sheet1' }).click()
    await page.locator('[data-a="C2"]').click()
    await page.keyboard.type('1000')
    await page.keyboard.press('Enter')
    await page.getByRole('tab', { name: '看板' }).click()
    await expect.poll(() => page.locator('[data-a="B4"]').textContent()).toBe('1,300')
    await page.locator('[data-a="A1"]').click()
    await page.keyboard.press('Control+Alt+F5')
    await expect.poll(() => page.locator('[data-a="B4"]').textContent()).toBe('1,400')
  }, 60_000)

  test('move with the cells when the sheet is scrolled', async () => {
    const page = await openBoard('light')
    const chart = page.locator('figure.chart').first()
    const before = await chart.boundingBox()
    await page.locator('.viewport').evaluate((viewport) => viewport.scrollBy(0, 110))
    await expect.poll(async () => (await chart.boundingBox())?.y).toBe((before?.y ?? 0) - 110)
  }, 60_000)
})
