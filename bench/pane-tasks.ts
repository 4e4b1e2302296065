// How long the pane keeps its thread while 10,000 rows sync: the longest task, and how many are felt as a jerk.
// Pane and workbench share a thread here. The trace tells them apart by whose scripts ran, in the thread's own time;
// the pane's PerformanceObserver (wall time) is told `self`, as each side has tasks of its own (workbench/page/apart.ts).
import type { Frame } from 'playwright-core'

import { startLocalWorker } from '../scripts/lib/local-worker.ts'
import { onBrowserStage, openWorkbench, paneFrame } from './browser-stage.ts'
import type { BrowserStage, OpenBench } from './browser-stage.ts'
import { figure, type Figure } from './figure.ts'
import { header, leadRow } from './lead-rows.ts'
import { readTasks } from './trace.ts'
import { traced } from './tracing.ts'

const ROWS = 10_000
const BUDGET_MS = 100
/** From here on a task is called long. */
const LONG_MS = 50

/** Office.js works in the pane's process in Excel too; all else of this page stands for Excel. */
const ownerOf = (url: string): string | null => {
  if (!url.startsWith('http')) return null
  return /\/(?:addin|office)\//u.test(url) ? 'pane' : 'workbench'
}

const signIn = async (frame: Frame, key: string): Promise<void> => {
  await frame.getByLabel('密钥').fill(key)
  await frame.getByRole('button', { name: '登录' }).click()
  await frame.getByRole('button', { name: '这张表里有我的名单' }).waitFor()
}

const pasteRows = async ({ page }: OpenBench): Promise<void> => {
  const lines = [header, ...Array.from({ length: ROWS }, (_, at) => leadRow(at))]
  await page.locator('[data-a="A1"]').click()
  await page.evaluate(
    (text) => navigator.clipboard.writeText(text),
    lines.map((line) => line.join('\t')).join('\n'),
  )
  await page.keyboard.press('Control+v')
}

const bringIn = async (frame: Frame): Promise<void> => {
  await frame.getByRole('button', { name: '这张表里有我的名单' }).click()
  await frame.getByRole('button', { name: '导入名单' }).click()
  await frame.getByRole('button', { name: '好，开始' }).click()
  await frame.getByRole('button', { name: '立即同步' }).waitFor()
}

/** The sync ends where its sentence stands. @param sentence a part of it */
const sync = async (frame: Frame, sentence: string): Promise<void> => {
  await frame.getByRole('button', { name: '立即同步' }).click()
  await frame.getByText(sentence).first().waitFor({ timeout: 120_000 })
}

/** Durations of long tasks that the browser itself names the pane's, since it was asked last. */
const watchLongTasks = async (frame: Frame): Promise<() => Promise<readonly number[]>> => {
  const seen = await frame.evaluateHandle(() => {
    const durations: number[] = []
    new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries())
        if (name === 'self') durations.push(duration)
    }).observe({ type: 'longtask' })
    return durations
  })
  return () => seen.evaluate((durations) => durations.splice(0))
}

const measure = async (
  { devtools }: OpenBench,
  name: string,
  told: () => Promise<readonly number[]>,
  work: () => Promise<void>,
): Promise<readonly Figure[]> => {
  await told()
  const tasks = readTasks(await traced(devtools, work), ownerOf)
  const ofPane = tasks.map(({ byOwner }) => byOwner['pane'] ?? 0)
  const longest = Math.max(0, ...tasks.map(({ ms }) => ms))
  const observed = await told()
  const over = (list: readonly number[], ms: number) => list.filter((task) => task > ms).length
  const counts = [LONG_MS, BUDGET_MS].map((ms) =>
    figure(`${name}.tasks.over${ms}`, over(ofPane, ms), 'count', {
      peer: { name: 'PerformanceObserver in the pane, self', value: over(observed, ms) },
      ...(ms === BUDGET_MS && { budget: 0 }),
    }),
  )
  return [
    figure(`${name}.task.longest.ms`, Math.max(0, ...ofPane), 'ms', {
      budget: BUDGET_MS,
      peer: { name: 'longest of the thread, workbench included', value: longest },
    }),
    ...counts,
    figure(`${name}.tasks`, ofPane.filter((ms) => ms > 0).length, 'count'),
  ]
}

const run = async (stage: BrowserStage, key: string): Promise<readonly Figure[]> => {
  const open = await openWorkbench(stage)
  const frame = await paneFrame(open)
  await signIn(frame, key)
  await pasteRows(open)
  const told = await watchLongTasks(frame)
  const step = (name: string, work: () => Promise<void>) =>
    measure(open, `pane.${name}.${ROWS}`, told, work)
  const figures = [
    ...(await step('bring-in', () => bringIn(frame))),
    ...(await step('sync', () => sync(frame, '已保存 10,000'))),
    ...(await step('again', () => sync(frame, '没有变化 10,000'))),
  ]
  await open.close()
  return figures
}

export const benchPaneTasks = async (): Promise<readonly Figure[]> => {
  const worker = await startLocalWorker()
  try {
    const { key } = await worker.addUser('Rep', 'rep')
    return await onBrowserStage({ workerUrl: worker.url }, (stage) => run(stage, key))
  } finally {
    await worker.stop()
  }
}
