// The questions that a working day leaves, answered by keyboard in a browser: rows that were deleted, a row that was
// copied and edited twice, a cell that two people changed, a paste that is taken back. Leaves pictures in .kehu/shots.
import { existsSync } from 'node:fs'

import { describe, expect, test } from 'vitest'

import { CHROMIUM } from './pages.ts'
import {
  addressOf,
  be,
  bringIn,
  cell,
  deleteRow,
  goTo,
  MANAGER,
  namesOnFile,
  openDesk,
  pressByKeyboard,
  REP,
  sheetOf,
  shot,
  startWithAll,
  useStage,
  sync,
  toTab,
  type,
} from './pane-stage.ts'
import type { OpenPane } from './pane-stage.ts'

/** The whole row, with what is hidden in it, as Excel's own keys copy it. */
const copyRow = async (desk: OpenPane, from: string, to: string): Promise<void> => {
  const { page } = desk
  await goTo(desk, from)
  await cell(desk, from).click()
  await page.keyboard.press('Shift+Space')
  await page.keyboard.press('Control+c')
  await goTo(desk, to)
  await cell(desk, to).click()
  await page.keyboard.press('Shift+Space')
  await page.keyboard.press('Control+v')
}

const namesInSheet = async (desk: OpenPane): Promise<readonly string[]> =>
  (await sheetOf(desk, 12))
    .slice(1)
    .map(([name = '']) => name)
    .filter((name) => name !== '')

