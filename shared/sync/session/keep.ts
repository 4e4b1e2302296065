// Keeps the state sheet: what it says is read once, and only cells that differ are written.
import { changedCells, keptPlace, linesToState, noState, stateToLines } from '../binding.ts'
import type { Binding, WorkbookState } from '../binding.ts'
import type { TableKey } from '../../schema/table-keys.ts'
import type { StateLines } from '../sheet.ts'
import { perform } from './process.ts'
import type { Proc } from './process.ts'
import type { Session } from './session.ts'
import { Stopped } from './stop.ts'

export function* loadState(): Proc<WorkbookState> {
  return linesToState(yield* perform({ do: 'load' }))
}

export const withBinding = (state: WorkbookState, binding: Binding): WorkbookState => ({
  ...state,
  bindings: state.bindings.map((known) => (known.table === binding.table ? binding : known)),
})

/** What another pane has kept of other tables meanwhile stays. */
const mergeStates = (stood: WorkbookState, ours: WorkbookState, table: TableKey): WorkbookState => {
  const isOthers = (one: Binding) => one.table !== table
  const known = ours.bindings.map((one) =>
    isOthers(one) ? (stood.bindings.find((other) => other.table === one.table) ?? one) : one,
  )
  const isKnown = ({ table: key }: Binding) => ours.bindings.some((one) => one.table === key)
  return { ...ours, bindings: [...known, ...stood.bindings.filter((one) => !isKnown(one))] }
}

const SAVES_MAX = 4

/** No two savings have one name. */
const nameOfSaving = ({ batch }: Session, before: string): string => {
  const [known, count = '0'] = before.split('.')
  return `${batch}.${known === batch ? Number(count) + 1 : 0}`
}

const named = (state: WorkbookState, table: TableKey, kept: string): WorkbookState => ({
  ...state,
  bindings: state.bindings.map((one) => (one.table === table ? { ...one, kept } : one)),
})

/**
 * Cells that differ are written, and a name of this saving; which one stood there is read in the same round trip. Is it
 * not the one that we know, for its user's Ctrl+Z takes the state sheet back with the rest, it is read anew, and what
 * differs now is written, too.
 */
export function* keepState(session: Session, after: WorkbookState): Proc<void> {
  const { state, binding } = session
  const { table } = binding
  let known: StateLines = state === noState ? [] : stateToLines(state)
  let wanted = after
  for (let saves = 0; saves < SAVES_MAX; saves++) {
    const stands = keptPlace(known, table)?.text ?? ''
    wanted = named(wanted, table, stands)
    if (changedCells(known, stateToLines(wanted)).length === 0) break
    wanted = named(wanted, table, nameOfSaving(session, stands))
    const lines = stateToLines(wanted)
    const check = keptPlace(lines, table) ?? { row: 0, column: 0 }
    const found = yield* perform({ do: 'save', cells: changedCells(known, lines), check })
    known = lines
    if (found === stands) break
    known = yield* perform({ do: 'load' })
    wanted = mergeStates(linesToState(known), wanted, table)
  }
  session.state = wanted
}

export const bindingIn = ({ state, binding }: Session): Binding =>
  state.bindings.find(({ table }) => table === binding.table) ?? binding

/** The newest cursor that the state sheet says this sheet was told. */
export const toldIn = (session: Session): string => bindingIn(session).told

/**
 * Should this session not reach its end, and the server be set back (or have been), the newest cursor that it was told
 * tells the next one, where it is refused. Where Excel refuses, the session goes on: nothing else rests on it.
 */
export function* saveTold(session: Session): Proc<void> {
  const { refused, state, seen } = session
  const binding = bindingIn(session)
  if (refused !== null || seen === binding.cursor || seen === binding.told) return
  try {
    yield* keepState(session, withBinding(state, { ...binding, told: seen }))
  } catch (error) {
    // Told again by the next one; a mistake of ours goes on as it is.
    if (!(error instanceof Stopped)) throw error
  }
}
