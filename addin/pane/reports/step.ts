// How the reports' screen answers to what happens: pure. One piece of work at a time.
import type { ReportsEffect, ReportsEvent, ReportsState } from './model.ts'

interface Step {
  readonly state: ReportsState
  readonly effects: readonly ReportsEffect[]
}

const stay = (state: ReportsState): Step => ({ state, effects: [] })

type Work = Exclude<ReportsEffect, { readonly do: 'cancel' }>

const start = (state: ReportsState, effect: Work): Step =>
  state.doing === null
    ? {
        state: {
          ...state,
          doing: effect.do,
          rows: 0,
          isCancelling: false,
          // What was said of work just ended stays while the list of PivotTables is read again.
          ...(effect.do === 'look' ? {} : { stop: null, told: null }),
        },
        effects: [effect],
      }
    : stay(state)

const onWish = (state: ReportsState, event: ReportsEvent): Step | null => {
  switch (event.type) {
    case 'opened':
      return start(state, { do: 'look' })
    case 'pivot-asked':
      return start(state, { do: 'pivot' })
    case 'cells-asked':
      return start(state, { do: 'cells' })
    case 'refresh-asked':
      return start(state, { do: 'refresh' })
    case 'report-asked':
      return state.columns.length === 0
        ? stay(state)
        : start(state, { do: 'report', columns: state.columns, hasPivot: event.hasPivot })
    case 'activity-asked':
      return start(state, { do: 'activity', span: state.span })
    case 'cancel-asked':
      return state.doing === null || state.isCancelling
        ? stay(state)
        : { state: { ...state, isCancelling: true }, effects: [{ do: 'cancel' }] }
    default:
      return null
  }
}

const switched = (state: ReportsState, key: string, isOn: boolean): ReportsState => {
  const others = state.columns.filter((column) => column !== key)
  return { ...state, columns: isOn ? [...others, key] : others }
}

export const stepReports = (state: ReportsState, event: ReportsEvent): Step => {
  const wished = onWish(state, event)
  if (wished !== null) return wished
  const ended = { ...state, doing: null, isCancelling: false }
  switch (event.type) {
    case 'column-switched':
      return stay(switched(state, event.key, event.isOn))
    case 'span-chosen':
      return stay({ ...state, span: event.span })
    case 'closed':
      return stay({ ...state, stop: null, told: null })
    case 'progressed':
      return stay({ ...state, rows: event.rows })
    case 'looked':
      // Later looks leave alone what is being chosen.
      return stay({
        ...ended,
        pivots: event.pivots,
        columns: (state.pivots === null ? event.columns : null) ?? state.columns,
        span: (state.pivots === null ? event.span : null) ?? state.span,
      })
    case 'unsupported':
      return stay({ ...ended, isWithoutPivots: true })
    case 'done': {
      const now = { ...ended, told: event.told }
      return state.doing === 'pivot' || state.doing === 'report'
        ? start(now, { do: 'look' })
        : stay(now)
    }
    case 'stopped':
      // A sheet that is not bound has no PivotTables: that is no failure of a look.
      return state.doing === 'look'
        ? stay({ ...ended, pivots: [] })
        : stay({ ...ended, stop: event.stop })
    default:
      return stay(state)
  }
}
