// Small scope, whole: a write that met other rows, the same once more where its rows stand by then, and Ctrl+Z, once to
// three times: of the second one, of our taking back, of what its user did. No row keeps what is another one's.
import { describe, expect, test } from 'vitest'

import type { WorkbookPort } from '../../../addin/excel/port.ts'
import { createWorkbook } from '../../../addin/excel/workbook.ts'
import type { RowEdit } from '../../../shared/sync/sheet.ts'
import {
  MOMENTS,
  SYNC,
  acting,
  all,
  deeds,
  judge,
  moments,
  never,
  open,
  orderOf,
  orders,
  pressUndo,
} from '../support/moments.ts'
import type { Order, Plan, Sheet } from '../support/moments.ts'
import { aDrawer } from '../support/three-rows.ts'

type Deed = Plan[number]

const UNDOS = [1, 2, 3]
/** As many steps stand before all that is done here as are taken back at most. */
const BEFORE = ['J2', 'J3', 'J4']

const shapeOf = async (port: WorkbookPort) => {
  const { tableIds } = await port.look(null)
  const shape = await port.shape(tableIds[0] ?? '')
  if (shape === null) throw new Error('no table')
  return shape
}

const readAll = async (port: WorkbookPort) => {
  const shape = await shapeOf(port)
  const columns = shape.columns.map(({ index }) => index)
  const lines = await port.readRows(shape, columns, 0, shape.rowCount)
  return { shape, lines: lines.map((line) => line.map(String)) }
}

/** Edits where their rows stand by now; what its user has typed since is a matter of the next push. */
const planAgain = (
  edits: readonly RowEdit[],
  lines: readonly (readonly string[])[],
): readonly RowEdit[] =>
  edits.flatMap((edit) => {
    const isIts = (line: readonly string[]) =>
      line[SYNC] === edit.guard && (edit.guard !== '' || line[0] === edit.says?.[0])
    const row = lines.findIndex(isIts)
    const isTyped = edit.writes.some(
      ({ column, before }) => before !== null && lines[row]?.[column] !== before,
    )
    return row < 0 || isTyped ? [] : [{ ...edit, row }]
  })

interface Story {
  readonly first: Deed
  /** Amid the second write. */
  readonly second: Deed
  /** How often Ctrl+Z is pressed. */
  readonly undos: number
  /** At which moment of the second write. */
  readonly pressed: number
  /** Before anybody looks. */
  readonly last: string
  /** Another pane is there from then on: it is loaded anew, or the file was closed and is opened again. */
  readonly fresh: Fresh | null
}

interface Fresh {
  readonly after: 'the first write' | 'the look' | 'Ctrl+Z'
  readonly isClosed: boolean
}

const nothing: Deed = [0, 'nothing']
const plain = {
  first: nothing,
  second: nothing,
  undos: 1,
  pressed: MOMENTS,
  last: 'nothing',
  fresh: null,
}

/** Writes it, writes again what it missed, and takes back by Ctrl+Z what came last. */
const writeTwice = async ({ edits, read }: Order, story: Story): Promise<Sheet> => {
  const sheet = open()
  for (const place of BEFORE) sheet.excel.user.type(place, '1')
  let batch = 0
  let act: (moment: number) => void = () => undefined
  const excel = acting(sheet.excel.Excel, (now) => act((batch = now)), never)
  const drawer = aDrawer()
  const load = () => createWorkbook({ excel, sleep: () => Promise.resolve(), drawer })
  let port = load()
  const renew = (after: Fresh['after']) => {
    if (story.fresh?.after !== after) return
    if (story.fresh.isClosed) drawer.close()
    port = load()
  }
  /** Each of them once, at its moment counted in batches from now on, or when the work is done. */
  const amid = async (todo: readonly (readonly [number, () => void])[], work: () => unknown) => {
    const from = batch
    const open = new Set(todo)
    const actUntil = (moment: number) => {
      for (const one of open)
        if (one[0] <= moment) {
          open.delete(one)
          one[1]()
        }
    }
    act = (now) => actUntil(now - from)
    actUntil(0)
    await work()
    actUntil(MOMENTS)
    act = () => undefined
  }
  const deedOf = ([moment, deed]: Deed) => [moment, () => deeds[deed]?.(sheet)] as const
  const write = { guardColumn: SYNC, says: [0, 1], read }
  const shape = await shapeOf(port)
  let missed: ReadonlySet<number> = new Set()
  await amid([deedOf(story.first)], async () => {
    missed = (await port.writeRows({ ...write, shape, edits })).missed
  })
  renew('the first write')
  const again = await readAll(port)
  renew('the look')
  const left = planAgain(
    edits.filter(({ row }) => missed.has(row)),
    again.lines,
  )
  const press = () => {
    for (let times = 0; times < story.undos; times++) pressUndo(sheet)
  }
  await amid([deedOf(story.second), [story.pressed, press]], async () => {
    if (left.length > 0) await port.writeRows({ ...write, shape: again.shape, edits: left })
  })
  renew('Ctrl+Z')
  deeds[story.last]?.(sheet)
  // What is put right at one look may tell of the next.
  await readAll(port)
  await readAll(port)
  return sheet
}

