// Keeps the state sheet: what it says is read once, and only cells that differ are written.
import { changedCells, linesToState, noState, stateToLines } from '../binding.ts'
import type { Binding, WorkbookState } from '../binding.ts'
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

export function* keepState(session: Session, after: WorkbookState): Proc<void> {
  const { state } = session
  const old = state === noState ? [] : stateToLines(state)
  const cells = changedCells(old, stateToLines(after))
  if (cells.length > 0) yield* perform({ do: 'save', cells })
  session.state = after
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
