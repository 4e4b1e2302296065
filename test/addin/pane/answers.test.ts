// The user's answers to the server's questions, carried out on the real client over the workbench's host.
import { describe, expect, test } from 'vitest'

import { answerAll } from '../../../addin/pane/decide.ts'
import { createEngine } from '../../../addin/sync/engine.ts'
import type { RowResult } from '../../../shared/protocol/push.ts'
import type { Decision } from '../../../shared/sync/session/answer.ts'
import type { Board } from '../../../shared/sync/session/board.ts'
import { ulid } from '../../../shared/sync/ulid.ts'
import { aDesk, unwrap } from '../support/desk.ts'
import type { Desk } from '../support/desk.ts'

const HUADA = ulid(1_600_000_000_000, new Uint8Array(10))
const leads = [
  ['公司', '城市', '手机', '地址'],
  ['华达机械有限公司', '苏州', '13912345678', ''],
  ['恒源贸易有限公司', '上海', '13812345678', '淮海路1号'],
]
const huada = {
  name: '华达机械有限公司',
  city: '苏州',
  'contact.mobile': '+8613912345678',
  address: '人民路8号',
}

const sayKnown = (desk: Desk, id: string | null = HUADA) => {
  desk.server.answer = ([row, base, , , answer], values): RowResult | null =>
    base === 0 && answer !== 'new' && values['name'] === huada.name
      ? { id: row, outcome: 'known', known: { by: 'name', id, label: huada.name, here: false } }
      : null
}

const withKnown = async (onFile: Record<string, string> = huada, list = leads) => {
  const desk = aDesk({ list })
  desk.server.add(HUADA, onFile)
  sayKnown(desk)
  unwrap(await desk.engine.bringInList())
  const first = unwrap(await desk.engine.sync())
  const id = first.board.known[0]?.id ?? ''
  return { desk, first, id }
}
const idIn = (desk: Desk, row: number) => String(desk.column('_sync')[row]).split('|')[1]

/** The pane was closed and opened again: what the server said is forgotten. */
const reopened = (desk: Desk) =>
  createEngine({
    workbook: desk.port,
    api: desk.server.api,
    ids: () => ulid(1_800_000_000_000, new Uint8Array(10)),
    now: () => performance.now(),
    sleep: async () => undefined,
    locale: 'zh-Hans',
  })

