// The store on D1: each verb is one module of this folder.
import type { Store } from '../service/store.ts'
import type { Database } from './database.ts'
import { readLabels, readNames } from './labels.ts'
import { readPull } from './pull.ts'
import { readPush } from './push-read.ts'
import { writePush } from './push-write.ts'
import { numberOf } from './sql.ts'
import { settleTiers } from './tiers.ts'

export const openStore = (database: Database): Store => ({
  head: async (actor) => {
    const sql = 'SELECT seq FROM counter WHERE org = ?1'
    const [rows] = await database.runBatch([{ sql, values: [actor.org.id] }])
    return numberOf(rows?.[0] ?? {}, 'seq')
  },
  readLabels: async (actor, ask) => await readLabels(database, actor, ask),
  readNames: async (actor, ids) => await readNames(database, actor, ids),
  readPush: async (actor, ask) => await readPush(database, actor, ask),
  writePush: async (actor, plan) => await writePush(database, actor, plan),
  readPull: async (actor, ask) => await readPull(database, actor, ask),
  settleTiers: async (actor, ask) => await settleTiers(database, actor, ask),
})
