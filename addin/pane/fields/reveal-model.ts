// One masked value of the row that the user is in: asked for with a reason, shown in the pane for a short while, and
// never written anywhere. Another row, and it is gone.
import { REASON_MAX, REASON_MIN } from '../../../shared/protocol/fields.ts'
import type { RevealRequest } from '../../../shared/protocol/fields.ts'
import type { Stop } from '../../../shared/sync/session/stop.ts'

export const SHOWN_MS = 30_000

export interface Revealed {
  /** As a cell would show it; '' where the field is empty. */
  readonly text: string
  /** So many more today. */
  readonly left: number
}

export interface RevealState {
  /** Which field is asked about; null: none. */
  readonly key: string | null
  readonly reason: string
  /** A reason is missing, as its author knows by now. */
  readonly isWrong: boolean
  readonly isBusy: boolean
  readonly shown: Revealed | null
  /** Counts what was asked for: an answer, or an end, of an earlier one says nothing. */
  readonly turn: number
  readonly stop: Stop | null
}

export const startReveal: RevealState = {
  key: null,
  reason: '',
  isWrong: false,
  isBusy: false,
  shown: null,
  turn: 0,
  stop: null,
}

export type Event =
  | { readonly type: 'asked'; readonly key: string }
  | { readonly type: 'typed'; readonly reason: string }
  | { readonly type: 'sent'; readonly row: Pick<RevealRequest, 'table' | 'id'> }
  | { readonly type: 'answered'; readonly turn: number; readonly shown: Revealed }
  | { readonly type: 'failed'; readonly turn: number; readonly stop: Stop }
  /** null: by its reader; else the end of its time. */
  | { readonly type: 'over'; readonly turn: number | null }

export type Effect =
  | { readonly do: 'reveal'; readonly turn: number; readonly order: RevealRequest }
  | { readonly do: 'end-later'; readonly turn: number }

interface Step {
  readonly state: RevealState
  readonly effects: readonly Effect[]
}

const stay = (state: RevealState): Step => ({ state, effects: [] })

const send = (state: RevealState, row: Pick<RevealRequest, 'table' | 'id'>): Step => {
  const { key, isBusy } = state
  const reason = state.reason.trim()
  if (key === null || isBusy) return stay(state)
  if (reason.length < REASON_MIN || reason.length > REASON_MAX)
    return stay({ ...state, isWrong: true })
  const turn = state.turn + 1
  return {
    state: { ...state, isWrong: false, isBusy: true, stop: null, turn },
    effects: [{ do: 'reveal', turn, order: { ...row, field: key, reason } }],
  }
}

export const stepReveal = (state: RevealState, event: Event): Step => {
  switch (event.type) {
    case 'asked':
      return stay({ ...startReveal, turn: state.turn + 1, key: event.key })
    case 'typed':
      return stay({ ...state, reason: event.reason, isWrong: false })
    case 'sent':
      return send(state, event.row)
    case 'answered':
      return event.turn === state.turn
        ? {
            state: { ...state, isBusy: false, shown: event.shown, reason: '' },
            effects: [{ do: 'end-later', turn: event.turn }],
          }
        : stay(state)
    case 'failed':
      return event.turn === state.turn
        ? stay({ ...state, isBusy: false, stop: event.stop })
        : stay(state)
    case 'over':
      return event.turn === null || event.turn === state.turn
        ? stay({ ...startReveal, turn: state.turn + 1 })
        : stay(state)
  }
}
