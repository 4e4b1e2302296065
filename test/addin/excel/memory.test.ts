// A pane that is loaded anew, or the next one on a file that was closed: what was kept tells what is still to be taken
// back, and which rows Ctrl+Z brings back.
import { describe, expect, test } from 'vitest'

import { toGhosts } from '../../../addin/excel/ghosts.ts'
import type { Ghost } from '../../../addin/excel/ghosts.ts'
import { openMemory } from '../../../addin/excel/memory.ts'
import type { RowEdit } from '../../../shared/sync/sheet.ts'
import { aDrawer, stageThree, textOf, three, write } from '../support/three-rows.ts'

/** Both cells were meant for another row. */
const astray = {
  row: 1,
  guard: textOf(9),
  writes: [write(1, '北京', '上海'), write(2, textOf(9, 2), null)],
}
const whole = [0, 1, 2]

/** Taken back, and undone by its user. */
const stageUndone = async (edit: RowEdit = astray) => {
  const drawer = aDrawer()
  const stage = await stageThree(drawer)
  const { port, shape, body, user } = stage
  await port.writeRows({ shape, guardColumn: 2, edits: [edit], read: [] })
  expect(body()).toEqual(three)
  user.undo()
  expect(body()[1]?.[2]).toEqual(textOf(9, 2))
  return { ...stage, drawer }
}

describe('a pane that is loaded anew', () => {
  test('[R10] puts right what Ctrl+Z brings back of what the one before had taken back', async () => {
    const { reload, shape } = await stageUndone()
    expect(await reload().readRows(shape, whole, 0, 3)).toEqual(three)
  })

  test('[R10] puts an identity alone right once, whichever of both does so', async () => {
    const { reload, shape, read, user } = await stageUndone({
      ...astray,
      writes: [write(2, textOf(9, 2), null)],
    })
    expect(await read()).toEqual(three)
    user.type('C3', textOf(9, 2))
    const [, second] = await reload().readRows(shape, whole, 0, 3)
    expect(second).toEqual(['恒源', '上海', textOf(9, 2)])
  })

  test('[R10] looks no longer for what was written where it was meant for', async () => {
    const { port, shape, drawer, user } = await stageUndone()
    user.redo()
    const meant = { row: 0, guard: textOf(0), writes: [write(2, textOf(9, 2), null)] }
    expect(drawer.look()).toContain(textOf(9, 2))
    await port.writeRows({ shape, guardColumn: 2, edits: [meant], read: [] })
    expect(drawer.look()).toBe('')
  })

  test('[R10] takes back what the one before owed when it died', async () => {
    const drawer = aDrawer()
    const { port, shape, body, user, afterNext, reload } = await stageThree(drawer)
    let left: string | null = null
    // Looking for where the row is by now, before anything is taken back.
    afterNext(() => (left = drawer.look()), 1)
    await port.writeRows({ shape, guardColumn: 2, edits: [astray], read: [] })
    user.undo()
    expect(body()[1]).toEqual(['恒源', '北京', textOf(9, 2)])
    drawer.put(left ?? '')
    expect(await reload().readRows(shape, whole, 0, 3)).toEqual(three)
    expect(drawer.look()).not.toContain('debt')
  })

  test('[R10] takes nothing back twice: what was paid unheard stays as it is', async () => {
    const drawer = aDrawer()
    const { port, shape, body, afterNext, reload } = await stageThree(drawer)
    let left: string | null = null
    afterNext(() => (left = drawer.look()), 1)
    await port.writeRows({ shape, guardColumn: 2, edits: [astray], read: [] })
    drawer.put(left ?? '')
    expect(await reload().readRows(shape, whole, 0, 3)).toEqual(three)
    expect(body()).toEqual(three)
    expect(drawer.look()).not.toContain('debt')
  })

  test('[R10] leaves alone what the one before wrote where it was meant for, and never heard of', async () => {
    const drawer = aDrawer()
    const { port, shape: narrow, body, user, afterNext, reload } = await stageThree(drawer)
    user.insertRows('表1', 0)
    const shape = await port.shape(narrow.id)
    if (shape === null) throw new Error('no table')
    const edit = (row: number) => ({
      row,
      guard: textOf(1),
      writes: [write(2, textOf(1, 2), null)],
      says: ['恒源', '上海'],
    })
    const batch = { shape, guardColumn: 2, says: [0, 1], read: [] }
    // Gone before anybody looked at the row that it had hit.
    afterNext(() => user.undo(), 1)
    await port.writeRows({ ...batch, edits: [edit(1)] })
    let left: string | null = null
    const dying = reload(new Map([[1, () => (left = drawer.look())]]))
    await dying.writeRows({ ...batch, edits: [edit(2)] })
    drawer.put(left ?? '')
    expect(left).toContain(textOf(1, 2))
    const own = [['', '', ''], three[0], ['恒源', '上海', textOf(1, 2)], three[2]]
    expect(body()).toEqual(own)
    expect(await reload().readRows(shape, whole, 0, 4)).toEqual(own)
  })

  test('[R10] knows the column of identities: none comes to the end with what has no place any more', async () => {
    const { reload, shape, body, user } = await stageUndone()
    const deeds = new Map([
      [
        1,
        () => {
          user.moveColumn('表1', '城市', 2)
          user.deleteRows('表1', 0)
        },
      ],
      [2, () => user.deleteRows('表1', 1)],
    ])
    const reading = reload(deeds).readRows(shape, whole, 0, 3)
    await expect(reading).rejects.toMatchObject({ code: 'restless' })
    expect(body()).toEqual([
      ['恒源', textOf(9, 2), '北京'],
      ['', '', '杭州'],
    ])
  })

  test.each([
    ['is of another build', 'taken0:[{}]'],
    ['is cut off', 'taken4:[{"of"'],
  ])('[R10] passes over what %s', async (_, text) => {
    const { read } = await stageThree(aDrawer(text))
    expect(await read()).toEqual(three)
  })
})

