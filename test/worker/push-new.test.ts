// What becomes of new rows, on the real D1, through HTTP: stored, known, adopted, done.
import { describe, expect, test } from 'vitest'

import {
  type Cells,
  count,
  newId,
  pullRows,
  pushBody,
  pushRow,
  pushRows,
  send,
  useFirm,
} from './support.ts'

const firm = useFirm()

const lead = (name: string, more: Cells = {}): Cells => ({ name, city: '苏州', ...more })
const customers = (id: string) => count('SELECT count(*) AS n FROM customer WHERE id = ?1', id)
const readBack = async (id: string) =>
  (await pullRows(firm.chen, 'customer', { only: [id] })).rows[0]

describe('a new row', () => {
  test('is stored with what was typed, its owner and its kind', async () => {
    const id = newId()
    const cells = lead('苏州华达机械有限公司', { phone: '0512-65231234', sales_12m: '12万' })
    expect(await pushRow(firm.li, 'customer', { id, base: 0, cells })).toMatchObject({
      outcome: 'applied',
      rev: 1,
      crev: 1,
    })
    expect((await readBack(id))?.values).toEqual({
      name: '苏州华达机械有限公司',
      city: '苏州',
      phone: '+8651265231234',
      sales_12m: expect.any(Number),
      owner: firm.li.id,
      kind: 'org',
    })
  })

  test('without a figure is N at once', async () => {
    const id = newId()
    const result = await pushRow(firm.li, 'customer', {
      id,
      base: 0,
      cells: lead('昆山一新纸业有限公司'),
    })
    const computed = { tier: 'N', tier_next: 'N', tier_why: '{"k":"none"}' }
    expect(result.computed).toEqual(computed)
    expect((await readBack(id))?.computed).toEqual(computed)
  })

  test('that names a person stores him as the primary contact, in the same push', async () => {
    const id = newId()
    const cells = lead('太仓二友模具有限公司', {
      'contact.name': '彭飞',
      'contact.mobile': '13912345678',
    })
    await pushRow(firm.li, 'customer', { id, base: 0, cells })
    const contacts = await pullRows(firm.li, 'contact')
    const his = contacts.rows.filter((row) => row.values['customer_id'] === id)
    expect(his.map((row) => row.values)).toEqual([
      { customer_id: id, name: '彭飞', mobile: '+8613912345678' },
    ])
    expect(contacts.labels['customer']?.[id]).toBe('太仓二友模具有限公司')
    expect((await readBack(id))?.values['contact.mobile']).toBe('+8613912345678')
  })

  test('with errors stores nothing of itself and hurts no other', async () => {
    const [bad, good] = [newId(), newId()]
    const { results } = await pushRows(firm.li, 'customer', [
      { id: bad, base: 0, cells: lead('常熟三立有限公司', { sales_12m: '很多' }) },
      { id: good, base: 0, cells: lead('常熟四方有限公司', { sales_12m: '' }) },
    ])
    expect(results.map((r) => [r.outcome, r.problems?.[0]?.field])).toEqual([
      ['invalid', 'sales_12m'],
      ['applied', undefined],
    ])
    expect([await customers(bad), await customers(good)]).toEqual([0, 1])
  })

  test('without its required name is told so', async () => {
    const result = await pushRow(firm.li, 'customer', {
      id: newId(),
      base: 0,
      cells: { name: '', city: '苏州' },
    })
    expect(result).toMatchObject({
      outcome: 'invalid',
      problems: [{ field: 'name', code: 'required.empty', level: 'error' }],
    })
  })

  test('that is no row, or whose hash is not its own, is invalid and hurts no other', async () => {
    const [a, b, c] = [newId(), newId(), newId()]
    const body = pushBody('customer', [
      { id: a, base: 0, cells: lead('无锡甲有限公司甲') },
      { id: b, base: 0, cells: lead('无锡乙有限公司乙') },
      { id: c, base: 0, cells: lead('无锡丙有限公司丙') },
    ])
    const rows: unknown[] = [...body.rows]
    rows[0] = [a, -1, 'x', ['only one cell']]
    rows[1] = [b, 0, 'ffffffffffffffff', ['无锡乙有限公司乙', '苏州']]
    const response = await send('sync/push', { ...body, rows: [...rows, 7] }, firm.li.key)
    const { results } = (await response.json()) as { results: { outcome: string; id: string }[] }
    expect(results.map((r) => [r.id, r.outcome])).toEqual([
      [a, 'invalid'],
      [b, 'invalid'],
      [c, 'applied'],
      ['', 'invalid'],
    ])
  })

  test('may not carry a computed field', async () => {
    const cells = lead('无锡丁有限公司丁', { tier: 'A' })
    expect(await pushRow(firm.li, 'customer', { id: newId(), base: 0, cells })).toMatchObject({
      outcome: 'invalid',
      problems: [{ field: 'tier', code: 'field.readonly' }],
    })
  })
})

