// Ctrl+Z of our own taking back: what was misplaced stands there again, and is put right before anybody reads it.
import { describe, expect, test } from 'vitest'

import type { CellWrite, RowEdit } from '../../../shared/sync/sheet.ts'
import { stageThree, textOf, three, write } from '../support/three-rows.ts'

/** Meant for a row that stood there when it was read. */
const astray = (row: number, ...writes: readonly CellWrite[]): RowEdit => ({
  row,
  guard: textOf(9),
  writes,
})

/** With a blank row after the first one. */
const stageBlank = async () => {
  const stage = await stageThree()
  stage.user.insertRows('表1', 1)
  const shape = await stage.port.shape(stage.shape.id)
  if (shape === null) throw new Error('no table')
  return { ...stage, shape }
}

describe('Ctrl+Z of what we had taken back', () => {
  test('[R10] gives no row the identity of another one', async () => {
    const { port, shape, body, read, user } = await stageThree()
    const edits = [astray(1, write(2, textOf(9, 2), null))]
    const { missed } = await port.writeRows({ shape, guardColumn: 2, edits, read: [] })
    expect([...missed]).toEqual([1])
    user.undo()
    expect(body()[1]).toEqual(['恒源', '上海', textOf(9, 2)])
    expect(await read()).toEqual(three)
    expect(body()).toEqual(three)
  })

  test('[R10] leaves no text of another one in a row either', async () => {
    const { port, shape, body, read, user } = await stageThree()
    const edits = [astray(2, write(1, '北京', '上海'), write(2, textOf(9, 2), null))]
    await port.writeRows({ shape, guardColumn: 2, edits, read: [] })
    user.undo()
    expect(body()[2]).toEqual(['盛丰', '北京', textOf(9, 2)])
    expect(await read()).toEqual(three)
  })

  test('[R10] what its user types there afterwards is his', async () => {
    const { port, shape, read, user } = await stageThree()
    const edits = [astray(1, write(2, textOf(9, 2), null))]
    await port.writeRows({ shape, guardColumn: 2, edits, read: [] })
    user.undo()
    user.type('A3', '顺达')
    expect((await read())[1]).toEqual(['顺达', '上海', textOf(9, 2)])
  })

  test('[R10] also in a row that he typed in since: what it says else is what it said', async () => {
    const { port, shape: narrow, user } = await stageThree()
    user.insertColumn('表1', 2, '备注')
    user.paste('C2', [['甲'], ['乙'], ['丙']])
    const shape = await port.shape(narrow.id)
    if (shape === null) throw new Error('no table')
    // The identities of the second row and the third change places: none of both has its own.
    const edits = [1, 2].map((row) => ({
      row,
      guard: textOf(9),
      writes: [write(3, textOf(3 - row, 2), null)],
    }))
    await port.writeRows({ shape, guardColumn: 3, edits, read: [] })
    user.undo()
    user.type('C3', '丁')
    expect(await port.readRows(shape, [0, 1, 2, 3], 0, 3)).toEqual([
      ['华达', '苏州', '甲', textOf(0)],
      ['恒源', '上海', '丁', textOf(1)],
      ['盛丰', '杭州', '丙', textOf(2)],
    ])
  })

  test.each([
    ['an identity', []],
    ['an identity with a text of ours', [write(0, '恒源贸易', '恒源')]],
  ])(
    '[R10] leaves %s in no blank row: nobody has emptied the row that it belongs to',
    async (_, more) => {
      const { port, shape, body, user } = await stageBlank()
      // Each was meant for the row that stood there before.
      const edits = [1, 2].map((row) => ({
        row,
        guard: textOf(row),
        writes: [...(row === 1 ? more : []), write(2, textOf(row, 2), null)],
      }))
      await port.writeRows({ shape, guardColumn: 2, edits, read: [] })
      user.undo()
      expect(body()[1]).toEqual([more[0]?.value ?? '', '', textOf(1, 2)])
      expect(body()[2]).toEqual(['恒源', '上海', textOf(2, 2)])
      const own = [three[0], ['', '', ''], three[1], three[2]]
      expect(await port.readRows(shape, [0, 1, 2], 0, 4)).toEqual(own)
    },
  )

  test('[R10] leaves its own identity in a blank row no longer than another one’s beside it', async () => {
    const { port, shape, body, user } = await stageBlank()
    const edits = [1, 2].map((row) => ({
      row,
      guard: textOf(row),
      writes: [write(2, textOf(row, 2), null)],
    }))
    await port.writeRows({ shape, guardColumn: 2, edits, read: [] })
    // Where it was meant for: so nothing is known of the blank row any more.
    const meant = { row: 2, guard: textOf(1), writes: [write(2, textOf(1, 2), null)] }
    await port.writeRows({ shape, guardColumn: 2, edits: [meant], read: [] })
    user.undo()
    user.undo()
    const mixed = [textOf(0), textOf(1, 2), textOf(2, 2), textOf(2)]
    expect(body().map((line) => line[2])).toEqual(mixed)
    const lines = await port.readRows(shape, [0, 1, 2], 0, 4)
    expect(lines[2]).toEqual(['恒源', '上海', textOf(1)])
  })

  test.each([
    ['is deleted by its user', 'deleteRows'],
    ['is pasted over by its user', 'paste'],
  ] as const)('[R10] what %s with our text in it comes back without it', async (_, deed) => {
    const { port, shape, body, read, afterNext, user } = await stageThree()
    afterNext(() =>
      deed === 'paste' ? user.paste('A3', [['顺达', '无锡', '']]) : user.deleteRows('表1', 1),
    )
    const edits = [astray(1, write(1, '北京', '上海'), write(2, textOf(9, 2), null))]
    await port.writeRows({ shape, guardColumn: 2, edits, read: [] })
    expect(body()[1]?.[0]).not.toBe('恒源')
    while (body()[1]?.[0] !== '恒源') user.undo()
    expect(body()[1]).toEqual(['恒源', '北京', textOf(9, 2)])
    expect(await read()).toEqual(three)
  })

  test('[R10] of a table that he turned into a range with our text in it, which is taken back then', async () => {
    const { port, shape, read, afterNext, user } = await stageThree()
    afterNext(() => user.convertToRange('表1'))
    const edits = [astray(1, write(1, '北京', '上海'), write(2, textOf(9, 2), null))]
    const writing = port.writeRows({ shape, guardColumn: 2, edits, read: [] })
    await expect(writing).rejects.toMatchObject({ code: 'table_lost' })
    expect(await port.shape(shape.id)).toBeNull()
    user.undo()
    expect(await port.shape(shape.id)).not.toBeNull()
    expect(await read()).toEqual(three)
  })

  test('[R10] rows that have each other’s identity again all get their own', async () => {
    const { port, shape, body, read, user } = await stageThree()
    user.sort('表1', '公司', 'descending')
    const sorted = body().map((line) => line.map(String))
    // Each was meant for the place where its row had stood before.
    const edits = three.map(([, , text = ''], row) => ({
      row,
      guard: text,
      writes: [write(2, text.replace('|1|1|', '|2|1|'), null)],
    }))
    const { missed } = await port.writeRows({ shape, guardColumn: 2, edits, read: [] })
    expect(missed.size).toBeGreaterThan(1)
    user.undo()
    const mixed = body().filter((line, row) => line[2] !== sorted[row]?.[2])
    expect(mixed.length).toBeGreaterThan(1)
    const own = new Map(three.map(([name, , text = '']) => [name, text.slice(0, 28)]))
    for (const line of await read())
      expect(String(line[2]).slice(0, 28)).toBe(own.get(String(line[0])))
  })

  test('[R10] is put right once: what becomes just that again does so by right', async () => {
    const { port, shape, read, user } = await stageThree()
    const edits = [astray(1, write(2, textOf(9, 2), null))]
    await port.writeRows({ shape, guardColumn: 2, edits, read: [] })
    user.undo()
    expect(await read()).toEqual(three)
    user.type('C3', textOf(9, 2))
    expect((await read())[1]).toEqual(['恒源', '上海', textOf(9, 2)])
  })

  test('[R10] also in a blank row that he types in then: it is a row of his own', async () => {
    const { port, shape, user } = await stageBlank()
    const says = ['永安', '无锡']
    const edits = [{ ...astray(1, write(2, textOf(9, 2), null)), says }]
    await port.writeRows({ shape, guardColumn: 2, says: [0, 1], edits, read: [] })
    user.undo()
    user.type('A3', '顺达')
    expect((await port.readRows(shape, [0, 1, 2], 0, 4))[1]).toEqual(['顺达', '', ''])
  })

  test('[R10] also of new rows in foreign columns, one of which he types in', async () => {
    const { port, shape: narrow, body, afterNext, user } = await stageThree()
    user.insertColumn('表1', 2, '备注')
    const shape = await port.shape(narrow.id)
    if (shape === null) throw new Error('no table')
    afterNext(() => user.moveColumn('表1', '城市', 0), 2)
    const order = { shape, guardColumn: 3, columns: [0, 1, 3], formats: ['@', '@', '@'], first: 3 }
    await port.addRows({ ...order, rows: [['新3', '城3', textOf(3)]] })
    user.undo()
    expect(body()[3]).toEqual(['新3', '城3', '', textOf(3)])
    user.type('C5', '新客户')
    const now = await port.shape(shape.id)
    const lines = now === null ? [] : await port.readRows(now, [0, 1, 2, 3], 0, 4)
    expect(lines[3]).toEqual(['', '', '新客户', ''])
  })

  test('[R10] is put right again where it says all of that again, a text of ours beside a foreign identity', async () => {
    const { port, shape, read, user } = await stageThree()
    const edits = [astray(1, write(1, '北京', '上海'), write(2, textOf(9, 2), null))]
    await port.writeRows({ shape, guardColumn: 2, edits, read: [] })
    for (let times = 0; times < 3; times++) {
      user.undo()
      expect(await read()).toEqual(three)
    }
  })

  test.each([
    ['a row without an identity', ''],
    ['a row with its own identity', textOf(1)],
  ])('[R10] is put right in its row, though another one was met first: %s', async (_, identity) => {
    const { port, shape, body, afterNext, read, user } = await stageThree()
    const its = ['恒源', '', identity]
    const blank = ['', '', textOf(2)]
    user.paste('A3', [its, blank])
    const edits = [astray(1, write(0, '', '恒源'), write(2, textOf(9, 2), null))]
    await port.writeRows({ shape, guardColumn: 2, edits, read: [] })
    user.undo()
    const hit = ['', '', textOf(9, 2)]
    expect(body().slice(1)).toEqual([hit, blank])
    // Both rows change places once the one that was hit is found.
    afterNext(() => user.paste('A3', [blank, hit]), 4)
    expect((await read()).slice(1)).toEqual([blank, its])
    expect((await read()).slice(1)).toEqual([blank, its])
  })

  test('[R10] what comes to the end of the table stays there, whatever becomes of the row that it had come into', async () => {
    const { port, shape: narrow, body, afterNext, user } = await stageThree()
    user.insertColumn('表1', 2, '私人')
    const shape = await port.shape(narrow.id)
    if (shape === null) throw new Error('no table')
    user.type('D3', '')
    const writes = [write(0, '顺达', '恒源'), write(1, '无锡', '上海'), write(3, textOf(7), null)]
    // Deleted once it is found: what is given back meets the row beneath.
    afterNext(() => user.deleteRows('表1', 1), 2)
    await port.writeRows({ shape, guardColumn: 3, edits: [astray(1, ...writes)], read: [] })
    const kept = ['恒源', '上海', '', '']
    const [first] = body()
    expect(body()).toEqual([first, ['盛丰', '杭州', '', textOf(2)], kept])
    user.deleteRows('表1', 1)
    const now = await port.shape(shape.id)
    expect(now === null ? [] : await port.readRows(now, [0, 1, 2, 3], 0, 2)).toEqual([first, kept])
  })

  /** Two rows that say the same; what was meant for the first one has hit the second one. */
  const stageEqual = async () => {
    const stage = await stageThree()
    stage.user.type('A2', '恒源')
    stage.user.type('B2', '上海')
    const edits = [astray(1, write(2, textOf(0, 2), null))]
    await stage.port.writeRows({ shape: stage.shape, guardColumn: 2, edits, read: [] })
    return stage
  }

  test('[R10] of two equal rows each keeps its own', async () => {
    const { read, user } = await stageEqual()
    // What was meant for the first row stands there by now.
    user.type('C2', textOf(0, 2))
    expect((await read()).map((line) => line[2])).toEqual([textOf(0, 2), textOf(1), textOf(2)])
  })

  test('[R10] of rows that were hit one after another each keeps what it says by right again', async () => {
    const { port, shape: short, body, afterNext, user } = await stageThree()
    user.insertRows('表1', 3)
    user.paste('A5', [['永安', '无锡', textOf(3)]])
    user.insertColumn('表1', 2, '私人')
    const shape = await port.shape(short.id)
    if (shape === null) throw new Error('no table')
    const all = body()
    const lineAt = (row: number) => (body()[row] ?? []).map(String)
    /** What takes back the first row's text hits this one, once the former is found. */
    const swapFirst = (row: number) => {
      const [first, other] = [lineAt(0), lineAt(row)]
      user.paste('A2', [other])
      user.paste(`A${row + 2}`, [first])
    }
    for (const row of [1, 2, 3]) afterNext(() => swapFirst(row), 2 * row)
    const writes = [write(0, '顺达', '华达'), write(1, '南通', '苏州'), write(3, textOf(9), null)]
    await port.writeRows({ shape, guardColumn: 3, edits: [astray(0, ...writes)], read: [] })
    const texts = (lines: readonly (readonly unknown[])[]) => lines.map(String).toSorted()
    expect(texts(body())).toEqual(texts(all))
    const kept = body()
    expect(kept[0]).toEqual(all[3])
    expect(await port.readRows(shape, [0, 1, 2, 3], 0, 4)).toEqual(kept)
  })

  test('[R10] of a row and its copy, which was hit, both have their own: the other one says nothing of it', async () => {
    const { port, shape, body, user } = await stageThree()
    user.duplicateRow('表1', 1)
    const now = await port.shape(shape.id)
    if (now === null) throw new Error('no table')
    const edits = [astray(2, write(2, textOf(9, 2), null))]
    await port.writeRows({ shape: now, guardColumn: 2, edits, read: [] })
    user.undo()
    expect(body()[2]).toEqual(['恒源', '上海', textOf(9, 2)])
    const lines = await port.readRows(now, [0, 1, 2], 0, 4)
    expect(lines.map((line) => line[2])).toEqual([0, 1, 1, 2].map((n) => textOf(n)))
  })

  test('[R10] a row that says so by right keeps its identity, also once the row that had been hit has another one', async () => {
    const { read, user } = await stageEqual()
    user.type('C2', textOf(0, 2))
    await read()
    // Linked to another customer, or called another one by its user.
    user.type('C3', textOf(5))
    expect((await read()).map((line) => line[2])).toEqual([textOf(0, 2), textOf(5), textOf(2)])
  })

  test('[R10] what was written where it was meant for since is no longer looked for', async () => {
    const { port, shape, user } = await stageEqual()
    const meant = { row: 0, guard: textOf(0), writes: [write(2, textOf(0, 2), null)] }
    await port.writeRows({ shape, guardColumn: 2, edits: [meant], read: [] })
    // The row that had been hit is gone: nothing else tells the two apart.
    user.deleteRows('表1', 1)
    const now = await port.shape(shape.id)
    const lines = now === null ? [] : await port.readRows(now, [0, 1, 2], 0, 2)
    expect(lines.map((line) => line[2])).toEqual([textOf(0, 2), textOf(2)])
  })

  test('[R10] gives no row the revision of what it does not say', async () => {
    const { port, shape, read, user } = await stageThree()
    // Its user had set the row back, stamp and all, before this came.
    const edits = [astray(1, write(2, textOf(1, 3), null))]
    await port.writeRows({ shape, guardColumn: 2, edits, read: [] })
    user.undo()
    expect(await read()).toEqual(three)
  })

  test('[R10] what its user undoes of his own typing stays undone: the row says what its stamp says', async () => {
    const { port, shape, read, user } = await stageThree()
    user.type('B3', '南京')
    const writes = [write(1, '北京', '上海'), write(2, textOf(1, 2), null)]
    const edits = [{ row: 1, guard: textOf(1), writes }]
    const { missed } = await port.writeRows({ shape, guardColumn: 2, edits, read: [] })
    expect([...missed]).toEqual([1])
    expect((await read())[1]).toEqual(['恒源', '南京', textOf(1)])
    user.undo()
    expect((await read())[1]).toEqual(['恒源', '北京', textOf(1, 2)])
  })
})

