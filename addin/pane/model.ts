// What the pane knows, what can happen to it, and what it asks for. Plain data; nothing here touches the DOM, Excel
// or the server.
import type { Batch } from '../../shared/protocol/batches.ts'
import type { Locale } from '../../shared/schema/kind.ts'
import type { TableKey } from '../../shared/schema/table-keys.ts'
import type { Holds } from '../../shared/sync/binding.ts'
import type { Decision } from '../../shared/sync/session/answer.ts'
import type { BoundSheet, Here, Me } from '../sync/around.ts'
import type { Board } from '../../shared/sync/session/board.ts'
import type { Undone } from '../sync/history.ts'
import type { ChosenColumn } from '../sync/list.ts'
import type { ListPreview } from '../sync/preview.ts'
import type { Hinted } from '../../shared/sync/session/hinted.ts'
import type { Progress } from '../../shared/sync/session/effect.ts'
import type { Stop } from '../../shared/sync/session/stop.ts'
import type { SyncSummary } from '../sync/summary.ts'
import type { BlankEffect, BlankEvent, Blanking } from './blank/model.ts'
import type { ToolName } from './tool.ts'

export type Screen =
  | 'starting'
  | 'outside'
  | 'broken'
  | 'sign-in'
  | 'first'
  | 'list'
  | 'empty'
  | 'main'
  | 'history'
  | 'tool'

export const tabs = ['sync', 'check', 'decide', 'tiers'] as const
export type Tab = (typeof tabs)[number]

/** The figures of a session, without its 10,000 rows. */
export type Account = Pick<
  SyncSummary,
  | 'rows'
  | 'saved'
  | 'unchanged'
  | 'toCorrect'
  | 'known'
  | 'held'
  | 'warnings'
  | 'tiers'
  | 'isCancelled'
> &
  Partial<Pick<SyncSummary, 'withheld'>> & { readonly board: Board }

/** What a run is asked to do: tables one after the other, with answers for the first of them. */
export interface Order {
  readonly tables: readonly TableKey[]
  readonly decisions: readonly Decision[]
  /** What the user typed, where the server wants words before it puts many rows away. */
  readonly confirm?: string
}

/** bound: who syncs a sheet that was just bound. other-file: the file was copied or renamed. */
export type Notice = 'bound' | 'other-file'

/** Rows are put away only after these words were typed. */
interface Confirming {
  readonly table: TableKey
  readonly words: string
  readonly decisions: readonly Decision[]
}

interface History {
  /** Newest first; null: not told yet. */
  readonly batches: readonly Batch[] | null
  /** What the last undo did. */
  readonly undone: Undone | null
}

interface Run {
  readonly order: Order
  readonly progress: Progress | null
  readonly isCancelling: boolean
  /** Rows of each table that this press has stored so far: a table that is synced twice tells of both. */
  readonly stored?: Partial<Readonly<Record<TableKey, number>>>
}

export interface State {
  readonly locale: Locale
  readonly screen: Screen
  /** Excel has answered: before that nothing that needs the workbook begins. */
  readonly isExcelHere: boolean
  /** A key that was typed before Excel answered. */
  readonly given: string | null
  /** A key was handed over by the workbench: the demo may be looked at. */
  readonly isDemo: boolean
  readonly me: Me | null
  /** An account signed in that nobody invited yet: a code is asked for. */
  readonly isUninvited: boolean
  /** Work of the screens before the main one is under way. */
  readonly isBusy: boolean
  /** Why the last piece of work stopped. */
  readonly stop: Stop | null
  /** What was under way when a sync stopped; null: nothing. */
  readonly stopped: Order | null
  readonly notices: readonly Notice[]
  readonly preview: ListPreview | null
  readonly sheets: readonly BoundSheet[]
  readonly run: Run | null
  readonly accounts: Partial<Readonly<Record<TableKey, Account>>>
  /** The server does not answer: how often it was tried, and what goes on when it is back. */
  readonly away: { readonly tries: number; readonly order: Order | null } | null
  readonly isAuto: boolean
  /** Edited since the last look at the sheet. */
  readonly isEdited: boolean
  readonly tab: Tab
  /** The table whose lists are shown. */
  readonly table: TableKey | null
  readonly filter: string
  /** Which entry of the list of troubles is the current one. */
  readonly at: number
  /** Rows that are left as they are for now, by `leaveKey`. */
  readonly left: readonly string[]
  readonly confirming: Confirming | null
  /** Conflicts whose last answer was not taken. */
  readonly refused: readonly string[]
  readonly history: History
  /** Which tool is open; null: none. */
  readonly tool: ToolName | null
  /** The batch that the tool was opened for; null: everything. */
  readonly toolOf: string | null
  /** Rows of the last paste that may be on file or related, until somebody has looked at them. */
  readonly hinted: Hinted | null
  readonly here: Here | null
  /** The workbook is emptied, or was; null: not since the pane was opened. */
  readonly blank: Blanking | null
}

export type TimerName = 'auto' | 'retry'

