// A lost answer: what was applied is told, what was not is fenced and never comes late.
import { describe, expect, test } from 'vitest'

import { type OutcomeRequest, outcomeReply } from '../../shared/protocol/outcome.ts'
import { pushReply } from '../../shared/protocol/push.ts'
import { rowHash } from '../../shared/sync/row-hash.ts'
import {
  askFor,
  type Cells,
  count,
  epoch,
  meter,
  newId,
  type Person,
  pushBody,
  pushRow,
  send,
  useFirm,
  workbook,
} from './support.ts'

const firm = useFirm()
const other = useFirm()

type Intent = OutcomeRequest['intents'][number]
const intentOf = (id: string, base: number, cells: Cells): Intent => [
  id,
  base,
  rowHash('customer', Object.keys(cells), Object.values(cells)),
]
const order = (intents: readonly Intent[], fence: boolean, batch?: string) => ({
  table: 'customer',
  workbook,
  epoch,
  intents,
  fence,
  ...(batch === undefined ? {} : { batch }),
})
const ask = async (who: Person, intents: readonly Intent[], fence: boolean, batch?: string) =>
  (await askFor(outcomeReply, 'sync/outcome', order(intents, fence, batch), who)).results
const pushIn = async (who: Person, id: string, base: number, cells: Cells, batch?: string) => {
  const body = pushBody('customer', [{ id, base, cells }], undefined, batch)
  return (await askFor(pushReply, 'sync/push', body, who)).results[0]?.outcome
}

describe('an intention whose answer was lost', () => {
  test('and that was applied is told with the revision it made and the row as it stands', async () => {
    const id = newId()
    const cells = { name: '镇江一号', note: '' }
    await pushRow(firm.li, 'customer', { id, base: 0, cells })
    await pushRow(firm.chen, 'customer', { id, base: 1, cells: { ...cells, note: '后来' } })
    for (const fence of [true, false, true]) {
      const [result] = await ask(firm.li, [intentOf(id, 0, cells)], fence)
      expect(result).toMatchObject({ id, outcome: 'applied', rev: 1 })
      expect(result?.row).toMatchObject({ id, rev: 2, values: { note: '后来' } })
    }
    expect(await pushIn(firm.li, id, 0, cells)).toBe('done')
  })

  test('stays open without a fence and arrives', async () => {
    const [id, cells] = [newId(), { name: '镇江二号' }]
    expect(await ask(firm.li, [intentOf(id, 0, cells)], false)).toEqual([{ id, outcome: 'open' }])
    expect(await pushIn(firm.li, id, 0, cells)).toBe('applied')
  })

  test('is void once fenced: the late request stores nothing, neither new row nor change', async () => {
    const [id, cells] = [newId(), { name: '镇江三号', note: '' }]
    const batch = newId()
    for (let time = 0; time < 2; time++)
      expect(await ask(firm.li, [intentOf(id, 0, cells)], true, batch)).toEqual([
        { id, outcome: 'void' },
      ])
    expect(await pushIn(firm.li, id, 0, cells, newId())).toBe('retry')
    expect(await pushIn(firm.li, id, 0, cells)).toBe('retry')
    expect(await count('SELECT count(*) AS n FROM customer WHERE id = ?1', id)).toBe(0)
    expect(await pushIn(firm.li, id, 0, cells, batch)).toBe('applied')
    const change = { ...cells, note: '改' }
    expect(await ask(firm.li, [intentOf(id, 1, change)], true)).toEqual([{ id, outcome: 'void' }])
    expect(await pushIn(firm.li, id, 1, change, batch)).toBe('retry')
    expect(await pushIn(firm.li, id, 1, { ...cells, note: '别的' })).toBe('applied')
  })

  test('typed again later passes in the batch that asked last, and only in that', async () => {
    const [id, cells] = [newId(), { name: '镇江四号' }]
    const [first, second] = [newId(), newId()]
    const intents = [intentOf(id, 0, cells)]
    await ask(firm.li, intents, true, first)
    await ask(firm.li, intents, true, second)
    expect(await pushIn(firm.li, id, 0, cells, first)).toBe('retry')
    expect(await pushIn(firm.li, id, 0, cells, second)).toBe('applied')
    expect(await ask(firm.li, intents, true, newId())).toMatchObject([
      { outcome: 'applied', rev: 1 },
    ])
  })

  test('of a colleague’s is hindered by nobody’s guess', async () => {
    const [id, cells] = [newId(), { name: '镇江五号' }]
    await ask(firm.wang, [intentOf(id, 0, cells)], true)
    await ask(other.li, [intentOf(id, 0, cells)], true)
    expect(await pushIn(firm.li, id, 0, cells)).toBe('applied')
  })

  test('of a foreign row and of none are told alike', async () => {
    const [id, cells] = [newId(), { name: '镇江六号' }]
    await pushRow(firm.li, 'customer', { id, base: 0, cells })
    const strip = async (who: Person, of: string, fence: boolean) => {
      const response = await send('sync/outcome', order([intentOf(of, 0, cells)], fence), who.key)
      return (await response.text()).replaceAll(of, 'ID')
    }
    for (const who of [firm.wang, other.chen])
      for (const fence of [true, false])
        expect(await strip(who, id, fence)).toBe(await strip(who, newId(), fence))
  })

  test('costs a few rows', async () => {
    const intents = Array.from({ length: 50 }, (_, i) => intentOf(newId(), 0, { name: `没有${i}` }))
    const { read, written } = await meter('sync/outcome', order(intents, true), firm.li)
    expect(read).toBeLessThanOrEqual(50 * 5 + 10)
    // A fence and its entry in the index that upkeep finds it by.
    expect(written).toBeLessThanOrEqual(2 * 50)
  })
})
