// Duplicates in a browser, by keyboard alone: a manager pastes leads beneath the customers on file, sees beforehand what
// they would be, insists on those that are known, reviews ten questions, finds the sheet as he decided, takes a merge
// back and has the row again, and has a question asked once more.
import { existsSync } from 'node:fs'

import { describe, expect, test } from 'vitest'

import { createApi } from '../../addin/api/api.ts'
import { rowHash } from '../../shared/sync/row-hash.ts'
import { ulid } from '../../shared/sync/ulid.ts'
import { startDevServer } from '../../scripts/lib/dev-server.ts'
import { CHROMIUM } from './pages.ts'
import {
  be,
  cell,
  goTo,
  MANAGER,
  openDesk,
  pressByKeyboard,
  sheetOf,
  shot,
  startWithAll,
  sync,
  toTab,
  useStage,
} from './pane-stage.ts'
import type { OpenPane, PaneStage } from './pane-stage.ts'

const fields = ['name', 'city', 'address', 'contact.mobile'] as const
type Lead = readonly [name: string, city: string, address: string, mobile: string]

/** On file before: nine firms. */
const onFile: readonly Lead[] = [
  ['查甲缆绳有限公司', '南通', '南通市青年路71号', '13912340001'],
  ['查乙机电有限公司', '南通', '南通市青年路72号', '13912340002'],
  ['查丙食品有限公司', '镇江', '镇江市中山路73号', '13912340003'],
  ['查丁物流有限公司', '苏州', '苏州市人民路74号', '13912340004'],
  ['查戊纺织有限公司', '无锡', '无锡市解放路75号', '13912340005'],
  ['查己化工有限公司', '常州', '常州市和平路76号', '13912340006'],
  ['查庚电子有限公司', '扬州', '扬州市文昌路77号', '13912340007'],
  ['查辛家具有限公司', '泰州', '泰州市海陵路78号', '13912340008'],
  ['查壬建材有限公司', '盐城', '盐城市建军路79号', '13912340009'],
  ['查癸酒业有限公司', '徐州', '徐州市淮海路80号', '13912340010'],
]
/** The leads: nine of them again under a shorter name, one a branch. */
const leads: readonly Lead[] = onFile.map(([name, city, address, mobile], at): Lead =>
  at === 9
    ? ['查癸酒业有限公司上海分公司', '上海', '上海市延安路8号', mobile]
    : [name.replace('有限公司', '公司'), city, `${address}${at % 2 === 0 ? '3楼' : ''}`, mobile],
)

interface DemoUser {
  readonly name: string
  readonly key: string
}

/** Somebody else's work of an earlier day. */
const store = async (stage: PaneStage, rows: readonly Lead[]): Promise<void> => {
  const users = (await (await fetch(`${stage.url}/demo/users`)).json()) as readonly DemoUser[]
  const key = users.find(({ name }) => name === '王经理')?.key ?? ''
  const api = createApi({ baseUrl: stage.worker.url, key, fetch })
  let n = 0
  const id = () => ulid(1_700_000_000_000 + n++, new Uint8Array(10))
  const workbook = id()
  const hello = await api.hello({ workbook, client: { protocol: 1, build: 'test' } })
  if (!hello.ok) throw new Error(JSON.stringify(hello.error))
  const pushed = await api.push({
    table: 'customer',
    workbook,
    epoch: hello.value.epoch,
    fields: [...fields],
    rows: rows.map((row) => [id(), 0, rowHash('customer', [...fields], [...row]), [...row]]),
  })
  expect(pushed.ok && pushed.value.results.map(({ outcome }) => outcome)).toEqual(
    rows.map(() => 'applied'),
  )
}

const headers: Readonly<Record<(typeof fields)[number], string>> = {
  name: '客户名称',
  city: '城市',
  address: '地址',
  'contact.mobile': '手机',
}

/** The sheet's rows as name, address. */
const inSheet = async (desk: OpenPane): Promise<readonly (readonly [string, string])[]> => {
  const [top = [], ...rows] = await sheetOf(desk, 40)
  const [name, address] = [top.indexOf(headers.name), top.indexOf(headers.address)]
  return rows
    .map((row) => [row[name] ?? '', row[address] ?? ''] as const)
    .filter(([text]) => text !== '')
}

