// The workbench's sheet: a paste of 10,000 rows beside the same text in a plain text area, and frames while it is
// scrolled beside an empty box of the same height. What does not vary is printed too: cells and nodes drawn.
import type { Page } from 'playwright-core'

import { onBrowserStage, openWorkbench } from './browser-stage.ts'
import type { BrowserStage, OpenBench } from './browser-stage.ts'
import { figure, type Figure, leastOf, medianOf, percentileOf } from './figure.ts'
import { header, leadRow } from './lead-rows.ts'
import { readTasks } from './trace.ts'
import { traced } from './tracing.ts'

const ROUNDS = 3
/** The paste that has a budget and a peer. */
const PASTE_ROWS = 10_000
const PASTE_BUDGET_MS = 1_000
/** Two frames of a screen that shows 60 a second. */
const FRAME_BUDGET_MS = 33.4
/** Half a frame, so that the browser has the other half. */
const DRAW_BUDGET_MS = 8
/** A whole frame; the thread may not be busy for longer. */
const CPU_BUDGET_MS = 16.7
const FRAMES = 120
/** Ten rows, as a wheel turned fast. */
const STEP_PX = 220

const PLAIN = '/plain.html'
const IDLE = '/idle.html'
const pages = {
  [PLAIN]: `<!doctype html><body><textarea></textarea>
<div id="box" style="height:600px;overflow:auto"><div></div></div></body>`,
  [IDLE]: '<!doctype html><!-- loads no /office.js -->',
}

const linesOf = (rows: number): string =>
  [header, ...Array.from({ length: rows }, (_, at) => leadRow(at))]
    .map((line) => line.join('\t'))
    .join('\n')

/** From the key to the frame that shows it. */
const pasteMs = async (page: Page, text: string): Promise<number> => {
  await page.evaluate((lines) => navigator.clipboard.writeText(lines), text)
  await page.evaluate(() => {
    const onKey = ({ timeStamp, key }: KeyboardEvent) => {
      if (key !== 'v') return
      removeEventListener('keydown', onKey, true)
      const mark = () => performance.measure('pasted', { start: timeStamp, end: performance.now() })
      const drawn = () => requestAnimationFrame(() => requestAnimationFrame(mark))
      addEventListener('paste', drawn, { once: true })
    }
    addEventListener('keydown', onKey, true)
  })
  await page.keyboard.press('Control+v')
  const pasted = () => performance.getEntriesByName('pasted')[0]?.duration
  const found = await page.waitForFunction(pasted)
  return (await found.jsonValue()) ?? Number.NaN
}

/** Milliseconds between the frames of a scroll; the first few are the browser's own start. */
const scrollFrames = (page: Page, selector: string): Promise<readonly number[]> =>
  page.evaluate(
    async ([box, frames, step]) => {
      const element = document.querySelector(box)
      if (element === null) return []
      element.scrollTop = 0
      const nextFrame = () => new Promise<number>(requestAnimationFrame)
      for (let at = 0; at < 10; at++) await nextFrame()
      const gaps: number[] = []
      for (let at = 0, last = await nextFrame(); at < frames; at++) {
        element.scrollTop += step
        const now = await nextFrame()
        gaps.push(now - last)
        last = now
      }
      return gaps
    },
    [selector, FRAMES, STEP_PX] as const,
  )

/** Milliseconds of its own that the page's thread works for a frame, style, layout and painting included. */
const cpuPerFrame = async ({ page, devtools }: OpenBench, selector: string): Promise<number> => {
  const events = await traced(devtools, async () => {
    await scrollFrames(page, selector)
  })
  return readTasks(events, () => null).reduce((sum, { cpuMs }) => sum + cpuMs, 0) / FRAMES
}

/** Milliseconds that the sheet's own script took for each of the latest drawings. */
const drawTimes = (page: Page): Promise<readonly number[]> =>
  page.evaluate((frames) => {
    const found: unknown = Reflect.get(globalThis, 'workbench')
    const { grid } = found as { grid: { paintTimes: readonly number[] } }
    return grid.paintTimes.slice(-frames)
  }, FRAMES)

