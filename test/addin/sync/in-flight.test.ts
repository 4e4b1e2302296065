// What happens between reading and writing: the user works on while the engine waits for the server.
import { describe, expect, test } from 'vitest'

import type { ApiFailure } from '../../../shared/protocol/failure.ts'
import { aDesk, unwrap } from '../support/desk.ts'

const leads = [
  ['公司', '城市', '手机'],
  ['华达机械有限公司', '苏州', '13912345678'],
  ['恒源贸易有限公司', '上海', '13812345678'],
  ['盛丰物流有限公司', '杭州', '13712345678'],
]
const lost: ApiFailure = { kind: 'unknown', detail: 'the line was cut' }

const boundDesk = async () => {
  const desk = aDesk({ list: leads })
  unwrap(await desk.engine.bringInList())
  return desk
}

describe('while a push is under way', () => {
  test('[R9] a cell typed meanwhile stays, and is sent by the next sync on the new base', async () => {
    const desk = await boundDesk()
    desk.server.beforePush = async (_, nth) => {
      if (nth === 0) desk.excel.user.type(desk.at('城市', 0), '无锡')
      return null
    }
    unwrap(await desk.engine.sync())
    expect(desk.column('城市')[0]).toBe('无锡')
    const next = unwrap(await desk.engine.sync())
    expect(next).toMatchObject({ saved: 1, unchanged: 2 })
    expect(desk.server.pushes.at(-1)?.map(([, base]) => base)).toEqual([1])
    expect([...desk.server.rows.values()][0]?.values['city']).toBe('无锡')
  })

  test('[R10] rows sorted meanwhile get their own answers, none gets another’s', async () => {
    const desk = await boundDesk()
    desk.server.beforePush = async (_, nth) => {
      if (nth === 0) desk.excel.user.sort(desk.tableName(), '手机')
      return null
    }
    unwrap(await desk.engine.sync())
    const idByName = new Map(
      [...desk.server.rows.values()].map((row) => [row.values['name'], row.id]),
    )
    const names = desk.column('公司')
    expect(names[0]).toBe('盛丰物流有限公司')
    desk.column('_sync').forEach((text, at) => {
      expect(String(text).split('|')[1]).toBe(idByName.get(String(names[at])))
    })
    expect(unwrap(await desk.engine.sync())).toMatchObject({ saved: 0, unchanged: 3 })
  })

  test('[R10] rows inserted above meanwhile do not get answers of others', async () => {
    const desk = await boundDesk()
    desk.server.beforePush = async (_, nth) => {
      if (nth === 0) desk.excel.user.insertRows(desk.tableName(), 0, 2)
      return null
    }
    unwrap(await desk.engine.sync())
    expect(desk.column('_sync').map((text) => text === '')).toEqual([
      true,
      true,
      false,
      false,
      false,
    ])
    expect(desk.column('同步状态').slice(0, 2)).toEqual(['', ''])
    expect(unwrap(await desk.engine.sync())).toMatchObject({ saved: 0, unchanged: 3 })
  })

  test('[R1] a row inserted between the look at the table and the reading lets none fall out', async () => {
    const desk = await boundDesk()
    unwrap(await desk.engine.sync())
    desk.onLook = () => {
      desk.onLook = null
      desk.excel.user.insertRows(desk.tableName(), 0)
    }
    const { board, ...summary } = unwrap(await desk.engine.sync())
    expect(summary).toMatchObject({ rows: 3, unchanged: 3 })
    expect(board.removed.count).toBe(0)
  })

  test('[R1] a table that never stands still stops the session, and nothing is sent', async () => {
    const desk = await boundDesk()
    let looks = 0
    desk.onLook = () => {
      looks++
      desk.excel.user.insertRows(desk.tableName(), 0)
    }
    expect(await desk.engine.sync()).toMatchObject({ error: { code: 'restless' } })
    expect(looks).toBe(4)
    expect(desk.server.pushes).toEqual([])
  })

  test('a row deleted meanwhile is passed over', async () => {
    const desk = await boundDesk()
    desk.server.beforePush = async (_, nth) => {
      if (nth === 0) desk.excel.user.deleteRows(desk.tableName(), 1)
      return null
    }
    const summary = unwrap(await desk.engine.sync())
    expect(summary.rows).toBe(2)
    expect(desk.column('公司')).toEqual(['华达机械有限公司', '盛丰物流有限公司'])
    expect(desk.values()).toHaveLength(3)
    expect(desk.column('同步状态')).toEqual(['已同步', '已同步'])
  })

  test('a filter set meanwhile misplaces nothing', async () => {
    const desk = await boundDesk()
    desk.server.beforePush = async (_, nth) => {
      if (nth === 0) desk.excel.user.filter(desk.tableName(), '城市', ['苏州', '杭州'])
      return null
    }
    unwrap(await desk.engine.sync())
    expect(desk.column('同步状态')).toEqual(['已同步', '已同步', '已同步'])
    const again = unwrap(await desk.engine.sync())
    expect(again).toMatchObject({ unchanged: 3, cellsWritten: 0 })
  })

  test('[R13] columns moved meanwhile stop the session; the next one brings all answers', async () => {
    const desk = await boundDesk()
    desk.server.beforePush = async (_, nth) => {
      if (nth === 0) desk.excel.user.moveColumn(desk.tableName(), '同步状态', 0)
      return null
    }
    expect(await desk.engine.sync()).toMatchObject({ error: { code: 'restless' } })
    expect(desk.column('城市')).toEqual(['苏州', '上海', '杭州'])
    expect(unwrap(await desk.engine.sync())).toMatchObject({ saved: 3 })
    expect(desk.column('同步状态')).toEqual(['已同步', '已同步', '已同步'])
    expect(desk.server.rows.size).toBe(3)
  })

  test('a column that the user adds meanwhile does not matter', async () => {
    const desk = await boundDesk()
    desk.server.beforePush = async (_, nth) => {
      if (nth === 0) desk.excel.user.insertColumn(desk.tableName(), 9, '我的')
      return null
    }
    expect(unwrap(await desk.engine.sync())).toMatchObject({ saved: 3 })
    expect(desk.column('我的')).toEqual(['', '', ''])
  })

  test('a cell being edited meanwhile only delays', async () => {
    const desk = await boundDesk()
    desk.server.beforePush = async (_, nth) => {
      if (nth !== 0) return null
      desk.excel.user.startEdit(desk.at('城市', 1))
      setTimeout(() => desk.excel.user.endEdit('南京'), 30)
      return null
    }
    unwrap(await desk.engine.sync())
    expect(desk.column('城市')[1]).toBe('南京')
    expect(unwrap(await desk.engine.sync())).toMatchObject({ saved: 1, unchanged: 2 })
  })
})

