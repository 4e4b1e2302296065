// What the new rows of the customer sheet would be, before any of them is stored. Plain data and what happens to it.
import type { Stop } from '../../../shared/sync/session/stop.ts'

/** look: may be a customer on file. related: belongs to one. wrong: to be corrected first. */
export const kinds = ['new', 'known', 'look', 'related', 'wrong'] as const
export type Kind = (typeof kinds)[number]

/** A row of which something is to be said. */
export interface Finding {
  /** Zero-based in the table's body, when it was read. */
  readonly row: number
  readonly label: string
  readonly kind: Exclude<Kind, 'new'>
  /** Which customer and why, a sentence each. */
  readonly texts: readonly string[]
}

export interface Checked {
  readonly tableId: string
  /** Of the body's first row, as Excel counts, from 1. */
  readonly firstRow: number
  /** New rows in the sheet. */
  readonly rows: number
  readonly counts: Readonly<Record<Kind, number>>
  /** In the order of the sheet. */
  readonly findings: readonly Finding[]
  /** Rows of which something was told about a customer out of sight: a day has only so many of these. */
  readonly hidden: number
  /** Rows were compared with each other so many at a time; null: all of them. */
  readonly apart: number | null
}

/** What became of the list of findings as a sheet. */
export type Listed =
  | { readonly kind: 'written'; readonly sheet: string; readonly count: number }
  | { readonly kind: 'occupied'; readonly sheet: string; readonly headers: readonly string[] }

export interface Ahead {
  readonly doing: 'check' | 'list' | 'go' | null
  readonly isCancelling: boolean
  readonly done: number
  /** 0: the sheet is being read. */
  readonly of: number
  readonly checked: Checked | null
  readonly shown: Finding['kind'] | 'all'
  readonly listed: Listed | null
  readonly stop: Stop | null
}

export type Event =
  /** Nothing is asked by itself: what a check tells of colleagues' customers counts for the day. */
  | { readonly type: 'opened' }
  | { readonly type: 'check-asked' }
  | { readonly type: 'cancel-asked' }
  | { readonly type: 'list-asked' }
  | { readonly type: 'row-asked'; readonly row: number }
  | { readonly type: 'shown-chosen'; readonly shown: Ahead['shown'] }
  | { readonly type: 'progressed'; readonly done: number; readonly of: number }
  /** stop: why it did not come to its end. */
  | { readonly type: 'checked'; readonly checked: Checked; readonly stop: Stop | null }
  | { readonly type: 'listed'; readonly listed: Listed }
  | { readonly type: 'gone' }
  | { readonly type: 'failed'; readonly stop: Stop }
  | { readonly type: 'stop-closed' }

export type Effect =
  | { readonly do: 'check' }
  | { readonly do: 'cancel' }
  | { readonly do: 'list'; readonly checked: Checked }
  | { readonly do: 'go'; readonly tableId: string; readonly row: number }

export interface Step {
  readonly state: Ahead
  readonly effects: readonly Effect[]
}

export const startAhead: Ahead = {
  doing: null,
  isCancelling: false,
  done: 0,
  of: 0,
  checked: null,
  shown: 'all',
  listed: null,
  stop: null,
}

/** Rows that the server was asked about. */
export const askedRows = ({ counts }: Checked): number =>
  kinds.reduce((sum, kind) => sum + counts[kind], 0)

const stay = (state: Ahead): Step => ({ state, effects: [] })

/** One thing at a time. */
const begin = (state: Ahead, doing: NonNullable<Ahead['doing']>, effect: Effect): Step =>
  state.doing === null ? { state: { ...state, doing, stop: null }, effects: [effect] } : stay(state)

const idle = { doing: null, isCancelling: false, done: 0, of: 0 } as const

export const step = (state: Ahead, event: Event): Step => {
  const { checked } = state
  switch (event.type) {
    case 'opened':
      return stay(state)
    case 'check-asked': {
      const begun = begin(state, 'check', { do: 'check' })
      return begun.effects.length === 0
        ? begun
        : { ...begun, state: { ...begun.state, checked: null, listed: null, shown: 'all' } }
    }
    case 'cancel-asked':
      return state.doing === 'check' && !state.isCancelling
        ? { state: { ...state, isCancelling: true }, effects: [{ do: 'cancel' }] }
        : stay(state)
    case 'list-asked':
      return checked === null ? stay(state) : begin(state, 'list', { do: 'list', checked })
    case 'row-asked':
      return checked === null
        ? stay(state)
        : begin(state, 'go', { do: 'go', tableId: checked.tableId, row: event.row })
    case 'shown-chosen':
      return stay({ ...state, shown: event.shown })
    case 'progressed':
      return stay({ ...state, done: event.done, of: event.of })
    case 'checked':
      return stay({ ...state, ...idle, checked: event.checked, stop: event.stop })
    case 'listed':
      return stay({ ...state, ...idle, listed: event.listed })
    case 'gone':
      return stay({ ...state, ...idle })
    case 'failed':
      return stay({ ...state, ...idle, stop: event.stop })
    case 'stop-closed':
      return stay({ ...state, stop: null })
  }
}
