// A user who does anything between and during syncs: whatever he did, a row that counts as synced is what the
// server holds under its id, ids stand once, and his own column has lost nothing.
import fc from 'fast-check'
import { expect, test } from 'vitest'

import type { Desk } from '../support/desk.ts'
import { aDesk, unwrap } from '../support/desk.ts'

const list = [
  ['公司', '城市', '私人'],
  ...Array.from({ length: 6 }, (_, at) => [`华达${at}机械`, '苏州', `秘密${at}`]),
]
const actions = ['type', 'sort', 'insert', 'copy', 'delete', 'undo', 'filter', 'clear'] as const
const aStep = fc.record({
  action: fc.constantFrom(...actions),
  row: fc.nat({ max: 20 }),
  word: fc.constantFrom('苏州', '上海', '杭州', ''),
  when: fc.constantFrom('before', 'during'),
})
type Step = typeof aStep extends fc.Arbitrary<infer T> ? T : never

const act = ({ excel, at, tableName, column }: Desk, { action, row, word }: Step) => {
  const { user } = excel
  // Undone past the binding there is no table any more.
  if (excel.workbook.tables.length === 0) return undefined
  const rows = column('公司').length
  const place = row % rows
  switch (action) {
    case 'type':
      return user.type(at(row % 2 === 0 ? '城市' : '公司', place), word + row)
    case 'sort':
      return user.sort(tableName(), row % 2 === 0 ? '城市' : '公司')
    case 'insert':
      user.insertRows(tableName(), place)
      return user.type(at('公司', place), `新客户${row}${word}`)
    case 'copy':
      return user.duplicateRow(tableName(), place)
    case 'delete':
      return rows > 2 ? user.deleteRows(tableName(), place) : undefined
    case 'undo':
      return user.undo()
    case 'filter':
      return user.filter(tableName(), '城市', [word])
    case 'clear':
      return user.clearFilter(tableName())
  }
}

const check = (desk: Desk) => {
  const names = desk.column('公司')
  const cities = desk.column('城市')
  const synced = desk.column('_sync').flatMap((text, row) => {
    const [, id = '', rev] = String(text).split('|')
    return desk.column('同步状态')[row] === '已同步' && rev !== '0' ? [{ id, row }] : []
  })
  expect(new Set(synced.map(({ id }) => id)).size).toBe(synced.length)
  for (const { id, row } of synced) {
    const values = desk.server.rows.get(id)?.values
    expect([values?.['name'] ?? '', values?.['city'] ?? '']).toEqual([
      String(names[row]),
      String(cities[row]),
    ])
  }
}

test('[R1] [R2] [R8] [R9] [R10] a synced row is what the server holds under its id', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(aStep, { minLength: 3, maxLength: 12 }), async (steps) => {
      const desk = aDesk({ list })
      unwrap(await desk.engine.bringInList())
      const secrets = new Set(desk.column('私人').map(String))
      for (const step of steps) {
        if (step.when === 'before') act(desk, step)
        desk.server.beforePush = async () => {
          desk.server.beforePush = null
          if (step.when === 'during') act(desk, step)
          return null
        }
        await desk.engine.sync()
      }
      desk.server.beforePush = null
      if (desk.excel.workbook.tables.length > 0) desk.excel.user.clearFilter(desk.tableName())
      const settled = await desk.engine.sync()
      // Undone past the binding there is nothing to sync any more.
      if (!settled.ok && steps.some(({ action }) => action === 'undo')) {
        expect(['not_bound', 'table_lost', 'sync_column_lost']).toContain(settled.error.code)
        return
      }
      for (let round = 0; round < 3; round++) unwrap(await desk.engine.sync())
      check(desk)
      expect(unwrap(await desk.engine.sync())).toMatchObject({ saved: 0, cellsWritten: 0 })
      for (const secret of desk.column('私人'))
        expect(secret === '' || secrets.has(String(secret))).toBe(true)
    }),
    { numRuns: Number(process.env['FUZZ_RUNS'] ?? 40) },
  )
}, 60_000)
