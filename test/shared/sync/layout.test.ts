import { describe, expect, test } from 'vitest'

import { sheetFields } from '../../../shared/schema/tables.ts'
import { hash64 } from '../../../shared/sync/hash.ts'
import { isSameMapping, resolveLayout } from '../../../shared/sync/layout.ts'
import type { LayoutQuestion } from '../../../shared/sync/layout.ts'

const question: LayoutQuestion = {
  bound: [
    { key: 'name', id: 1, header: '公司' },
    { key: 'city', id: 2, header: '城市' },
    { key: 'sync_status', id: 3, header: '同步状态' },
    { key: 'tier', id: 4, header: '客户级别' },
    { key: '_sync', id: 5, header: '_sync' },
  ],
  present: [
    { id: 1, name: '公司', index: 0 },
    { id: 2, name: '城市', index: 1 },
    { id: 3, name: '同步状态', index: 2 },
    { id: 4, name: '客户级别', index: 3 },
    { id: 5, name: '_sync', index: 4 },
  ],
  fields: sheetFields('customer'),
  writable: ['name', 'city'],
  canonVersion: '1',
  keyOf: (header) => (header === '企业名称' ? 'name' : null),
}
const indexes = (asked: LayoutQuestion) => {
  const layout = resolveLayout(asked)
  return layout && Object.fromEntries(layout.entered.map(({ key, index }) => [key, index]))
}

describe('[R13] where the bound columns stand now', () => {
  test('a column is found by its id after it was renamed and moved', () => {
    const present = question.present.map((column) =>
      column.id === 1 ? { ...column, name: '客户全称', index: 7 } : column,
    )
    expect(indexes({ ...question, present })).toEqual({ name: 7, city: 1 })
  })

  test('a column that lost its id is found by its header, in any of its words', () => {
    const replaced = (name: string) =>
      question.present.map((column) => (column.id === 1 ? { id: 9, name, index: 0 } : column))
    expect(indexes({ ...question, present: replaced('公司') })).toEqual({ name: 0, city: 1 })
    expect(indexes({ ...question, present: replaced('企业名称') })).toEqual({ name: 0, city: 1 })
  })

  test('a column that is gone is absent, not empty, and the hashes made with it say nothing', () => {
    const present = question.present.filter((column) => column.id !== 2)
    const layout = resolveLayout({ ...question, present })
    expect(layout?.entered.map(({ key }) => key)).toEqual(['name'])
    expect(layout?.version).not.toBe(resolveLayout(question)?.version)
    expect(layout?.columns).toContainEqual({ key: 'city', id: 2, header: '城市' })
  })

  test('without the _sync column there is no layout at all', () => {
    const present = question.present.filter((column) => column.id !== 5)
    expect(resolveLayout({ ...question, present })).toBeNull()
  })

  test('a field that I may not write is shown, not sent', () => {
    const layout = resolveLayout({ ...question, writable: ['name'] })
    expect(layout?.entered.map(({ key }) => key)).toEqual(['name'])
    expect(layout?.computed.map(({ key }) => key)).toEqual(['city', 'tier'])
  })

  test('the order of columns changes no hash', () => {
    const present = question.present.map((column) => ({ ...column, index: 4 - column.index }))
    expect(resolveLayout({ ...question, present })?.version).toBe(resolveLayout(question)?.version)
  })

  test('is told column by column, in the order of the keys', () => {
    const { city, name, tier } = question.fields
    expect(resolveLayout(question)).toEqual({
      entered: [
        { key: 'city', header: '城市', index: 1, field: city },
        { key: 'name', header: '公司', index: 0, field: name },
      ],
      computed: [{ key: 'tier', header: '客户级别', index: 3, field: tier }],
      status: 2,
      sync: 4,
      version: `1.${hash64('city,name').slice(0, 6)}`,
      isRemapped: false,
      columns: question.bound,
    })
    const turned = { ...question, bound: question.bound.toReversed(), writable: ['name'] }
    expect(resolveLayout(turned)?.computed.map(({ key }) => key)).toEqual(['city', 'tier'])
    const straight = { ...question, writable: ['name'] }
    expect(resolveLayout(straight)?.computed.map(({ key }) => key)).toEqual(['city', 'tier'])
  })

  test('a computed column is never sent, whatever I may write', () => {
    const layout = resolveLayout({ ...question, writable: ['tier', 'name'] })
    expect(layout?.entered.map(({ key }) => key)).toEqual(['name'])
    expect(layout?.computed.map(({ key }) => key)).toEqual(['city', 'tier'])
  })

  test('the status column may be deleted', () => {
    const present = question.present.filter((column) => column.id !== 3)
    expect(resolveLayout({ ...question, present })?.status).toBeNull()
  })

  test('a column that another binding’s id names is not taken for one that lost its own', () => {
    const bound = question.bound.map((column) =>
      column.key === 'city' ? { ...column, id: 9, header: '公司' } : column,
    )
    expect(indexes({ ...question, bound })).toEqual({ name: 0 })
  })

  test('a header as it was bound goes before another word for the field', () => {
    const present = [
      { id: 8, name: '企业名称', index: 8 },
      { id: 9, name: '公司', index: 9 },
      ...question.present.filter((column) => column.id !== 1),
    ]
    expect(indexes({ ...question, present })).toEqual({ name: 9, city: 1 })
  })

  test('a column that was found by its header is bound by its new id from then on', () => {
    const present = question.present.map((column) =>
      column.id === 1 ? { id: 9, name: '企业名称', index: 0 } : column,
    )
    const layout = resolveLayout({ ...question, present })
    expect(layout?.isRemapped).toBe(true)
    expect(layout?.columns).toEqual([
      { key: 'name', id: 9, header: '企业名称' },
      ...question.bound.slice(1),
    ])
    const other = question.present.map((column) =>
      column.id === 4 ? { ...column, id: 9 } : column,
    )
    expect(resolveLayout({ ...question, present: other })?.isRemapped).toBe(false)
  })

  test('the canon and the columns are both in the version; the mapping is the columns alone', () => {
    const version = resolveLayout(question)?.version ?? ''
    const newer = resolveLayout({ ...question, canonVersion: '2' })?.version ?? ''
    const fewer = resolveLayout({ ...question, writable: ['name'] })?.version ?? ''
    expect(new Set([version, newer, fewer]).size).toBe(3)
    expect(isSameMapping(version, newer)).toBe(true)
    expect(isSameMapping(version, fewer)).toBe(false)
    const dotted = resolveLayout({ ...question, canonVersion: '2.1' })?.version ?? ''
    expect([isSameMapping(dotted, version), isSameMapping(version, dotted)]).toEqual([true, true])
  })
})
