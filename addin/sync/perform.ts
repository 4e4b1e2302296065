// Carries out what a session asks for: on the workbook, at the server, with the clock. Both lanes go on side by side;
// what an effect ends in is the next event. Knows no rule of the sync.
import { assert } from '../../shared/assert.ts'
import type { ApiFailure } from '../../shared/protocol/failure.ts'
import { err, ok } from '../../shared/result.ts'
import type { Result } from '../../shared/result.ts'
import type { Answers, Effect, Request, Sign } from '../../shared/sync/session/effect.ts'
import type { LaneEffect } from '../../shared/sync/session/process.ts'
import { step } from '../../shared/sync/session/run.ts'
import type { Event, Finished, SessionState } from '../../shared/sync/session/run.ts'
import { Stopped, stoppedToStop, stopToStopped } from '../../shared/sync/session/stop.ts'
import type { Stop } from '../../shared/sync/session/stop.ts'
import type { Api } from '../api/api.ts'
import { SheetRefusal } from '../excel/port.ts'
import type { WorkbookPort } from '../excel/port.ts'

/** The world outside, given from outside. */
export interface Tools {
  readonly workbook: WorkbookPort
  readonly api: Api
  /** A new ULID. */
  readonly ids: () => string
  /** Milliseconds. Measures and mints; orders nothing. */
  readonly now: () => number
  readonly sleep: (milliseconds: number) => Promise<void>
  /** Lets the host have its turn amid long work; where not given, nobody else needs one. */
  readonly breathe?: () => Promise<void>
}

/** null: not a stop but a mistake of ours, which goes on as it is. */
export const errorToStop = (error: unknown): Stop | null =>
  error instanceof SheetRefusal
    ? { code: error.code, detail: error.message }
    : error instanceof Stopped
      ? stoppedToStop(error)
      : null

/** Work on the workbook: Excel's no comes back as a code, as the server's does. */
export const attempt = async <T>(work: () => Promise<T>): Promise<Result<T, Stop>> => {
  try {
    return ok(await work())
  } catch (error) {
    const stop = errorToStop(error)
    if (stop === null) throw error
    return err(stop)
  }
}

const request = (api: Api, asked: Request): Promise<Result<unknown, ApiFailure>> => {
  switch (asked.verb) {
    case 'hello':
      return api.hello(asked.request)
    case 'push':
      return api.push(asked.request)
    case 'settle':
      return api.settle(asked.request)
    case 'pull':
      return api.pull(asked.request)
    case 'digest':
      return api.digest(asked.request)
    case 'outcome':
      return api.outcome(asked.request)
    case 'note':
      return api.note(asked.request)
    case 'conflicts':
      return api.conflicts(asked.request)
    case 'resolve':
      return api.resolve(asked.request)
    case 'archive':
      return api.archive(asked.request)
    case 'recover':
      return api.recover(asked.request)
  }
}

const carryOut = async (tools: Tools, effect: Effect): Promise<Answers[keyof Answers]> => {
  const { workbook } = tools
  switch (effect.do) {
    case 'ask':
      return request(tools.api, effect)
    case 'shape':
      return workbook.shape(effect.tableId)
    case 'read':
      return workbook.readRows(effect.shape, effect.columns, effect.first, effect.count)
    case 'write':
      return workbook.writeRows(effect.write)
    case 'add':
      return workbook.addRows(effect.rows)
    case 'load':
      return workbook.readState()
    case 'save':
      return workbook.writeState(effect.cells, effect.check)
    case 'ids':
      return Array.from({ length: effect.count }, tools.ids)
    case 'wait':
      await tools.sleep(effect.ms)
      return null
    case 'breathe':
      await tools.breathe?.()
      return null
  }
}

const toEvent = async (tools: Tools, { lane, effect }: LaneEffect): Promise<Event> => {
  try {
    return { type: 'answered', lane, answer: await carryOut(tools, effect) }
  } catch (error) {
    const stop = errorToStop(error)
    if (stop === null) throw error
    return { type: 'failed', lane, stop }
  }
}

export interface Run {
  /** Resolves once nothing is left to do. @throws Stopped */
  readonly done: Promise<Finished>
  readonly cancel: () => void
}

/** @param onSign what the session says on its way */
export const runSession = (
  tools: Tools,
  start: SessionState,
  onSign: (sign: Sign) => void,
): Run => {
  let state = start
  const go = (resolve: (finished: Finished) => void, reject: (error: unknown) => void) => {
    const take = (event: Event): void => {
      const { state: next, effects, signs, end } = step(state, event)
      state = next
      for (const sign of signs) onSign(sign)
      for (const asked of effects) toEvent(tools, asked).then(take).catch(reject)
      if (end === null) return
      assert(effects.length === 0, 'a session that is over asks for nothing more')
      if ('value' in end) resolve(end.value)
      else reject(stopToStopped(end.stop))
    }
    take({ type: 'begin' })
  }
  return {
    done: new Promise(go),
    cancel: () => {
      state = step(state, { type: 'cancel' }).state
    },
  }
}
