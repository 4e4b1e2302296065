// What is masked in the row that the user is in, and the way to see one value of it: a reason, a while, a button to
// copy it. The sheet keeps its mask.
import './fields.css'

import { useRef } from 'preact/hooks'

import type { Here } from '../../sync/around.ts'
import type { ToolDesk } from '../../sync/tool-desk.ts'
import { Secret } from '../people/secret.tsx'
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { Field } from '../ui/field.tsx'
import { useKeepFocus } from '../ui/keep-focus.ts'
import { useMachine } from '../ui/use-machine.ts'
import { Stopped } from '../views/said.tsx'
import { performReveal } from './perform-reveal.ts'
import { startReveal, stepReveal } from './reveal-model.ts'
import type { Effect, Event, RevealState } from './reveal-model.ts'
import { sayFields } from './say.ts'

interface RevealProps {
  readonly here: Here & { readonly id: string }
  readonly desk: ToolDesk
}

interface AskedProps extends RevealProps {
  readonly state: RevealState
  readonly label: string
  readonly dispatch: (event: Event) => void
}

const Shown = ({ state, label, dispatch }: Omit<AskedProps, 'here' | 'desk'>) => {
  const { locale, count } = useUi()
  const t = sayFields(locale)
  const { shown } = state
  if (shown === null) return null
  return (
    <div role="status">
      {shown.text === '' ? (
        <p>{t('masked.empty')}</p>
      ) : (
        <Secret id="revealed" label={t('masked.value', { field: label })} text={shown.text} />
      )}
      <p class="muted small">{t('masked.left', { count: count(shown.left) })}</p>
      <div class="actions">
        <Button onClick={() => dispatch({ type: 'over', turn: null })}>{t('masked.hide')}</Button>
      </div>
    </div>
  )
}

const Asked = (props: AskedProps) => {
  const { here, state, label, dispatch } = props
  const { locale } = useUi()
  const t = sayFields(locale)
  const { reason, isWrong, isBusy, stop } = state
  if (state.shown !== null) return <Shown {...props} />
  const send = () => dispatch({ type: 'sent', row: { table: here.table, id: here.id } })
  return (
    <>
      <strong>{label}</strong>
      <Stopped stop={stop} onClose={() => dispatch({ type: 'over', turn: null })} />
      <Field
        id="reveal-reason"
        label={t('masked.reason')}
        value={reason}
        error={isWrong ? t('masked.reasonWrong') : null}
        onInput={(text) => dispatch({ type: 'typed', reason: text })}
        onEnter={send}
        isFocused
      />
      <p class="muted small">{t('masked.hint')}</p>
      <div class="actions">
        <Button look="primary" isDisabled={isBusy} onClick={send}>
          {t(isBusy ? 'masked.busy' : 'masked.go')}
        </Button>
        <Button onClick={() => dispatch({ type: 'over', turn: null })}>{t('fields.cancel')}</Button>
      </div>
    </>
  )
}

/** Keyed by its row: another row, and nothing of the last one is left. */
export const Reveal = ({ here, desk }: RevealProps) => {
  const { locale, words } = useUi()
  const t = sayFields(locale)
  const [state, dispatch] = useMachine(
    {
      start: startReveal,
      step: stepReveal,
      perform: (effect: Effect, say: (event: Event) => void) =>
        performReveal(desk, locale, effect, say),
    },
    { type: 'over', turn: null },
  )
  const root = useRef<HTMLElement>(null)
  useKeepFocus(root, state)
  const labelOf = (key: string): string => words?.field(locale, here.table, key) ?? key
  return (
    <section class="masked" aria-labelledby="masked-title" ref={root}>
      <h3 id="masked-title">{t('masked.title')}</h3>
      {state.key === null ? (
        <ul>
          {(here.masked ?? []).map(({ key, mask }) => (
            <li key={key}>
              {labelOf(key)} <span class="muted">{mask}</span>{' '}
              <Button
                name={t('fields.named', { what: t('masked.reveal'), name: labelOf(key) })}
                onClick={() => dispatch({ type: 'asked', key })}
              >
                {t('masked.reveal')}
              </Button>
            </li>
          ))}
        </ul>
      ) : (
        <Asked
          here={here}
          desk={desk}
          state={state}
          label={labelOf(state.key)}
          dispatch={dispatch}
        />
      )}
    </section>
  )
}
