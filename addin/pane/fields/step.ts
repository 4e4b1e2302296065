// The reducer of the tool of fields and privacy. What is wrong with a change is said by the server's own rule before
// anything is sent.
import type { FieldChange, ListedField } from '../../../shared/protocol/fields.ts'
import { REVEALS_MAX, standardFields } from '../../../shared/protocol/fields.ts'
import { faultsOfChange } from '../../../shared/privacy/change.ts'
import { nameOf, roles } from './model.ts'
import type { Draft, Effect, Event, FieldsState } from './model.ts'

interface Step {
  readonly state: FieldsState
  readonly effects: readonly Effect[]
}

const stay = (state: FieldsState): Step => ({ state, effects: [] })

const fieldOf = ({ reply }: FieldsState, name: string): ListedField | null =>
  reply?.fields.find((field) => nameOf(field) === name) ?? null

const draftOf = ({ isOn, purpose, days, byRole }: ListedField): Draft | null =>
  byRole === null
    ? null
    : { isOn, purpose: purpose ?? '', days: days === null ? '' : String(days), sight: byRole }

/** What differs from the field as it stands; null: nothing does. */
export const changeOf = (field: ListedField, draft: Draft, seen: number): FieldChange | null => {
  const { table, key, isSwitched, byRole } = field
  const days = draft.days.trim()
  const sight = Object.fromEntries(
    roles
      .filter((role) => draft.sight[role] !== byRole?.[role])
      .map((role) => [role, draft.sight[role]]),
  )
  const isSight = Object.keys(sight).length > 0
  const isSwitch = isSwitched && draft.isOn !== field.isOn
  const isPurpose = isSwitched && draft.purpose.trim() !== (field.purpose ?? '')
  const isDays = isSwitched && days !== (field.days === null ? '' : String(field.days))
  if (!isSight && !isSwitch && !isPurpose && !isDays) return null
  return {
    seen,
    table,
    key,
    ...(isSwitch ? { isOn: draft.isOn } : {}),
    ...(isPurpose ? { purpose: draft.purpose.trim() } : {}),
    ...(isDays && days !== '' ? { days: Number(days) } : {}),
    ...(isSight ? { sight } : {}),
  }
}

/** The policy as far as one field is concerned. */
const policyOf = ({ table, key, isOn, purpose, days, byRole }: ListedField) => ({
  ...standardFields,
  rules:
    byRole === null ? {} : { [nameOf({ table, key })]: { isOn, purpose, days, sight: byRole } },
})

const save = (state: FieldsState): Step => {
  const { editing, reply, isBusy } = state
  const field = editing === null ? null : fieldOf(state, editing.name)
  if (editing === null || field === null || reply === null || isBusy) return stay(state)
  const order = changeOf(field, editing.draft, reply.version)
  if (order === null) return stay({ ...state, editing: null })
  const faults = faultsOfChange(policyOf(field), order)
  if (faults.length > 0) return stay({ ...state, editing: { ...editing, faults } })
  return {
    state: { ...state, isBusy: true, told: null, stop: null, editing: { ...editing, faults: [] } },
    effects: [{ do: 'change', order }],
  }
}

export const isRevealCount = (text: string): boolean =>
  /^\d{1,4}$/u.test(text.trim()) && Number(text) <= REVEALS_MAX

const saveReveals = (state: FieldsState): Step => {
  const { reveals, reply, isBusy } = state
  if (reveals === null || reply === null || isBusy || !isRevealCount(reveals)) return stay(state)
  return {
    state: { ...state, isBusy: true, told: null, stop: null },
    effects: [{ do: 'change', order: { seen: reply.version, reveals: Number(reveals) } }],
  }
}

const answered = (state: FieldsState, event: Event & { readonly type: 'answered' }): Step => {
  const { saved, faults, ...reply } = event.reply
  const now = { ...state, reply, isBusy: false }
  if (saved) return stay({ ...now, editing: null, reveals: null, history: null, told: 'saved' })
  return stay({ ...now, editing: state.editing && { ...state.editing, faults } })
}

const choose = (state: FieldsState, event: Event & { readonly type: 'tab-chosen' }): Step => {
  const { tab } = event
  const isAsked = tab === 'history' && state.history === null
  return {
    state: { ...state, tab, told: null },
    effects: isAsked ? [{ do: 'load-history' }] : [],
  }
}

const edit = (state: FieldsState, name: string): Step => {
  const field = fieldOf(state, name)
  const draft = field === null ? null : draftOf(field)
  return draft === null
    ? stay(state)
    : stay({ ...state, told: null, editing: { name, draft, faults: [] } })
}

export const stepFields = (state: FieldsState, event: Event): Step => {
  switch (event.type) {
    case 'opened':
      return { state: { ...state, isBusy: true, stop: null }, effects: [{ do: 'load' }] }
    case 'loaded':
      return stay({ ...state, isBusy: false, reply: event.reply })
    case 'told-history':
      return stay({ ...state, history: event.history })
    case 'tab-chosen':
      return choose(state, event)
    case 'filter-chosen':
      return stay({ ...state, filter: event.filter, told: null })
    case 'edit-asked':
      return edit(state, event.name)
    case 'edit-left':
      return stay({ ...state, editing: null })
    case 'drafted':
      return stay({
        ...state,
        editing: state.editing && {
          ...state.editing,
          draft: { ...state.editing.draft, ...event.part },
        },
      })
    case 'save-asked':
      return save(state)
    case 'reveals-typed':
      return stay({ ...state, reveals: event.text, told: null })
    case 'reveals-asked':
      return saveReveals(state)
    case 'answered':
      return answered(state, event)
    case 'failed':
      // Somebody else decided meanwhile: what he decided is read, and what was typed stays.
      return {
        state: { ...state, isBusy: false, stop: event.stop },
        effects: event.stop.code === 'changed' ? [{ do: 'load' }] : [],
      }
    case 'stop-closed':
      return stay({ ...state, stop: null })
  }
}
