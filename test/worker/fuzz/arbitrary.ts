// Valid bodies for a message: its zod schema as JSON Schema, and an arbitrary for each shape that ours use. Ids, users
// and fields come mostly from a pool of what there is, or nothing would get past the first look.
import * as fc from 'fast-check'
import * as z from 'zod'

type Schema = z.core.JSONSchema.BaseSchema

export interface Pool {
  readonly epoch: string
  readonly workbook: string
  readonly ulids: readonly string[]
  /** Short hexadecimal ids: conflicts and keys. */
  readonly marks: readonly string[]
  readonly users: readonly string[]
  readonly fields: readonly string[]
  readonly cursors: readonly string[]
  /** Whatever a cell may hold. */
  readonly texts: readonly string[]
}

const ITEMS_MAX = 8
const ulidPattern = '^[0-9A-HJKMNP-TV-Z]{26}$'
const markPattern = '^[0-9a-f]{16}$'

const mostly = (known: readonly string[], other: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  known.length === 0
    ? other
    : fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: other })

const ulids = fc.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}$/u)
const days = fc
  .date({
    min: new Date(Date.UTC(2024, 0, 1)),
    max: new Date(Date.UTC(2028, 0, 1)),
    noInvalidDate: true,
  })
  .map((day) => day.toISOString().slice(0, 10))

/** By the name of the key that it stands under. */
const named = (pool: Pool): Readonly<Record<string, fc.Arbitrary<string>>> => ({
  epoch: mostly([pool.epoch], fc.string({ maxLength: 5 })),
  workbook: mostly([pool.workbook], ulids),
  cursor: mostly(pool.cursors, fc.string({ maxLength: 50 })),
  after: mostly(['', ...pool.ulids], fc.string({ maxLength: 50 })),
  before: mostly(['', ...pool.ulids], fc.string({ maxLength: 50 })),
  user: mostly(pool.users, fc.string({ minLength: 1, maxLength: 9 })),
  for: mostly(pool.users, fc.string({ minLength: 1, maxLength: 9 })),
  by: mostly(pool.users, fc.string({ minLength: 1, maxLength: 9 })),
  field: mostly(pool.fields, fc.string({ maxLength: 9 })),
  fields: mostly(pool.fields, fc.string({ maxLength: 9 })),
  columns: mostly(pool.fields, fc.string({ maxLength: 9 })),
})

const names = fc.constantFrom('王小二', 'Ann Lee', '陳先生', 'O’Neil')

const stringOf = (schema: Schema, pool: Pool, key: string): fc.Arbitrary<string> => {
  const { pattern, format, minLength = 0 } = schema
  const maxLength = Math.min(schema.maxLength ?? 40, 40)
  if (format === 'date') return days
  if (format === 'uuid') return fc.uuid()
  if (pattern === ulidPattern)
    return key === 'workbook' ? mostly([pool.workbook], ulids) : mostly(pool.ulids, ulids)
  if (pattern === markPattern) return mostly(pool.marks, fc.stringMatching(/^[0-9a-f]{16}$/u))
  if (pattern?.includes('\\p{') === true) return names
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern, 'u'))
  const known = named(pool)
  if (Object.hasOwn(known, key)) return known[key] ?? fc.constant('')
  if (key === 'id' && maxLength > 20) return mostly([...pool.users, ...pool.ulids], fc.string())
  return fc.oneof(
    fc.string({ minLength, maxLength, unit: 'binary' }),
    fc.constantFrom(...pool.texts).map((text) => text.slice(0, maxLength).padEnd(minLength, 'x')),
  )
}

const objectOf = (schema: Schema, pool: Pool): fc.Arbitrary<unknown> => {
  const { properties = {}, required = [], additionalProperties } = schema
  const entries = Object.entries(properties).map(
    ([key, value]) => [key, arbitraryOfSchema(value, pool, key)] as const,
  )
  if (entries.length > 0)
    return fc.record(Object.fromEntries(entries), { requiredKeys: [...required] })
  if (typeof additionalProperties !== 'object') return fc.constant({})
  const keys = mostly(pool.fields, fc.string({ maxLength: 9 }))
  return fc.dictionary(keys, arbitraryOfSchema(additionalProperties, pool, ''), {
    maxKeys: ITEMS_MAX,
  })
}

const arrayOf = (schema: Schema, pool: Pool, key: string): fc.Arbitrary<unknown> => {
  const { prefixItems, items, minItems = 0 } = schema
  if (Array.isArray(prefixItems))
    return fc.tuple(...prefixItems.map((each) => arbitraryOfSchema(each, pool, key)))
  const each: Schema = typeof items === 'object' && !Array.isArray(items) ? items : {}
  const maxLength = Math.max(minItems, Math.min(schema.maxItems ?? ITEMS_MAX, ITEMS_MAX))
  return fc.array(arbitraryOfSchema(each, pool, key), { minLength: minItems, maxLength })
}

const numberOf = (schema: Schema): fc.Arbitrary<number> => {
  const { minimum = -1_000, maximum = 1_000_000 } = schema
  if (schema.type === 'number') return fc.double({ noNaN: true, min: minimum, max: maximum })
  const min = Math.max(minimum, -1_000)
  const max = Math.max(min, Math.min(maximum, 1_000_000))
  return fc.oneof(fc.integer({ min, max: Math.min(max, min + 3) }), fc.integer({ min, max }))
}

const arbitraryOfSchema = (
  schema: Schema | boolean,
  pool: Pool,
  key: string,
): fc.Arbitrary<unknown> => {
  if (typeof schema === 'boolean') return fc.jsonValue({ maxDepth: 2 })
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices !== undefined)
    return fc.oneof(...choices.map((each) => arbitraryOfSchema(each, pool, key)))
  if (schema.type === 'object') return objectOf(schema, pool)
  if (schema.type === 'array') return arrayOf(schema, pool, key)
  if (schema.type === 'string') return stringOf(schema, pool, key)
  if (schema.type === 'integer' || schema.type === 'number') return numberOf(schema)
  if (schema.type === 'boolean') return fc.boolean()
  if (schema.type === 'null') return fc.constant(null)
  return fc.jsonValue({ maxDepth: 2 })
}

/** Bodies that the schema takes, as far as JSON Schema can say it: refinements may still refuse one. */
export const arbitraryOf = (schema: z.ZodType, pool: Pool): fc.Arbitrary<unknown> =>
  arbitraryOfSchema(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), pool, '')
