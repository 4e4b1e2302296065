// Small scope, whole: one guarded write, two deeds of its user, each at every moment of it. Whatever becomes of the write,
// the rows say in the end what they would say without it, or what it was to write into its own row.
import { describe, expect, test } from 'vitest'

import { noDrawer } from '../../../addin/excel/memory.ts'
import { createWorkbook } from '../../../addin/excel/workbook.ts'
import {
  MOMENTS,
  SYNC,
  UNDO,
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
import type { Order, Plan } from '../support/moments.ts'

/** @returns the sheet after the write and both deeds, once a look has put right what was still to be */
const meet = async ({ edits, read }: Order, plan: Plan, isRefused = never) => {
  const sheet = open()
  let from = Infinity
  let done = -1
  const actUntil = (moment: number) => {
    for (; done < moment; done++)
      for (const [at, deed] of plan)
        if (at === done + 1) (deed === UNDO ? pressUndo : deeds[deed])?.(sheet)
  }
  let isWriting = true
  const excel = acting(
    sheet.excel.Excel,
    (batch) => actUntil(batch - from),
    (batch) => isWriting && isRefused(batch - from),
  )
  const port = createWorkbook({ excel, sleep: () => Promise.resolve(), drawer: noDrawer })
  const look = await port.look(null)
  const shape = await port.shape(look.tableIds[0] ?? '')
  if (shape === null) throw new Error('no table')
  // To look and to ask for the shape were two batches.
  from = 2
  actUntil(0)
  const writing = port.writeRows({ shape, guardColumn: SYNC, says: [0, 1], edits, read })
  // What Excel refused is told; what is still owed then comes with the next look.
  await writing.catch((error: unknown) => {
    if (isRefused === never) throw error
  })
  isWriting = false
  actUntil(MOMENTS)
  const now = await port.shape(shape.id)
  if (now === null) throw new Error('no table')
  const columns = now.columns.map(({ index }) => index)
  await port.readRows(now, columns, 0, now.rowCount)
  return sheet
}

const plans = (): readonly Plan[] =>
  all.flatMap((first) =>
    all.flatMap((then) => (then[0] >= first[0] && first[1] !== 'nothing' ? [[first, then]] : [])),
  )

const planOf = (...plan: Plan): Plan => plan

describe('[R10] whatever its user does at whatever two moments, each row keeps what is its own', () => {
  test.each(Object.keys(orders))(
    '%s',
    async (name) => {
      const order = orderOf(name)
      const wrong: string[] = []
      for (const plan of plans()) {
        const told = judge(await meet(order, plan), order, plan)
        if (told !== null) wrong.push(told)
      }
      expect(wrong).toEqual([])
    },
    200_000,
  )
})

describe('[R10] and where he takes back by Ctrl+Z what came last, his own or ours', () => {
  test.each(Object.keys(orders))('%s', async (name) => {
    const order = orderOf(name)
    const wrong: string[] = []
    for (const first of all)
      for (const at of moments.filter((moment) => moment >= first[0])) {
        const sheet = await meet(order, [first, [at, UNDO]])
        const told = [[first], []].map((plan) => judge(sheet, order, plan))
        if (!told.includes(null)) wrong.push(`Ctrl+Z after ${at}, ${told[0]}`)
      }
    expect(wrong).toEqual([])
  })
})

describe('[R10] and where Excel refuses a batch of it, or all from one on', () => {
  const refusals = Array.from({ length: 8 }, (_, at) => at + 1).flatMap((first) => [
    [`batch ${first}`, (batch: number) => batch === first] as const,
    [`batch ${first} and all that follow`, (batch: number) => batch >= first] as const,
  ])
  test.each(Object.keys(orders))('%s', async (name) => {
    const order = orderOf(name)
    const wrong: string[] = []
    for (const one of all)
      for (const [told, isRefused] of refusals) {
        const said = judge(await meet(order, [one], isRefused), order, [one])
        if (said !== null) wrong.push(`${told} refused, ${said}`)
      }
    expect(wrong).toEqual([])
  })

  // What takes the first mistake back is misplaced as well, and Excel refuses to take that back.
  test.each(Object.keys(orders))(
    '%s, with any two deeds',
    async (name) => {
      const order = orderOf(name)
      const wrong: string[] = []
      for (const plan of plans()) {
        const said = judge(await meet(order, plan, (batch) => batch === 4), order, plan)
        if (said !== null) wrong.push(said)
      }
      expect(wrong).toEqual([])
    },
    200_000,
  )
})

describe('[R10] and whatever he does at these three', () => {
  const city = 'a colleague’s city comes'
  const identity = 'one that others may have by right'
  test.each<readonly [string, Plan]>([
    [city, planOf([0, 'insert a row above'], [2, 'copy the second row'], [4, 'sort the rows'])],
    [
      city,
      planOf([0, 'insert a row above'], [2, 'copy the second row'], [4, 'insert a row above']),
    ],
    [city, planOf([0, 'insert a row above'], [2, 'copy the second row'], [3, 'insert a column'])],
    [city, planOf([0, 'insert a row above'], [2, 'copy the second row'], [4, 'move a column'])],
    [city, planOf([0, 'sort the rows'], [2, 'insert a row above'], [4, 'insert a row above'])],
    [
      identity,
      planOf([0, 'copy the second row'], [2, 'insert a row amid'], [4, 'insert a row above']),
    ],
    [identity, planOf([0, 'move a column'], [2, 'sort the rows'], [4, 'insert a row amid'])],
  ])('%s: %j', async (name, plan) => {
    const order = orderOf(name)
    expect(judge(await meet(order, plan), order, plan)).toBeNull()
  })
})
