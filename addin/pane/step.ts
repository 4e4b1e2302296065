// The pane's one reducer: an event in, the next state and what is to be done out. No I/O, no clock.
import type { TableKey } from '../../shared/schema/table-keys.ts'
import type { Event, State, Step } from './model.ts'
import { stepTool } from './tool.ts'
import { stepBlank } from './step-blank.ts'
import { stepOwner } from './step-owner.ts'
import { stepRun } from './step-run.ts'
import { stepStart } from './step-start.ts'
import { shownBoard, troublesIn } from './troubles.ts'

const stay = (state: State): Step => ({ state, effects: [] })

const go = (state: State, row: number, column: number): Step => {
  const board = shownBoard(state)
  return board === null
    ? stay(state)
    : { state, effects: [{ do: 'go', tableId: board.tableId, row, column }] }
}

/** The list ends at both ends; a step beyond stays. */
const point = (state: State, at: number, isGoing: boolean): Step => {
  const board = shownBoard(state)
  if (board === null) return stay(state)
  const list = troublesIn(board, state.filter)
  const place = Math.max(0, Math.min(list.length - 1, at))
  const trouble = list[place]
  const now = { ...state, at: place }
  return trouble === undefined || !isGoing ? stay(now) : go(now, trouble.row, trouble.column ?? 0)
}

const showTable = (state: State, table: TableKey): Step =>
  stay({ ...state, table, filter: 'all', at: 0 })

const stepLists = (state: State, event: Event): Step => {
  switch (event.type) {
    case 'tab-chosen':
      return stay({ ...state, tab: event.tab })
    case 'table-chosen':
      return showTable(state, event.table)
    case 'filter-chosen':
      return stay({ ...state, filter: event.filter, at: 0 })
    case 'pointed':
      return point(state, event.at, event.isGoing)
    case 'place-asked':
      return go(state, event.row, event.column)
    case 'left':
      return stay({ ...state, left: [...new Set([...state.left, ...event.ids])] })
    case 'left-shown':
      return stay({ ...state, left: [] })
    case 'placed':
      return stay({ ...state, here: event.here })
    case 'locale-chosen':
      return {
        state: { ...state, locale: event.locale },
        effects: [{ do: 'speak', locale: event.locale, isKept: true }],
      }
    case 'stop-closed':
      return stay({ ...state, stop: null })
    case 'notice-closed':
      return stay({ ...state, notices: state.notices.filter((one) => one !== event.notice) })
    default:
      return stay(state)
  }
}

export const step = (state: State, event: Event): Step =>
  stepStart(state, event) ??
  stepRun(state, event) ??
  stepOwner(state, event) ??
  stepBlank(state, event) ??
  stepTool(state, event) ??
  stepLists(state, event)
