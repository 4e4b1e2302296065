// Trace and privacy as an administrator works with it: the audit read and its seals checked, a user let go on beyond
// his limit, a person shown, saved and erased, and what is decided about all that. Leaves pictures in .kehu/shots/trace.
import { existsSync, mkdirSync } from 'node:fs'

import { describe, expect, test } from 'vitest'

import { traceTabs } from '../../addin/pane/trace/model.ts'
import { sayTrace } from '../../addin/pane/trace/words.ts'
import { projectFile } from '../../scripts/lib/project.ts'
import { locales } from '../../shared/schema/kind.ts'
import { paneFindings } from './axe.ts'
import { CHROMIUM } from './pages.ts'
import { be, bringIn, openDesk, openSignedOut, REP, REP_ID, sync, useStage } from './pane-stage.ts'
import type { OpenPane } from './pane-stage.ts'

const t = sayTrace('zh-Hans')
const DAY_MS = 86_400_000

const picture = async ({ page }: OpenPane, name: string): Promise<void> => {
  const folder = projectFile('.kehu', 'shots', 'trace')
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: `${folder}/${name}.png` })
}

/** As narrow as Excel makes a pane. */
const narrow = async ({ page }: OpenPane): Promise<void> => {
  await page.addStyleTag({ content: '.pane-home iframe { width: 320px !important }' })
}

/** Nothing runs out of the pane to the side. Leaves a picture. */
const fits = async (desk: OpenPane, name: string): Promise<void> => {
  const width = await desk.pane
    .locator('html')
    .evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)
  expect({ name, width }).toEqual({ name, width: 0 })
  await picture(desk, name)
}

const lines = [
  ['公司', '城市', '联系人', '手机'],
  ['青松机械有限公司', '苏州', '诸葛孔明', '13912345678'],
  ['白桦贸易有限公司', '上海', '王小二', '13812345678'],
]

const dayOf = (now: number): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(now)