describe('the same intention again', () => {
  test('is done, and nothing is stored twice', async () => {
    const id = newId()
    const row = { id, base: 0, cells: lead('江阴五星电器有限公司', { 'contact.name': '马力' }) }
    await pushRow(firm.li, 'customer', row)
    const before = await count('SELECT count(*) AS n FROM history')
    expect(await pushRow(firm.li, 'customer', row)).toMatchObject({ outcome: 'done', rev: 1 })
    expect(await count('SELECT count(*) AS n FROM history')).toBe(before)
  })

  test('twice in one push is done by the first and left to a later try by the second', async () => {
    const row = { id: newId(), base: 0, cells: lead('江阴六和贸易有限公司') }
    const { results } = await pushRows(firm.li, 'customer', [row, row])
    expect(results.map((r) => r.outcome)).toEqual(['applied', 'retry'])
  })
})

describe('a customer that exists', () => {
  test.each([
    ['the same name in the same city', 'name', {}],
    [
      'the same mobile and a name that agrees',
      'mobile',
      { name: '张家港华瑞', city: '', phone: '13862110001' },
    ],
  ])('is known by %s', async (_, by, change) => {
    const first = {
      name: '张家港华瑞纺织有限公司',
      city: '张家港',
      phone: '13862110001',
      'contact.name': '',
    }
    await pushRow(firm.li, 'customer', { id: newId(), base: 0, cells: first })
    const result = await pushRow(firm.li, 'customer', {
      id: newId(),
      base: 0,
      cells: { ...first, 'contact.name': '不同的人', ...change },
    })
    expect(result).toMatchObject({
      outcome: 'known',
      known: { by, here: false, label: first.name },
    })
  })

  test('is not known by a shared phone alone', async () => {
    const phone = '0512-58880000'
    const first = { name: '张家港展会组委会', city: '张家港', phone }
    await pushRow(firm.li, 'customer', { id: newId(), base: 0, cells: first })
    const other = { name: '盐城大丰港务', city: '盐城', phone }
    expect(
      (await pushRow(firm.li, 'customer', { id: newId(), base: 0, cells: other })).outcome,
    ).toBe('applied')
  })

  test('is created anyway when the user says so', async () => {
    const cells = lead('靖江重复公司')
    await pushRow(firm.li, 'customer', { id: newId(), base: 0, cells })
    const row = { id: newId(), base: 0, cells: { ...cells, city: '苏州市' } }
    expect((await pushRow(firm.li, 'customer', row)).outcome).toBe('known')
    expect((await pushRow(firm.li, 'customer', { ...row, answer: 'new' })).outcome).toBe('applied')
  })

  test('of a colleague is known without saying who he is', async () => {
    const cells = lead('靖江秘密公司')
    await pushRow(firm.wang, 'customer', { id: newId(), base: 0, cells })
    const result = await pushRow(firm.li, 'customer', { id: newId(), base: 0, cells })
    expect(result).toMatchObject({
      outcome: 'known',
      known: { id: null, label: null, here: false },
    })
  })

  test('in the same paste: the first is stored, the others are known here', async () => {
    const cells = lead('靖江同列公司')
    const ids = [newId(), newId(), newId()]
    const { results } = await pushRows(
      firm.li,
      'customer',
      ids.map((id, i) => ({ id, base: 0, cells: { ...cells, note: `第${i}行` } })),
    )
    expect(results.map((r) => [r.outcome, r.known?.here, r.known?.id])).toEqual([
      ['applied', undefined, undefined],
      ['known', true, ids[0]],
      ['known', true, ids[0]],
    ])
  })

  test('pushed by two reps in one second becomes one customer and one known', async () => {
    for (let i = 0; i < 5; i++) {
      const cells = lead(`靖江同秒${i}公司`, { 'contact.mobile': `1396600000${i}` })
      const [a, b] = await Promise.all([
        pushRow(firm.li, 'customer', { id: newId(), base: 0, cells }),
        pushRow(firm.wang, 'customer', { id: newId(), base: 0, cells }),
      ])
      expect([a.outcome, b.outcome].toSorted()).toEqual(['applied', 'known'])
    }
  })
})

