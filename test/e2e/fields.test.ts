// Field rights in two browsers: a manager decides who sees what, a rep finds masks in his sheet, has one value shown for
// a reason, and loses a column that is switched off. Leaves pictures in .kehu/shots/fields.
import { existsSync, mkdirSync } from 'node:fs'

import { describe, expect, test } from 'vitest'

import { sayFields } from '../../addin/pane/fields/say.ts'
import { projectFile } from '../../scripts/lib/project.ts'
import type { Locale } from '../../shared/schema/kind.ts'
import { paneFindings } from './axe.ts'
import { CHROMIUM } from './pages.ts'
import { bringIn, goTo, openSignedOut, sheetOf, sync, type, useStage } from './pane-stage.ts'
import type { OpenPane } from './pane-stage.ts'

const t = sayFields('zh-Hans')
const PURPOSE = '按合同要求核对签约人身份'
const ID_NO = '11010519491231002X'
const REASON = '客户来电未接，需要回拨'

const narrow = async ({ page }: OpenPane): Promise<void> => {
  await page.addStyleTag({ content: '.pane-home iframe { width: 320px !important }' })
}

const look = async (desk: OpenPane, theme: 'light' | 'dark', name: string): Promise<void> => {
  const { page, pane } = desk
  await pane.locator('html').evaluate((html, to) => html.setAttribute('data-theme', to), theme)
  const width = await pane
    .locator('html')
    .evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)
  expect({ name, width }).toEqual({ name, width: 0 })
  expect(await paneFindings(page)).toEqual([])
  const folder = projectFile('.kehu', 'shots', 'fields')
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: `${folder}/${name}.png` })
}

const signIn = async (desk: OpenPane, key: string): Promise<void> => {
  await desk.pane.getByLabel(desk.t('signIn.key')).fill(key)
  await desk.page.keyboard.press('Enter')
}

const button = ({ pane }: OpenPane, name: string) =>
  pane.getByRole('button', { name, exact: true }).first()

const textOf = async (desk: OpenPane): Promise<string> => JSON.stringify(await sheetOf(desk, 12))