describe('between reading and minting', () => {
  test('[R10] rows sorted meanwhile are sent as what stood beside their new ids', async () => {
    const desk = await boundDesk()
    desk.onRead = () => {
      desk.onRead = null
      desk.excel.user.sort(desk.tableName(), '手机')
    }
    unwrap(await desk.engine.sync())
    expect(desk.column('公司')[0]).toBe('盛丰物流有限公司')
    expect(unwrap(await desk.engine.sync())).toMatchObject({ saved: 0, unchanged: 3 })
    desk.column('_sync').forEach((text, at) => {
      const row = desk.server.rows.get(String(text).split('|')[1] ?? '')
      expect(row?.values['name']).toBe(desk.column('公司')[at])
    })
  })

  test('[R10] a row that has an id is not given another', async () => {
    const desk = await boundDesk()
    unwrap(await desk.engine.sync())
    const stamps = new Set(desk.column('_sync'))
    desk.excel.user.insertRows(desk.tableName(), 0)
    desk.excel.user.type(desk.at('公司', 0), '安捷医疗')
    desk.onRead = () => {
      desk.onRead = null
      desk.excel.user.sort(desk.tableName(), '手机')
    }
    unwrap(await desk.engine.sync())
    expect(desk.server.rows.size).toBe(4)
    expect(desk.column('_sync').filter((stamp) => stamps.has(stamp))).toHaveLength(3)
  })
})

