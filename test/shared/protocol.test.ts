// The lock: what travels, as JSON Schema, is pinned to the protocol's number; old messages still parse.
import { describe, expect, test } from 'vitest'
import * as z from 'zod'

import { archiveReply, archiveRequest } from '../../shared/protocol/archive.ts'
import {
  batchesReply,
  batchesRequest,
  undoReply,
  undoRequest,
} from '../../shared/protocol/batches.ts'
import { conflictsReply, conflictsRequest } from '../../shared/protocol/conflicts.ts'
import { digestReply, digestRequest } from '../../shared/protocol/digest.ts'
import { helloReply, helloRequest } from '../../shared/protocol/hello.ts'
import { noteReply, noteRequest } from '../../shared/protocol/note.ts'
import { outcomeReply, outcomeRequest } from '../../shared/protocol/outcome.ts'
import { pullReply, pullRequest, settleReply, settleRequest } from '../../shared/protocol/pull.ts'
import { pushReply, pushRequest, pushRow } from '../../shared/protocol/push.ts'
import { recoverReply, recoverRequest } from '../../shared/protocol/recover.ts'
import { refusalBody, refusalCodes, refusalStatus } from '../../shared/protocol/refusal.ts'
import { resolveReply, resolveRequest } from '../../shared/protocol/resolve.ts'
import { PROTOCOL_MIN, PROTOCOL_VERSION } from '../../shared/protocol/version.ts'
import { hash64 } from '../../shared/sync/hash.ts'
import golden from '../fixtures/protocol-1.json' with { type: 'json' }

const messages = {
  helloRequest,
  helloReply,
  pushRequest,
  pushRow,
  pushReply,
  settleRequest,
  settleReply,
  pullRequest,
  pullReply,
  conflictsRequest,
  conflictsReply,
  resolveRequest,
  resolveReply,
  digestRequest,
  digestReply,
  outcomeRequest,
  outcomeReply,
  noteRequest,
  noteReply,
  archiveRequest,
  archiveReply,
  batchesRequest,
  batchesReply,
  undoRequest,
  undoReply,
  recoverRequest,
  recoverReply,
  refusalBody,
}
const schemas = Object.entries(messages).map(([name, schema]) => [name, z.toJSONSchema(schema)])

/** When this fails, a message has changed: where old code would not understand it, raise PROTOCOL_VERSION. */
test('the messages are those of the protocol version', () => {
  expect({
    version: PROTOCOL_VERSION,
    min: PROTOCOL_MIN,
    hash: hash64(JSON.stringify(schemas)),
  }).toEqual({
    version: 1,
    min: 1,
    hash: '2707cffeeabc08b7',
  })
})

describe('golden messages of version 1 still parse', () => {
  test.each(Object.entries(messages))('%s', (name, schema: z.ZodType) => {
    const samples = Object.entries(golden).find(([key]) => key === name)?.[1] ?? []
    expect(samples.length).toBeGreaterThan(0)
    for (const sample of samples) expect(schema.safeParse(sample).error).toBeUndefined()
  })
})

test('every refusal has a status that is no success', () => {
  for (const code of refusalCodes) expect(refusalStatus[code]).toBeGreaterThanOrEqual(400)
})
