// What happens once a year, in a browser: a colleague puts rows away that I am typing in, somebody else takes a file
// over, a file is let go, another pane holds it, hundreds of rows are deleted. Leaves pictures in .kehu/shots.
import { existsSync } from 'node:fs'

import { describe, expect, test } from 'vitest'

import { LEASE_MS } from '../../shared/protocol/hello.ts'
import { CHROMIUM } from './pages.ts'
import {
  be,
  bringIn,
  cell,
  deleteRow,
  goTo,
  namesOnFile,
  openDesk,
  openSignedOut,
  pressByKeyboard,
  REP,
  sheetOf,
  shot,
  sync,
  toTab,
  type,
  useStage,
} from './pane-stage.ts'
import type { OpenPane, PaneStage } from './pane-stage.ts'

/** Asks the server past all panes, as another one would. */
const ask = async (stage: PaneStage, key: string, path: string, body: object): Promise<unknown> => {
  const response = await fetch(`${stage.worker.url}/v1/sync/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(response.status).toBe(200)
  return response.json()
}

const OTHER = '01JXWRKBK00000000000000009'

/** A manager elsewhere archives customers by name. */
const archiveElsewhere = async (stage: PaneStage, names: readonly string[]): Promise<void> => {
  const { key } = await stage.worker.addUser('陈总', 'manager')
  const marks = names.map((_, at) => `?${at + 1}`).join()
  const found = await stage.worker.db
    .prepare(`SELECT c.id, c.rev, o.epoch FROM customer c JOIN org o ON o.id = c.org
      WHERE c.name IN (${marks})`)
    .bind(...names)
    .all<{ id: string; rev: number; epoch: string }>()
  const rows = found.results.map(({ id, rev }) => [id, rev])
  const epoch = found.results[0]?.epoch ?? ''
  const order = { table: 'customer', workbook: OTHER, epoch, rows, restore: false }
  await ask(stage, key, 'archive', order)
}

const signIn = async ({ pane, t }: OpenPane, key: string): Promise<void> => {
  await pane.getByLabel(t('signIn.key')).fill(key)
  await pane.getByRole('button', { name: t('signIn.go') }).click()
  await pane.getByRole('button', { name: t('pane.signOut') }).waitFor()
}
const signOut = ({ pane, t }: OpenPane) =>
  pane.getByRole('button', { name: t('pane.signOut') }).click()

const pressSync = async ({ pane, t }: OpenPane): Promise<void> => {
  await pane.getByRole('tab', { name: t('tab.sync') }).click()
  await pane.getByRole('button', { name: t('sync.go') }).click()
}

describe.runIf(existsSync(CHROMIUM))('what happens once a year, in a browser', () => {
  const stage = useStage()
  /** Names and streets of its own for each test: they share one customer file, and alike ones are known. */
  const lines = (mark: string) => [
    ['公司', '城市', '地址', '私人备注'],
    [`${mark}精密机械有限公司`, '苏州', `${mark}东路 1 号`, '周五再打'],
    [`${mark}进出口贸易有限公司`, '上海', `${mark}西路 2 号`, '喜欢钓鱼'],
    [`${mark}冷链物流有限公司`, '杭州', `${mark}南路 3 号`, ''],
  ]

  test('a colleague archives rows: what was typed in one is kept and asked about, the other leaves its notes', async () => {
    const desk = await openDesk(stage)
    const { pane, t } = desk
    await be(desk, REP)
    await bringIn(desk, lines('云岭'))
    await sync(desk)
    await type(desk, 'C2', '云岭东路 100 号')
    await archiveElsewhere(stage, ['云岭精密机械有限公司', '云岭进出口贸易有限公司'])
    await sync(desk)

    const [, typed, departed] = await sheetOf(desk, 3)
    expect(typed?.slice(0, 4)).toEqual([
      '云岭精密机械有限公司',
      '苏州',
      '云岭东路 100 号',
      '周五再打',
    ])
    expect(departed?.slice(0, 4)).toEqual(['', '', '', '喜欢钓鱼'])
    await toTab(desk, 'tab.decide')
    await pane.getByText(t('gone.title', { count: 1 })).waitFor()
    expect(await pane.getByText('表里已没有').count()).toBe(0)
    await shot(desk, 'gone-but-typed')
    await pressByKeyboard(desk, /^作为新行: 云岭/u)
    await expect.poll(() => pane.getByText(t('gone.title', { count: 1 })).count()).toBe(0)
    expect(await namesOnFile(stage, '云岭%')).toEqual([
      '云岭冷链物流有限公司',
      '云岭精密机械有限公司',
    ])

    await type(desk, 'A3', '云岭之后食品有限公司')
    expect(await sync(desk)).toContain('已保存 1')
    expect(await namesOnFile(stage, '云岭%')).toContain('云岭之后食品有限公司')
    expect(await cell(desk, 'D3').textContent()).toBe('喜欢钓鱼')
    await shot(desk, 'departed-and-typed-in')
  })

  test('a row is typed in and deleted before it was sent: a question, and put back as the server has it', async () => {
    const desk = await openDesk(stage)
    const { pane, t } = desk
    await be(desk, REP)
    await bringIn(desk, lines('海棠'))
    await sync(desk)
    await type(desk, 'C3', '海棠西路 200 号')
    await deleteRow(desk, 'A3')
    await sync(desk)
    await toTab(desk, 'tab.decide')
    await pane.getByText(t('removed.title', { count: 1 })).waitFor()
    expect(await namesOnFile(stage, '海棠进出口%')).toEqual(['海棠进出口贸易有限公司'])
    await pressByKeyboard(desk, /^放回表里: 海棠/u)
    await expect.poll(() => pane.getByText('表里已没有').count()).toBe(0)
    const back = (await sheetOf(desk, 5)).find(([name]) => name === '海棠进出口贸易有限公司')
    expect(back?.slice(0, 3)).toEqual(['海棠进出口贸易有限公司', '上海', '海棠西路 2 号'])
  })

  test('another account takes a file over after a question; the first one cannot sync it any more', async () => {
    const [first, second] = [
      await stage.worker.addUser('赵敏', 'rep'),
      await stage.worker.addUser('周总', 'manager'),
    ]
    const desk = await openSignedOut(stage)
    const { pane, t } = desk
    await signIn(desk, first.key)
    await bringIn(desk, lines('金桥'))
    await sync(desk)
    await signOut(desk)
    await signIn(desk, second.key)
    await pressSync(desk)
    await pane.getByRole('button', { name: t('owner.take') }).waitFor()
    await shot(desk, 'other-owner')
    await pane.getByRole('button', { name: t('owner.take') }).press('Enter')
    await pane.getByRole('dialog').waitFor()
    await shot(desk, 'take-over-question')
    await pressByKeyboard(desk, /^改由我同步$/u)
    await pane.getByText('没有变化 3').waitFor()
    await type(desk, 'C2', '金桥东路 11 号')
    expect(await sync(desk)).toContain('已保存 1')

    await signOut(desk)
    await signIn(desk, first.key)
    await pressSync(desk)
    await pane.getByRole('button', { name: t('owner.take') }).waitFor()
    expect(await namesOnFile(stage, '金桥%')).toHaveLength(3)
  })

  test('a file is let go after a question: its rows stay, and brought in again they are the same', async () => {
    const desk = await openDesk(stage)
    const { pane, t } = desk
    await be(desk, REP)
    await bringIn(desk, lines('白鹿'))
    await sync(desk)
    await pressByKeyboard(desk, /^不再同步此文件$/u)
    await pane.getByRole('dialog').waitFor()
    await shot(desk, 'detach-question')
    await pressByKeyboard(desk, /^不再同步此文件$/u)
    await pane.getByRole('button', { name: t('first.list') }).waitFor()
    const before = await sheetOf(desk, 4)
    expect(before[1]?.[0]).toBe('白鹿精密机械有限公司')

    await pane.getByRole('button', { name: t('first.list') }).click()
    await pane.getByRole('button', { name: t('preview.go') }).click()
    await pane.getByRole('button', { name: t('preview.yes') }).click()
    expect(await sync(desk)).toContain('3 行：没有变化 3')
    expect(await namesOnFile(stage, '白鹿%')).toHaveLength(3)
  })

  test('another pane of the account holds the file: this one says so, and syncs when it is free; a reload keeps its turn', async () => {
    const { key } = await stage.worker.addUser('孙丽', 'rep')
    const desk = await openSignedOut(stage)
    const { page, pane, t } = desk
    await signIn(desk, key)
    await bringIn(desk, lines('星河'))
    await sync(desk)
    const { db } = stage.worker
    const held = await db
      .prepare('SELECT workbook FROM pane_lease ORDER BY until DESC LIMIT 1')
      .first<{ workbook: string }>()
    const free = () => db.prepare('UPDATE pane_lease SET until = 0').run()
    await free()
    const session = '01JXPANE000000000000000009'
    const client = { protocol: 1, build: 'test' }
    await ask(stage, key, 'hello', { workbook: held?.workbook ?? '', client, session })
    await pressSync(desk)
    await pane.getByText(t('stop.leased')).waitFor()
    await shot(desk, 'leased')
    await free()
    expect(await sync(desk)).toContain('没有变化 3')

    // Loaded anew within the minute it is the same pane.
    expect(LEASE_MS).toBeGreaterThan(20_000)
    const frame = page.frames().find((each) => each.url().includes('/addin/taskpane.html'))
    await frame?.evaluate(() => location.reload())
    await pane.getByRole('button', { name: t('sync.go') }).waitFor()
    expect(await sync(desk)).toContain('没有变化 3')
  })

  test('a hundred and more rows are deleted: some are named, and all are archived only in words', async () => {
    const desk = await openDesk(stage)
    const { page, pane, t } = desk
    await be(desk, REP)
    await bringIn(desk, [
      ['公司', '城市'],
      ...Array.from({ length: 130 }, (_, at) => [`多删${at}号机械有限公司`, '苏州']),
    ])
    await sync(desk)
    await goTo(desk, 'A2:A121')
    await cell(desk, 'A121').click({ button: 'right' })
    await page.getByRole('menuitem', { name: '删除行' }).click()
    await sync(desk)
    await toTab(desk, 'tab.decide')
    await pane.getByText(t('removed.title', { count: 120 })).waitFor()
    await pane.getByRole('button', { name: t('pane.more', { count: 20 }) }).waitFor()
    await shot(desk, 'removed-many')
    await pressByKeyboard(desk, /^全部为所有人归档$/u)
    await pressByKeyboard(desk, /^全部为所有人归档$/u)
    await pane.getByText('ARCHIVE 120').waitFor()
    await shot(desk, 'removed-many-words')
    await page.keyboard.type('archive 12')
    await page.keyboard.press('Enter')
    await pane.getByText(t('confirm.wrong', { words: 'ARCHIVE 120' })).waitFor()
    await page.keyboard.type('0')
    await page.keyboard.press('Enter')
    await expect.poll(() => pane.getByText('表里已没有').count()).toBe(0)
    expect(await namesOnFile(stage, '多删%')).toHaveLength(10)
  })
})
