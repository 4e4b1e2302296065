// What goes wrong on a working day, in a browser: a sync cancelled half way, a row typed over with another customer,
// two people on one customer of whom one was cut off. Leaves pictures in .kehu/shots.
import { existsSync } from 'node:fs'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import {
  addressOf,
  be,
  bringIn,
  cell,
  CHROMIUM,
  MANAGER,
  namesOnFile,
  numberIn,
  openDesk,
  pressByKeyboard,
  REP,
  sheetOf,
  shot,
  startPaneStage,
  sync,
  type,
} from './pane-stage.ts'
import type { OpenPane, PaneStage } from './pane-stage.ts'

let stage: PaneStage

const decide = async ({ pane }: OpenPane) => pane.getByRole('tab', { name: '待决定' }).click()
/** The sheet of a manager who sees all that he may. */
const startWithAll = async ({ pane }: OpenPane) => {
  await pane.getByRole('button', { name: '从空表开始' }).click()
  await pane.getByRole('radio', { name: '我能看到的全部' }).check()
  await pane.getByRole('button', { name: '创建' }).click()
  await pane.getByRole('button', { name: '立即同步' }).waitFor()
}

describe.runIf(existsSync(CHROMIUM))('hard days in a browser', () => {
  beforeAll(async () => {
    stage = await startPaneStage()
  })
  afterAll(() => stage.stop())

  test('two people edit one customer, one of them cut off: both values are shown, one is kept by keyboard, both see it', async () => {
    const rep = await openDesk(stage)
    await be(rep, REP)
    await bringIn(rep, [
      ['公司', '城市', '电话'],
      ['双方机械有限公司', '苏州', '0512-65001000'],
    ])
    await sync(rep)
    const manager = await openDesk(stage)
    await be(manager, MANAGER)
    await startWithAll(manager)
    await sync(manager)
    const his = await addressOf(manager, '0512 6500 1000')

    await rep.page.context().setOffline(true)
    await type(rep, 'C2', '0512-65003000')
    await rep.pane.getByRole('button', { name: '立即同步' }).click()
    await rep.pane.getByText('连不上服务器').waitFor({ timeout: 30_000 })
    await shot(rep, 'cut-off')
    await type(manager, his, '0512-65002000')
    expect(await sync(manager)).toContain('已保存 1')

    await rep.page.context().setOffline(false)
    await expect
      .poll(() => cell(rep, 'C2').textContent(), { timeout: 30_000 })
      .toContain('6500 2000')
    await expect.poll(() => rep.pane.getByText('连不上服务器').count()).toBe(0)
    await rep.pane.getByRole('tab', { name: '同步' }).focus()
    await rep.page.keyboard.press('ArrowRight')
    await rep.page.keyboard.press('ArrowRight')
    await rep.pane.getByText('双方都改过').waitFor()
    const card = (await rep.pane.locator('.card').textContent()) ?? ''
    for (const words of ['0512 6500 3000', '0512 6500 2000', '王经理', '电话'])
      expect(card).toContain(words)
    expect(card).toMatch(/20\d\d\/\d+\/\d+ \d+:\d+/u)
    await shot(rep, 'conflict')
    await pressByKeyboard(rep, /^用我的/u)
    await expect.poll(() => cell(rep, 'C2').textContent()).toContain('6500 3000')
    await expect.poll(() => rep.pane.getByText('双方都改过').count()).toBe(0)

    await sync(manager)
    expect(await cell(manager, his).textContent()).toContain('6500 3000')
    await shot(manager, 'conflict-seen-by-the-other')
  })

  test('a sync of 3,000 rows is cancelled half way and done again: nothing is lost, nothing is there twice', async () => {
    const desk = await openDesk(stage)
    const { page, pane } = desk
    await be(desk, REP)
    await bringIn(desk, [
      ['公司', '城市', '手机'],
      ...Array.from({ length: 3_000 }, (_, at) => [
        `半途${at}号机械有限公司`,
        '苏州',
        String(13_700_000_000 + at),
      ]),
    ])
    await pane.getByRole('button', { name: '立即同步' }).focus()
    await page.keyboard.press('Enter')
    await pane.getByText(/正在发送：[1-9]/u).waitFor()
    await pressByKeyboard(desk, /^取消$/u)
    await shot(desk, 'cancelling')
    await pane.getByText('已取消').waitFor({ timeout: 60_000 })
    await shot(desk, 'cancelled')

    const told = (await pane.locator('[role=status] .message').first().textContent()) ?? ''
    const stored = (await namesOnFile(stage, '半途%')).length
    expect(stored).toBeGreaterThan(0)
    expect(stored).toBeLessThan(3_000)
    expect({ saved: numberIn(told, '已保存'), held: numberIn(told, '等待') }).toEqual({
      saved: stored,
      held: 3_000 - stored,
    })

    const again = await sync(desk)
    expect({
      saved: numberIn(again, '已保存'),
      unchanged: numberIn(again, '没有变化'),
      held: numberIn(again, '等待'),
    }).toEqual({ saved: 3_000 - stored, unchanged: stored, held: 0 })
    const names = await namesOnFile(stage, '半途%')
    expect(names).toHaveLength(3_000)
    expect(new Set(names).size).toBe(3_000)
    const lines = (await sheetOf(desk, 3_001)).slice(1)
    expect(new Set(lines.map((line) => line[3]))).toEqual(new Set(['已同步']))
    await shot(desk, 'cancelled-and-done')
  })

  test('a row typed over with another customer is asked about: once it is a new one, once really renamed', async () => {
    const desk = await openDesk(stage)
    const { pane } = desk
    await be(desk, REP)
    await bringIn(desk, [
      ['公司', '城市', '手机'],
      ['旧客甲机械有限公司', '苏州', '13611110001'],
      ['旧客乙机械有限公司', '苏州', '13611110002'],
    ])
    await sync(desk)
    await type(desk, 'A2', '新客甲贸易有限公司')
    await type(desk, 'C2', '13722220001')
    await type(desk, 'A3', '改名乙机械股份有限公司')
    await type(desk, 'C3', '13722220002')
    expect(await sync(desk)).toContain('等待 2')
    expect(await namesOnFile(stage, '%甲%有限公司')).toEqual(['旧客甲机械有限公司'])

    await decide(desk)
    await pane.getByText('换成了另一客户？（2）').waitFor()
    await shot(desk, 'recycled')
    await pressByKeyboard(desk, /^是新客户: 新客甲/u)
    await pane.getByText('换成了另一客户？（1）').waitFor()
    await pressByKeyboard(desk, /^确实改名: 改名乙/u)
    await expect.poll(() => pane.getByText('换成了另一客户').count()).toBe(0)
    // The old one is not asked about a second time.
    await pane.getByText('没有要决定的内容').waitFor()
    await shot(desk, 'recycled-answered')

    const names = await namesOnFile(stage, '%')
    expect(names.filter((name) => /甲|乙/u.test(name)).toSorted()).toEqual(
      ['旧客甲机械有限公司', '新客甲贸易有限公司', '改名乙机械股份有限公司'].toSorted(),
    )
    expect(await sync(desk)).toContain('2 行：没有变化 2')
  })
})
