// A server that answers everything that the pane's tools ask as its schema says, and every free word in it is a text
// that a browser would run.
import * as z from 'zod'

import { scriptTexts } from '../../support/injection.ts'
import { messages } from '../../../worker/messages.ts'

type Schema = z.core.JSONSchema.BaseSchema

/** What must be what it is called, or nothing would be shown at all. */
const meant: Readonly<Record<string, string>> = {
  timeZone: 'Asia/Shanghai',
  currency: 'CNY',
  country: 'CN',
  epoch: 'e1',
  cursor: '',
  role: 'admin',
  authority: 'https://login.issuer.test',
  scope: 's',
}
const isDay = /^(?:day|until|from|to|asOf|on|.*On|lastUsed|month)$/u
export const ULID = '01JXHSTLE00000000000000001'

export interface HostileServer {
  readonly fetch: typeof fetch
  /** How many texts were told so far. */
  readonly told: () => number
}

/** @param from the first of the hostile texts */
export const hostileServer = (from: number): HostileServer => {
  let next = from
  let turn = 0

  const textOf = (schema: Schema, key: string): string => {
    const { format, pattern, maxLength = 1_000 } = schema
    if (Object.hasOwn(meant, key)) return meant[key] ?? ''
    if (format === 'date' || isDay.test(key)) return '2026-11-22'
    if (format === 'uuid' || pattern?.startsWith('^([0-9a-fA-F]{8}') === true)
      return 'aaaaaaaa-0000-4000-8000-00000000000a'
    if (pattern !== undefined) return ULID
    next += 1
    return (scriptTexts[next % scriptTexts.length] ?? '').slice(0, maxLength)
  }

  const valueOf = (schema: Schema | boolean | undefined, key: string, depth: number): unknown => {
    if (schema === undefined || typeof schema === 'boolean') return textOf({}, key)
    if (schema.const !== undefined) return schema.const
    if (schema.enum !== undefined) return schema.enum[(turn += 1) % schema.enum.length]
    const choices = schema.anyOf ?? schema.oneOf
    if (choices !== undefined) {
      const telling = choices.filter(({ type }) => type !== 'null')
      return valueOf(telling[(turn += 1) % telling.length], key, depth)
    }
    // A type that may be null is a list of both.
    const type = [schema.type].flat().find((each) => each !== 'null')
    switch (type) {
      case 'object': {
        const { properties = {}, additionalProperties } = schema
        const keys = Object.keys(properties)
        if (keys.length > 0)
          return Object.fromEntries(
            keys.map((each) => [each, valueOf(properties[each], each, depth + 1)]),
          )
        const { propertyNames } = schema
        const of = typeof additionalProperties === 'object' ? additionalProperties : undefined
        const named = typeof propertyNames === 'object' ? (propertyNames.enum ?? []) : []
        const held = named.length > 0 ? named.map(String) : ['name', 'contact', 'reason']
        return Object.fromEntries(held.map((each) => [each, valueOf(of, '', depth + 1)]))
      }
      case 'array': {
        const { items, prefixItems } = schema
        if (Array.isArray(prefixItems)) return prefixItems.map((each) => valueOf(each, key, depth))
        const each = typeof items === 'object' && !Array.isArray(items) ? items : undefined
        return Array.from({ length: depth > 3 ? 1 : 3 }, () => valueOf(each, key, depth))
      }
      case 'boolean':
        return key !== 'more'
      case 'integer':
      case 'number':
        return Math.max(schema.minimum ?? 0, Math.min(schema.maximum ?? 2, 2))
      default:
        return textOf(schema, key)
    }
  }

  return {
    told: () => next - from,
    fetch: async (input) => {
      const { pathname } = new URL(
        input instanceof Request ? input.url : input,
        'http://hostile.test',
      )
      const message = messages[`POST ${pathname}`] ?? messages[`GET ${pathname}`]
      if (message === undefined) return new Response('{}', { status: 404 })
      const schema = z.toJSONSchema(message.reply, { unrepresentable: 'any' })
      return Response.json(valueOf(schema, '', 0))
    },
  }
}