const count = (page: Page, selector: string): Promise<number> => page.locator(selector).count()

const openPlain = async ({ url, browser }: BrowserStage, height: number): Promise<OpenBench> => {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  await page.goto(`${url}${PLAIN}`)
  await page.locator('#box > div').evaluate((box, px) => {
    box.style.height = `${px}px`
  }, height)
  await page.locator('textarea').focus()
  const devtools = await context.newCDPSession(page)
  return { page, devtools, close: () => context.close() }
}

interface Round {
  readonly paste: number
  readonly plainPaste: number
  readonly frame: number
  readonly plainFrame: number
  readonly draw: number
  readonly cpu: number
  readonly plainCpu: number
  readonly cells: number
  readonly nodes: number
}

/** Sheet and plain page one after the other, so that a noisy moment hits both. */
const measure = async (stage: BrowserStage, rows: number): Promise<Round> => {
  const text = linesOf(rows)
  const open = await openWorkbench(stage, IDLE)
  const paste = await pasteMs(open.page, text)
  const frames = await scrollFrames(open.page, '.viewport')
  const draws = await drawTimes(open.page)
  const cpu = await cpuPerFrame(open, '.viewport')
  const [cells, nodes] = [await count(open.page, '.cell'), await count(open.page, '.sheet-grid *')]
  await open.close()
  const plain = await openPlain(stage, rows * 22)
  // A text area lays out so much text anew with each frame: it must not stand beside the box.
  const isPeer = rows === PASTE_ROWS
  const plainPaste = isPeer ? await pasteMs(plain.page, text) : Number.NaN
  await plain.page.locator('textarea').evaluate((area) => area.remove())
  const plainFrames = await scrollFrames(plain.page, '#box')
  const plainCpu = await cpuPerFrame(plain, '#box')
  await plain.close()
  const p95 = (times: readonly number[]) => percentileOf(times, 0.95)
  return {
    paste,
    plainPaste,
    frame: p95(frames),
    plainFrame: p95(plainFrames),
    draw: p95(draws),
    cpu,
    plainCpu,
    cells,
    nodes,
  }
}

const report = (rows: number, rounds: readonly Round[]): readonly Figure[] => {
  const all = (name: keyof Round) => rounds.map((round) => round[name])
  return [
    figure(`grid.paste.${rows}.ms`, medianOf(all('paste')), 'ms', {
      ...(rows === PASTE_ROWS && {
        budget: PASTE_BUDGET_MS,
        peer: { name: 'the same text in a text area', value: medianOf(all('plainPaste')) },
      }),
    }),
    figure(`grid.scroll.${rows}.frame.p95.ms`, leastOf(all('frame')), 'ms', {
      budget: FRAME_BUDGET_MS,
      peer: { name: 'an empty box of that height', value: leastOf(all('plainFrame')) },
    }),
    figure(`grid.scroll.${rows}.cpu.per.frame.ms`, leastOf(all('cpu')), 'ms', {
      budget: CPU_BUDGET_MS,
      peer: { name: 'an empty box of that height', value: leastOf(all('plainCpu')) },
    }),
    figure(`grid.scroll.${rows}.draw.p95.ms`, leastOf(all('draw')), 'ms', {
      budget: DRAW_BUDGET_MS,
    }),
    figure(`grid.scroll.${rows}.cells`, Math.max(...all('cells')), 'count'),
    figure(`grid.scroll.${rows}.nodes`, Math.max(...all('nodes')), 'count'),
  ]
}

export const benchGrid = (): Promise<readonly Figure[]> =>
  onBrowserStage({ workerUrl: null, pages }, async (stage) => {
    const figures: Figure[] = []
    for (const rows of [PASTE_ROWS, 100_000]) {
      const rounds: Round[] = []
      for (let round = 0; round < ROUNDS; round++) rounds.push(await measure(stage, rows))
      figures.push(...report(rows, rounds))
    }
    return figures
  })
