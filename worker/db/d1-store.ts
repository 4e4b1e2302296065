// The store on D1: each verb is one module of this folder.
import type { Store } from '../service/store.ts'
import { readArchive, writeArchive } from './archive.ts'
import { markResolved, readConflicts, writeNotes } from './conflicts.ts'
import type { Database } from './database.ts'
import { readDigest } from './digest.ts'
import { readIntents } from './intent.ts'
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
  readConflicts: async (actor, ask) => await readConflicts(database, actor, ask),
  markResolved: async (actor, marks, now) => await markResolved(database, actor, marks, now),
  readDigest: async (actor, ask) => await readDigest(database, actor, ask),
  readIntents: async (actor, ask) => await readIntents(database, actor, ask),
  writeNotes: async (actor, table, notes, now) =>
    await writeNotes(database, actor, { table, notes, now }),
  readArchive: async (actor, table, ids) => await readArchive(database, actor, table, ids),
  writeArchive: async (actor, plan) => await writeArchive(database, actor, plan),
  readPull: async (actor, ask) => await readPull(database, actor, ask),
  settleTiers: async (actor, ask) => await settleTiers(database, actor, ask),
})