describe('a row that lost its id', () => {
  const cells = lead('泰州回头客有限公司')

  test('is adopted by its first content, also after it was changed', async () => {
    const id = newId()
    await pushRow(firm.li, 'customer', { id, base: 0, cells })
    await pushRow(firm.li, 'customer', {
      id,
      base: 1,
      cells: { ...cells, name: '泰州新名有限公司' },
    })
    const result = await pushRow(firm.li, 'customer', { id: newId(), base: 0, cells })
    expect(result).toMatchObject({
      outcome: 'adopted',
      as: id,
      rev: 2,
      values: { name: '泰州新名有限公司' },
    })
  })

  test('is adopted although it was renamed and named back', async () => {
    const id = newId()
    const cells = lead('泰州去而复返公司')
    await pushRow(firm.li, 'customer', { id, base: 0, cells })
    await pushRow(firm.li, 'customer', { id, base: 1, cells: { ...cells, name: '泰州一时的名' } })
    await pushRow(firm.li, 'customer', { id, base: 2, cells })
    const result = await pushRow(firm.li, 'customer', { id: newId(), base: 0, cells })
    expect(result).toMatchObject({ outcome: 'adopted', as: id, rev: 3 })
  })

  test('is not adopted by another account', async () => {
    const other = await pushRow(firm.han, 'customer', {
      id: newId(),
      base: 0,
      cells: lead('泰州别人'),
    })
    expect(other.outcome).toBe('applied')
    const mine = await pushRow(firm.li, 'customer', {
      id: newId(),
      base: 0,
      cells: lead('泰州别人'),
    })
    expect(mine.outcome).toBe('known')
  })

  test('k equal rows adopt at most k ids, and `new` insists', async () => {
    const [a, b] = [newId(), newId()]
    const twin = lead('', { 'contact.name': '周周' })
    await pushRow(firm.li, 'customer', { id: a, base: 0, cells: twin })
    await pushRow(firm.li, 'customer', { id: b, base: 0, cells: twin, answer: 'new' })
    const rows = [newId(), newId(), newId()].map((id) => ({ id, base: 0, cells: twin }))
    const { results } = await pushRows(firm.li, 'customer', rows)
    const adopted = results.filter((r) => r.outcome === 'adopted').map((r) => r.as ?? '')
    expect(adopted.toSorted()).toEqual([a, b].toSorted())
    const insisting = await pushRow(firm.li, 'customer', {
      id: newId(),
      base: 0,
      cells: twin,
      answer: 'new',
    })
    expect(insisting.outcome).toBe('applied')
  })

  test('is not adopted while that id stands in the same sheet', async () => {
    const id = newId()
    const row = { id, base: 0, cells: lead('泰州抄行公司') }
    await pushRow(firm.li, 'customer', row)
    const { results } = await pushRows(firm.li, 'customer', [row, { ...row, id: newId() }])
    expect(results.map((r) => [r.outcome, r.known?.here])).toEqual([
      ['done', undefined],
      ['known', true],
    ])
  })
})
