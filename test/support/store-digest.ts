// The fake store's digest.
import type { Actor } from '../../worker/auth/actor.ts'
import type { DigestAsk, DigestFacts } from '../../worker/service/store.ts'
import { keptRev } from './store-log.ts'
import {
  byId,
  customerOf,
  type FakeRow,
  type FakeState,
  goneOf,
  sees,
  textAt,
} from './store-state.ts'

export const readDigest = (state: FakeState, actor: Actor, ask: DigestAsk): DigestFacts => {
  const { table } = ask
  const isWanted = (row: FakeRow, isOwnOnly = ask.isOwnOnly) =>
    isOwnOnly
      ? textAt(customerOf(state, table, row)?.values ?? {}, 'owner') === actor.id
      : sees(state, actor, table, row)
  const sent = new Map<string, (typeof ask.rows)[number][]>()
  for (const row of ask.rows) sent.set(row[0], [...(sent.get(row[0]) ?? []), row])
  const wanted = byId(state, table).filter((row) => isWanted(row))
  const isOwnOnly = ask.isOwnOnly && ask.lostAt === null
  const here = byId(state, table).filter((row) => sent.has(row.id) && isWanted(row, isOwnOnly))
  const moved = (row: FakeRow) =>
    (sent.get(row.id) ?? []).some(([, rev, crev]) => rev !== row.rev || crev !== row.crev)
  const isUnknown = (row: FakeRow, rev: number) =>
    rev > 0 &&
    rev < row.rev &&
    !state.history.some((h) => h.table === table && h.row === row.id && h.rev === rev)
  const isLost = (row: FakeRow) =>
    (sent.get(row.id) ?? []).some(
      ([, rev]) => rev > keptRev(state, table, row, ask.lostAt) || isUnknown(row, rev),
    )
  const isIn = ({ id }: FakeRow) => id > ask.after && (ask.through === null || id <= ask.through)
  const ids = new Set(here.map((row) => row.id))
  return {
    lost: here.filter(isLost).map((row) => row.id),
    differ: here.filter((row) => !isLost(row) && !goneOf(row) && moved(row)).map((row) => row.id),
    gone: here.flatMap((row) => {
      const gone = isLost(row) ? null : goneOf(row)
      return gone ? [{ id: row.id, seq: row.seq, ...gone }] : []
    }),
    absent: [...sent.keys()].filter((id) => !ids.has(id)).toSorted(),
    missing: wanted
      .filter((row) => !goneOf(row) && !sent.has(row.id) && isIn(row))
      .map((row) => row.id)
      .slice(0, ask.missingMax),
  }
}
