// Somebody's rights end: at the next opening of the pane his workbook loses what came from the server, keeps what he typed,
// and he is told what nobody can reach. Leaves pictures in .kehu/shots/rights.
import { existsSync, mkdirSync } from 'node:fs'

import { describe, expect, test } from 'vitest'

import { sayBlank } from '../../addin/pane/blank/say.ts'
import { sayReports } from '../../addin/pane/reports/words.ts'
import { say } from '../../addin/text/say.ts'
import { projectFile } from '../../scripts/lib/project.ts'
import type { Locale } from '../../shared/schema/kind.ts'
import { paneFindings } from './axe.ts'
import { CHROMIUM } from './pages.ts'
import { addressOf, bringIn, openSignedOut, sync, type, useStage } from './pane-stage.ts'
import type { OpenPane, PaneStage } from './pane-stage.ts'

const ROWS = 200
/** Stands in every cell that the server has, but for the row that is edited. */
const CANARY = '金丝雀'
const EDITED = '云杉机械有限公司'
const UNSENT = '白蜡贸易有限公司'

/** Customers of one person: nobody else has them on file. */
const listOf = (who: string, count: number): readonly (readonly string[])[] => [
  ['公司', '城市', '地址'],
  [EDITED + who, '苏州', '人民路8号'],
  ...Array.from({ length: count - 1 }, (_, at) => [
    `${CANARY}${who}${at + 1}机械有限公司`,
    '苏州',
    `${CANARY}${who}路${at + 1}号`,
  ]),
]

const picture = async ({ page }: OpenPane, name: string): Promise<void> => {
  const folder = projectFile('.kehu', 'shots', 'rights')
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: `${folder}/${name}.png` })
}

/** What stands in the cells of all sheets, the hidden ones too, and what the file keeps beside them. */
const everything = ({ page }: OpenPane): Promise<string> =>
  page.evaluate(() => {
    const found: unknown = Reflect.get(globalThis, 'workbench')
    const { desk } = found as {
      desk: {
        book: {
          sheets: readonly {
            grid: {
              usedRect: (isValues: boolean) => unknown
              values: (rect: unknown) => unknown
            }
            pivots: unknown
          }[]
          settings: ReadonlyMap<string, unknown>
        }
      }
    }
    const { sheets, settings } = desk.book
    const cells = sheets.map(({ grid }) => {
      const used = grid.usedRect(true)
      return used === undefined ? [] : grid.values(used)
    })
    return JSON.stringify([cells, sheets.map(({ pivots }) => pivots), [...settings]])
  })

const count = (text: string, part: string): number => text.split(part).length - 1

/** The pane is closed, which forgets the key, and opened again; then it asks whether its user is still in. */
const reopenPane = async ({ page, pane }: OpenPane): Promise<void> => {
  const isAsked = page.waitForResponse((response) => response.url().endsWith('/v1/standing'))
  await pane.locator('html').evaluate(() => sessionStorage.clear())
  const [frame] = page.frames().filter((one) => one.url().includes('taskpane'))
  await frame?.evaluate(() => location.reload())
  await isAsked
}