export type Event =
  | BlankEvent
  | { readonly type: 'outside' }
  | { readonly type: 'broken' }
  /** No key is kept: one can be typed while Excel is awaited. */
  | { readonly type: 'keyless' }
  /** Excel answered; a key may be at hand. */
  | {
      readonly type: 'opened'
      readonly locale: Locale
      readonly key: string | null
      readonly isDemo: boolean
      readonly isAuto: boolean
    }
  | { readonly type: 'key-given'; readonly key: string }
  /** Whoever was to sign in with an account did not. */
  | { readonly type: 'sign-in-left' }
  /** The invitation of the account that nobody invited yet. */
  | { readonly type: 'code-given'; readonly code: string }
  /** A new key in place of the one that comes to its end. */
  | { readonly type: 'key-turned'; readonly key: string }
  | { readonly type: 'signed-in'; readonly me: Me; readonly sheets: readonly BoundSheet[] }
  | { readonly type: 'signed-out' }
  | { readonly type: 'chosen'; readonly way: 'list' | 'empty' | 'demo' | 'back' }
  | { readonly type: 'looked'; readonly preview: ListPreview }
  | { readonly type: 'look-again'; readonly table: TableKey | null }
  | { readonly type: 'mapped'; readonly at: number; readonly key: string | null }
  | { readonly type: 'agreed' }
  | {
      readonly type: 'empty-asked'
      readonly tables: readonly TableKey[]
      readonly holds: Holds
    }
  | { readonly type: 'bound'; readonly sheets: readonly BoundSheet[]; readonly fill: Order | null }
  /** Work before the main screen stopped. */
  | { readonly type: 'stopped'; readonly stop: Stop }
  | { readonly type: 'sync-asked' }
  | { readonly type: 'answered'; readonly table: TableKey; readonly decisions: readonly Decision[] }
  | { readonly type: 'progressed'; readonly progress: Progress }
  | { readonly type: 'synced'; readonly table: TableKey; readonly account: Account }
  | { readonly type: 'sync-stopped'; readonly stop: Stop }
  | { readonly type: 'cancel-asked' }
  | { readonly type: 'edited' }
  | { readonly type: 'timer'; readonly name: TimerName }
  | { readonly type: 'online' }
  | { readonly type: 'auto-switched'; readonly isOn: boolean }
  | { readonly type: 'tab-chosen'; readonly tab: Tab }
  | { readonly type: 'table-chosen'; readonly table: TableKey }
  | { readonly type: 'filter-chosen'; readonly filter: string }
  /** An entry of the list of troubles becomes the current one; `isGoing`: the sheet goes along. */
  | { readonly type: 'pointed'; readonly at: number; readonly isGoing: boolean }
  | { readonly type: 'place-asked'; readonly row: number; readonly column: number }
  | { readonly type: 'left'; readonly ids: readonly string[] }
  | { readonly type: 'left-shown' }
  | { readonly type: 'placed'; readonly here: Here | null }
  | { readonly type: 'locale-chosen'; readonly locale: Locale }
  | { readonly type: 'stop-closed' }
  | { readonly type: 'notice-closed'; readonly notice: Notice }
  /** null: not now. */
  | { readonly type: 'words-typed'; readonly typed: string | null }
  | { readonly type: 'take-over-asked' }
  | { readonly type: 'taken-over' }
  | { readonly type: 'detach-asked' }
  | { readonly type: 'detached' }
  | { readonly type: 'tool-asked'; readonly tool: ToolName; readonly of?: string }
  | { readonly type: 'tool-left' }
  | { readonly type: 'tool-changed' }
  /** The hints of the last paste were looked at, or are left alone. */
  | { readonly type: 'hinted-closed' }
  | { readonly type: 'history-asked' }
  | { readonly type: 'history-left' }
  | { readonly type: 'listed'; readonly batches: readonly Batch[] }
  | { readonly type: 'undo-asked'; readonly batch: Batch }
  | { readonly type: 'undone'; readonly undone: Undone }

export type Effect =
  | BlankEffect
  | {
      readonly do: 'connect'
      readonly key: string | null
      readonly isKept: boolean
      /** Its user is there, and may be asked to sign in. */
      readonly isAsked: boolean
    }
  | { readonly do: 'link'; readonly code: string }
  | { readonly do: 'turn-key'; readonly key: string }
  | { readonly do: 'forget-key' }
  | { readonly do: 'look'; readonly table: TableKey | null }
  | {
      readonly do: 'bring-in'
      readonly table: TableKey
      readonly columns: readonly ChosenColumn[]
    }
  | {
      readonly do: 'start-empty'
      readonly tables: readonly TableKey[]
      readonly holds: Holds
    }
  | {
      readonly do: 'sync'
      readonly table: TableKey
      readonly decisions: readonly Decision[]
      readonly confirm?: string
    }
  | { readonly do: 'take-over'; readonly tables: readonly TableKey[] }
  | { readonly do: 'detach' }
  | { readonly do: 'list-batches' }
  | { readonly do: 'undo'; readonly batch: Pick<Batch, 'id' | 'by'> }
  | { readonly do: 'cancel' }
  /** Watches edits and the selection of the bound sheets, from now on. */
  | { readonly do: 'watch' }
  /** Reads anew where the user is. */
  | { readonly do: 'place' }
  | { readonly do: 'go'; readonly tableId: string; readonly row: number; readonly column: number }
  /** A timer of this name starts anew. */
  | { readonly do: 'wait'; readonly name: TimerName; readonly ms: number }
  | { readonly do: 'unwait'; readonly name: TimerName }
  | { readonly do: 'speak'; readonly locale: Locale; readonly isKept: boolean }
  | { readonly do: 'keep-auto'; readonly isOn: boolean }

export interface Step {
  readonly state: State
  readonly effects: readonly Effect[]
}

export const startState: State = {
  locale: 'zh-Hans',
  screen: 'starting',
  isExcelHere: false,
  given: null,
  isDemo: false,
  me: null,
  isUninvited: false,
  isBusy: false,
  stop: null,
  stopped: null,
  notices: [],
  preview: null,
  sheets: [],
  run: null,
  accounts: {},
  away: null,
  isAuto: false,
  isEdited: false,
  tab: 'sync',
  table: null,
  filter: 'all',
  at: 0,
  left: [],
  confirming: null,
  refused: [],
  history: { batches: null, undone: null },
  tool: null,
  toolOf: null,
  hinted: null,
  here: null,
  blank: null,
}
