// Signing in with a personal key. The other ways in come after the first paint.
import { useState } from 'preact/hooks'

import type { State } from '../model.ts'
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { Field } from '../ui/field.tsx'
import { Lazy } from '../ui/lazy.tsx'
import { StopMessage } from './stop-message.tsx'

/** What is shown in place of the field for the key; null: nothing. */
export type Way = 'join' | 'set-up' | null

const loadWays = async () => (await import('./sign-in-ways.tsx')).SignInWays

const KeyForm = ({ state }: { readonly state: State }) => {
  const { t, dispatch } = useUi()
  const [key, setKey] = useState('')
  const [isMissing, setMissing] = useState(false)
  const submit = () => {
    const given = key.trim()
    setMissing(given === '')
    if (given !== '' && !state.isBusy) dispatch({ type: 'key-given', key: given })
  }
  return (
    <>
      <p class="muted">{t('signIn.hint')}</p>
      <Field
        id="key"
        label={t('signIn.key')}
        value={key}
        error={isMissing ? t('signIn.empty') : null}
        onInput={setKey}
        onEnter={submit}
        isSecret
      />
      <div class="actions">
        <Button look="primary" isDisabled={state.isBusy} onClick={submit}>
          {t(state.isBusy ? 'signIn.busy' : 'signIn.go')}
        </Button>
      </div>
    </>
  )
}

export const SignIn = ({ state }: { readonly state: State }) => {
  const { t } = useUi()
  const [way, setWay] = useState<Way>(null)
  return (
    <section aria-labelledby="sign-in-title">
      <h2 id="sign-in-title">{t('signIn.title')}</h2>
      <StopMessage state={state} />
      {way === null && !state.isUninvited && <KeyForm state={state} />}
      {state.isExcelHere && <Lazy load={loadWays} props={{ state, way, onWay: setWay }} />}
    </section>
  )
}