describe.runIf(existsSync(CHROMIUM))('the questions of a working day, by keyboard', () => {
  const stage = useStage()

  test('deleted rows are put back or archived, of two edited copies one is the original, and the paste is taken back', async () => {
    const desk = await openDesk(stage)
    const { page, pane } = desk
    await be(desk, REP)
    await bringIn(desk, [
      ['公司', '城市', '地址'],
      ['问甲机械有限公司', '苏州', '人民路 1 号'],
      ['问乙贸易有限公司', '上海', '淮海路 2 号'],
      ['问丙物流有限公司', '杭州', '解放路 3 号'],
      ['问丁食品有限公司', '南京', '中山路 4 号'],
    ])
    await pane.getByText('只由您的账号同步').waitFor()
    await shot(desk, 'just-bound')
    await pressByKeyboard(desk, /^知道了$/u)
    await expect.poll(() => pane.getByText('只由您的账号同步').count()).toBe(0)
    expect(await sync(desk)).toContain('已保存 4')

    await copyRow(desk, 'A2', 'A6')
    await type(desk, 'C2', '人民路 11 号')
    await type(desk, 'A6', '问戊纺织有限公司')
    await type(desk, 'B6', '昆山')
    await type(desk, 'C6', '长江路 6 号')
    await deleteRow(desk, 'A4')
    await deleteRow(desk, 'A3')
    await sync(desk)
    await toTab(desk, 'tab.decide')
    await pane.getByText('哪一行是原来的？（1）').waitFor()
    await pane.getByText('表里已没有（2）').waitFor()
    await shot(desk, 'twins-and-removed')

    await pressByKeyboard(desk, /^这是原行: 第 2 行/u)
    await expect.poll(() => pane.getByText('哪一行是原来的？').count()).toBe(0)
    await pressByKeyboard(desk, /^放回表里: 问乙/u)
    await pane.getByText('表里已没有（1）').waitFor()
    await pressByKeyboard(desk, /^为所有人归档: 问丙/u)
    await expect.poll(() => pane.getByText('表里已没有').count()).toBe(0)
    expect((await namesInSheet(desk)).toSorted()).toEqual(
      ['问甲机械有限公司', '问戊纺织有限公司', '问乙贸易有限公司', '问丁食品有限公司'].toSorted(),
    )
    expect((await namesOnFile(stage, '问%')).toSorted()).toEqual(
      (await namesInSheet(desk)).toSorted(),
    )

    await toTab(desk, 'tab.sync')
    await pressByKeyboard(desk, /^历史与撤回$/u)
    const first = pane.locator('.card', { hasText: '新建 4' })
    await first.waitFor()
    await shot(desk, 'history')
    await pressByKeyboard(desk, /^撤回: .*新建 4/u)
    await pane.getByRole('dialog').waitFor()
    await shot(desk, 'history-question')
    await pressByKeyboard(desk, /^撤回$/u)
    await pane.getByText('保留不变').waitFor()
    await first.getByText('已撤回').waitFor()
    // What was edited or made since stays; the sheet follows by itself.
    await expect
      .poll(async () => (await namesInSheet(desk)).toSorted())
      .toEqual(['问甲机械有限公司', '问戊纺织有限公司'].toSorted())
    await shot(desk, 'history-undone')

    await expect.poll(() => pane.getByRole('button', { name: /^取消撤回/u }).count()).toBe(1)
    await pressByKeyboard(desk, /^取消撤回: /u)
    await pressByKeyboard(desk, /^取消撤回$/u)
    await expect
      .poll(async () => (await namesOnFile(stage, '问%')).toSorted(), { timeout: 10_000 })
      .toContain('问丁食品有限公司')
    await page.keyboard.press('Escape')
  })

  test('[R4] cells that were cut and pasted beneath the list move with their customer, and nobody is asked', async () => {
    const desk = await openDesk(stage)
    const { page, pane } = desk
    await be(desk, REP)
    await bringIn(desk, [
      ['公司', '城市', '地址'],
      ['移甲机械有限公司', '苏州', '移动路 1 号'],
      ['移乙贸易有限公司', '上海', '移动路 2 号'],
    ])
    await sync(desk)
    await goTo(desk, 'A2')
    await cell(desk, 'A2').click()
    await page.keyboard.press('Shift+ArrowRight')
    await page.keyboard.press('Shift+ArrowRight')
    await page.keyboard.press('Control+x')
    await goTo(desk, 'A4')
    await cell(desk, 'A4').click()
    await page.keyboard.press('Control+v')
    expect((await namesInSheet(desk)).toSorted()).toEqual(['移乙贸易有限公司', '移甲机械有限公司'])
    await shot(desk, 'cells-cut')
    await sync(desk)
    await shot(desk, 'cells-moved')
    await toTab(desk, 'tab.decide')
    expect(await pane.getByText('表里已没有').count()).toBe(0)
    expect(await pane.getByText('已有客户').count()).toBe(0)
    expect(await pane.getByText('要删除吗').count()).toBe(0)
    expect(await namesOnFile(stage, '移%')).toHaveLength(2)
    await toTab(desk, 'tab.sync')
    await type(desk, 'C4', '移动路 11 号')
    expect(await sync(desk)).toContain('已保存 1')
    expect(await namesOnFile(stage, '移%')).toHaveLength(2)
  })

  test('of a cell that two people changed a third value is typed: Enter while composing Chinese does not send it', async () => {
    const rep = await openDesk(stage)
    await be(rep, REP)
    await bringIn(rep, [
      ['公司', '城市', '地址'],
      ['双改机械有限公司', '苏州', '双改路 1 号'],
    ])
    await sync(rep)
    const manager = await openDesk(stage)
    await be(manager, MANAGER)
    await startWithAll(manager)
    await sync(manager)
    const his = await addressOf(manager, '双改路 1 号')
    await type(manager, his, '双改路 100 号')
    expect(await sync(manager)).toContain('已保存 1')

    await type(rep, 'C2', '双改路 10 号')
    await sync(rep)
    await toTab(rep, 'tab.decide')
    await rep.pane.getByText('双方都改过（1）').waitFor()
    await pressByKeyboard(rep, /^另填一个: 双改/u)
    const input = rep.pane.getByLabel('“地址”另填')
    await expect
      .poll(() => input.evaluate((element) => element === document.activeElement))
      .toBe(true)
    await rep.page.keyboard.type('双改路 1000 号')
    await shot(rep, 'conflict-type-another')
    await input.evaluate((element) =>
      element.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true }),
      ),
    )
    expect(await input.count()).toBe(1)
    await rep.page.keyboard.press('Enter')
    await expect.poll(() => cell(rep, 'C2').textContent()).toBe('双改路 1000 号')
    await expect.poll(() => rep.pane.getByText('双方都改过').count()).toBe(0)
    await sync(manager)
    expect(await cell(manager, his).textContent()).toBe('双改路 1000 号')
  })
})