const askServer = async ({ worker }: PaneStage, key: string, path: string, body: object) => {
  const response = await fetch(`${worker.url}/v1/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(response.status).toBe(200)
}

const press = ({ pane }: OpenPane, name: string) =>
  pane.getByRole('button', { name, exact: true }).first().click()

const look = async (desk: OpenPane, theme: 'light' | 'dark', name: string): Promise<void> => {
  const { page, pane } = desk
  await pane.locator('html').evaluate((html, to) => html.setAttribute('data-theme', to), theme)
  const width = await pane
    .locator('html')
    .evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)
  expect({ name, width }).toEqual({ name, width: 0 })
  expect(await paneFindings(page)).toEqual([])
  await picture(desk, name)
}

const signIn = async ({ page, pane, t }: OpenPane, key: string): Promise<void> => {
  await pane.getByLabel(t('signIn.key')).fill(key)
  await page.keyboard.press('Enter')
}

describe.runIf(existsSync(CHROMIUM))('somebody who was let out', () => {
  const stage = useStage()

  test('finds his workbook empty of the server at the next opening, and what he typed in it', async () => {
    const lang: Locale = 'zh-Hans'
    const reports = sayReports(lang)
    const t = sayBlank(lang)
    const boss = await stage.worker.addUser('欧阳总', 'admin')
    const rep = await stage.worker.addUser('小马', 'manager')
    const desk = await openSignedOut(stage, { lang, viewport: { width: 1100, height: 1000 } })
    const { page, pane } = desk
    await page.addStyleTag({ content: '.pane-home iframe { width: 320px !important }' })
    await signIn(desk, rep.key)
    await bringIn(desk, listOf('甲', ROWS))
    expect(await sync(desk)).toContain(`已保存 ${ROWS}`)
    await press(desk, desk.t('tool.reports'))
    await press(desk, reports('reports.pivot'))
    await page.getByRole('tab', { name: reports('reports.pivotSheet'), exact: true }).waitFor()
    await press(desk, reports('reports.cells'))
    await page.getByRole('tab', { name: `${reports('reports.pivotSheet')} 2` }).waitFor()
    await press(desk, reports('reports.write'))
    await pane
      .getByText(
        reports('reports.written', { count: String(ROWS), sheet: reports('reports.sheet') }),
      )
      .waitFor()
    await page.getByRole('tab', { name: 'Sheet1', exact: true }).click()
    await type(desk, await addressOf(desk, '人民路8号'), '人民路9号')
    await type(desk, `A${ROWS + 2}`, UNSENT)
    expect(count(await everything(desk), CANARY)).toBeGreaterThan(2 * ROWS)

    await askServer(stage, boss.key, 'members/disable', { id: rep.id })
    await reopenPane(desk)
    await pane.getByRole('heading', { name: t('blank.out') }).waitFor()
    await pane.getByText(t('kept.title', { count: '2' })).waitFor()
    const left = await everything(desk)
    expect(count(left, CANARY)).toBe(0)
    expect(left).toContain('人民路9号')
    expect(left).toContain(UNSENT)
    await pane.getByText(EDITED).waitFor()
    await pane.getByText(UNSENT).waitFor()
    await look(desk, 'light', 'out-zh-light')
    await look(desk, 'dark', 'out-zh-dark')
    const second = t('kept.row', { sheet: 'Sheet1', row: 2 })
    await pane.getByRole('button', { name: `${t('kept.go')}: ${second}`, exact: true }).click()
    await desk.page.locator('[data-a="A2"]').waitFor()

    await desk.pane.locator('#language').selectOption('zh-Hant')
    await pane.getByRole('heading', { name: sayBlank('zh-Hant')('blank.out') }).waitFor()
    await look(desk, 'dark', 'out-hant-dark')
    await desk.pane.locator('#language').selectOption('en')
    const en = sayBlank('en')
    await pane.getByRole('heading', { name: en('reach.title') }).scrollIntoViewIfNeeded()
    await look(desk, 'light', 'reach-en-light')
    await pane.getByRole('button', { name: en('kept.clear') }).click()
    await picture(desk, 'clear-en')
    await pane
      .getByRole('dialog')
      .getByRole('button', { name: en('kept.clear') })
      .click()
    await pane.getByText(en('kept.title', { count: '1' })).waitFor()
    const cleared = await everything(desk)
    expect(cleared).not.toContain('人民路9号')
    expect(cleared).toContain(UNSENT)

    await askServer(stage, boss.key, 'members/enable', { id: rep.id })
    await reopenPane(desk)
    await pane.getByLabel(say('en')('signIn.key')).waitFor()
    expect(await pane.getByRole('heading', { name: en('blank.out') }).count()).toBe(0)
  }, 240_000)

  test('whose key was only revoked keeps his workbook, and is told to sign in', async () => {
    const rep = await stage.worker.addUser('小吴', 'rep')
    const desk = await openSignedOut(stage)
    const { pane, t } = desk
    await signIn(desk, rep.key)
    await bringIn(desk, listOf('乙', 3))
    await sync(desk)
    await stage.worker.db
      .prepare('UPDATE access_key SET revoked_at = 1 WHERE user = ?1')
      .bind(rep.id)
      .run()
    await press(desk, t('sync.go'))
    await pane.getByText(t('stop.unauthenticated')).waitFor()
    await reopenPane(desk)
    await pane.getByLabel(t('signIn.key')).waitFor()
    await signIn(desk, rep.key)
    await pane.getByText(t('stop.unauthenticated')).waitFor()
    expect(count(await everything(desk), CANARY)).toBeGreaterThan(0)
  }, 120_000)

  test('somebody else’s file can be emptied by whoever has it, after a question', async () => {
    const rep = await stage.worker.addUser('小陈', 'rep')
    const other = await stage.worker.addUser('小郑', 'rep')
    const desk = await openSignedOut(stage)
    const { pane, t } = desk
    await signIn(desk, rep.key)
    await bringIn(desk, listOf('丙', 3))
    await sync(desk)
    await reopenPane(desk)
    await pane.getByLabel(t('signIn.key')).waitFor()
    await signIn(desk, other.key)
    await pane.getByText('小郑').waitFor()
    await press(desk, t('sync.go'))
    await pane.getByText(t('stop.other_owner')).waitFor()
    const words = sayBlank('zh-Hans')
    await pane.getByRole('button', { name: words('wipe.go') }).click()
    await pane
      .getByRole('dialog')
      .getByRole('button', { name: words('wipe.go') })
      .click()
    await pane.getByRole('heading', { name: words('blank.asked') }).waitFor()
    expect(count(await everything(desk), CANARY)).toBe(0)
  }, 120_000)
})
