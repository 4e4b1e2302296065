// What a store keeps for matching: keys and features go with the rows, and nobody is found who is put away.
import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'

import {
  count,
  newId,
  pushBody,
  pushRow,
  pushRows,
  send,
  useFirm,
  workbook,
  epoch,
} from './support.ts'

const firm = useFirm()

const features = async (id: string) => {
  const row = await env.DB.prepare('SELECT features FROM customer WHERE id = ?1')
    .bind(id)
    .first<{ features: string | null }>()
  return JSON.parse(row?.features ?? 'null') as { v: number; k: number[] } | null
}
const keysOf = async (id: string): Promise<readonly number[]> => {
  const { results } = await env.DB.prepare(
    'SELECT key FROM match_key WHERE org = ?1 AND row_id = ?2 ORDER BY key',
  )
    .bind(firm.org, id)
    .all<{ key: number }>()
  return results.map(({ key }) => key)
}
const sorted = (keys: readonly number[] | undefined) => (keys ?? []).toSorted((a, b) => a - b)

describe('a stored customer', () => {
  test('has few keys, and his features know which', async () => {
    const id = newId()
    const cells = {
      name: '苏州恒升精密机械有限公司',
      'contact.name': '彭飞',
      'contact.mobile': '13912340001',
      address: '苏州市中山路18号',
      website: 'www.hengsheng.cn',
    }
    await pushRow(firm.li, 'customer', { id, base: 0, cells })
    const keys = await keysOf(id)
    expect(keys.length).toBeGreaterThan(1)
    expect(keys.length).toBeLessThanOrEqual(4)
    expect(sorted((await features(id))?.k)).toEqual(keys)
    expect(keys.every(Number.isSafeInteger)).toBe(true)
  })

  test('loses the keys of what he was called, and keeps the others', async () => {
    const id = newId()
    const before = { name: '苏州金石纸业有限公司', address: '苏州市人民路20号' }
    await pushRow(firm.li, 'customer', { id, base: 0, cells: before })
    const old = await keysOf(id)
    const cells = { name: '苏州锦绣包装材料有限公司', address: '苏州市人民路20号' }
    await pushRow(firm.li, 'customer', { id, base: 1, cells, answer: 'renamed' })
    const now = await keysOf(id)
    expect(now.filter((key) => old.includes(key))).toHaveLength(1)
    expect(sorted((await features(id))?.k)).toEqual(now)
  })

  test('has his old keys again when the change is undone', async () => {
    const id = newId()
    const before = { name: '苏州枫桥石刻有限公司', address: '苏州市寒山寺弄24号' }
    await pushRow(firm.li, 'customer', { id, base: 0, cells: before })
    const [old, kept] = [await keysOf(id), await features(id)]
    const batch = newId()
    const cells = { name: '苏州枫桥文化用品有限公司', address: '苏州市寒山寺弄26号' }
    const body = pushBody('customer', [{ id, base: 1, cells }], undefined, batch)
    expect((await send('sync/push', body, firm.li.key)).status).toBe(200)
    expect(await keysOf(id)).not.toEqual(old)
    const undo = { epoch, workbook, batch, by: firm.li.id, as: newId(), cursor: '', limit: 50 }
    expect((await send('sync/undo', undo, firm.li.key)).status).toBe(200)
    expect(await keysOf(id)).toEqual(old)
    expect(await features(id)).toEqual(kept)
  })

  test('keeps his features where nothing that is compared changes', async () => {
    const id = newId()
    await pushRow(firm.li, 'customer', { id, base: 0, cells: { name: '太仓沙溪染整有限公司' } })
    const before = await features(id)
    await pushRow(firm.li, 'customer', { id, base: 1, cells: { status: 'active' } })
    expect(await features(id)).toEqual(before)
  })

  test('is compared by what his primary contact says, typed in the contact list', async () => {
    const [id, contact] = [newId(), newId()]
    await pushRow(firm.li, 'customer', { id, base: 0, cells: { name: '常熟虞山玻璃有限公司' } })
    const cells = { customer_id: '常熟虞山玻璃有限公司', name: '钱多多', mobile: '13912340077' }
    expect((await pushRow(firm.li, 'contact', { id: contact, base: 0, cells })).outcome).toBe(
      'applied',
    )
    expect(JSON.stringify(await features(id))).toContain('13912340077')
  })
})

describe('a customer who is put away', () => {
  const lead = { name: '张家港港城锁业有限公司', 'contact.mobile': '13912340010' }
  test('is known to nobody, and known again when he is back', async () => {
    const [id, again, third] = [newId(), newId(), newId()]
    await pushRow(firm.li, 'customer', { id, base: 0, cells: lead })
    const archive = async (rev: number, restore: boolean) =>
      await send(
        'sync/archive',
        { table: 'customer', workbook, epoch, rows: [[id, rev]], restore },
        firm.li.key,
      )
    await archive(1, false)
    const other = { name: '张家港港城锁业公司', 'contact.mobile': '13912340010' }
    const stored = await pushRow(firm.li, 'customer', { id: again, base: 0, cells: other })
    expect(stored.outcome).toBe('applied')
    expect(stored.look ?? stored.related).toBeUndefined()
    await archive(2, true)
    const { results } = await pushRows(firm.li, 'customer', [
      { id: third, base: 0, cells: { ...lead, address: '张家港市杨舍镇' } },
    ])
    expect(results[0]?.outcome).toBe('known')
    expect(await count('SELECT count(*) AS n FROM match_pair WHERE a = ?1 OR b = ?1', id)).toBe(0)
  })
})
