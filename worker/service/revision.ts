// How a row's revisions are numbered: by the clock, one further where the clock stands still. A database that was
// restored to an earlier day gives no number out again that it gave before: a sheet, or a row out of an older file, that
// has a lost revision never takes it for another one of the same number.
import type { Organisation } from '../auth/actor.ts'

/** Seconds since the organisation began, at `now`; UTC, milliseconds. */
export const tickOf = ({ createdAt }: Organisation, now: number): number =>
  Math.floor((now - createdAt) / 1000)

/** @param rev the revision that is followed; 0: none */
export const nextRev = (rev: number, tick: number): number => Math.max(rev + 1, tick)
