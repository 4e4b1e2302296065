// Who is in, in two browsers: a manager invites a rep by a code, who joins with it and syncs a sheet, until the manager
// disables him. Leaves pictures in .kehu/shots/people.
import { existsSync, mkdirSync } from 'node:fs'

import { describe, expect, test } from 'vitest'

import { sayBlank } from '../../addin/pane/blank/say.ts'
import { sayPeople, saySignIn } from '../../addin/pane/people/say.ts'
import { projectFile } from '../../scripts/lib/project.ts'
import { paneFindings } from './axe.ts'
import { CHROMIUM } from './pages.ts'
import { be, bringIn, MANAGER, openDesk, openSignedOut, sync, useStage } from './pane-stage.ts'
import type { OpenPane } from './pane-stage.ts'

const people = sayPeople('zh-Hans')
const ways = saySignIn('zh-Hans')

const picture = async ({ page }: Pick<OpenPane, 'page'>, name: string): Promise<void> => {
  const folder = projectFile('.kehu', 'shots', 'people')
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: `${folder}/${name}.png` })
}

/** As narrow as Excel makes a pane. */
const narrow = async ({ page }: OpenPane): Promise<void> => {
  await page.addStyleTag({ content: '.pane-home iframe { width: 320px !important }' })
}

const darken = async ({ pane }: OpenPane): Promise<void> => {
  await pane.locator('html').evaluate((html) => html.setAttribute('data-theme', 'dark'))
}

/** Nothing runs out of the pane to the side. Leaves a picture of all of it. */
const fits = async (desk: OpenPane, name: string): Promise<void> => {
  const width = await desk.pane
    .locator('html')
    .evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)
  expect({ name, width }).toEqual({ name, width: 0 })
  await picture(desk, name)
}

const openPeople = async ({ pane, t }: OpenPane): Promise<void> => {
  await pane.getByRole('button', { name: t('first.list') }).waitFor()
  await pane.getByRole('button', { name: t('tool.people') }).click()
  await pane.getByRole('tab', { name: people('tab.members') }).waitFor()
}

/** The code that the manager reads on his screen. */
const invite = async ({ pane }: OpenPane, name: string): Promise<string> => {
  await pane.getByRole('tab', { name: people('tab.invites') }).click()
  await pane.getByLabel(people('invite.name')).fill(name)
  await pane.getByLabel(people('member.team')).fill('华东')
  await pane.getByRole('button', { name: people('invite.go') }).click()
  const code = pane.locator('#shown-once')
  await code.waitFor()
  return code.inputValue()
}

const lines = [
  ['公司', '城市', '手机'],
  ['青松机械有限公司', '苏州', '13912345678'],
  ['白桦贸易有限公司', '上海', '13812345678'],
]