describe('the next pane on a file that was closed', () => {
  test('[R10] puts right what Ctrl+Z had brought back before', async () => {
    const { reload, shape, drawer } = await stageUndone()
    drawer.close()
    expect(await reload().readRows(shape, whole, 0, 3)).toEqual(three)
  })

  test('[R10] puts it right as often as one pane would', async () => {
    const { reload, shape, drawer, user } = await stageUndone({
      ...astray,
      writes: [write(2, textOf(9, 2), null)],
    })
    drawer.close()
    const port = reload()
    expect(await port.readRows(shape, whole, 0, 3)).toEqual(three)
    drawer.close()
    user.type('C3', textOf(9, 2))
    const [, second] = await reload().readRows(shape, whole, 0, 3)
    expect(second).toEqual(['恒源', '上海', textOf(9, 2)])
  })

  const ofTheFirst = ['华达', '北京']
  /** Closed before what is owed could be taken back; the text was meant for the first row. */
  const stageOwing = async () => {
    const drawer = aDrawer()
    const stage = await stageThree(drawer)
    let left: string | null = null
    stage.afterNext(() => (left = drawer.look()), 1)
    await stage.port.writeRows({
      shape: stage.shape,
      guardColumn: 2,
      edits: [{ ...astray, says: ofTheFirst }],
      says: [0, 1],
      read: [],
    })
    expect(left).toContain('debt')
    drawer.put(left ?? '')
    drawer.close()
    return { ...stage, drawer }
  }

  test('[R10] puts right what the one before still owed, where the file was saved with it', async () => {
    const { reload, shape, body, user } = await stageOwing()
    user.undo()
    expect(body()[1]).toEqual(['恒源', '北京', textOf(9, 2)])
    expect(await reload().readRows(shape, whole, 0, 3)).toEqual(three)
  })

  test('[R10] adds nothing where it was closed without saving', async () => {
    const { reload, shape, body, drawer } = await stageOwing()
    expect(await reload().readRows(shape, whole, 0, 3)).toEqual(three)
    expect(body()).toEqual(three)
    expect(drawer.look()).not.toContain('debt')
  })

  test.each(['another pane', 'the next one'])(
    '[R10] leaves the row alone that it was meant for, where %s writes it there',
    async (who) => {
      const { port, reload, shape, body } = await stageOwing()
      const next = reload()
      expect(await next.readRows(shape, whole, 0, 3)).toEqual(three)
      const writes = [write(1, '北京', '苏州'), write(2, textOf(9, 2), null)]
      await (who === 'another pane' ? port : next).writeRows({
        shape,
        guardColumn: 2,
        edits: [{ row: 0, guard: textOf(0), writes, says: ofTheFirst }],
        says: [0, 1],
        read: [],
      })
      const rightful = ['华达', '北京', textOf(9, 2)]
      expect(body()).toEqual(three.with(0, rightful))
      expect(await next.readRows(shape, whole, 0, 3)).toEqual(three.with(0, rightful))
    },
  )

  test('[R10] also where its user has typed in it since', async () => {
    const { port, reload, shape, body, user } = await stageOwing()
    const next = reload()
    const writes = [write(1, '北京', '苏州'), write(2, textOf(9, 2), null)]
    const edits = [{ row: 0, guard: textOf(0), writes, says: ofTheFirst }]
    await port.writeRows({ shape, guardColumn: 2, edits, says: [0, 1], read: [] })
    user.type('A2', '华达贸易')
    user.type('B2', '无锡')
    const stands = body()
    expect(await next.readRows(shape, whole, 0, 3)).toEqual(stands)
  })

  test('[R10] looks no longer for what stands where it was meant for, also in the one after it', async () => {
    const { reload, shape, drawer, user } = await stageUndone()
    drawer.close()
    user.redo()
    const meant = { row: 0, guard: textOf(0), writes: [write(2, textOf(9, 2), null)] }
    await reload().writeRows({ shape, guardColumn: 2, edits: [meant], read: [] })
    expect(drawer.look()).toBe('')
  })
})

