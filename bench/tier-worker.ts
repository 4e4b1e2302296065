// Runs inside workerd: applies the migrations that it is sent, makes the bench's customers, settles their tiers, and
// answers milliseconds and rows.
import { openDatabase } from '../worker/db/database.ts'
import { settleTiers } from '../worker/db/tiers.ts'
import { actor, setUp, stageOf, stages } from './tier-portfolio.ts'

interface Env {
  readonly DB: Parameters<typeof openDatabase>[0]
}

const runAll = async (db: Env['DB'], statements: readonly string[]): Promise<void> => {
  for (const sql of statements) await db.prepare(sql).run()
}

export default {
  fetch: async (request: Request, { DB }: Env): Promise<Response> => {
    const asked = new URL(request.url).searchParams.get('stage')
    if (asked === null) {
      await runAll(DB, [...((await request.json()) as string[]), ...setUp])
      return Response.json({ ms: 0, read: 0, written: 0, changed: 0 })
    }
    const stage = stages.find((name) => name === asked) ?? 'first'
    const { before, ask } = stageOf(stage)
    await runAll(DB, before)
    const database = openDatabase(DB)
    const start = performance.now()
    const { changed } = await settleTiers(database, actor, ask)
    const ms = performance.now() - start
    return Response.json({ ms, changed, ...database.meter })
  },
}