describe.runIf(existsSync(CHROMIUM))('people and keys', () => {
  const stage = useStage()

  test('a rep joins with the code of his manager and syncs; disabled, his next sync empties his sheet and says why', async () => {
    const manager = await openDesk(stage)
    await be(manager, MANAGER)
    await openPeople(manager)
    await picture(manager, 'members')
    expect(await paneFindings(manager.page)).toEqual([])
    const code = await invite(manager, '新来的小吴')
    expect(code).toMatch(/^(?:[0-9A-Z]{5}-){3}[0-9A-Z]{5}$/u)
    await picture(manager, 'code')
    expect(await paneFindings(manager.page)).toEqual([])

    const rep = await openSignedOut(stage)
    await rep.pane.getByRole('button', { name: ways('ways.join') }).click()
    await rep.pane.getByLabel(ways('join.code')).fill('ABCDE-FGHJK-MNPQR-STVWX')
    await rep.page.keyboard.press('Enter')
    await rep.pane.getByText(rep.t('stop.code_invalid')).waitFor()
    await rep.pane.getByLabel(ways('join.code')).fill(code.toLowerCase().replaceAll('-', ' '))
    await rep.page.keyboard.press('Enter')
    const key = rep.pane.getByLabel(ways('key.label'))
    expect(await key.inputValue()).toMatch(/^kehu_/u)
    await picture(rep, 'joined')
    expect(await paneFindings(rep.page)).toEqual([])
    await rep.pane.getByRole('button', { name: ways('key.goOn') }).click()
    await rep.pane.getByText('新来的小吴').waitFor()
    await bringIn(rep, lines)
    expect(await sync(rep)).toContain('已保存 2')

    await manager.pane.getByRole('button', { name: people('shown.done') }).click()
    await manager.pane.getByRole('tab', { name: people('tab.members') }).click()
    await manager.pane.getByRole('button', { name: people('people.again') }).click()
    const disable = people('member.named', { what: people('member.disable'), name: '新来的小吴' })
    await manager.pane.getByRole('button', { name: disable }).click()
    await manager.pane
      .getByRole('dialog')
      .getByRole('button', { name: people('member.disable') })
      .click()
    await manager.pane.getByText(people('done.disable', { name: '新来的小吴' })).waitFor()
    await manager.pane.getByText(/已停用$/u).waitFor()
    await picture(manager, 'disabled')

    await rep.pane.getByRole('button', { name: rep.t('sync.go') }).click()
    await rep.pane.getByRole('heading', { name: sayBlank('zh-Hans')('blank.out') }).waitFor()
    await picture(rep, 'refused')
  }, 90_000)

  test('an administrator lends customers out and makes a key for a script; all of it fits 320 pixels in three languages', async () => {
    const admin = await stage.worker.addUser('欧阳总', 'admin')
    const desk = await openSignedOut(stage)
    const { page, pane, t } = desk
    await pane.getByLabel(t('signIn.key')).fill(admin.key)
    await page.keyboard.press('Enter')
    await openPeople(desk)
    await invite(desk, '司马相如司马相如司马相如司马相如')

    await pane.getByRole('tab', { name: people('tab.standIns') }).click()
    await pane.getByRole('button', { name: people('standIn.go') }).click()
    await pane.getByText(people('standIn.choose')).waitFor()
    await pane.getByLabel(people('standIn.for')).selectOption({ label: '李丽' })
    await pane.getByLabel(people('standIn.user')).selectOption({ label: MANAGER })
    await pane.getByRole('button', { name: people('standIn.go') }).click()
    await pane.getByText(new RegExp(`^${MANAGER}代管李丽的客户`, 'u')).waitFor()

    await pane.getByRole('tab', { name: people('tab.keys') }).click()
    await pane.getByLabel(people('key.name')).fill('Power Query 每日刷新')
    await pane.getByRole('button', { name: people('key.make') }).click()
    await pane.locator('#shown-once').waitFor()
    const made = await pane.locator('#shown-once').inputValue()
    const asked = await fetch(`${stage.worker.url}/v1/members/list`, {
      method: 'POST',
      headers: { authorization: `Bearer ${made}`, 'content-type': 'application/json' },
      body: '{}',
    })
    expect(asked.status).toBe(403)

    await narrow(desk)
    for (const locale of ['zh-Hans', 'zh-Hant', 'en'] as const) {
      await pane.locator('#language').selectOption(locale)
      const words = sayPeople(locale)
      for (const tab of ['members', 'invites', 'standIns', 'keys'] as const) {
        await pane.getByRole('tab', { name: words(`tab.${tab}`) }).click()
        await fits(desk, `${locale}-${tab}`)
      }
    }
    await darken(desk)
    await fits(desk, 'dark-keys')
    await pane.getByRole('tab', { name: sayPeople('en')('tab.members') }).click()
    await fits(desk, 'dark-members')
    expect(await paneFindings(desk.page)).toEqual([])
  }, 90_000)

  test('a key that ends soon is turned in at one press, and the pane goes on with the new one', async () => {
    const { key, id } = await stage.worker.addUser('孔乙己', 'rep')
    const { db } = stage.worker
    await db
      .prepare('UPDATE access_key SET expires_at = ?1 WHERE user = ?2')
      .bind(Date.now() + 10 * 86_400_000, id)
      .run()
    const desk = await openSignedOut(stage)
    const { page, pane, t } = desk
    await pane.getByRole('button', { name: ways('ways.join') }).waitFor()
    await narrow(desk)
    for (const locale of ['zh-Hant', 'en', 'zh-Hans'] as const) {
      await pane.locator('#language').selectOption(locale)
      await fits(desk, `${locale}-sign-in`)
    }
    await pane.getByLabel(t('signIn.key')).fill(key)
    await page.keyboard.press('Enter')
    const turn = pane.getByRole('button', { name: ways('end.go') })
    await turn.waitFor()
    await fits(desk, 'ending')
    await turn.click()
    const turned = pane.getByLabel(ways('key.label'))
    expect(await turned.inputValue()).toMatch(/^kehu_/u)
    expect(await turned.inputValue()).not.toBe(key)
    await fits(desk, 'turned')
    await db
      .prepare('UPDATE access_key SET revoked_at = 1 WHERE user = ?1 AND replaced_by IS NOT NULL')
      .bind(id)
      .run()
    await pane.getByRole('button', { name: ways('end.kept') }).click()
    await bringIn(desk, lines.map((line) => [...line]).slice(0, 2))
    expect(await sync(desk)).toContain('1 行')
  }, 90_000)

  test('what the server offers is offered: an account, and the first run, whose fields say what is wrong', async () => {
    const account = { authority: 'https://login.issuer.test', clientId: 'c', scope: 's' }
    const desk = await openSignedOut(stage, {
      before: (page) =>
        page.route('**/v1/sign-in', (route) => route.fulfill({ json: { account, setup: true } })),
    })
    const { page, pane } = desk
    await pane.getByRole('button', { name: ways('ways.account') }).waitFor()
    await narrow(desk)
    await fits(desk, 'ways')
    await pane.getByRole('button', { name: ways('ways.setUp') }).click()
    await pane.getByLabel(ways('setUp.country')).selectOption('TW')
    expect(await pane.getByLabel(ways('setUp.timeZone')).inputValue()).toBe('Asia/Taipei')
    await pane.getByRole('button', { name: ways('setUp.go') }).click()
    await pane.getByText(ways('setUp.secret.wrong')).waitFor()
    await pane.getByLabel(ways('setUp.secret')).fill('a guess at the secret of this server')
    await pane.getByLabel(ways('setUp.name')).fill('苏州华达')
    await pane.getByLabel(ways('setUp.admin')).fill('王总')
    await page.keyboard.press('Enter')
    await pane.getByText(ways('setUp.closed')).waitFor()
    await fits(desk, 'set-up')
    await darken(desk)
    await fits(desk, 'dark-set-up')
    expect(await paneFindings(desk.page)).toEqual([])
  }, 90_000)
})
