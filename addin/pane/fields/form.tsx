// The form of one field: collected or not, what for and how long, and who sees it how.
import type { FieldFault, ListedField } from '../../../shared/protocol/fields.ts'
import { sight as sightSchema } from '../../../shared/protocol/fields.ts'
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { Field } from '../ui/field.tsx'
import { Message } from '../ui/message.tsx'
import { Select } from '../ui/select.tsx'
import { roles } from './model.ts'
import type { Draft, Editing, Event } from './model.ts'
import { sayFields } from './say.ts'

interface FormProps {
  readonly field: ListedField
  readonly editing: Editing
  readonly isBusy: boolean
  readonly dispatch: (event: Event) => void
}

/** Said beside the part that they are about. */
const faultOf = (faults: readonly FieldFault[], part: string): FieldFault | null =>
  faults.find((fault) => fault.startsWith(`${part}.`)) ?? null

const Switch = ({ editing, dispatch }: FormProps) => {
  const { locale } = useUi()
  const t = sayFields(locale)
  const { draft, faults } = editing
  const errorOf = (part: string) => {
    const fault = faultOf(faults, part)
    return fault === null ? null : t(`fault.${fault}`)
  }
  const change = (part: Partial<Draft>) => dispatch({ type: 'drafted', part })
  const save = () => dispatch({ type: 'save-asked' })
  return (
    <>
      <label class="check">
        <input
          type="checkbox"
          checked={draft.isOn}
          onChange={({ currentTarget }) => change({ isOn: currentTarget.checked })}
        />
        {t('draft.isOn')}
      </label>
      <p class="muted small">{t(draft.isOn ? 'draft.onHint' : 'draft.offHint')}</p>
      {draft.isOn && (
        <>
          <Field
            id="purpose"
            label={t('draft.purpose')}
            value={draft.purpose}
            error={errorOf('purpose')}
            onInput={(purpose) => change({ purpose })}
            onEnter={save}
          />
          <Field
            id="days"
            label={t('draft.days')}
            value={draft.days}
            error={errorOf('days')}
            onInput={(days) => change({ days })}
            onEnter={save}
          />
        </>
      )}
    </>
  )
}

export const FieldForm = (props: FormProps) => {
  const { field, editing, isBusy, dispatch } = props
  const { locale } = useUi()
  const t = sayFields(locale)
  const { draft, faults } = editing
  const other = faultOf(faults, 'field') ?? faultOf(faults, 'sight')
  return (
    <div class="field-form">
      {field.isSwitched && <Switch {...props} />}
      {(!field.isSwitched || draft.isOn) &&
        roles.map((role) => (
          <Select
            key={role}
            id={`sight-${role}`}
            label={t('draft.sight', { role: t(`role.${role}`) })}
            value={draft.sight[role]}
            options={field.bounds.map((value) => ({ value, text: t(`sight.${value}`) }))}
            onChoose={(chosen) => {
              const sight = sightSchema.safeParse(chosen)
              if (sight.success)
                dispatch({
                  type: 'drafted',
                  part: { sight: { ...draft.sight, [role]: sight.data } },
                })
            }}
          />
        ))}
      {other !== null && <Message kind="error">{t(`fault.${other}`)}</Message>}
      <div class="actions">
        <Button look="primary" isDisabled={isBusy} onClick={() => dispatch({ type: 'save-asked' })}>
          {t('fields.save')}
        </Button>
        <Button onClick={() => dispatch({ type: 'edit-left' })}>{t('fields.cancel')}</Button>
      </div>
    </div>
  )
}
