// Merging on D1: each verb is one module of this folder.
import type { MergeStore } from '../service/merge-facts.ts'
import type { Database } from './database.ts'
import { readMerges } from './merge-log.ts'
import { readEdge, readMerging, readMoved } from './merge-read.ts'
import { writeMerge } from './merge-write.ts'
import { readUnmerge } from './unmerge-read.ts'
import { writeUnmerge } from './unmerge-write.ts'

export const openMerges = (database: Database): MergeStore => ({
  readMerging: async (actor, ids) => await readMerging(database, actor, ids),
  readEdge: async (actor, merge) => await readEdge(database, actor, merge),
  writeMerge: async (actor, plan) => await writeMerge(database, actor, plan),
  readMoved: async (actor, edge) => await readMoved(database, actor, edge),
  readUnmerge: async (actor, merge) => await readUnmerge(database, actor, merge),
  writeUnmerge: async (actor, plan) => await writeUnmerge(database, actor, plan),
  readMerges: async (actor, ask) => await readMerges(database, actor, ask),
})
