// axe-core in a page and in the pane: put into each frame once, however often it is looked at, and run in the frame
// itself. A scan is then ten times as quick as one that brings the library along and asks from frame to frame.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

import type { Frame, Page } from 'playwright-core'

import { PANE, paneFrame } from './pages.ts'

interface Violation {
  readonly id: string
  readonly impact: string | null
  readonly nodes: readonly { readonly target: readonly unknown[]; readonly html: string }[]
}

/** As much of axe-core as is asked for; it stands in the frame's scope. */
interface Axe {
  readonly run: (
    context: Document | { readonly include: readonly string[] },
    options: object,
  ) => Promise<{ readonly violations: readonly Violation[] }>
}

// The library that the listed package brings along: nothing here names a version of its own.
const listed = createRequire(import.meta.url).resolve('@axe-core/playwright')
const source = readFileSync(createRequire(listed).resolve('axe-core/axe.min.js'), 'utf8')

/** @param include what is looked at in the frame; all of it where it is null */
const violationsIn = async (
  frame: Frame,
  include: string | null,
): Promise<readonly Violation[]> => {
  if (!(await frame.evaluate(() => 'axe' in globalThis))) await frame.evaluate(source)
  return await frame.evaluate(async (selector) => {
    const axe = Reflect.get(globalThis, 'axe') as Axe
    const context = selector === null ? document : { include: [selector] }
    const options = { resultTypes: ['violations'], iframes: false }
    return (await axe.run(context, options)).violations
  }, include)
}

const toLine = ({ id, nodes }: Violation): string =>
  `${id}: ${nodes.map(({ target, html }) => `${target.join(' ')} ${html}`).join(', ')}`

const isSerious = ({ impact }: Violation): boolean => impact === 'serious' || impact === 'critical'

const inPane = async (page: Page): Promise<readonly Violation[]> => [
  ...(await violationsIn(page.mainFrame(), PANE)),
  ...(await violationsIn(await paneFrame(page), null)),
]

/** Whatever axe finds in the pane in sight, and in the frame that it stands in: a line for each rule. */
export const paneFindings = async (page: Page): Promise<readonly string[]> =>
  (await inPane(page)).map(toLine)

/** Only what axe calls serious or critical. */
export const seriousInPane = async (page: Page): Promise<readonly string[]> =>
  (await inPane(page)).filter(isSerious).map(toLine)

/** What axe calls serious or critical in a page, but for the frames in it. @param include null: all of it */
export const serious = async (
  page: Page,
  include: string | null = null,
): Promise<readonly string[]> =>
  (await violationsIn(page.mainFrame(), include)).filter(isSerious).map(toLine)