describe('a row that equals a customer on file', () => {
  test('waits, and the board says whom it equals and why', async () => {
    const { first } = await withKnown()
    expect(first.board.known).toMatchObject([
      { row: 0, label: '华达机械有限公司', isLinked: false, known: { by: 'name', id: HUADA } },
    ])
  })

  test('linked it becomes that customer, and its blanks are filled', async () => {
    const { desk, id } = await withKnown()
    const pushes = desk.server.pushes.length
    const after = unwrap(await desk.engine.sync({ decisions: [{ id, answer: 'link' }] }))
    expect(after).toMatchObject({ known: 0, unchanged: 2, toCorrect: 0 })
    expect(after.board.known).toEqual([])
    expect(idIn(desk, 0)).toBe(HUADA)
    expect(desk.column('地址')).toEqual(['人民路8号', '淮海路1号'])
    expect(desk.column('同步状态')[0]).toBe('已同步')
    expect(desk.server.pushes).toHaveLength(pushes)
  })

  test('cells that differ are listed and held: neither side is overwritten', async () => {
    const { desk, id } = await withKnown({ ...huada, 'contact.mobile': '+8613700000001' })
    const after = unwrap(await desk.engine.sync({ decisions: [{ id, answer: 'link' }] }))
    expect(after.board.known).toMatchObject([
      {
        id: HUADA,
        isLinked: true,
        differing: [{ header: '手机', theirs: expect.stringContaining('137') }],
      },
    ])
    expect(String(desk.column('手机')[0])).toBe('13912345678')
    expect(desk.column('地址')[0]).toBe('人民路8号')
    expect(desk.column('同步状态')[0]).toContain('手机')
    unwrap(await desk.engine.sync())
    expect(desk.server.rows.get(HUADA)?.values['contact.mobile']).toBe('+8613700000001')
  })

  test('of a linked row mine is stored, or theirs is shown', async () => {
    for (const answer of ['mine', 'theirs'] as const) {
      const { desk, id } = await withKnown({ ...huada, 'contact.mobile': '+8613700000001' })
      unwrap(await desk.engine.sync({ decisions: [{ id, answer: 'link' }] }))
      const after = unwrap(await desk.engine.sync({ decisions: [{ id: HUADA, answer }] }))
      expect(after.board.known).toEqual([])
      const stored = desk.server.rows.get(HUADA)?.values['contact.mobile']
      const shown = String(desk.column('手机')[0]).replaceAll(' ', '')
      const isMine = answer === 'mine'
      expect(stored).toBe(isMine ? '+8613912345678' : '+8613700000001')
      expect(shown).toBe(isMine ? '13912345678' : '13700000001')
      expect(desk.column('同步状态')[0]).toBe('已同步')
    }
  })

  describe('linked, and not decided', () => {
    const undecided = async () => {
      const { desk, id } = await withKnown({ ...huada, 'contact.mobile': '+8613700000001' })
      unwrap(await desk.engine.sync({ decisions: [{ id, answer: 'link' }] }))
      return { desk, onFile: () => desk.server.rows.get(HUADA)?.values }
    }
    const mobile = { header: '手机', mine: '13912345678', theirs: expect.stringContaining('137') }

    test('it is held, whatever is typed in another cell: what is on file is not replaced unasked', async () => {
      const { desk, onFile } = await undecided()
      const pushes = desk.server.pushes.length
      desk.excel.user.type(desk.at('城市', 0), '南京')
      const { board } = unwrap(await desk.engine.sync())
      expect(desk.server.pushes).toHaveLength(pushes)
      expect(onFile()).toMatchObject({ city: '苏州', 'contact.mobile': '+8613700000001' })
      expect(board.known).toMatchObject([
        { isLinked: true, differing: [{ header: '城市', mine: '南京', theirs: '苏州' }, mobile] },
      ])
      expect(desk.column('同步状态')[0]).toContain('城市')
      unwrap(await desk.engine.sync({ decisions: [{ id: HUADA, answer: 'mine' }] }))
      expect(onFile()).toMatchObject({ city: '南京', 'contact.mobile': '+8613912345678' })
    })

    test('a marked cell that was emptied still waits: what is on file was never shown in it', async () => {
      const { desk, onFile } = await undecided()
      desk.excel.user.type(desk.at('手机', 0), '')
      const { board } = unwrap(await desk.engine.sync())
      expect(board.known).toMatchObject([{ differing: [{ ...mobile, mine: '' }] }])
      expect(onFile()).toMatchObject({ 'contact.mobile': '+8613700000001' })
    })

    test('a pane that was loaded anew shows both values again', async () => {
      const { desk } = await undecided()
      const { board } = unwrap(await reopened(desk).sync())
      expect(board.known).toMatchObject([{ isLinked: true, differing: [mobile] }])
    })

    test('typed as it is on file, it needs no answer any more', async () => {
      const { desk } = await undecided()
      desk.excel.user.type(desk.at('手机', 0), '13700000001')
      const after = unwrap(await desk.engine.sync())
      expect(after.board.known).toEqual([])
      expect(after).toMatchObject({ held: 0, toCorrect: 0 })
      expect(desk.column('同步状态')[0]).toBe('已同步')
    })

    test('what was typed after the question is asked about before what is on file takes its place', async () => {
      const { desk } = await undecided()
      desk.excel.user.type(desk.at('城市', 0), '南京')
      const asked = unwrap(await desk.engine.sync({ decisions: [{ id: HUADA, answer: 'theirs' }] }))
      expect(desk.column('城市')[0]).toBe('南京')
      expect(asked.board.known).toMatchObject([{ differing: [{ header: '城市' }, mobile] }])
      unwrap(await desk.engine.sync({ decisions: [{ id: HUADA, answer: 'theirs' }] }))
      expect(desk.column('城市')[0]).toBe('苏州')
    })

    test.each(['theirs', 'mine'] as const)(
      'an answer to an older question (%s) says nothing of what was asked about since',
      async (answer) => {
        const { desk } = await undecided()
        const { board } = unwrap(await desk.engine.sync())
        const decisions = answerAll(board.known, answer)
        desk.excel.user.type(desk.at('城市', 0), '南京')
        // This one asks anew, while its user answers what he still sees.
        unwrap(await desk.engine.sync())
        const after = unwrap(await desk.engine.sync({ decisions }))
        expect(desk.column('城市')[0]).toBe('南京')
        expect(after.board.known).toMatchObject([{ differing: [{ header: '城市' }, mobile] }])
        expect(desk.server.rows.get(HUADA)?.values['city']).toBe('苏州')
        unwrap(await desk.engine.sync({ decisions: answerAll(after.board.known, answer) }))
        const city = answer === 'mine' ? '南京' : '苏州'
        expect(desk.column('城市')[0]).toBe(city)
        expect(desk.server.rows.get(HUADA)?.values['city']).toBe(city)
      },
    )

    test('what only the row says stays where its user takes what is on file, and is stored', async () => {
      const bare = { name: huada.name, city: huada.city, 'contact.mobile': '+8613700000001' }
      const [head = [], first = [], ...others] = leads
      const { desk, id } = await withKnown(bare, [
        head,
        [...first.slice(0, 3), '劳动路3号'],
        ...others,
      ])
      unwrap(await desk.engine.sync({ decisions: [{ id, answer: 'link' }] }))
      unwrap(await desk.engine.sync({ decisions: [{ id: HUADA, answer: 'theirs' }] }))
      expect(desk.column('地址')[0]).toBe('劳动路3号')
      expect(desk.server.rows.get(HUADA)?.values).toEqual({ ...bare, address: '劳动路3号' })
    })
  })

  test('what only the row knows is stored with the customer', async () => {
    const { desk, id } = await withKnown({ name: huada.name, city: huada.city })
    unwrap(await desk.engine.sync({ decisions: [{ id, answer: 'link' }] }))
    expect(desk.server.rows.get(HUADA)?.values['contact.mobile']).toBe('+8613912345678')
  })

  test('is not linked where the customer stands in the sheet already: the pane says where', async () => {
    const twice = [...leads, ['华达机械有限公司', '苏州', '13612345678', '']]
    const { desk } = await withKnown(huada, twice)
    const { board } = unwrap(await desk.engine.sync())
    expect(board.known).toHaveLength(2)
    const decisions = board.known.map(({ id }) => ({ id, answer: 'link' as const }))
    const after = unwrap(await desk.engine.sync({ decisions }))
    expect(after.board.known).toMatchObject([{ row: 2, failure: { kind: 'here', row: 0 } }])
  })

  test('a colleague’s customer cannot be linked, and the pane says so', async () => {
    const { desk, id } = await withKnown()
    sayKnown(desk, null)
    const again = reopened(desk)
    const after = unwrap(await again.sync({ decisions: [{ id, answer: 'link' }] }))
    expect(after.board.known).toMatchObject([{ row: 0, failure: { kind: 'hidden' } }])
  })

  test('created anyway it is stored as another customer', async () => {
    const { desk, id } = await withKnown()
    const after = unwrap(await desk.engine.sync({ decisions: [{ id, answer: 'create' }] }))
    expect(after).toMatchObject({ saved: 1, known: 0 })
    expect(desk.server.pushes.at(-1)).toMatchObject([
      [id, 0, expect.anything(), expect.anything(), 'new'],
    ])
    expect(desk.server.rows.has(id)).toBe(true)
  })

  test('after the pane was closed the server is asked again whom it equals', async () => {
    const { desk, id } = await withKnown()
    const again = reopened(desk)
    const { board } = unwrap(await again.sync())
    expect(board.known).toMatchObject([
      { id, known: null, status: expect.stringContaining('华达') },
    ])
    unwrap(await again.sync({ decisions: [{ id, answer: 'link' }] }))
    expect(idIn(desk, 0)).toBe(HUADA)
  })
})

