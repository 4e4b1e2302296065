// Runs a session: what it asks are effects, what comes back are events, one step at a time. Two lanes: the session
// itself, and the writing of answers into the sheet while it goes on. No I/O, no clock; the same events give the same
// effects. A state is used once: a step takes it over.
import { assert } from '../../assert.ts'
import type { Answers, Effect, Sign } from './effect.ts'
import { Stopped, stoppedToStop, stopToStopped } from './stop.ts'
import type { Stop } from './stop.ts'

type Order =
  | { readonly do: 'later'; readonly work: () => Proc<unknown> }
  | { readonly do: 'written' }
/** Work that asks for effects while it goes on. */
export type Proc<T> = Generator<Effect | Sign | Order, T, unknown>

export type Lane = 'session' | 'writing'
export interface LaneEffect {
  readonly lane: Lane
  readonly effect: Effect
}

export type Event =
  | { readonly type: 'begin' }
  | { readonly type: 'answered'; readonly lane: Lane; readonly answer: Answers[keyof Answers] }
  /** The effect could not be carried out. */
  | { readonly type: 'failed'; readonly lane: Lane; readonly stop: Stop }

/** Both lanes, and what is still to be written. */
export interface Lanes<T> {
  readonly session: Proc<T>
  readonly queue: readonly (() => Proc<unknown>)[]
  readonly writing: Proc<unknown> | null
  /** Does the session wait until all is written? */
  readonly isWaiting: boolean
  /** What went wrong in the writing; what is queued behind it is dropped. */
  readonly failure: Stopped | null
  readonly end: { readonly value: T } | { readonly stop: Stop } | null
}

export interface LanesStep<T> {
  readonly state: Lanes<T>
  readonly effects: readonly LaneEffect[]
  readonly signs: readonly Sign[]
}

/** What an effect's kind says it is answered with; the performer's types hold it (Answers). */
const answerTo = <E extends Effect>(_: E, answer: unknown): Answers[E['do']] =>
  answer as Answers[E['do']]

export function* perform<E extends Effect>(effect: E): Proc<Answers[E['do']]> {
  return answerTo(effect, yield effect)
}

export function* sign(said: Sign): Proc<void> {
  yield said
}

/** Queues work on the sheet behind what is queued already; the session goes on at once. */
export function* later(work: () => Proc<unknown>): Proc<void> {
  yield { do: 'later', work }
}

/** Waits until all that was queued is in the sheet. @throws Stopped where that went wrong */
export function* written(): Proc<void> {
  yield { do: 'written' }
}

interface Draft<T> {
  session: Proc<T>
  queue: (() => Proc<unknown>)[]
  writing: Proc<unknown> | null
  isWaiting: boolean
  failure: Stopped | null
  end: Lanes<T>['end']
  readonly effects: LaneEffect[]
  readonly signs: Sign[]
}

type Resume = { readonly value: unknown } | { readonly error: Stopped }

const resume = <T>(proc: Proc<T>, how: Resume) =>
  'error' in how ? proc.throw(how.error) : proc.next(how.value)

const stopOf = (error: unknown): Stopped => {
  if (error instanceof Stopped) return error
  throw error
}

const isSign = (value: Effect | Sign | Order): value is Sign =>
  value.do === 'progress' || value.do === 'begin' || value.do === 'end'

const NOTHING: Resume = { value: null }

const advanceWriting = <T>(draft: Draft<T>, how: Resume): void => {
  let next = how
  while (draft.writing !== null) {
    try {
      const { done, value } = resume(draft.writing, next)
      next = NOTHING
      if (done) startNext(draft)
      else if (isSign(value)) draft.signs.push(value)
      else {
        assert(value.do !== 'later' && value.do !== 'written', 'writing cannot queue more writing')
        draft.effects.push({ lane: 'writing', effect: value })
        return
      }
    } catch (error) {
      draft.failure ??= stopOf(error)
      draft.queue = []
      draft.writing = null
    }
  }
}

const startNext = <T>(draft: Draft<T>): void => {
  const work = draft.queue.shift()
  draft.writing = work === undefined ? null : work()
}

const takeOrder = <T>(draft: Draft<T>, order: Order): 'goes on' | 'waits' => {
  if (order.do === 'later') {
    if (draft.failure !== null) return 'goes on'
    draft.queue.push(order.work)
    if (draft.writing === null) {
      startNext(draft)
      advanceWriting(draft, NOTHING)
    }
    return 'goes on'
  }
  draft.isWaiting = draft.writing !== null
  return draft.isWaiting ? 'waits' : 'goes on'
}

/** What comes back for an order: nothing, or what went wrong in the writing. */
const afterOrder = ({ failure }: { readonly failure: Stopped | null }): Resume =>
  failure === null ? NOTHING : { error: failure }

const advanceSession = <T>(draft: Draft<T>, how: Resume): void => {
  let next = how
  for (;;) {
    const { done, value } = resume(draft.session, next)
    if (done) {
      draft.end = { value }
      return
    }
    next = NOTHING
    if (isSign(value)) draft.signs.push(value)
    else if (value.do === 'later' || value.do === 'written') {
      if (takeOrder(draft, value) === 'waits') return
      next = afterOrder(draft)
    } else {
      draft.effects.push({ lane: 'session', effect: value })
      return
    }
  }
}

const advance = <T>(draft: Draft<T>, lane: Lane, how: Resume): void => {
  if (lane === 'writing') {
    advanceWriting(draft, how)
    if (!draft.isWaiting || draft.writing !== null) return
    draft.isWaiting = false
  }
  if (draft.end !== null) return
  const resumed = lane === 'writing' ? afterOrder(draft) : how
  try {
    advanceSession(draft, resumed)
  } catch (error) {
    draft.end = { stop: stoppedToStop(stopOf(error)) }
  }
}

export const startLanes = <T>(session: Proc<T>): Lanes<T> => ({
  session,
  queue: [],
  writing: null,
  isWaiting: false,
  failure: null,
  end: null,
})

/** Has the session ended, and is all that it began to write written? */
export const isOver = <T>({ end, writing }: Lanes<T>): boolean => end !== null && writing === null

const eventToResume = (event: Event): Resume => {
  switch (event.type) {
    case 'begin':
      return NOTHING
    case 'answered':
      return { value: event.answer }
    case 'failed':
      return { error: stopToStopped(event.stop) }
  }
}

export const stepLanes = <T>(state: Lanes<T>, event: Event): LanesStep<T> => {
  const { session, writing, isWaiting, failure, end } = state
  const draft: Draft<T> = {
    session,
    queue: [...state.queue],
    writing,
    isWaiting,
    failure,
    end,
    effects: [],
    signs: [],
  }
  const lane = event.type === 'begin' ? 'session' : event.lane
  advance(draft, lane, eventToResume(event))
  const { effects, signs, ...after } = draft
  return { state: after, effects, signs }
}
