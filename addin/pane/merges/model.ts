// The log of merges: pages of it, what one of them decided, taking one back and what stayed then. Plain data, and its
// reducer.
import type {
  FieldDecision,
  KeptField,
  MergeEntry,
  MergesReply,
  UnmergeReply,
} from '../../../shared/protocol/merge.ts'
import type { Stop } from '../../../shared/sync/session/stop.ts'

/** What taking a merge back did, or why it could not be done. */
export type Outcome =
  | {
      readonly merge: string
      /** Customers that are back: ids. */
      readonly back: readonly string[]
      readonly kept: readonly KeptField[]
      readonly keptMore: number
    }
  | {
      readonly merge: string
      readonly refused: (UnmergeReply & { readonly outcome: 'refused' })['reason']
    }

export interface Merges {
  /** Newest first; null: not told yet. */
  readonly entries: readonly MergeEntry[] | null
  /** Of the next page; null: there is none. */
  readonly before: string | null
  /** By merge: what each field became; null: not for this reader. */
  readonly details: Readonly<Record<string, readonly FieldDecision[] | null>>
  readonly isBusy: boolean
  /** The merge that is being taken back. */
  readonly undoing: string | null
  readonly outcome: Outcome | null
  readonly stop: Stop | null
}

export type Event =
  | { readonly type: 'opened' }
  | { readonly type: 'more-asked' }
  | { readonly type: 'details-asked'; readonly merge: string }
  | { readonly type: 'undo-asked'; readonly merge: string }
  | { readonly type: 'paged'; readonly reply: MergesReply; readonly isFirst: boolean }
  | { readonly type: 'detailed'; readonly merge: string; readonly reply: MergesReply }
  | { readonly type: 'unmerged'; readonly merge: string; readonly reply: UnmergeReply }
  | { readonly type: 'failed'; readonly stop: Stop }
  | { readonly type: 'stop-closed' }

export type Asked =
  | { readonly do: 'page'; readonly before: string }
  | { readonly do: 'details'; readonly merge: string }
  | { readonly do: 'unmerge'; readonly merge: string }

export type Effect =
  | Asked
  /** What changed on the server comes into the sheets. */
  | { readonly do: 'sheets' }

export interface Step {
  readonly state: Merges
  readonly effects: readonly Effect[]
}

export const startMerges: Merges = {
  entries: null,
  before: null,
  details: {},
  isBusy: false,
  undoing: null,
  outcome: null,
  stop: null,
}

const stay = (state: Merges): Step => ({ state, effects: [] })

const ask = (state: Merges, effect: Asked, part: Partial<Merges> = {}): Step =>
  state.isBusy
    ? stay(state)
    : { state: { ...state, ...part, isBusy: true, stop: null }, effects: [effect] }

const paged = (state: Merges, { merges, before, more }: MergesReply, isFirst: boolean): Step => {
  const known = isFirst ? [] : (state.entries ?? [])
  const ids = new Set(known.map(({ merge }) => merge))
  return stay({
    ...state,
    isBusy: false,
    entries: [...known, ...merges.filter(({ merge }) => !ids.has(merge))],
    before: more ? before : null,
  })
}

/** The list is read anew: the entry says by whom it was taken back. */
const unmerged = (state: Merges, merge: string, reply: UnmergeReply): Step => {
  const now = { ...state, isBusy: false, undoing: null }
  if (reply.outcome === 'refused')
    return stay({ ...now, outcome: { merge, refused: reply.reason } })
  const { rows, kept, keptMore } = reply
  // The first is the one that stayed.
  const back = rows.slice(1).map(({ id }) => id)
  const outcome: Outcome = { merge, back, kept, keptMore }
  const again = ask({ ...now, outcome }, { do: 'page', before: '' })
  return { state: again.state, effects: [...again.effects, { do: 'sheets' }] }
}

export const step = (state: Merges, event: Event): Step => {
  switch (event.type) {
    case 'opened':
      return ask(state, { do: 'page', before: '' })
    case 'more-asked':
      return state.before === null ? stay(state) : ask(state, { do: 'page', before: state.before })
    case 'details-asked':
      return state.details[event.merge] === undefined
        ? ask(state, { do: 'details', merge: event.merge })
        : stay(state)
    case 'undo-asked':
      return ask(
        state,
        { do: 'unmerge', merge: event.merge },
        { undoing: event.merge, outcome: null },
      )
    case 'paged':
      return paged(state, event.reply, event.isFirst)
    case 'detailed': {
      const found = event.reply.merges.find(({ merge }) => merge === event.merge)
      const details = { ...state.details, [event.merge]: found?.decisions ?? null }
      return stay({ ...state, isBusy: false, details })
    }
    case 'unmerged':
      return unmerged(state, event.merge, event.reply)
    case 'failed':
      return stay({ ...state, isBusy: false, undoing: null, stop: event.stop })
    case 'stop-closed':
      return stay({ ...state, stop: null })
  }
}