const withRecycled = async () => {
  const desk = aDesk({ list: leads })
  unwrap(await desk.engine.bringInList())
  unwrap(await desk.engine.sync())
  desk.server.answer = ([id, base, , , answer]) =>
    base > 0 && answer === undefined
      ? { id, outcome: 'changed_identity', values: { name: '华达机械有限公司' } }
      : null
  const before = idIn(desk, 0) ?? ''
  desk.excel.user.type(desk.at('公司', 0), '新源科技有限公司')
  const { board } = unwrap(await desk.engine.sync())
  return { desk, board, before }
}

describe('a recycled row', () => {
  test('is a question', async () => {
    const { board, before } = await withRecycled()
    expect(board.recycled).toMatchObject([
      { id: before, row: 0, label: '新源科技有限公司', was: '华达机械有限公司' },
    ])
  })

  test('really renamed: the same customer with another name', async () => {
    const { desk, before } = await withRecycled()
    const after = unwrap(await desk.engine.sync({ decisions: [{ id: before, answer: 'renamed' }] }))
    expect(after.board.recycled).toEqual([])
    expect(desk.server.rows.get(before)?.values['name']).toBe('新源科技有限公司')
  })

  test('a new customer: gets an id of his own, and the old one stays as he was', async () => {
    const { desk, before } = await withRecycled()
    const after = unwrap(
      await desk.engine.sync({ decisions: [{ id: before, answer: 'separate' }] }),
    )
    expect(after.board.recycled).toEqual([])
    expect(idIn(desk, 0)).not.toBe(before)
    expect(desk.server.rows.get(before)?.values['name']).toBe('华达机械有限公司')
    expect(desk.server.rows.get(idIn(desk, 0) ?? '')?.values['name']).toBe('新源科技有限公司')
  })
})