/** Its user may have taken back what he did himself, too. */
const judgeStory = async (order: Order, story: Story): Promise<readonly string[]> => {
  const sheet = await writeTwice(order, story)
  const { first, second, last, ...rest } = story
  const kept = [[first, second], [first], [second], []]
  const told = kept.map((plan) => judge(sheet, order, [...plan, [MOMENTS, last]]))
  return told.includes(null) ? [] : [`${JSON.stringify(rest)} ${told[0]}`]
}

const judgeAll = async (name: string, stories: readonly Partial<Story>[]) => {
  const order = orderOf(name)
  const wrong: string[] = []
  for (const story of stories) wrong.push(...(await judgeStory(order, { ...plain, ...story })))
  return wrong
}

const ofRows = all.filter(([, deed]) => !deed.includes('column'))
const firsts = ofRows.filter(([moment]) => moment === 0)
const SLOW_MS = 100_000

describe('[R10] what is written again, and taken back by Ctrl+Z, gives no row what is another one’s', () => {
  test.each(Object.keys(orders))(
    'at whatever moment: %s',
    async (name) => {
      const stories = ofRows.flatMap((first) =>
        UNDOS.flatMap((undos) =>
          [...moments, MOMENTS].map((pressed) => ({ first, undos, pressed })),
        ),
      )
      expect(await judgeAll(name, stories)).toEqual([])
    },
    SLOW_MS,
  )

  test.each(Object.keys(orders))(
    'whatever he does meanwhile: %s',
    async (name) => {
      const seconds = all.filter(([moment]) => moment % 2 === 0)
      const stories = firsts.flatMap((first) =>
        seconds.flatMap((second) => UNDOS.map((undos) => ({ first, second, undos }))),
      )
      expect(await judgeAll(name, stories)).toEqual([])
    },
    SLOW_MS,
  )

  // Nobody can tell a blank row from another one, or which of three equal ones had been hit.
  const afterwards = Object.keys(deeds).filter((deed) => !/insert a row|copy/u.test(deed))
  test.each(Object.keys(orders))(
    'and whatever he does before anybody looks: %s',
    async (name) => {
      const stories = firsts.flatMap((first) =>
        afterwards.flatMap((last) => UNDOS.map((undos) => ({ first, last, undos }))),
      )
      expect(await judgeAll(name, stories)).toEqual([])
    },
    SLOW_MS,
  )

  const fresh = (['the first write', 'the look', 'Ctrl+Z'] as const).flatMap((after) =>
    [false, true].map((isClosed) => ({ after, isClosed })),
  )
  test.each(Object.keys(orders))(
    'nor in the next pane on the file: %s',
    async (name) => {
      const stories = firsts.flatMap((first) =>
        fresh.flatMap((one) => [1, 2].map((undos) => ({ first, undos, fresh: one }))),
      )
      expect(await judgeAll(name, stories)).toEqual([])
    },
    SLOW_MS,
  )
})