describe('Ctrl+Z of what we had taken back, and of what came where it was meant for', () => {
  const edits = (first: number): readonly RowEdit[] =>
    three.map(([name = '', city = ''], n) => ({
      row: first + n,
      guard: textOf(n),
      writes: [write(2, textOf(n, 2), null)],
      says: [name, city],
    }))
  const inserted = [['永安', '无锡', ''], ...three]

  /** Three rows get their next revision just as their user types one above them: each gets that of the next one. */
  const stageShifted = async () => {
    const stage = await stageThree()
    const { port, shape, body, user } = stage
    user.insertRows('表1', 0)
    user.paste('A2', [['永安', '无锡']])
    const batch = { guardColumn: 2, says: [0, 1], read: [] }
    const { missed } = await port.writeRows({ shape, ...batch, edits: edits(0) })
    expect([...missed]).toEqual([0, 1, 2])
    expect(body()).toEqual(inserted)
    const now = await port.shape(shape.id)
    if (now === null) throw new Error('no table')
    const place = () => port.writeRows({ shape: now, ...batch, edits: edits(1) })
    const read = () => port.readRows(now, [0, 1, 2], 0, 4)
    const guards = () => body().map((line) => line[2])
    return { ...stage, place, read, guards }
  }
  const placed = ['', 0, 1, 2].map((n) => (n === '' ? '' : textOf(Number(n), 2)))
  const misplaced = [0, 1, 2].map((n) => textOf(n, 2))

  test('[R10] gives no row the identity of another one, where he takes back both', async () => {
    const { place, read, guards, user } = await stageShifted()
    await place()
    expect(guards()).toEqual(placed)
    user.undo()
    user.undo()
    expect(guards()).toEqual([...misplaced, textOf(2)])
    expect(await read()).toEqual(inserted)
    // What put the last of them right was the newest step then.
    user.undo()
    expect(guards()).not.toEqual(['', textOf(0), textOf(1), textOf(2)])
    expect(await read()).toEqual(inserted)
  })

  test('[R10] nor amid the very write that brings it where it is meant for', async () => {
    const { place, read, guards, user } = await stageShifted()
    user.undo()
    const { missed } = await place()
    expect([...missed]).toEqual([])
    expect(guards().slice(1)).toEqual(placed.slice(1))
    expect((await read()).map((line) => line[2])).toEqual(placed)
  })

  test('[R10] a row keeps its own, also where its user makes it say what the other one says', async () => {
    const { place, read, guards, user } = await stageShifted()
    await place()
    user.paste('A3', [['永安', '无锡']])
    await read()
    expect(guards()).toEqual(placed)
  })
})

