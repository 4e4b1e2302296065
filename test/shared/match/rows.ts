// What the tests of matching share: rows by their cells, judged.
import { judgePair } from '../../../shared/match/match-list.ts'
import { toMatchRecord, type MatchRow } from '../../../shared/match/record.ts'
import type { Field, Level } from '../../../shared/match/levels.ts'

export const judgeRows = (a: MatchRow, b: MatchRow) => judgePair(toMatchRecord(a), toMatchRecord(b))

/** How the field of two rows compares; undefined where it is no evidence. */
export const levelOf = (field: Field, a: MatchRow, b: MatchRow): Level | undefined =>
  judgeRows(a, b).evidence.find((e) => e.field === field)?.level

export const nameLevel = (a: string, b: string): Level | undefined =>
  levelOf('name', { company: a }, { company: b })
