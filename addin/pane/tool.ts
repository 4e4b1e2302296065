// The pane's tools: screens beside the sync that are loaded when somebody opens them, each with its own state, words
// and styles in a folder of its own. Who is offered which; the server decides what each may do.
import type { Me } from '../sync/around.ts'
import type { Event, State, Step } from './model.ts'
import { allTables, startRun } from './step-run.ts'

export const toolNames = [
  'ahead',
  'review',
  'merges',
  'answers',
  'board',
  'reports',
  'people',
  'trace',
  'fields',
] as const
export type ToolName = (typeof toolNames)[number]

const forManagers: ReadonlySet<ToolName> = new Set([
  'answers',
  'board',
  'people',
  'trace',
  'fields',
])

const isManager = ({ role }: Me): boolean => role === 'manager' || role === 'admin'

/** The tools that somebody is offered. */
export const toolsFor = (me: Me | null): readonly ToolName[] =>
  me === null ? [] : toolNames.filter((name) => isManager(me) || !forManagers.has(name))

/** Needs no sheet: whoever founded an organisation lets his people in first, and decides who may sign in. */
const beforeSheets: ReadonlySet<ToolName> = new Set(['people', 'trace'])

export const toolsBefore = (me: Me | null): readonly ToolName[] =>
  toolsFor(me).filter((name) => beforeSheets.has(name))

const isBefore = ({ screen, me, isBusy }: State, tool: ToolName): boolean =>
  screen === 'first' && !isBusy && toolsBefore(me).includes(tool)

const stay = (state: State): Step => ({ state, effects: [] })

/** A run that is under way goes over all sheets once more. */
const runOn = (state: State, run: NonNullable<State['run']>): State => {
  const { order } = run
  const [now, ...rest] = order.tables
  const all = allTables(state).tables
  const others = rest.filter((table) => !all.includes(table))
  const tables = now === undefined ? all : [now, ...others, ...all]
  return { ...state, run: { ...run, order: { ...order, tables } } }
}

/** @returns null: not an event of this part */
export const stepTool = (state: State, event: Event): Step | null => {
  switch (event.type) {
    case 'tool-asked':
      return state.screen === 'main' || state.screen === 'tool' || isBefore(state, event.tool)
        ? stay({
            ...state,
            screen: 'tool',
            tool: event.tool,
            toolOf: event.of ?? null,
            stop: null,
          })
        : stay(state)
    case 'tool-left':
      return stay({
        ...state,
        screen: state.sheets.length === 0 ? 'first' : 'main',
        tool: null,
        toolOf: null,
      })
    case 'hinted-closed':
      return stay({ ...state, hinted: null })
    case 'tool-changed':
      // What a tool changed on the server comes into the sheets by a sync; the tool stays open meanwhile.
      return state.run === null ? startRun(state, allTables(state)) : stay(runOn(state, state.run))
    default:
      return null
  }
}