/** Customers that are neither merged nor put away. */
const livingOnFile = async ({ worker }: PaneStage): Promise<readonly string[]> => {
  const { results } = await worker.db
    .prepare('SELECT name FROM customer WHERE archived_at IS NULL AND merged_into IS NULL')
    .all<{ name: string }>()
  return results.map(({ name }) => name)
}

/** Pastes leads beneath the table, each value beneath its header. */
const pasteBeneath = async (desk: OpenPane, rows: readonly Lead[]): Promise<void> => {
  const [top = []] = await sheetOf(desk, 1)
  const places = fields.map((field) => top.indexOf(headers[field]))
  const width = Math.max(...places) + 1
  const first = (await inSheet(desk)).length + 2
  await goTo(desk, `A${first}`)
  await cell(desk, `A${first}`).click()
  await desk.paste(
    rows.map((row) =>
      Array.from({ length: width }, (_, column) => row[places.indexOf(column)] ?? ''),
    ),
  )
}

/** Which question it is at: 第 3 组，共 10 组. */
const at = async ({ pane }: OpenPane, n: number): Promise<void> => {
  await pane.locator('.review-progress', { hasText: `第 ${n} 组` }).waitFor()
  await pane.locator('#review-question:focus').waitFor()
}

const canMerge = async ({ pane }: OpenPane): Promise<void> => {
  await pane.locator('[aria-keyshortcuts=m][aria-disabled=false]').waitFor()
}

/** The address that the merged one shall have, though another would be taken. */
let chosen = ''

/** By the firm: some are merged, some are not the same, one is skipped, one is a branch. */
const decide = async (desk: OpenPane, name: string): Promise<void> => {
  const { page, pane } = desk
  if (/查[己庚]/u.test(name)) return page.keyboard.press('n')
  if (name.includes('查辛')) return page.keyboard.press('s')
  if (name.includes('查癸')) {
    await page.keyboard.press('r')
    await pane.getByRole('button', { name: '同一公司的分支' }).and(pane.locator(':focus')).waitFor()
    return page.keyboard.press('Enter')
  }
  if (name.includes('查壬')) {
    await page.keyboard.press('ArrowDown')
    const group = pane.getByRole('radiogroup', { name: '地址' })
    for (let steps = 0; steps < 6 && (await group.locator(':focus').count()) === 0; steps++)
      await page.keyboard.press('ArrowDown')
    const before = await group.getByRole('radio', { checked: true }).locator('.value').textContent()
    await page.keyboard.press('Space')
    const after = group.getByRole('radio', { checked: true }).locator('.value')
    await expect.poll(() => after.textContent()).not.toBe(before)
    chosen = (await after.textContent()) ?? ''
    await shot(desk, 'review/other-value')
  }
  if (name.includes('查丁')) {
    // A slip: not the same, taken back at once.
    const text = await pane.locator('.review-progress').textContent()
    await page.keyboard.press('n')
    await expect.poll(() => pane.locator('.review-progress').textContent()).not.toBe(text)
    await page.keyboard.press('u')
    await pane.locator('.review-progress', { hasText: text ?? '' }).waitFor()
    await canMerge(desk)
  }
  await page.keyboard.press('m')
}

/** What the leads would be, before anything of them is stored. */
const foresee = async (desk: OpenPane): Promise<void> => {
  const { page, pane } = desk
  await toTab(desk, 'tab.sync')
  await pressByKeyboard(desk, /^同步前先查$/u)
  await pane.locator('.ahead .button').waitFor()
  await pressByKeyboard(desk, /^开始查$/u)
  await pane.locator('.ahead .counts').waitFor()
  expect(await pane.locator('.ahead .counts li').allTextContents()).toEqual([
    '0 行是新客户：会保存',
    '9 行已有客户：不会重复保存',
    '1 行与已有客户有关联：会保存',
  ])
  await shot(desk, 'review/ahead')
  await pane.getByRole('button', { name: '返回' }).focus()
  await page.keyboard.press('Enter')
}

