// The Worker as it is, on a D1 that now and then fails before a batch, or loses its answer after it ran: for the load
// bench alone. FAULTS says of how many batches one fails; 0 for none.
import type { D1Database, D1PreparedStatement } from '@cloudflare/workers-types'

import { app } from '../worker/app.ts'

interface Env {
  readonly DB: D1Database
  readonly FAULTS: string
}

const LOST = 'D1_ERROR: Network connection lost.'
let batches = 0
let lost = 0

const faulty = (real: D1Database, each: number): D1Database => {
  const d1: D1Database = new Proxy(real, {
    get: (target, name) => {
      if (name === 'withSession') return () => d1
      if (name === 'batch')
        return async (statements: D1PreparedStatement[]) => {
          batches += 1
          const isLost = each > 0 && batches % each === 0
          if (isLost) lost += 1
          if (isLost && lost % 2 === 0) throw new Error(LOST)
          const results = await target.batch(statements)
          if (isLost) throw new Error(LOST)
          return results
        }
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? (value.bind(target) as unknown) : value
    },
  })
  return d1
}

export default {
  fetch: async (request: Request, env: Env): Promise<Response> => {
    if (new URL(request.url).pathname === '/faults') return Response.json({ batches, lost })
    return await app.fetch(request, { ...env, DB: faulty(env.DB, Number(env.FAULTS)) })
  },
}