describe('a line that fails', () => {
  test('[R18] an answer that was lost is asked for again with the same rows, and nothing is stored twice', async () => {
    const desk = await boundDesk()
    desk.server.afterPush = async (nth) => (nth === 0 ? lost : null)
    const summary = unwrap(await desk.engine.sync())
    expect(summary).toMatchObject({ rows: 3, saved: 3 })
    expect(desk.server.pushes[1]).toEqual(desk.server.pushes[0])
    expect(desk.server.rows.size).toBe(3)
    expect(desk.sleeps).toContain(1_000)
  })

  test('a server that stays silent stops the session after bounded retries; the sheet keeps its ids', async () => {
    const desk = await boundDesk()
    desk.server.beforePush = async () => lost
    expect(await desk.engine.sync()).toMatchObject({ error: { code: 'offline' } })
    expect(desk.server.pushes).toHaveLength(5)
    expect(desk.sleeps).toEqual([1_000, 2_000, 4_000, 8_000])
    expect(desk.column('_sync').every((text) => text !== '')).toBe(true)
    desk.server.beforePush = null
    expect(unwrap(await desk.engine.sync())).toMatchObject({ saved: 3 })
  })

  test('[R29] "unavailable" is tried again, any other no of the server is not', async () => {
    const desk = await boundDesk()
    const no = (code: 'unavailable' | 'forbidden'): ApiFailure => ({
      kind: 'refused',
      code,
      detail: '',
      request: '',
    })
    desk.server.beforePush = async (_, nth) => (nth === 0 ? no('unavailable') : null)
    expect(unwrap(await desk.engine.sync()).saved).toBe(3)
    desk.excel.user.type(desk.at('城市', 0), '无锡')
    desk.server.beforePush = async () => no('forbidden')
    expect(await desk.engine.sync()).toMatchObject({ error: { code: 'forbidden' } })
    expect(desk.server.pushes).toHaveLength(3)
  })

  test('whoever is too quick for the server waits, and goes on within a minute; other limits stop him', async () => {
    const desk = await boundDesk()
    const tooMany = (limit: string): ApiFailure => ({
      kind: 'refused',
      code: 'too_many',
      detail: '',
      request: 'r1',
      limit,
    })
    desk.server.beforePush = async (_, nth) => (nth < 8 ? tooMany('rate') : null)
    expect(unwrap(await desk.engine.sync()).saved).toBe(3)
    expect(desk.sleeps).toEqual(Array.from({ length: 8 }, () => 8_000))
    desk.excel.user.type(desk.at('城市', 0), '无锡')
    desk.server.beforePush = async () => tooMany('rows')
    expect(await desk.engine.sync()).toEqual({
      ok: false,
      error: { code: 'too_many', detail: '', request: 'r1', limit: 'rows' },
    })
    expect(desk.sleeps).toHaveLength(8)
  })

  test('rows that the server could not take this time are sent again, at most three times in all', async () => {
    const desk = await boundDesk()
    desk.server.answer = ([id], values) =>
      values['city'] === '上海' ? { id, outcome: 'retry' } : null
    const summary = unwrap(await desk.engine.sync())
    expect(summary).toMatchObject({ saved: 2, held: 1 })
    expect(desk.server.pushes.map((rows) => rows.length)).toEqual([3, 1, 1])
  })

  test('[R16] one bad row never blocks another', async () => {
    const desk = await boundDesk()
    desk.server.answer = ([id], values) =>
      values['city'] === '上海' ? { id, outcome: 'forbidden' } : null
    expect(unwrap(await desk.engine.sync())).toMatchObject({ saved: 2, held: 1 })
    expect(desk.column('同步状态')).toEqual(['已同步', '无权修改', '已同步'])
  })
})

