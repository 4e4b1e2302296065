// Runs inside workerd: inserts the bench's rows into D1, one JSON parameter a statement, and answers the milliseconds.
import { columns, createTable, plainRow } from './lead-rows.ts'

interface Statement {
  readonly bind: (...values: readonly string[]) => Statement
}
interface Env {
  readonly DB: {
    readonly prepare: (sql: string) => Statement
    readonly batch: (statements: readonly Statement[]) => Promise<unknown>
  }
}

const chunk = 2_000

export default {
  fetch: async (request: Request, env: Env): Promise<Response> => {
    const count = Number(new URL(request.url).searchParams.get('rows'))
    const setUp = `DROP TABLE IF EXISTS lead; ${createTable}`
      .split(';')
      .filter((sql) => sql.trim() !== '')
    await env.DB.batch(setUp.map((sql) => env.DB.prepare(sql)))
    const rows = Array.from({ length: count }, (_, i) => plainRow(i))
    const chunks = Array.from({ length: count / chunk }, (_, k) =>
      JSON.stringify(rows.slice(k * chunk, (k + 1) * chunk)),
    )
    const values = columns.map((_, i) => `value->>${i}`).join(',')
    const insert = `INSERT INTO lead SELECT ${values} FROM jsonb_each(jsonb(?1))`
    const start = performance.now()
    await env.DB.batch(chunks.map((rowsOfChunk) => env.DB.prepare(insert).bind(rowsOfChunk)))
    return Response.json({ ms: performance.now() - start })
  },
}