const withConflict = async () => {
  const desk = aDesk({ list: leads })
  unwrap(await desk.engine.bringInList())
  unwrap(await desk.engine.sync())
  const id = idIn(desk, 0) ?? ''
  desk.server.change(id, { city: '无锡' })
  desk.excel.user.type(desk.at('城市', 0), '昆山')
  desk.server.answer = ([row, base]) =>
    row === id && base === 1
      ? {
          id: row,
          outcome: 'conflict',
          rev: 2,
          values: { city: '无锡' },
          conflicts: [{ id: 'c1', field: 'city', mine: '昆山', theirs: '无锡', by: 'u1', at: 1 }],
        }
      : null
  return { desk, id, board: unwrap(await desk.engine.sync()).board }
}

const settle = ({ conflicts }: Board, take: 'mine' | 'theirs'): readonly Decision[] =>
  conflicts.flatMap(({ fields }) =>
    fields.map(({ conflict, rev }) => ({
      id: '',
      answer: 'resolve',
      resolution: { conflict, take, rev },
    })),
  )

describe('a cell that two have changed', () => {
  test('shows the other’s value, and the board tells both, by whom and when', async () => {
    const { desk, board } = await withConflict()
    expect(desk.column('城市')[0]).toBe('无锡')
    expect(board.conflicts).toMatchObject([
      { row: 0, fields: [{ header: '城市', mine: '昆山', theirs: '无锡', by: '王芳', at: 1 }] },
    ])
  })

  test('mine is written and stored', async () => {
    const { desk, id, board } = await withConflict()
    const after = unwrap(await desk.engine.sync({ decisions: settle(board, 'mine') }))
    expect(desk.column('城市')[0]).toBe('昆山')
    expect(desk.server.rows.get(id)?.values['city']).toBe('昆山')
    expect(after.board.conflicts).toEqual([])
  })

  test('theirs stays, and the row is no longer marked', async () => {
    const { desk, board } = await withConflict()
    const after = unwrap(await desk.engine.sync({ decisions: settle(board, 'theirs') }))
    expect(desk.column('城市')[0]).toBe('无锡')
    expect(desk.column('同步状态')[0]).toBe('已同步')
    expect(after.board.conflicts).toEqual([])
    expect(after.cellsWritten).toBeGreaterThan(0)
  })
})
