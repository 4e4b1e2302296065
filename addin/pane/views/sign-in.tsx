// Signing in with a personal key.
import { useState } from 'preact/hooks'

import type { State } from '../model.ts'
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { Field } from '../ui/field.tsx'
import { StopMessage } from './stop-message.tsx'

export const SignIn = ({ state }: { readonly state: State }) => {
  const { t, dispatch } = useUi()
  const [key, setKey] = useState('')
  const [isMissing, setMissing] = useState(false)
  const submit = () => {
    const given = key.trim()
    setMissing(given === '')
    if (given !== '' && !state.isBusy) dispatch({ type: 'key-given', key: given })
  }
  return (
    <section aria-labelledby="sign-in-title">
      <h2 id="sign-in-title">{t('signIn.title')}</h2>
      <StopMessage state={state} />
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
    </section>
  )
}
