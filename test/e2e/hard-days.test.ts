// What goes wrong on a working day, in a browser: a sync cancelled half way, a row typed over with another customer,
// two people on one customer of whom one was cut off. Leaves pictures in .kehu/shots.
import { existsSync } from 'node:fs'

import { describe, expect, test } from 'vitest'

import { CHROMIUM } from './pages.ts'
import {
  addressOf,
  be,
  bringIn,
  cell,
  hurryUntil,
  MANAGER,
  namesOnFile,
  numberIn,
  openDesk,
  pressByKeyboard,
  REP,
  sheetOf,
  shot,
  startWithAll,
  useStage,
  sync,
  takeClock,
  toTab,
  type,
} from './pane-stage.ts'
import type { OpenPane } from './pane-stage.ts'

const decide = async ({ pane }: OpenPane) => pane.getByRole('tab', { name: '待决定' }).click()

/** Pasted at once. */
const ROWS = 10_000

describe.runIf(existsSync(CHROMIUM))('hard days in a browser', () => {
  const stage = useStage()

  test.each([
    ['zh-Hans', ['公司', '城市', '电话'], '1', /20\d\d\/\d+\/\d+ \d+:\d+/u],
    ['en', ['Company', 'City', 'Phone'], '2', /\d+\/\d+\/\d+, \d+:\d+/u],
  ] as const)(
    'two people edit one customer, one of them cut off: both values are shown, one is kept by keyboard, both see it, in %s',
    async (lang, headers, digit, when) => {
      const phone = (n: number) => `0512-650${digit}${n}000`
      const shown = (n: number) => `0512 650${digit} ${n}000`
      const rep = await openDesk(stage, { lang })
      const { t } = rep
      await be(rep, REP)
      await bringIn(rep, [headers, [`双方${lang}机械有限公司`, '苏州', phone(1)]])
      await sync(rep)
      const manager = await openDesk(stage, { lang })
      await be(manager, MANAGER)
      await startWithAll(manager)
      await sync(manager)
      const his = await addressOf(manager, shown(1))

      await rep.page.context().setOffline(true)
      await takeClock(rep)
      await type(rep, 'C2', phone(3))
      await toTab(rep, 'tab.sync')
      await pressByKeyboard(rep, new RegExp(`^${t('sync.go')}$`, 'u'))
      await hurryUntil(rep, rep.pane.getByText(t('away.title')))
      await shot(rep, `cut-off-${lang}`)
      await type(manager, his, phone(2))
      expect(await sync(manager)).toContain(t('sync.saved', { count: 1 }))

      await rep.page.context().setOffline(false)
      await hurryUntil(rep, cell(rep, 'C2').filter({ hasText: shown(2) }))
      await expect.poll(() => rep.pane.getByText(t('away.title')).count()).toBe(0)
      await toTab(rep, 'tab.decide')
      const title = t('conflict.title', { count: 1 })
      await rep.pane.getByText(title).waitFor()
      const card = (await rep.pane.locator('.card').textContent()) ?? ''
      for (const words of [shown(3), shown(2), MANAGER, headers[2]]) expect(card).toContain(words)
      expect(card).toMatch(when)
      await shot(rep, `conflict-${lang}`)
      await pressByKeyboard(rep, new RegExp(`^${t('conflict.mine')}`, 'u'))
      await expect.poll(() => cell(rep, 'C2').textContent()).toContain(shown(3))
      await expect.poll(() => rep.pane.getByText(title).count()).toBe(0)

      await sync(manager)
      expect(await cell(manager, his).textContent()).toContain(shown(3))
      await shot(manager, `conflict-seen-by-the-other-${lang}`)
    },
  )

  test('a sync of 10,000 rows is cancelled half way and done again: nothing is lost, nothing is there twice', async () => {
    const desk = await openDesk(stage)
    const { page, pane } = desk
    await be(desk, REP)
    await bringIn(desk, [
      ['公司', '城市', '手机'],
      ...Array.from({ length: ROWS }, (_, at) => [
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
    expect(stored).toBeLessThan(ROWS)
    expect({ saved: numberIn(told, '已保存'), held: numberIn(told, '等待') }).toEqual({
      saved: stored,
      held: ROWS - stored,
    })

    const again = await sync(desk)
    expect({
      saved: numberIn(again, '已保存'),
      unchanged: numberIn(again, '没有变化'),
      held: numberIn(again, '等待'),
    }).toEqual({ saved: ROWS - stored, unchanged: stored, held: 0 })
    const names = await namesOnFile(stage, '半途%')
    expect(names).toHaveLength(ROWS)
    expect(new Set(names).size).toBe(ROWS)
    const lines = (await sheetOf(desk, ROWS + 1)).slice(1)
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
