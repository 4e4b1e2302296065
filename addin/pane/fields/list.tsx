// The fields about which managers decide: each with its class, who sees it how, and a form to change that.
import { useRef } from 'preact/hooks'

import type { FieldsReply, ListedField } from '../../../shared/protocol/fields.ts'
import { tableKeys } from '../../../shared/schema/table-keys.ts'
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { Field } from '../ui/field.tsx'
import { More } from '../ui/more.tsx'
import { Select } from '../ui/select.tsx'
import { useFormFocus } from './form-focus.ts'
import { FieldForm } from './form.tsx'
import { fieldsIn, nameOf } from './model.ts'
import type { Event, FieldsState } from './model.ts'
import { sayFields } from './say.ts'
import { sightsText } from './sights-text.ts'
import { isRevealCount } from './step.ts'

interface PartProps {
  readonly state: FieldsState
  readonly reply: FieldsReply
  readonly dispatch: (event: Event) => void
}

const useLabel = () => {
  const { t, locale, words } = useUi()
  return ({ table, key }: Pick<ListedField, 'table' | 'key'>): string =>
    `${t(`table.${table}`)} · ${words?.field(locale, table, key) ?? key}`
}

const Sights = ({ field: { byRole } }: { readonly field: ListedField }) => {
  const { locale } = useUi()
  return byRole === null ? null : <p class="muted small">{sightsText(locale, byRole)}</p>
}

const Entry = ({ field, state, dispatch }: Omit<PartProps, 'reply'> & { field: ListedField }) => {
  const { locale } = useUi()
  const t = sayFields(locale)
  const name = nameOf(field)
  const label = useLabel()(field)
  const { isSwitched, isOn, purpose, days, privacy } = field
  const editing = state.editing?.name === name ? state.editing : null
  const card = useRef<HTMLLIElement>(null)
  useFormFocus(card, editing !== null)
  return (
    <li class="card" ref={card}>
      <strong>{label}</strong>
      <p class="small">
        {t(`privacy.${privacy}`)}
        {isSwitched && ` · ${t(isOn ? 'field.on' : 'field.off')}`}
      </p>
      {isOn && purpose !== null && (
        <p class="small">{t('field.kept', { days: days ?? 0, purpose })}</p>
      )}
      {isOn && <Sights field={field} />}
      {editing === null ? (
        <div class="actions">
          <Button
            isDisabled={state.isBusy}
            name={t('fields.named', { what: t('fields.change'), name: label })}
            onClick={() => dispatch({ type: 'edit-asked', name })}
          >
            {t('fields.change')}
          </Button>
        </div>
      ) : (
        <FieldForm field={field} editing={editing} isBusy={state.isBusy} dispatch={dispatch} />
      )}
    </li>
  )
}

/** How many values a day one user may have shown. */
const Reveals = ({ state, reply, dispatch }: PartProps) => {
  const { locale, count } = useUi()
  const t = sayFields(locale)
  const { reveals, isBusy } = state
  if (reveals === null)
    return (
      <>
        <p class="muted small">{t('reveals.text', { limit: count(reply.reveals.limit) })}</p>
        <div class="actions">
          <Button
            look="subtle"
            isDisabled={isBusy}
            name={t('fields.named', { what: t('fields.change'), name: t('reveals.label') })}
            onClick={() => dispatch({ type: 'reveals-typed', text: String(reply.reveals.limit) })}
          >
            {t('fields.change')}
          </Button>
        </div>
      </>
    )
  return (
    <>
      <Field
        id="reveals"
        label={t('reveals.label')}
        value={reveals}
        error={isRevealCount(reveals) ? null : t('reveals.wrong')}
        onInput={(text) => dispatch({ type: 'reveals-typed', text })}
        onEnter={() => dispatch({ type: 'reveals-asked' })}
        isFocused
      />
      <div class="actions">
        <Button
          look="primary"
          isDisabled={isBusy}
          onClick={() => dispatch({ type: 'reveals-asked' })}
        >
          {t('fields.save')}
        </Button>
        <Button onClick={() => dispatch({ type: 'reveals-typed', text: null })}>
          {t('fields.cancel')}
        </Button>
      </div>
    </>
  )
}

const filters = ['special', ...tableKeys] as const

export const FieldTable = ({ state, reply, dispatch }: PartProps) => {
  const { t: tPane, locale } = useUi()
  const t = sayFields(locale)
  const fields = fieldsIn(reply, state.filter)
  return (
    <>
      <Select
        id="fields-filter"
        label={t('fields.filter')}
        value={state.filter}
        options={filters.map((value) => ({
          value,
          text: value === 'special' ? t('fields.special') : tPane(`table.${value}`),
        }))}
        onChoose={(chosen) => {
          const filter = filters.find((one) => one === chosen)
          if (filter !== undefined) dispatch({ type: 'filter-chosen', filter })
        }}
      />
      {fields.length === 0 && <p class="muted">{t('fields.none')}</p>}
      <More
        key={state.filter}
        items={fields}
        renderItem={(field) => (
          <Entry key={nameOf(field)} field={field} state={state} dispatch={dispatch} />
        )}
      />
      <Reveals state={state} reply={reply} dispatch={dispatch} />
    </>
  )
}
