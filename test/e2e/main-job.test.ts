// The main job as a person does it: a messy list, corrected, sorted, undone; two people on one customer; in three
// languages, in the dark, in a narrow pane. Leaves pictures in .kehu/shots for whoever wants to look.
import { existsSync, readFileSync } from 'node:fs'

import { describe, expect, test } from 'vitest'

import { say } from '../../addin/text/say.ts'
import { dataFile } from '../../scripts/lib/project.ts'
import { CHROMIUM } from './pages.ts'
import {
  addressOf,
  be,
  bringIn,
  cell,
  countOnFile,
  openDesk,
  numberIn,
  REP,
  REP_ID,
  sheetOf,
  shot,
  useStage,
  sync,
  type,
} from './pane-stage.ts'
import type { OpenPane } from './pane-stage.ts'

/** By the menu of the cells: it has one entry, which merges or splits. */
const mergeOrSplit = async (desk: OpenPane, from: string) => {
  await cell(desk, from).click()
  await desk.page.keyboard.press('Shift+ArrowRight')
  await cell(desk, from).click({ button: 'right' })
  const words = /^(?:合并单元格|取消合并|合併儲存格|取消合併|Merge cells|Unmerge cells)/u
  await desk.page.getByRole('menuitem', { name: words }).click()
}

describe.runIf(existsSync(CHROMIUM))('the main job in a browser', () => {
  const stage = useStage()

  test('a cell is corrected, the sheet sorted and the sort undone: each sync takes only what changed', async () => {
    const desk = await openDesk(stage)
    const { page, pane } = desk
    await be(desk, REP)
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

  test.each([
    ['zh-Hans', 'light', 450],
    ['zh-Hant', 'light', 320],
    ['en', 'dark', 320],
  ] as const)(
    'a messy list is refused with its reason, put right and brought in, in %s, %s, at %i px',
    async (lang, colorScheme, width) => {
      const desk = await openDesk(stage, { lang, colorScheme })
      const { page, pane, paste } = desk
      const t = say(lang)
      await page.locator('.pane-home:not([hidden]) iframe').evaluate((element, px) => {
        element.style.width = `${px}px`
      }, width)
      const isOverflowing = () =>
        pane.locator('body').evaluate((element) => element.scrollWidth > element.clientWidth)
      await pane.getByRole('button', { name: t('first.list') }).waitFor()
      await shot(desk, `first-run-${lang}-${colorScheme}`)
      expect(await isOverflowing()).toBe(false)
      await cell(desk, 'A1').click()
      await paste([
        ['2026 秋季展会名单', '', ''],
        ['公司', '城市', '手机'],
        [`初来${width}${lang}有限公司`, '苏州', `139 1234 ${width}${lang.length}`],
        ['', '上海', '13912340002'],
      ])
      await mergeOrSplit(desk, 'A2')
      await pane.getByRole('button', { name: t('first.list') }).click()
      await pane.getByText(t('preview.merged', { cells: 'A2:B2' })).waitFor()
      const go = pane.getByRole('button', { name: t('preview.go') })
      expect(await go.getAttribute('aria-disabled')).toBe('true')
      expect((await sheetOf(desk, 2))[1]?.[3]).toBe('')
      await shot(desk, `merged-${lang}-${colorScheme}`)

      await mergeOrSplit(desk, 'A2')
      await type(desk, 'B2', '城市')
      await pane.getByRole('button', { name: t('preview.again') }).click()
      await pane.getByText('2026 秋季展会名单').waitFor()
      await pane.getByRole('button', { name: t('preview.go') }).click()
      await pane.getByRole('button', { name: t('preview.yes') }).click()
      await pane.getByRole('button', { name: t('sync.go') }).click()
      await pane.getByText(t('sync.saved', { count: '1' })).waitFor()
      await pane.getByText(t('sync.toCorrect', { count: '1' })).waitFor()
      expect(await isOverflowing()).toBe(false)
      await shot(desk, `first-sync-${lang}-${colorScheme}`)
    },
  )

  const leads = dataFile('matching', 'zh_scale', 'zh_big_leads.csv')
  test.runIf(leads !== null)(
    '2,000 leads are brought in, synced, corrected, sorted, undone: each customer is on file once',
    async () => {
      const desk = await openDesk(stage, { viewport: { width: 1360, height: 820 } })
      const { page } = desk
      await be(desk, REP)
      const before = await countOnFile(stage, REP_ID)
      const onFile = async () => (await countOnFile(stage, REP_ID)) - before
      const lines = readFileSync(leads ?? '', 'utf8')
        .split('\n')
        .slice(0, 2_001)
        .map((line) => line.split(','))
      await bringIn(desk, lines)
      const told = await sync(desk)
      expect(told).toMatch(/2,000 行：已保存 1,\d{3}/u)
      const stored = numberIn(told, '已保存')
      expect(await onFile()).toBe(stored)
      await shot(desk, 'two-thousand')

      const at = await addressOf(desk, '利永貞')
      const row = at.replace(/\D/gu, '')
      await type(desk, `H${row}`, '上海市静安区中山路 62 号')
      expect(await sync(desk)).toContain('已保存 1，')
      const sheet = await sheetOf(desk, 2_001)
      const ids = (rows: typeof sheet) => rows.slice(1).map(([id = '']) => id)

      await cell(desk, 'B1').click()
      await page.keyboard.press('Alt+ArrowDown')
      await page.keyboard.press('Enter')
      const sorted = await sheetOf(desk, 2_001)
      expect(ids(sorted)).not.toEqual(ids(sheet))
      expect(ids(sorted).toSorted()).toEqual(ids(sheet).toSorted())
      expect(await sync(desk)).not.toContain('已保存')

      await cell(desk, 'B2').click()
      await page.keyboard.press('Control+z')
      expect(ids(await sheetOf(desk, 2_001))).toEqual(ids(sheet))
      expect(await sync(desk)).not.toContain('已保存')
      expect(await sheetOf(desk, 2_001)).toEqual(sheet)
      expect(await onFile()).toBe(stored)
      await shot(desk, 'two-thousand-undone')
    },
    120_000,
  )
})
