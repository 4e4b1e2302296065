// The matching store on D1: each verb is one function of the match modules of this folder.
import type { MatchStore } from '../service/matches.ts'
import type { Database } from './database.ts'
import {
  clearAnswers,
  listAnswers,
  readAnswers,
  readAnswersAmong,
  writeAnswers,
} from './match-answers.ts'
import { readMembers, readRows, readSettings, spendHints } from './match-members.ts'
import {
  closePairs,
  readAround,
  readOpen,
  retireStatements,
  unretireStatements,
  writePairs,
} from './match-pairs.ts'
import { readCustomers, readRebuild, refresh, writeRebuild } from './match-rebuild.ts'
import { readCounts, readSearch } from './match-search.ts'

export const openMatches = (database: Database): MatchStore => ({
  readSearch: async (actor, ask) => await readSearch(database, actor, ask),
  readCounts: async (actor, keys) => await readCounts(database, actor, keys),
  spendHints: async (actor, day, wanted, most) =>
    await spendHints(database, actor, { day, wanted, most }),
  readMembers: async (actor, ids) => await readMembers(database, actor, ids),
  readRows: async (actor, ids) => await readRows(database, actor, ids),
  readOpen: async (actor, ask) => await readOpen(database, actor, ask),
  readAround: async (actor, ids) => await readAround(database, actor, ids),
  writePairs: async (actor, pairs, now) => await writePairs(database, actor, pairs, now),
  closePairs: async (actor, pairs) => await closePairs(database, actor, pairs),
  retire: async (actor, losers) => {
    await database.runBatch(retireStatements(actor.org.id, losers))
  },
  unretire: async (actor, losers) => {
    await database.runBatch(unretireStatements(actor.org.id, losers))
  },
  readAnswers: async (actor, pairs) => await readAnswers(database, actor, pairs),
  readAnswersAmong: async (actor, ids) => await readAnswersAmong(database, actor, ids),
  writeAnswers: async (actor, answers) => await writeAnswers(database, actor, answers),
  listAnswers: async (actor, ask) => await listAnswers(database, actor, ask),
  clearAnswers: async (actor, pairs) => await clearAnswers(database, actor, pairs),
  readSettings: async (actor) => await readSettings(database, actor),
  readRebuild: async (actor) => await readRebuild(database, actor),
  writeRebuild: async (actor, state, now) => await writeRebuild(database, actor, state, now),
  readCustomers: async (actor, after, limit) => await readCustomers(database, actor, after, limit),
  refresh: async (actor, rows) => await refresh(database, actor, rows),
})
