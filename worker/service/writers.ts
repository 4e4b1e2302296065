// Who wrote a field last: a conflict names that person and that moment, not whoever changed the row last, somewhere
// else in it. Told by the row's newest revisions, of which the store reads a bounded number.
import type { MadeRevision } from '../../shared/merge/own-edit.ts'
import type { StoredValue } from '../../shared/merge/three-way.ts'
import { valueAt } from '../../shared/merge/three-way.ts'

/** So many revisions are read: with them a push stays at 20 rows read a row. Of a field that has stood for longer, the oldest is named. */
export const TRAIL_MAX = 7

export interface Author {
  readonly by: string
  /** UTC, milliseconds. */
  readonly at: number
}

export interface Revision extends Author, MadeRevision {}

/** Who made a row's current revision, and its newest revisions where its caller has not seen the current one. */
export interface Trail extends Author {
  /** In any order; the current one may be among them. */
  readonly past: readonly Revision[]
}

const nobody: Author = { by: '', at: 0 }

/** @param value what the field says now */
export const lastWriter = (trail: Trail | undefined, field: string, value: StoredValue): Author => {
  let { by, at }: Author = trail ?? nobody
  for (const revision of (trail?.past ?? []).toSorted((a, b) => b.rev - a.rev)) {
    if (valueAt(revision.values, field) !== value) break
    ;({ by, at } = revision)
  }
  return { by, at }
}
