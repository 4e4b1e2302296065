// Rows that left their user's sight: put away, merged, or another's by now. What is only the server's is taken out of
// the sheet; what somebody typed stays and is held; the user's own columns stay; no row is deleted.
import type { PullReply } from '../../protocol/pull.ts'
import type { SheetRow } from '../classify.ts'
import { emptyComputed } from '../deliver.ts'
import type { Layout } from '../layout.ts'
import { isUndecided, withAnswer } from '../stamp.ts'
import type { Stamp } from '../stamp.ts'
import { applyWithCopies } from './apply.ts'
import type { Planner } from './apply.ts'
import type { RowWork } from './edit.ts'
import type { Proc } from './process.ts'
import type { Session } from './session.ts'

export type Gone = PullReply['gone'][number]

export const planDeparted = (
  layout: Layout,
  row: SheetRow,
  stamp: Stamp,
  status: string,
): RowWork => ({
  plan: {
    stamp: { ...stamp, ohash: '', answer: { outcome: 'gone', hash: '' }, older: [], marks: [] },
    entered: row.entered.map(() => ''),
    computed: emptyComputed(layout, row.computed),
    isRewritten: true,
  },
  status,
})

/** A copy may be one of a row that is held: then it says what only its user had typed. */
const isServers = ({ state, stamp, hash }: SheetRow): boolean =>
  state === 'clean' ||
  state === 'cleared' ||
  (state === 'copy' && (hash === '' || stamp?.hash === hash))

/**
 * It counts as typed, whatever its user makes of it next: there is no content of the server to compare with. A linked
 * row that nobody had decided stands on nothing any more: what differs is a conflict, should it ever go out.
 */
const planHeld = (row: SheetRow, stamp: Stamp, version: string, status: string): RowWork => {
  const known = isUndecided(stamp) ? { ...stamp, rev: 0, marks: [] } : stamp
  return {
    plan: {
      stamp: {
        ...withAnswer(known, { outcome: 'gone', hash: row.hash }),
        version,
        hash: '',
      },
      entered: row.entered,
      computed: row.computed,
      isRewritten: false,
    },
    status,
  }
}

const plannerOf =
  ({ words, setting, layout }: Session, { reason }: Gone, isDoubtful: boolean): Planner =>
  (row) => {
    const { stamp } = row
    if (stamp === null || stamp.rev === 0) return null
    const status = words.say(setting.locale)(`gone.${reason}`)
    return isServers(row) && !isDoubtful
      ? planDeparted(layout, row, stamp, status)
      : planHeld(row, stamp, layout.version, status)
  }

const none: ReadonlySet<string> = new Set()

/**
 * @param gone as the server told it: each is neither visible nor known to be anything else
 * @param doubtful rows that may stand nowhere else, beside those that the server lost: they are held as if they had
 *   been typed
 */
export function* applyGone(
  session: Session,
  gone: readonly Gone[],
  doubtful: ReadonlySet<string> = none,
): Proc<void> {
  for (const { id } of gone) {
    session.delivered.delete(id)
    session.away.delete(id)
  }
  const here = gone.filter(({ id }) => session.present.has(id))
  const isDoubtful = (id: string) => doubtful.has(id) || session.lost.has(id)
  const planners = new Map(here.map((one) => [one.id, plannerOf(session, one, isDoubtful(one.id))]))
  yield* applyWithCopies(session, planners)
}
