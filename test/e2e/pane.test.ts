// The pane in a real browser, beside the workbench's sheet, with the real office.js, Worker and D1.
// Where Debian's Chromium is not installed, vitest says that these are skipped.
import { existsSync } from 'node:fs'

import { describe, expect, test } from 'vitest'

import { seriousInPane } from './axe.ts'
import { CHROMIUM } from './pages.ts'
import {
  bringIn,
  hurryUntil,
  openDesk,
  openSignedOut,
  sync,
  takeClock,
  useStage,
} from './pane-stage.ts'
import type { OpenPane } from './pane-stage.ts'

/** Names of its own for each test: they share one customer file. */
const named = (mark: string, count: number): readonly (readonly string[])[] => [
  ['公司', '城市', '手机', '备忘'],
  ...Array.from({ length: count }, (_, at) => [
    `${mark}${at}机械有限公司`,
    '苏州',
    String(13_900_000_000 + at),
    '',
  ]),
]

const values = ({ page }: OpenPane, addresses: readonly string[]) =>
  Promise.all(addresses.map((address) => page.locator(`[data-a="${address}"]`).textContent()))

describe.runIf(existsSync(CHROMIUM))('the pane in a browser', () => {
  const stage = useStage()

  test('a key is typed while Office.js is still on its way: nothing is asked before Excel is there, then it signs in', async () => {
    const { key } = await stage.worker.addUser('早到', 'rep')
    const asked: string[] = []
    let letGo = () => {}
    const held = new Promise<void>((resolve) => {
      letGo = resolve
    })
    const { page, pane, t } = await openSignedOut(stage, {
      // Until Excel says its language, the browser's counts.
      locale: 'zh-CN',
      before: (page) =>
        page.route('**/office/office.js', async (route) => {
          await held
          await route.continue()
        }),
    })
    page.on('request', (request) => {
      if (request.url().includes('/v1/')) asked.push(request.url())
    })
    await pane.getByLabel(t('signIn.key')).fill(key)
    const isOfficeThere = () => pane.locator('html').evaluate(() => typeof Office !== 'undefined')
    expect(await isOfficeThere()).toBe(false)
    await page.keyboard.press('Enter')
    await pane.getByRole('button', { name: t('signIn.busy') }).waitFor()
    expect(asked).toEqual([])
    letGo()
    await pane.getByRole('button', { name: t('first.list') }).waitFor()
    expect(asked.length).toBeGreaterThan(0)
  })

  test('a messy list: the header is found, nothing is touched before a yes, every row is accounted for', async () => {
    const desk = await openDesk(stage)
    const { page, pane } = desk
    await pane.getByRole('button', { name: '这张表里有我的名单' }).waitFor()
    await page.locator('[data-a="A1"]').click()
    await desk.paste([
      ['2026 春季名单', '', '', ''],
      ['公司', '城市', '手机', '备忘'],
      ['甲一机械有限公司', '苏州', '13912345678', 'a'],
      ['', '上海', '13812345678', 'b'],
      ['甲二贸易有限公司', '上海', '135156392815', ''],
    ])
    await pane.getByRole('button', { name: '这张表里有我的名单' }).click()
    await pane.getByText('表头在第 2 行').waitFor()
    await pane.getByRole('button', { name: '导入名单' }).click()
    await pane.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => pane.getByRole('dialog').count()).toBe(0)
    expect(await values(desk, ['E2', 'F2'])).toEqual(['', ''])
    await pane.getByRole('button', { name: '导入名单' }).click()
    await pane.getByRole('button', { name: '好，开始' }).click()
    expect(await sync(desk)).toContain('3 行：已保存 2，待更正 1')
  })

  test('what is to correct is walked through by keyboard, and the sheet goes along', async () => {
    const desk = await openDesk(stage)
    const lines = named('乙', 12).map((line, at) =>
      at > 0 && at % 2 === 0 ? ['', ...line.slice(1)] : line,
    )
    await bringIn(desk, lines)
    await sync(desk)
    const { page, pane } = desk
    await pane.getByRole('tab', { name: '待更正' }).click()
    const list = pane.getByRole('listbox')
    await list.focus()
    const nameBox = page.getByLabel('名称框')
    for (const [key, address] of [
      ['Enter', 'A3'],
      ['F8', 'A5'],
      ['j', 'A7'],
      ['Shift+F8', 'A5'],
      ['k', 'A3'],
    ] as const) {
      await page.keyboard.press(key)
      await expect.poll(() => nameBox.inputValue()).toBe(address)
    }
    await expect.poll(() => pane.locator('.here').textContent()).toContain('客户名称未填')
  })

  test('a customer on file is linked: blanks are filled, cells that differ are shown and held', async () => {
    const first = await openDesk(stage)
    await bringIn(first, [
      ['公司', '城市', '手机', '地址'],
      ['丙一机械有限公司', '苏州', '13911110001', '人民路8号'],
    ])
    await sync(first)
    const desk = await openDesk(stage)
    await bringIn(desk, [
      ['公司', '城市', '手机', '地址'],
      ['丙一机械有限公司', '苏州', '13911110002', ''],
    ])
    expect(await sync(desk)).toContain('已有客户 1')
    const { pane } = desk
    await pane.getByRole('tab', { name: '待决定' }).click()
    await pane.getByRole('button', { name: /^关联/u }).click()
    await pane.getByText('已关联。以下单元格不同').waitFor()
    expect(await values(desk, ['D2'])).toEqual(['人民路8号'])
    await pane.getByRole('button', { name: /用档案里的/u }).click()
    await pane.getByText('没有要决定的内容').waitFor()
    expect((await values(desk, ['C2'])).join()).toContain('139 1111 0001')
    expect(await pane.locator(':focus').getAttribute('role')).toBe('tabpanel')
  })

  test('a sheet that starts empty is filled with the customers that its user may see', async () => {
    const desk = await openDesk(stage)
    const { page, pane } = desk
    await pane.getByRole('button', { name: '从空表开始' }).click()
    await pane.getByRole('radio', { name: '我能看到的全部' }).check()
    await pane.getByRole('button', { name: '创建' }).click()
    await pane.getByText(/行：没有变化/u).waitFor()
    expect(await page.locator('[data-a="A1"]').textContent()).toContain('同步状态')
    expect(await page.locator('[data-a="A2"]').textContent()).toBe('已同步')
  })

  test.each([
    ['zh-Hant', '從哪裡開始？'],
    ['en', 'How do you want to begin?'],
  ] as const)(
    'Excel in %s gets the pane in its language, and the switch changes it',
    async (lang, title) => {
      const { pane } = await openDesk(stage, { lang })
      await pane.getByRole('heading', { name: title }).waitFor()
      expect(await pane.locator('html').getAttribute('lang')).toBe(lang)
      await pane.locator('#language').selectOption('zh-Hans')
      await pane.getByRole('heading', { name: '从哪里开始？' }).waitFor()
      expect(await pane.locator('html').getAttribute('lang')).toBe('zh-Hans')
    },
  )

  test('when the server is away the pane says so, and goes on by itself when it is back', async () => {
    const desk = await openDesk(stage)
    await bringIn(desk, named('丁', 3))
    const { page, pane } = desk
    await page.route('**/v1/**', (route) => route.abort())
    await takeClock(desk)
    await pane.getByRole('button', { name: '立即同步' }).click()
    await hurryUntil(desk, pane.getByText('连不上服务器'))
    await page.unroute('**/v1/**')
    await hurryUntil(desk, pane.getByText('3 行：已保存 3'))
    expect(await pane.getByText('连不上服务器').count()).toBe(0)
  })

  test('it syncs by itself some seconds after an edit, once', async () => {
    const desk = await openDesk(stage)
    await bringIn(desk, named('戊', 2))
    await sync(desk)
    const { page, pane } = desk
    const hellos: string[] = []
    page.on('request', (request) => {
      if (request.url().endsWith('/v1/sync/hello')) hellos.push(request.url())
    })
    await pane.getByRole('checkbox', { name: /自动同步/u }).check()
    await takeClock(desk)
    await page.locator('[data-a="B2"]').click()
    await page.keyboard.type('无锡')
    await page.keyboard.press('Enter')
    await hurryUntil(desk, pane.getByText('已保存 1'))
    for (let seconds = 0; seconds < 10; seconds++) {
      await page.clock.fastForward(1_000)
      await page.waitForTimeout(50)
    }
    expect(hellos).toHaveLength(1)
  })

  // Every state in all colours: looks.test.ts.
  test('axe finds nothing serious in the pane beside a sheet', async () => {
    const desk = await openDesk(stage, { colorScheme: 'dark' })
    const { page, pane } = desk
    await pane.getByRole('button', { name: '这张表里有我的名单' }).waitFor()
    expect(await seriousInPane(page)).toEqual([])
    await bringIn(desk, [
      ['公司', '城市', '手机'],
      ['己一机械有限公司', '苏州', '13912345678'],
      ['己一机械有限公司', '苏州', '13612345678'],
      ['', '上海', '13812345678'],
    ])
    await sync(desk)
    for (const tab of ['同步', '待更正', '待决定', '级别']) {
      await pane.getByRole('tab', { name: tab }).click()
      expect({ tab, found: await seriousInPane(page) }).toEqual({ tab, found: [] })
    }
  })
})
