// The host invents nothing: every member it answers is one of Microsoft's.
import { describe, expect, test } from 'vitest'

import { CLASSES } from '../../workbench/host/classes.ts'
import { readOfficeSchema } from '../support/office-schema.ts'

const schema = readOfficeSchema()

describe.each(Object.entries(CLASSES))('%s', (name, played) => {
  const real = schema.get(name)

  test('is a class of the real client', () => {
    expect(real).toBeDefined()
  })

  test.each(Object.keys(played.properties))('has the property %s', (property) => {
    expect([...(real?.properties.keys() ?? [])]).toContain(property)
  })

  test.each(Object.keys(played.properties))(
    '%s may be set only where Excel lets it',
    (property) => {
      const isSettable = played.properties[property]?.set !== undefined
      expect(isSettable && real?.properties.get(property) !== true).toBe(false)
    },
  )

  test('leads only where the real one leads', () => {
    const links = Object.keys(played.links ?? {})
    expect(links.filter((link) => real?.links.has(link) !== true)).toEqual([])
  })

  test('answers only methods that the real one has', () => {
    const methods = Object.keys(played.methods ?? {})
    expect(methods.filter((method) => real?.methods.has(method) !== true)).toEqual([])
  })

  test('is a collection only if the real one is', () => {
    expect(played.items !== undefined && real?.isCollection !== true).toBe(false)
    expect(played.item !== undefined && real?.hasIndexer !== true).toBe(false)
  })
})

test('the schema that it is held against is the whole of it', () => {
  expect(schema.size).toBeGreaterThan(150)
  expect(schema.get('Table')?.properties.get('Name')).toBe(true)
  expect(schema.get('Table')?.properties.get('Id')).toBe(false)
})
