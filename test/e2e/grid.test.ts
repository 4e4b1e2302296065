// The workbench's page in a real browser: real keys, input method, clipboard, files, and the real
// office.js in the pane. Where Debian's Chromium is not installed, vitest says that these are skipped.
import { existsSync, readFileSync } from 'node:fs'

import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'

import type { StageServer } from '../../bench/stage-server.ts'
import { CHROMIUM, launchBrowser, startPages, team } from './pages.ts'

let server: StageServer
let browser: Browser
let context: BrowserContext
let page: Page

const press = async (...keys: readonly string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}
const cell = (address: string) => page.locator(`[data-a="${address}"]`)
const pane = () => page.frameLocator('.pane-home:not([hidden]) iframe')
/** The texts of some cells once the sheet has been drawn. */
const texts = async (...addresses: readonly string[]) => {
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  )
  return Promise.all(addresses.map((address) => cell(address).textContent()))
}
const paste = async (text: string) => {
  await page.evaluate((text) => navigator.clipboard.writeText(text), text)
  await press('Control+v')
}
const goTo = async (address: string) => {
  await page.getByLabel('名称框').fill(address)
  await press('Enter')
}

describe.runIf(existsSync(CHROMIUM))('the workbench in a browser', () => {
  beforeAll(async () => {
    server = await startPages({ users: team })
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await server.stop()
  })
  beforeEach(async () => {
    context = await browser.newContext({
      viewport: { width: 1280, height: 720 },
      locale: 'zh-CN',
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    context.setDefaultTimeout(8000)
    page = await context.newPage()
    const faults: string[] = []
    page.on('pageerror', (error) => faults.push(error.message))
    onTestFinished(async () => {
      await context.close()
      expect(faults).toEqual([])
    })
    await page.goto(`${server.url}/?pane=/test/fixtures/test-pane.html`)
    await pane().locator('body[data-ready="true"]').waitFor()
    await page.getByLabel('A1').focus()
  })

  test('is typed into by keys: arrows and Enter commit, F2 edits, Esc leaves, undo and redo', async () => {
    await page.keyboard.type('12.5')
    await press('ArrowRight')
    await page.keyboard.type('abc')
    await press('Enter', 'ArrowUp', 'F2', 'ArrowLeft', 'ArrowLeft')
    await page.keyboard.type('X')
    await press('Enter')
    await page.keyboard.type('never')
    await press('Escape')
    expect(await texts('A1', 'B1', 'B2')).toEqual(['12.5', 'aXbc', ''])
    await press('Control+z')
    expect(await texts('B1')).toEqual(['abc'])
    await press('Control+y')
    expect(await texts('B1')).toEqual(['aXbc'])
  })

  test('takes Chinese from an input method, and its Enter does not commit', async () => {
    const devtools = await context.newCDPSession(page)
    const text = 'nihao'
    await devtools.send('Input.imeSetComposition', { text, selectionStart: 5, selectionEnd: 5 })
    await devtools.send('Input.dispatchKeyEvent', {
      type: 'rawKeyDown',
      key: 'Process',
      code: 'Enter',
      windowsVirtualKeyCode: 229,
    })
    expect(await page.locator('.editor.editing').inputValue()).toBe('nihao')
    await devtools.send('Input.insertText', { text: '你好' })
    await press('Enter')
    expect(await texts('A1')).toEqual(['你好'])
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('A2')
  })

  test('copies and pastes by the system clipboard, and what lands under a table joins it', async () => {
    await paste('名称\t电话\r\n甲\t13800000001\r\n乙\t13800000002')
    await press('Control+t')
    await goTo('A4')
    await paste('丙\t13800000003\r\n丁\t13800000004')
    expect(await texts('A5')).toEqual(['丁'])
    expect(await cell('A5').getAttribute('class')).toContain('table-row')
    await press('Control+c')
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      '丙\t13800000003\r\n丁\t13800000004',
    )
    await press('Control+z')
    expect(await texts('A4', 'A5')).toEqual(['', ''])
    expect(await cell('A4').getAttribute('class')).not.toContain('table-row')
  })

  test('sorts and filters by keyboard alone', async () => {
    await paste('名称\t城市\r\n丙\t上海\r\n甲\t北京\r\n乙\t上海')
    await press('Control+t')
    await goTo('A1')
    await press('Alt+ArrowDown', 'Enter')
    expect(await texts('A2', 'A3', 'A4')).toEqual(['丙', '甲', '乙'])
    await goTo('B1')
    await press('Alt+ArrowDown')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.type('北京')
    await press('Enter')
    expect(await texts('B3')).toEqual(['北京'])
    expect(await page.locator('[data-a="B2"], [data-a="B4"]').count()).toBe(0)
    await press('Control+Shift+l')
    expect(await texts('B2')).toEqual(['上海'])
  })

  test('a sheet is renamed by double click, and typing goes on in its cells', async () => {
    await page.getByRole('tab', { name: 'Sheet1' }).dblclick()
    await page.keyboard.type('客户')
    await press('Enter')
    await page.getByRole('tab', { name: '客户' }).waitFor()
    await page.keyboard.type('x')
    await press('Enter')
    expect(await texts('A1', 'A2')).toEqual(['x', ''])
  })

  test('opens a .csv in the old Chinese code as Excel would, and saves one as UTF-8', async () => {
    const gb18030 = [0xc3, 0xfb, 0xb3, 0xc6, 0x2c, 0x30, 0x31, 0x33, 0x38, 0x0a, 0x22, 0x3d, 0x22]
    await page.locator('input[type=file]').setInputFiles({
      name: '名单.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(gb18030),
    })
    await page.getByRole('tab', { name: '名单', selected: true }).waitFor()
    expect(await texts('A1', 'B1', 'A2')).toEqual(['名称', '138', '='])
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: '另存为 .csv' }).click()
    const saved = await (await download).path()
    expect(readFileSync(saved, 'utf8')).toBe('\ufeff名称,138\r\n=,\r\n')
    expect(await page.getByRole('alert').textContent()).toContain('有 1 个单元格')
  })

  test('its pane reads, writes, selects and hears by the real office.js', async () => {
    await page.keyboard.type('来自表格')
    await press('Enter')
    await pane().locator('body[data-changed="A1"]').waitFor()
    await pane().getByRole('button', { name: 'read A1' }).click()
    await pane().locator('body[data-read="来自表格"]').waitFor()
    await pane().getByRole('button', { name: 'write B2' }).click()
    await pane().locator('body[data-written]').waitFor()
    expect(await texts('B2')).toEqual(['written by the pane'])
    await pane().getByRole('button', { name: 'select C7' }).click()
    await pane().locator('body[data-selected]').waitFor()
    expect(await page.getByLabel('名称框').inputValue()).toBe('C7')
    await pane().getByRole('button', { name: 'fail' }).click()
    await pane().locator('body[data-error="ItemNotFound"]').waitFor()
    const { has113, has114, language, key } = await pane()
      .locator('body')
      .evaluate(({ dataset }) => ({ ...dataset }))
    expect({ has113, has114, language, key }).toEqual({
      has113: 'true',
      has114: 'false',
      language: 'zh-CN',
      key: 'key-of-rep-1',
    })
  })

  test('each person has a workbook and a pane of his own', async () => {
    await page.keyboard.type('mine')
    await press('Enter')
    await page.getByLabel('我是').selectOption('u2')
    await pane().locator('body[data-key="key-of-manager"]').waitFor()
    expect(await texts('A1')).toEqual([''])
    await page.getByLabel('我是').selectOption('u1')
    expect(await texts('A1')).toEqual(['mine'])
  })

  test('speaks another language at once, and so does its Excel', async () => {
    await page.getByLabel('语言').selectOption('en')
    await pane().locator('body[data-language="en-US"]').waitFor()
    expect(await page.getByRole('button', { name: 'Save as .csv' }).isVisible()).toBe(true)
  })

  test('a pane that loads itself anew finds its host again', async () => {
    await pane()
      .locator('body')
      .evaluate(() => location.reload())
    await page.waitForFunction(() => {
      const frame = document.querySelector('iframe')
      return frame?.contentDocument?.body?.dataset['host'] === 'Excel PC'
    })
    await pane().locator('body[data-ready="true"]').waitFor()
    await pane().getByRole('button', { name: 'write B2' }).click()
    await pane().locator('body[data-written]').waitFor()
    expect(await texts('B2')).toEqual(['written by the pane'])
  })

  test('the last row of a sheet can be reached and typed into', async () => {
    await goTo('A1048576')
    await cell('A1048576').waitFor()
    await page.keyboard.type('end')
    await press('Enter')
    expect(await texts('A1048576')).toEqual(['end'])
    await press('Control+Home')
    expect(await texts('A1')).toEqual([''])
  })
})
