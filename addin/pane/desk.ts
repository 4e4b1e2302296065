// What the performer stands between: the reducer on one side, and engine, timers and storage on the other.
import type { Locale } from '../../shared/schema/kind.ts'
import type { TableKey } from '../../shared/schema/table-keys.ts'
import type { Result } from '../../shared/result.ts'
import type { Stop } from '../../shared/sync/session/stop.ts'
import type { AddinOptions, Words } from '../main.ts'
import type { Engine } from '../sync/engine.ts'
import type { ToolDesk } from '../sync/tool-desk.ts'
import type { BlankDesk } from './blank/model.ts'
import type { Event, TimerName } from './model.ts'
import type { AccountDoor, Pass } from './pass.ts'
import type { Storage } from './storage.ts'

/** What is loaded after the first paint. */
export interface Addin {
  readonly startAddin: (options: AddinOptions) => Promise<Engine | null>
  readonly words: Words
}

export interface Outside {
  readonly load: () => Promise<Addin>
  readonly baseUrl: string
  /** Loaded when somebody comes in with an account. */
  readonly openDoor: () => Promise<AccountDoor>
  /** Loaded when a workbook may have to be emptied; null: not inside Excel. */
  readonly openBlank: (locale: Locale) => Promise<BlankDesk | null>
  readonly storage: () => Storage
  readonly dispatch: (event: Event) => void
  readonly setTimer: (work: () => void, ms: number) => number
  readonly clearTimer: (timer: number) => void
  /** The page's language, for reading aloud and for the right glyphs. */
  readonly setLanguage: (locale: Locale) => void
  readonly onWords: (words: Words) => void
  readonly onDesk: (desk: ToolDesk) => void
  /** Calls back when the page is left: closed, or loaded anew. */
  readonly onLeave: (work: () => void) => void
}

/** Between the engine and the reducer; `engine` is null until somebody has signed in. */
export interface Desk {
  readonly out: Outside
  engine: Engine | null
  pass: Pass | null
  /** What the pane's tools work with; null until somebody has signed in. */
  tools: ToolDesk | null
  /** What the server knows this pane by; null until the first engine is there. */
  pane: string | null
  controller: AbortController | null
  unwatch: readonly (() => Promise<void>)[]
  placeTimer: number | null
  readonly timers: Map<TimerName, number>
  /** What each table's list has lost so far; see refresh-pivots.ts. */
  readonly losses: Map<TableKey, string>
}

export const stopWith = (desk: Desk, stop: Stop): void =>
  desk.out.dispatch({ type: 'stopped', stop })

export const take = <T>(desk: Desk, result: Result<T, Stop>, use: (value: T) => void): void =>
  result.ok ? use(result.value) : stopWith(desk, result.error)