describe('Ctrl+Z of what we were about to take back', () => {
  /** Emptied, though its user had just typed in it; he takes that back before we do, and types over it. */
  const emptied = async (typed: readonly (readonly [address: string, text: string])[]) => {
    const stage = await stageThree()
    const { port, shape, user, afterNext } = stage
    user.type('B3', '南京')
    const writes = [write(0, '', '恒源'), write(1, '', '上海'), write(2, textOf(1, 2), null)]
    afterNext(() => {
      user.undo()
      for (const [address, text] of typed) user.type(address, text)
    })
    const edits = [{ row: 1, guard: textOf(1), writes }]
    const { missed } = await port.writeRows({ shape, guardColumn: 2, edits, read: [] })
    expect([...missed]).toEqual([1])
    return stage
  }

  test.each([
    ['nothing', []],
    ['a cell', [['B3', '无锡']]],
    [
      'all of it',
      [
        ['A3', '顺达'],
        ['B3', '无锡'],
      ],
    ],
  ] as const)(
    '[R10] adds no row where its user types over %s of what came back',
    async (_, typed) => {
      const { body, read } = await emptied(typed)
      const said = new Map<string, string>(typed)
      const row = [said.get('A3') ?? '恒源', said.get('B3') ?? '南京', textOf(1)]
      expect(body()).toEqual(three.with(1, row))
      expect(await read()).toEqual(three.with(1, row))
    },
  )
})
