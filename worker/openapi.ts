// The OpenAPI 3.1 document, made of the message table and the routes' rules: nothing of it is written by hand. Pure,
// and the same every time, so that the checked-in docs/openapi.json can be compared with it.
import * as z from 'zod'

import { refusalBody, type RefusalCode, refusalStatus } from '../shared/protocol/refusal.ts'
import { PROTOCOL_VERSION } from '../shared/protocol/version.ts'
import { type Rule, ruleOf } from './auth/route-rules.ts'
import type { Message } from './messages/message.ts'
import { messages } from './messages.ts'

type Json = Readonly<Record<string, unknown>>

const takesEpoch = ({ request }: Message): boolean =>
  request instanceof z.ZodObject && Object.hasOwn(request.shape, 'epoch')

/** Every code with which a route may refuse. Another status is a fault of the server. */
export const refusalsOf = (message: Message, rule: Rule): readonly RefusalCode[] => {
  const codes: RefusalCode[] = ['unavailable', ...message.refuses]
  if (message.request !== null) codes.push('malformed', 'too_large')
  if (takesEpoch(message)) codes.push('epoch_changed')
  if (rule.roles !== null) codes.push('unauthenticated', 'not_invited', 'forbidden', 'too_many')
  return [...new Set(codes)].toSorted()
}

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return rest
}

const inJson = (schema: Json): Json => ({ 'application/json': { schema } })
const refusalContent = inJson({ $ref: '#/components/schemas/Refusal' })

const refusedBy = (codes: readonly RefusalCode[]): Json => {
  const byStatus = new Map<number, RefusalCode[]>()
  for (const code of codes) {
    const status = refusalStatus[code]
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  return Object.fromEntries(
    [...byStatus]
      .toSorted(([a], [b]) => a - b)
      .map(([status, same]) => [
        String(status),
        { description: same.join(', '), content: refusalContent },
      ]),
  )
}

/** syncPush of POST /v1/sync/push */
const operationId = (path: string): string =>
  path
    .replace(/^\/v1\//u, '')
    .replaceAll(/[^a-z]+([a-z])/gu, (_, letter: string) => letter.toUpperCase())

const operationOf = (path: string, message: Message, rule: Rule): Json => ({
  operationId: operationId(path),
  summary: message.summary,
  tags: [path.split('/')[2] ?? ''],
  security: rule.roles === null ? [] : [{ bearer: [...rule.scopes] }],
  'x-roles': rule.roles ?? 'anyone',
  ...(message.request === null
    ? {}
    : { requestBody: { required: true, content: inJson(schemaOf(message.request, 'input')) } }),
  responses: {
    200: { description: 'Done.', content: inJson(schemaOf(message.reply, 'output')) },
    ...refusedBy(refusalsOf(message, rule)),
  },
})

const pathsOf = (): Json => {
  const paths: Record<string, Record<string, Json>> = {}
  for (const name of Object.keys(messages).toSorted()) {
    const [method = '', path = ''] = name.split(' ')
    const [message, rule] = [messages[name], ruleOf(name)]
    if (message === undefined || rule === null) continue
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf(path, message, rule) }
  }
  return paths
}

/** A fresh document; about 10 ms of CPU. */
export const openApi = (): Json => ({
  openapi: '3.1.0',
  info: {
    title: 'Kehu',
    version: String(PROTOCOL_VERSION),
    description:
      'What the add-in speaks, and what a script may with a key of its own. Moments are UTC milliseconds, ' +
      "days YYYY-MM-DD in the organisation's time zone. x-roles says whose account may call; a script's key " +
      'needs one of the scopes in `security` besides, and none is listed where no script may.',
  },
  paths: pathsOf(),
  components: {
    schemas: { Refusal: schemaOf(refusalBody, 'output') },
    securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
  },
})

/** Routes without a message and messages without a route, as sentences. */
export const unspoken = (
  routes: readonly string[],
  names: readonly string[],
): readonly string[] => [
  ...routes
    .filter((name) => !names.includes(name))
    .map(
      (name) =>
        `${name} is in no document: say in worker/messages/ what it takes and what it answers.`,
    ),
  ...names
    .filter((name) => !routes.includes(name))
    .map((name) => `worker/messages/ speaks of ${name}, which is no route.`),
]
