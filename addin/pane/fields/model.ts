// What the tool of fields and privacy knows, what can happen in it and what it asks for. Plain data. What was decided is
// read back from the server.
import type {
  ChangeFieldReply,
  ChangeFieldRequest,
  FieldFault,
  FieldHistoryReply,
  FieldsReply,
  ListedField,
  SightByRole,
} from '../../../shared/protocol/fields.ts'
import type { TableKey } from '../../../shared/schema/table-keys.ts'
import type { Stop } from '../../../shared/sync/session/stop.ts'

export const fieldTabs = ['list', 'history'] as const
export type FieldTab = (typeof fieldTabs)[number]

/** special: sensitive ones, and those that some role does not see whole. */
export type FieldFilter = 'special' | TableKey

/** What is typed about one field, before it is saved. */
export interface Draft {
  readonly isOn: boolean
  readonly purpose: string
  /** As typed; '' for nothing. */
  readonly days: string
  readonly sight: SightByRole
}

export interface Editing {
  readonly name: string
  readonly draft: Draft
  readonly faults: readonly FieldFault[]
}

export interface FieldsState {
  readonly tab: FieldTab
  readonly filter: FieldFilter
  /** null: not told yet. */
  readonly reply: FieldsReply | null
  readonly history: FieldHistoryReply | null
  readonly editing: Editing | null
  /** Values a day that one user may reveal, as typed; null: nobody is changing it. */
  readonly reveals: string | null
  readonly isBusy: boolean
  readonly stop: Stop | null
  readonly told: 'saved' | null
}

export const startFields: FieldsState = {
  tab: 'list',
  filter: 'special',
  reply: null,
  history: null,
  editing: null,
  reveals: null,
  isBusy: false,
  stop: null,
  told: null,
}

export type Event =
  | { readonly type: 'opened' }
  | { readonly type: 'loaded'; readonly reply: FieldsReply }
  | { readonly type: 'told-history'; readonly history: FieldHistoryReply }
  | { readonly type: 'tab-chosen'; readonly tab: FieldTab }
  | { readonly type: 'filter-chosen'; readonly filter: FieldFilter }
  | { readonly type: 'edit-asked'; readonly name: string }
  | { readonly type: 'edit-left' }
  | { readonly type: 'drafted'; readonly part: Partial<Draft> }
  | { readonly type: 'save-asked' }
  | { readonly type: 'reveals-typed'; readonly text: string | null }
  | { readonly type: 'reveals-asked' }
  | { readonly type: 'answered'; readonly reply: ChangeFieldReply }
  | { readonly type: 'failed'; readonly stop: Stop }
  | { readonly type: 'stop-closed' }

export type Effect =
  | { readonly do: 'load' }
  | { readonly do: 'load-history' }
  | { readonly do: 'change'; readonly order: ChangeFieldRequest }

/** Names a field in all of the list. */
export const nameOf = ({ table, key }: Pick<ListedField, 'table' | 'key'>): string =>
  `${table}.${key}`

export const roles = ['rep', 'manager', 'finance', 'admin'] as const

export const isNarrow = ({ byRole }: ListedField): boolean =>
  byRole !== null && roles.some((role) => byRole[role] !== 'full')

export const fieldsIn = ({ fields }: FieldsReply, filter: FieldFilter): readonly ListedField[] =>
  fields.filter((field) =>
    filter === 'special' ? field.isSwitched || isNarrow(field) : field.table === filter,
  )