describe('what the tab keeps', () => {
  const undo = {
    row: 0,
    guard: 'g',
    says: new Map(),
    guardId: 7,
    writes: [],
    isWholeRow: false,
    isMoved: false,
  }
  const sets = {
    isAstray: true,
    isOfBack: false,
    level: 0,
    isShared: false,
    wrote: new Set([7]),
    ours: new Set<number>(),
    stood: new Map(),
    hit: null,
  }
  const aGhost = (text: string): readonly Ghost[] =>
    toGhosts('T', { ...undo, ...sets }, new Map([[7, text]]))

  test('[R10] comes back as it was', () => {
    const drawer = aDrawer()
    openMemory(drawer).ghosts.add(aGhost('恒源'))
    expect(openMemory(drawer).ghosts.all()).toEqual(aGhost('恒源'))
  })

  test('[R10] is no debt of the next pane’s: what was owed is looked for, what was only to be looked for is not', () => {
    const drawer = aDrawer()
    const identity = { columnId: 7, value: 'h', before: null, format: null }
    const owed = { ...undo, ...sets, writes: [identity] }
    const { debts, asleep, keep } = openMemory(drawer)
    debts.set(owed, 'T')
    debts.set({ ...owed, hit: new Map() }, 'T')
    asleep.set({ ...owed, guard: 'later' }, 'T')
    keep()
    drawer.close()
    const next = openMemory(drawer)
    expect([next.debts.size, next.asleep.size]).toEqual([0, 0])
    expect(next.ghosts.all().map((one) => one.undo.guard)).toEqual(['later', 'g'])
  })

  test('[R10] comes before what the pane wrote that is loaded anew; of both the newest two hundred stay', () => {
    const drawer = aDrawer()
    const fill = (name: string, count: number) => {
      const { ghosts } = openMemory(drawer)
      for (let n = 0; n < count; n++) ghosts.add(aGhost(`${name}${n}`))
    }
    fill('甲', 150)
    drawer.close()
    fill('乙', 1)
    drawer.close()
    const last = drawer.look()
    fill('丙', 100)
    const all = openMemory(drawer).ghosts.all()
    expect(last).toBeNull()
    expect(all).toHaveLength(200)
    expect(all[0]).toEqual(aGhost('甲51')[0])
    expect(all[99]).toEqual(aGhost('乙0')[0])
    expect(all.at(-1)).toEqual(aGhost('丙99')[0])
  })

  test('[R10] are the newest two hundred', () => {
    const drawer = aDrawer()
    const { ghosts } = openMemory(drawer)
    for (let n = 0; n < 203; n++) ghosts.add(aGhost(`${n}`))
    expect(openMemory(drawer).ghosts.all()).toEqual(ghosts.all())
    expect(ghosts.all()).toHaveLength(200)
    expect(ghosts.all()[0]).toEqual(aGhost('3')[0])
  })

  test('[R10] are the newest that fit; the others are known as long as the page lives', () => {
    const drawer = aDrawer()
    const { ghosts } = openMemory(drawer)
    for (const name of ['甲', '乙', '丙']) ghosts.add(aGhost(name.repeat(400_000)))
    expect(ghosts.all()).toHaveLength(3)
    const kept = openMemory(drawer).ghosts.all()
    expect(kept).toEqual(ghosts.all().slice(1))
    expect(drawer.look()?.length).toBeLessThan(1_100_000)
  })
})