/** What was said of 查己 is asked about again: the question is back, and nothing else. */
const askAgain = async (desk: OpenPane): Promise<void> => {
  const { page, pane } = desk
  await toTab(desk, 'tab.sync')
  await pressByKeyboard(desk, /^查重答复$/u)
  await pane.locator('.card', { hasText: '查己' }).waitFor()
  await pressByKeyboard(desk, /^重新询问: 查己/u)
  await pane.getByText('已收回：会重新询问').waitFor()
  await shot(desk, 'review/answers')
  await pane.getByRole('button', { name: '返回' }).focus()
  await page.keyboard.press('Enter')
  await toTab(desk, 'tab.sync')
  await pressByKeyboard(desk, /^查重$/u)
  // Before it may come those of the merge that was taken back, and of the one that was skipped.
  for (let n = 1; n <= 4; n++) {
    await at(desk, n)
    if ((await pane.locator('.member', { hasText: '查己' }).count()) > 0) return
    await page.keyboard.press('s')
  }
  throw new Error('nobody asked about 查己 again')
}

describe.runIf(existsSync(CHROMIUM))('duplicates, by keyboard', () => {
  // The one stage that serves the sources, as `npm start` does; all others serve what is built of them.
  const stage = useStage(startDevServer)

  test('ten questions are decided, the sheet follows, and a merge is taken back', async () => {
    await store(stage, onFile)
    const desk = await openDesk(stage)
    const { page, pane } = desk
    await be(desk, MANAGER)
    await startWithAll(desk)
    await sync(desk)
    expect(await inSheet(desk)).toHaveLength(10)
    await pasteBeneath(desk, leads)
    await foresee(desk)
    expect(await sync(desk)).toContain('已有客户 9')
    await pane.getByText('刚才粘贴的 1 行').waitFor()
    await toTab(desk, 'tab.decide')
    await pressByKeyboard(desk, /^查看$/u)
    await at(desk, 1)
    await pane.getByText('只看与您刚才粘贴有关的').waitFor()
    expect(await pane.locator('.member').allTextContents()).toMatchObject([
      expect.stringContaining('查癸酒业有限公司'),
      expect.stringContaining('上海分公司'),
    ])
    await pane.locator('#review-question').focus()
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Enter')
    await toTab(desk, 'tab.decide')
    await pane.getByText('相符：').first().waitFor()
    await shot(desk, 'review/known')
    await pressByKeyboard(desk, /^全部新建$/u)
    await pane.getByRole('dialog').waitFor()
    await pressByKeyboard(desk, /^全部新建$/u)
    await expect.poll(() => pane.getByText('已有客户（').count(), { timeout: 20_000 }).toBe(0)
    await toTab(desk, 'tab.sync')
    await pressByKeyboard(desk, /^查重$/u)
    for (let n = 1; n <= 10; n++) {
      await at(desk, n)
      const name = (await pane.locator('.member').first().textContent()) ?? ''
      await canMerge(desk)
      if (n === 1) await shot(desk, 'review/question')
      await decide(desk, name)
    }
    await pane.getByText('全部看完：共处理 10 组').waitFor()
    await shot(desk, 'review/finished')
    await pressByKeyboard(desk, /^返回$/u)
    await pane.getByRole('button', { name: '立即同步' }).waitFor({ timeout: 20_000 })
    await expect.poll(async () => (await inSheet(desk)).length, { timeout: 20_000 }).toBe(14)
    const names = (await inSheet(desk)).map(([text]) => text)
    expect(names.toSorted()).toEqual((await livingOnFile(stage)).toSorted())
    expect((await inSheet(desk)).find(([text]) => text.startsWith('查壬'))?.[1]).toBe(chosen)
    await shot(desk, 'review/sheet-after')

    await pressByKeyboard(desk, /^合并记录$/u)
    await pane.locator('.card', { hasText: '查丙' }).waitFor()
    await pressByKeyboard(desk, /^撤销合并: 查丙/u)
    await pane.getByRole('dialog').waitFor()
    await pressByKeyboard(desk, /^撤销合并$/u)
    await pane.getByText('已撤销：恢复了').waitFor()
    await shot(desk, 'review/unmerged')
    await expect
      .poll(async () => (await inSheet(desk)).map(([text]) => text).toSorted(), { timeout: 20_000 })
      .toEqual((await livingOnFile(stage)).toSorted())
    expect(await inSheet(desk)).toHaveLength(15)

    await pane.getByRole('button', { name: '返回' }).focus()
    await page.keyboard.press('Enter')
    await askAgain(desk)
  }, 180_000)
})
