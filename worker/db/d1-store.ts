// The store on D1: each verb is one module of this folder.
import type { Store } from '../service/store.ts'
import { readArchive, writeArchive } from './archive.ts'
import { readBatches, readSteps } from './batch.ts'
import { markResolved, readConflicts, writeNotes } from './conflicts.ts'
import type { Database } from './database.ts'
import { readDigest, readForks } from './digest.ts'
import { readIntents } from './intent.ts'
import { takeLease } from './lease.ts'
import { readLog } from './log.ts'
import { readLabels, readNames } from './labels.ts'
import { readPull } from './pull.ts'
import { readPush } from './push-read.ts'
import { writePush } from './push-write.ts'
import { settleTiers } from './tiers.ts'

export const openStore = (database: Database): Store => ({
  readLog: async (actor, seqs) => await readLog(database, actor, seqs),
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
  readForks: async (actor, table, ids, lostAt) =>
    await readForks(database, actor, { table, ids, lostAt }),
  takeLease: async (actor, ask) => await takeLease(database, actor, ask),
  readBatches: async (actor, ask) => await readBatches(database, actor, ask),
  readSteps: async (actor, ask) => await readSteps(database, actor, ask),
  readPull: async (actor, ask) => await readPull(database, actor, ask),
  settleTiers: async (actor, ask) => await settleTiers(database, actor, ask),
})
