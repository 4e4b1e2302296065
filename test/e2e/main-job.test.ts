// The main job as a person does it: a messy list, corrected, sorted, undone; two people on one customer; in three
// languages, in the dark, in a narrow pane. Leaves pictures in .kehu/shots for whoever wants to look.
import { existsSync, mkdirSync, readFileSync } from 'node:fs'

import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'

import { dataFile, projectFile } from '../../scripts/lib/project.ts'
import { bringIn, CHROMIUM, openPane, startPaneStage, sync } from './pane-stage.ts'
import type { OpenPane, PaneStage } from './pane-stage.ts'

let stage: PaneStage

const shots = projectFile('.kehu', 'shots')
const shot = ({ page }: OpenPane, name: string) => page.screenshot({ path: `${shots}/${name}.png` })

const opened = async (options: Parameters<typeof openPane>[1] = {}): Promise<OpenPane> => {
  const desk = await openPane(stage, options)
  onTestFinished(async () => {
    expect(desk.faults).toEqual([])
    await desk.page.context().close()
  })
  return desk
}

const be = async ({ page, pane }: OpenPane, person: string) => {
  await page.getByLabel('我是').selectOption({ label: person })
  await pane.getByRole('button', { name: '这张表里有我的名单' }).waitFor()
}

const cell = ({ page }: OpenPane, address: string) => page.locator(`[data-a="${address}"]`)
const type = async (desk: OpenPane, address: string, text: string) => {
  await cell(desk, address).click()
  await desk.page.keyboard.type(text)
  await desk.page.keyboard.press('Enter')
}

/** Where the sheet in view holds a text; the grid itself draws only what can be seen. */
const addressOf = ({ page }: OpenPane, text: string) =>
  page.evaluate((wanted) => {
    const found: unknown = Reflect.get(globalThis, 'workbench')
    const { desk } = found as {
      desk: { book: { active: { grid: { value: (row: number, column: number) => unknown } } } }
    }
    for (let row = 0; row < 200; row++)
      for (let column = 0; column < 26; column++)
        if (String(desk.book.active.grid.value(row, column)) === wanted)
          return `${String.fromCharCode(65 + column)}${row + 1}`
    return 'A1'
  }, text)

const goTo = async ({ page }: OpenPane, address: string) => {
  await page.getByLabel('名称框').fill(address)
  await page.keyboard.press('Enter')
}