describe('the cursor', () => {
  test('moves only after what it passed is in the sheet', async () => {
    const desk = await boundDesk()
    unwrap(await desk.engine.sync())
    const id = String(desk.column('_sync')[0]).split('|')[1] ?? ''
    desk.server.change(id, { city: '南京' })
    desk.server.beforePull = async () => desk.excel.user.protect('Sheet1')
    expect(await desk.engine.sync()).toMatchObject({ error: { code: 'protected' } })
    desk.server.beforePull = null
    desk.excel.user.unprotect('Sheet1')
    unwrap(await desk.engine.sync())
    expect(desk.column('城市')[0]).toBe('南京')
    const asked = desk.server.cursors.length
    unwrap(await desk.engine.sync())
    expect(desk.server.cursors.slice(asked)).toEqual(['s4'])
  })
})

describe('changes of others', () => {
  const synced = async () => {
    const desk = await boundDesk()
    unwrap(await desk.engine.sync())
    const ids = desk.column('_sync').map((text) => String(text).split('|')[1] ?? '')
    return { ...desk, ids }
  }

  test('a changed value comes into its cell, the other cells stay as typed', async () => {
    const desk = await synced()
    desk.server.change(desk.ids[1] ?? '', { city: '南京' })
    const summary = unwrap(await desk.engine.sync())
    expect(desk.column('城市')).toEqual(['苏州', '南京', '杭州'])
    expect(desk.column('手机').map(String)).toEqual(['13912345678', '13812345678', '13712345678'])
    // Value, stamp and cursor; before them how far the server was told to be, and the name of that saving (R28).
    expect(summary.cellsWritten).toBeLessThanOrEqual(6)
    expect(unwrap(await desk.engine.sync())).toMatchObject({ unchanged: 3, cellsWritten: 0 })
  })

  test('an edit of my own is not overwritten by a pull, it is merged by the next push', async () => {
    const desk = await synced()
    desk.excel.user.type(desk.at('公司', 1), '恒源国际贸易有限公司')
    desk.server.change(desk.ids[1] ?? '', { city: '南京' })
    desk.server.answer = null
    unwrap(await desk.engine.sync())
    expect(desk.column('城市')[1]).toBe('南京')
  })

  test('text from others is never a formula in a cell', async () => {
    const desk = await synced()
    desk.server.change(desk.ids[0] ?? '', { city: '=WEBSERVICE("http://x")' })
    unwrap(await desk.engine.sync())
    expect(desk.column('城市')[0]).toBe('=WEBSERVICE("http://x")')
    expect(desk.excel.workbook.active.grid.formula(1, 1)).toBeUndefined()
  })

  test('a sheet of all rows gets new ones beneath, and what stands there moves down', async () => {
    const { server } = await synced()
    const desk = aDesk({ server })
    unwrap(await desk.engine.startEmpty('customer', { holds: 'all' }))
    unwrap(await desk.engine.sync())
    const name = desk.tableName()
    desk.excel.user.type('C7', '我的合计')
    server.add('01HF7YAT00000000000000001A', { name: '润联塑胶', city: '宁波' })
    server.add('01HF7YAT00000000000000001B', { name: '远美电子', city: '宁波' })
    server.add('01HF7YAT00000000000000001C', { name: '嘉科医疗', city: '宁波' })
    unwrap(await desk.engine.sync())
    expect(desk.column('客户名称').slice(3)).toEqual(['润联塑胶', '远美电子', '嘉科医疗'])
    expect(desk.tableName()).toBe(name)
    expect(desk.values().flat()).toContain('我的合计')
  })
})
