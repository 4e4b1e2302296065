// The OpenAPI document, for anyone: it says nothing that the source does not.
import { Hono } from 'hono'

import type { App } from '../env.ts'
import { openApi } from '../openapi.ts'

/** Made once in the life of an isolate. */
let text: string | null = null

export const document = new Hono<App>().get('/openapi.json', (c) => {
  text ??= JSON.stringify(openApi())
  return c.body(text, 200, { 'Content-Type': 'application/json' })
})
