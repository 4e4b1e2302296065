// A request's body: small enough, JSON, of the expected shape. Otherwise a refusal that says what would be right.
import type { Context } from 'hono'
import type * as z from 'zod'

import type { App } from '../env.ts'
import { Refusal } from '../refusal.ts'
import { PUSH_BYTES_MAX } from '../service/hello.ts'

/** Room for the envelope around the rows that `limits.bytes` speaks of. */
const BODY_BYTES_MAX = PUSH_BYTES_MAX + 50_000

const readText = async (body: ReadableStream<Uint8Array> | null): Promise<string> => {
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  if (body)
    for await (const part of body) {
      bytes += part.byteLength
      if (bytes > BODY_BYTES_MAX)
        throw new Refusal(
          'too_large',
          `At most ${PUSH_BYTES_MAX} bytes a request: send fewer rows.`,
        )
      text += decoder.decode(part, { stream: true })
    }
  return text + decoder.decode()
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal('malformed', 'The body is not JSON.')
  }
}

/** The parsed body, and the caller's organisation still being the one that his workbook knows. */
export const readBody = async <T>(c: Context<App>, schema: z.ZodType<T>): Promise<T> => {
  const parsed = schema.safeParse(parseJson(await readText(c.req.raw.body)))
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const where = issue?.path.map(String).join('.') ?? ''
  throw new Refusal('malformed', `The body is not as expected at "${where}": ${issue?.code ?? ''}.`)
}

/** Refuses a workbook whose cursor and revisions come from before the server was restored. */
export const requireEpoch = (c: Context<App>, epoch: string): void => {
  if (epoch !== c.get('actor').org.epoch)
    throw new Refusal(
      'epoch_changed',
      'The server was restored to an earlier day. Say hello again.',
    )
}