describe.runIf(existsSync(CHROMIUM))('field rights', () => {
  const stage = useStage()

  /** The tool, on the fields of contacts. */
  const openTool = async (lang: Locale = 'zh-Hans') => {
    const boss = await stage.worker.addUser('欧阳总', 'manager')
    const manager = await openSignedOut(stage, { lang, viewport: { width: 1000, height: 1000 } })
    await narrow(manager)
    await signIn(manager, boss.key)
    await bringIn(manager, [
      ['公司', '城市'],
      [`欧阳示范机械有限公司${boss.id}`, '苏州'],
    ])
    await button(manager, manager.t('tool.fields')).click()
    await manager.pane.locator('#fields-filter').selectOption('contact')
    return manager
  }
  const change = async (manager: OpenPane, field: string) => {
    const name = t('fields.named', { what: t('fields.change'), name: `联系人 · ${field}` })
    const more = manager.pane.getByRole('button', { name: /^再显示/u })
    if ((await more.count()) > 0) await more.first().click()
    await button(manager, name).click()
  }
  const save = async (manager: OpenPane) => {
    await button(manager, t('fields.save')).click()
    await manager.pane.getByText(t('fields.saved')).waitFor()
  }

  test('masked for reps, a mobile stands as a mask in their sheets and is shown one by one, with a reason, in the pane only', async () => {
    const rep = await stage.worker.addUser('小马', 'rep')
    const desk = await openSignedOut(stage, { viewport: { width: 1000, height: 1000 } })
    const { page, pane } = desk
    await narrow(desk)
    await signIn(desk, rep.key)
    await bringIn(desk, [
      ['公司', '城市', '联系人', '手机'],
      ['云杉机械有限公司', '苏州', '王芳', '13915628371'],
      ['白蜡贸易有限公司', '上海', '李强', '13801923746'],
    ])
    expect(await sync(desk)).toContain('已保存 2')

    const manager = await openTool()
    await change(manager, '手机')
    await manager.pane.locator('#sight-rep:focus').waitFor()
    await manager.pane.getByLabel(t('draft.sight', { role: t('role.rep') })).selectOption('masked')
    await look(manager, 'light', 'form-zh-light')
    await look(manager, 'dark', 'form-zh-dark')
    await save(manager)
    const again = t('fields.named', { what: t('fields.change'), name: '联系人 · 手机' })
    await manager.pane.locator(`button[aria-label="${again}"]:focus`).waitFor()
    await manager.pane.locator('#fields-filter').selectOption('special')
    await manager.pane
      .getByText(t('field.sights', { role: t('role.rep'), sight: t('sight.masked') }))
      .waitFor()
    await manager.pane.getByRole('tab', { name: t('tab.history') }).click()
    await manager.pane.getByText(t('history.usual'), { exact: false }).waitFor()
    await look(manager, 'light', 'history-zh-light')

    await sync(desk)
    await pane.getByText(/^.?已遮盖：手机/u).waitFor()
    const after = await textOf(desk)
    expect(after).toContain('••••8371')
    expect(after).not.toContain('13915628371')
    await goTo(desk, 'D2')
    const reveal = t('fields.named', { what: t('masked.reveal'), name: '手机' })
    await button(desk, reveal).click()
    await pane.getByLabel(t('masked.reason')).fill('急')
    await page.keyboard.press('Enter')
    await pane.getByText(t('masked.reasonWrong')).waitFor()
    await pane.getByLabel(t('masked.reason')).fill(REASON)
    await page.keyboard.press('Enter')
    const shown = pane.locator('#revealed')
    await shown.waitFor()
    expect(await shown.inputValue()).toBe('139 1562 8371')
    expect(await textOf(desk)).toBe(after)
    await look(desk, 'light', 'reveal-zh-light')
    await look(desk, 'dark', 'reveal-zh-dark')
    await goTo(desk, 'D3')
    await shown.waitFor({ state: 'detached' })
    const noted = await stage.worker.db
      .prepare("SELECT detail FROM audit WHERE what = 'value.reveal' AND by_user = ?1")
      .bind(rep.id)
      .all<{ detail: string }>()
    expect(noted.results).toHaveLength(1)
    expect(noted.results[0]?.detail).toContain(REASON)
    expect(noted.results[0]?.detail).not.toContain('8371')

    await type(desk, 'D3', '13764829315')
    await sync(desk)
    const typed = await textOf(desk)
    expect(typed).toContain('••••9315')
    expect(typed).toContain('••••8371')
    expect(await sync(desk)).toContain('没有变化 2')
  }, 300_000)

  test('a sensitive field is collected only once its purpose and end are written; switched off, its column is emptied and said', async () => {
    const manager = await openTool()
    await change(manager, '证件号码')
    await manager.pane.getByLabel(t('draft.isOn')).check()
    await button(manager, t('fields.save')).click()
    await manager.pane.getByText(t('fault.purpose.missing')).waitFor()
    await manager.pane.getByText(t('fault.days.missing')).waitFor()
    await look(manager, 'light', 'sensitive-zh-light')
    await manager.pane.getByLabel(t('draft.purpose')).fill(PURPOSE)
    await manager.pane.getByLabel(t('draft.days')).fill('90')
    await manager.page.keyboard.press('Enter')
    await manager.pane.getByText(t('fields.saved')).waitFor()
    await manager.pane.getByText(t('field.kept', { days: 90, purpose: PURPOSE })).waitFor()

    const rep = await stage.worker.addUser('小吴', 'rep')
    const desk = await openSignedOut(stage, { viewport: { width: 1000, height: 1000 } })
    await narrow(desk)
    await signIn(desk, rep.key)
    await bringIn(desk, [
      ['公司', '城市'],
      ['红松机械有限公司', '苏州'],
    ])
    expect(await sync(desk)).toContain('已保存 1')
    await desk.page.locator('.add-sheet').click()
    await desk.pane.getByRole('button', { name: desk.t('sync.add') }).click()
    await bringIn(desk, [
      ['客户', '姓名', '证件号码', '性别', '部门'],
      ['红松机械有限公司', '赵敏', ID_NO, '女', '采购部'],
    ])
    await sync(desk)
    expect(await textOf(desk)).toContain('••••002X')

    await change(manager, '证件号码')
    await manager.pane.getByLabel(t('draft.isOn')).uncheck()
    await save(manager)
    await sync(desk)
    await desk.pane.getByText(/^.?此处不收集：证件号码/u).waitFor()
    const after = await textOf(desk)
    expect(after).not.toContain('002X')
    expect(after).toContain('赵敏')
    await look(desk, 'light', 'off-zh-light')
    await type(desk, 'C2', '我自己的话')
    expect(await sync(desk)).toContain('没有变化 1')
    expect(await textOf(desk)).toContain('我自己的话')

    const speak = (lang: Locale) => manager.pane.locator('#language').selectOption(lang)
    await speak('zh-Hant')
    await manager.pane
      .getByText(sayFields('zh-Hant')('fields.special'))
      .first()
      .waitFor({ state: 'attached' })
    await manager.pane.locator('#fields-filter').selectOption('special')
    await look(manager, 'dark', 'list-hant-dark')
    await speak('en')
    const en = sayFields('en')
    const name = en('fields.named', {
      what: en('fields.change'),
      name: 'Contacts · Identity number',
    })
    await button(manager, name).click()
    await manager.pane.getByLabel(en('draft.isOn')).check()
    await manager.pane.getByLabel(en('draft.purpose')).fill('too short')
    await button(manager, en('fields.save')).click()
    await manager.pane.getByText(en('fault.purpose.short')).waitFor()
    await look(manager, 'light', 'form-en-light')
    await manager.pane.getByRole('tab', { name: en('tab.history') }).click()
    await manager.pane.getByText(en('field.off'), { exact: false }).waitFor()
    await look(manager, 'light', 'history-en-light')
  }, 300_000)
})