describe.runIf(existsSync(CHROMIUM))('trace and privacy', () => {
  const stage = useStage()

  const signIn = async (
    before: (pane: OpenPane['pane']) => Promise<unknown> = () => Promise.resolve(),
  ): Promise<OpenPane> => {
    const admin = await stage.worker.addUser(`欧阳总${Math.random()}`.slice(0, 9), 'admin')
    const desk = await openSignedOut(stage)
    await before(desk.pane)
    await desk.pane.getByLabel(desk.t('signIn.key')).fill(admin.key)
    await desk.page.keyboard.press('Enter')
    await desk.pane.getByRole('button', { name: desk.t('tool.trace') }).click()
    await desk.pane.getByRole('tab', { name: t('tab.audit') }).waitFor()
    return desk
  }

  test('an administrator reads who came in, checks the seals, and lets a rep go on who was stopped', async () => {
    const { db } = stage.worker
    const rep = await openDesk(stage)
    await be(rep, REP)
    await bringIn(rep, lines)
    expect(await sync(rep)).toContain('2 行')
    const today = dayOf(Date.now())
    await db
      .prepare(
        `INSERT INTO delivery (org, by_user, day, rows, requests, own, warned_at, stopped_at)
        SELECT org, id, ?2, 20100, 90, 2, 1, 1 FROM user WHERE id = ?1
        ON CONFLICT (org, day, by_user) DO UPDATE SET rows = 20100, warned_at = 1, stopped_at = 1`,
      )
      .bind(REP_ID, today)
      .run()
    const desk = await signIn()
    const { pane, page } = desk
    await pane.getByText(t('deed.sign_in')).first().waitFor()
    await pane.getByText(t('seals.title')).click()
    await pane.getByRole('button', { name: t('seals.go') }).click()
    await pane.getByText(t('seals.none')).waitFor()
    expect(await paneFindings(desk.page)).toEqual([])
    await picture(desk, 'audit')
    await pane.getByLabel(t('audit.by'), { exact: true }).selectOption({ label: REP })
    await pane.getByLabel(t('audit.kind')).selectOption({ label: t('kind.merge') })
    await pane.getByText(t('audit.none')).waitFor()
    await pane.getByLabel(t('audit.kind')).selectOption({ label: t('kind.entry') })
    await pane.getByLabel(t('audit.day')).fill(today)
    await pane.getByText(t('deed.sign_in')).first().waitFor()
    await pane.getByLabel(t('audit.day')).fill('2020-01-01')
    await pane.getByText(t('audit.none')).waitFor()

    await pane.locator('[role=tab][aria-selected=true]').focus()
    await page.keyboard.press('ArrowRight')
    const approve = pane.getByRole('button', { name: t('delivery.approveFor', { name: REP }) })
    await approve.click()
    await pane.getByText(t('delivery.reasonWrong')).waitFor()
    await pane.getByLabel(t('delivery.reason')).fill('展会后统一整理名单')
    await picture(desk, 'delivery')
    expect(await paneFindings(desk.page)).toEqual([])
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await pane.getByText(t('done.approve', { name: REP })).waitFor()
    await pane.getByText(t('delivery.nobody')).waitFor()
    const found = await db.prepare(`SELECT detail FROM audit WHERE what = 'delivery.approve'`).all()
    expect(JSON.parse(String(found.results[0]?.['detail']))).toEqual({
      until: today,
      reason: '展会后统一整理名单',
    })
  }, 90_000)

  test('a person is found by phone, all that is kept of him is saved as a file, and he is erased by his name, typed', async () => {
    const desk = await signIn()
    const { pane, page } = desk
    await pane.getByRole('tab', { name: t('tab.person') }).click()
    await pane.getByRole('button', { name: t('person.find') }).click()
    await pane.getByText(t('person.textWrong')).waitFor()
    await pane.getByLabel(t('person.text')).fill('139 1234 5678')
    await page.keyboard.press('Enter')
    await pane.getByRole('heading', { name: '诸葛孔明' }).waitFor()
    await picture(desk, 'found')
    await pane.getByRole('button', { name: t('person.showNamed', { name: '诸葛孔明' }) }).click()
    await pane.getByText(t('person.kept', { name: '诸葛孔明' })).waitFor()
    await pane.getByText(`${t('part.contact')}：1`).click()
    await pane.getByText('+8613912345678').first().waitFor()
    await picture(desk, 'kept')
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      pane.getByRole('link', { name: t('person.file') }).click(),
    ])
    const text = Buffer.concat(await (await file.createReadStream()).toArray()).toString('utf8')
    expect(JSON.parse(text)).toMatchObject({ parts: { contact: [{ name: '诸葛孔明' }] } })

    await pane.getByRole('button', { name: t('erase.open') }).click()
    await pane.getByLabel(t('erase.name', { name: '诸葛孔明' })).fill('诸葛亮')
    await page.keyboard.press('Enter')
    await pane.getByText(t('erase.wrong')).waitFor()
    expect(await paneFindings(desk.page)).toEqual([])
    await picture(desk, 'erase')
    await pane.getByLabel(t('erase.name', { name: '诸葛孔明' })).fill('诸葛孔明')
    await page.keyboard.press('Enter')
    await pane.getByText(t('person.erased', { name: '诸葛孔明', count: 1 })).waitFor()
    const left = await stage.worker.db
      .prepare(
        `SELECT count(*) AS n FROM contact WHERE name = '诸葛孔明' OR mobile = '+8613912345678'`,
      )
      .first<{ n: number }>()
    expect(left?.n).toBe(0)
  }, 90_000)

  test('what is decided says what is wrong with it, and somebody else’s change is not written over', async () => {
    const desk = await signIn()
    const { pane } = desk
    await pane.getByRole('tab', { name: t('tab.settings') }).click()
    const tenants = pane.getByLabel(t('signIn.tenants'))
    await tenants.fill('contoso.com')
    await pane.getByText(t('signIn.tenantsWrong', { line: 'contoso.com' })).waitFor()
    await tenants.fill('11111111-2222-3333-4444-555555555555')
    await pane.getByRole('button', { name: `${t('settings.save')}: ${t('signIn.title')}` }).click()
    await pane
      .getByRole('dialog')
      .getByRole('button', { name: t('settings.save') })
      .click()
    await pane.getByText(t('done.save-sign-in')).waitFor()

    await pane.getByLabel(t('limits.softRows')).fill('90000')
    await pane.getByText(t('limits.order')).waitFor()
    await pane.getByLabel(t('limits.softRows')).fill('３０００')
    await stage.worker.db
      .prepare(
        `INSERT INTO policy (org, name, version, value, at, by_user)
        SELECT DISTINCT org, 'delivery', 1, ?1, ?2, 'somebody' FROM user WHERE id = ?3`,
      )
      .bind(
        JSON.stringify({ soft: { times: 2, rows: 700 }, hard: { times: 9, rows: 7_000 } }),
        Date.now() - DAY_MS,
        REP_ID,
      )
      .run()
    await pane.getByRole('button', { name: `${t('settings.save')}: ${t('limits.title')}` }).click()
    await pane.getByText(desk.t('stop.changed')).waitFor()
    await expect
      .poll(async () => await pane.getByLabel(t('limits.softRows')).inputValue())
      .toBe('700')
  }, 90_000)

  test('who signs out leaves no key in the browser, nor what was kept of any sheet', async () => {
    const { pane, t: say } = await signIn((home) =>
      home.locator('html').evaluate(async () => {
        await Office.onReady()
        const left = (workbook: string, text: string) =>
          localStorage.setItem(`kehu.taken/old/${workbook}`, `${Date.now()} ${text}`)
        left(Office.context.document.url, '青松机械')
        left('https://example.com/another.xlsx', '白桦贸易')
      }),
    )
    const kept = () =>
      pane
        .locator('html')
        .evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]))
    expect(await kept()).toContain('kehu_')
    // The pane of this workbook has taken what the one before had left.
    expect(await kept()).not.toContain('青松')
    expect(await kept()).toContain('白桦')
    await pane.getByRole('button', { name: say('pane.signOut') }).click()
    await pane.getByLabel(say('signIn.key')).waitFor()
    expect(await kept()).not.toMatch(/kehu_|白桦/u)
  }, 60_000)

  test('all of it fits 320 pixels in three languages, light and dark', async () => {
    const desk = await signIn()
    const { pane } = desk
    await narrow(desk)
    for (const locale of locales) {
      await pane.locator('#language').selectOption(locale)
      const words = sayTrace(locale)
      for (const tab of traceTabs) {
        await pane.getByRole('tab', { name: words(`tab.${tab}`) }).click()
        await pane.getByText(words('trace.loading')).waitFor({ state: 'detached' })
        await fits(desk, `${locale}-${tab}`)
      }
    }
    await pane.locator('html').evaluate((html) => html.setAttribute('data-theme', 'dark'))
    for (const tab of traceTabs) {
      await pane.getByRole('tab', { name: sayTrace('en')(`tab.${tab}`) }).click()
      await fits(desk, `dark-${tab}`)
      expect(await paneFindings(desk.page)).toEqual([])
    }
  }, 120_000)
})
