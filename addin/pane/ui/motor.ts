// The motor of a tool: events change its plain state one by one, and then what they ask for is performed. Without the
// DOM, so that a test can drive a tool as its screen does.

/** Asks for an effect's work; whatever comes of it is an event. */
export type Performer<Event, Effect> = (
  effect: Effect,
  dispatch: (event: Event) => void,
) => Promise<void>

export interface Machine<State, Event, Effect> {
  readonly start: State
  readonly step: (
    state: State,
    event: Event,
  ) => { readonly state: State; readonly effects: readonly Effect[] }
  readonly perform: Performer<Event, Effect>
}

export interface Motor<State, Event> {
  readonly state: () => State
  readonly dispatch: (event: Event) => void
}

/** @param machine asked at each event: what it closes over may be newer than the motor */
export const createMotor = <State, Event, Effect>(
  machine: () => Machine<State, Event, Effect>,
  onState: (state: State) => void,
): Motor<State, Event> => {
  let state = machine().start
  const dispatch = (event: Event): void => {
    const { step, perform } = machine()
    const next = step(state, event)
    state = next.state
    onState(state)
    for (const effect of next.effects)
      // A mistake of ours: it must be seen, not swallowed.
      perform(effect, dispatch).catch((error: unknown) => reportError(error))
  }
  return { state: () => state, dispatch }
}
