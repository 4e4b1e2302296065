// The simulator inside of workerd, where D1 is one call away: a history comes in, what became of it goes out. lane.ts
// starts it and speaks with it; it is deployed nowhere.
import type { D1Database } from '@cloudflare/workers-types'

import { openDatabase } from '../../../worker/db/database.ts'
import { bugs } from '../bugs/list.ts'
import { runHistory } from '../history.ts'
import { noFigures } from './figures.ts'
import { flaws, plant } from './flaws.ts'
import type { Answer, Order } from './message.ts'
import { openTables } from './tables.ts'
import { openTwin } from './twin.ts'

interface Env {
  readonly DB: D1Database
}

const named = <T extends { readonly name: string }>(all: readonly T[], name: string | null) =>
  all.find((one) => one.name === name) ?? null

const answer = async ({ plan, bug, noDigest, flaw }: Order, env: Env): Promise<Answer> => {
  const figures = { ...noFigures }
  const tables = await openTables(env.DB)
  const wrong = named(flaws, flaw)
  const sound = openDatabase(env.DB)
  const database = wrong === null ? sound : plant(sound, wrong)
  const outcome = await runHistory(plan, {
    bug: named(bugs, bug),
    noDigest,
    openTwin: (violate) => openTwin({ database, tables, figures, violate }),
  })
  const { tally } = outcome
  const [faults, reached] = [[...tally.faults], [...tally.reached]]
  return { outcome: { ...outcome, tally: { ...tally, faults, reached } }, figures }
}

const handler = {
  fetch: async (request: Request, env: Env): Promise<Response> => {
    // lane.ts sends nothing else.
    const order = (await request.json()) as Order
    return Response.json(await answer(order, env))
  },
}
export default handler