describe.runIf(existsSync(CHROMIUM))('the main job in a browser', () => {
  beforeAll(async () => {
    mkdirSync(shots, { recursive: true })
    stage = await startPaneStage()
  })
  afterAll(() => stage.stop())

  test('a cell is corrected, the sheet sorted and the sort undone: each sync takes only what changed', async () => {
    const desk = await opened()
    const { page, pane } = desk
    await be(desk, '李丽 · 销售')
    await bringIn(desk, [
      ['2026 秋季展会名单', '', '', ''],
      ['公司', '联系人', '手机', '邮箱'],
      ['昆山华达机械有限公司', '王伟明', '139 1234 5678', 'wang@huada.cn'],
      ['苏州恒源物流有限公司', '李芳', '135 156392815', 'lifang@hengyuan.con'],
      ['', '孙思欣', '13839642436', ''],
      ['', '', '13500001111', ''],
    ])
    expect(await sync(desk)).toContain('4 行：已保存 3，待更正 1')
    await expect.poll(() => cell(desk, 'E4').textContent()).toContain('12 位')
    await shot(desk, 'first-sync')

    await type(desk, 'A6', '无锡安捷贸易有限公司')
    await type(desk, 'C4', '13515639281')
    expect(await sync(desk)).toContain('已保存 2')
    expect(await cell(desk, 'A6').textContent()).toBe('无锡安捷贸易有限公司')

    await cell(desk, 'A2').click()
    await page.keyboard.press('Alt+ArrowDown')
    await page.keyboard.press('Enter')
    const sorted = await cell(desk, 'A3').textContent()
    expect(await sync(desk)).not.toContain('已保存')
    expect(await cell(desk, 'A3').textContent()).toBe(sorted)

    await cell(desk, 'A3').click()
    await page.keyboard.press('Control+z')
    expect(await sync(desk)).not.toContain('已保存')
    await pane.getByRole('tab', { name: '级别' }).click()
    await shot(desk, 'tiers')
  })

  test('merged cells are refused with their address, and nothing was touched', async () => {
    const desk = await opened()
    const { page, pane, paste } = desk
    await be(desk, '李丽 · 销售')
    await cell(desk, 'A1').click()
    await paste([
      ['公司', '手机'],
      ['合并一有限公司', '13912340001'],
      ['', '13912340002'],
    ])
    // What Excel's "Merge cells" does: the workbench has no button for it.
    await page.evaluate(() => {
      const found: unknown = Reflect.get(globalThis, 'workbench')
      const { desk: open } = found as { desk: { user: { merge: (address: string) => void } } }
      open.user.merge('A2:A3')
    })
    await pane.getByRole('button', { name: '这张表里有我的名单' }).click()
    await pane.getByText(/A2:A3/u).first().waitFor()
    await shot(desk, 'merged')
    expect(await cell(desk, 'C1').textContent()).toBe('')
  })

  test('two people change one cell of one customer: both values are shown, and mine can be kept', async () => {
    const desk = await opened()
    const { page, pane } = desk
    await be(desk, '李丽 · 销售')
    await bringIn(desk, [
      ['公司', '城市', '电话'],
      ['双方机械有限公司', '苏州', '0512-65001000'],
    ])
    await sync(desk)

    await be(desk, '王经理 · 经理')
    await pane.getByRole('button', { name: '从空表开始' }).click()
    await pane.getByRole('radio', { name: '我能看到的全部' }).check()
    await pane.getByRole('button', { name: '创建' }).click()
    await pane.getByRole('button', { name: '立即同步' }).waitFor()
    await sync(desk)
    const address = await addressOf(desk, '0512 6500 1000')
    await goTo(desk, address)
    await type(desk, address, '0512-65002000')
    expect(await sync(desk)).toContain('已保存 1')

    await page.getByLabel('我是').selectOption({ label: '李丽 · 销售' })
    await pane.getByRole('button', { name: '立即同步' }).waitFor()
    await type(desk, 'C2', '0512-65003000')
    await sync(desk)
    await pane.getByRole('tab', { name: '待决定' }).click()
    await pane.getByText('双方都改过').waitFor()
    await expect.poll(() => cell(desk, 'C2').textContent()).toContain('6500 2000')
    await shot(desk, 'conflict')
    await pane
      .getByRole('button', { name: /^用我的/u })
      .first()
      .click()
    await expect.poll(() => cell(desk, 'C2').textContent()).toContain('6500 3000')
    await sync(desk)
    await pane.getByRole('tab', { name: '待决定' }).click()
    expect(await pane.getByText('双方都改过').count()).toBe(0)
  })

  test.each([
    ['zh-Hant', 'light', /開始|名單/u],
    ['en', 'dark', /list/iu],
  ] as const)(
    'the first run speaks %s, %s, in a pane of 320 px',
    async (lang, colorScheme, words) => {
      const desk = await opened({ lang, colorScheme, viewport: { width: 960, height: 720 } })
      await desk.pane.getByRole('button', { name: words }).first().waitFor()
      const frame = desk.page.locator('.pane-home:not([hidden]) iframe')
      await frame.evaluate((element) => {
        element.style.width = '320px'
      })
      await shot(desk, `first-run-${lang}-${colorScheme}`)
      const body = desk.pane.locator('body')
      expect(
        await body.evaluate((element) => element.scrollWidth - element.clientWidth),
      ).toBeLessThanOrEqual(0)
    },
  )

  const leads = dataFile('matching', 'zh_scale', 'zh_big_leads.csv')
  test.runIf(leads !== null)(
    '2,000 leads of an exhibition list are brought in and synced',
    async () => {
      const desk = await opened({ viewport: { width: 1360, height: 820 } })
      await be(desk, '李丽 · 销售')
      const lines = readFileSync(leads ?? '', 'utf8')
        .split('\n')
        .slice(0, 2_001)
      await bringIn(
        desk,
        lines.map((line) => line.split(',')),
      )
      expect(await sync(desk)).toMatch(/2,000 行：已保存 1,\d{3}/u)
      await shot(desk, 'two-thousand')
    },
    120_000,
  )
})
