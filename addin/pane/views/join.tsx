// An invitation code: it becomes a personal key, which is shown this once, or links the account that signed in.
import { useState } from 'preact/hooks'

import type { Stop } from '../../../shared/sync/session/stop.ts'
import type { State } from '../model.ts'
import { askOnce, openEntrance } from '../people/entrance.ts'
import { saySignIn } from '../people/say.ts'
import { stopText } from '../sentence.ts'
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { Field } from '../ui/field.tsx'
import { Message } from '../ui/message.tsx'
import { NewKey } from './new-key.tsx'
import type { ShownKey } from './new-key.tsx'

interface CodeFormProps {
  readonly hint: string
  readonly isBusy: boolean
  readonly onCode: (code: string) => void
  readonly onBack: () => void
}

const CodeForm = ({ hint, isBusy, onCode, onBack }: CodeFormProps) => {
  const { t, locale } = useUi()
  const words = saySignIn(locale)
  const [code, setCode] = useState('')
  const [isMissing, setMissing] = useState(false)
  const submit = () => {
    const given = code.trim()
    setMissing(given === '')
    if (given !== '' && !isBusy) onCode(given)
  }
  return (
    <>
      <p class="muted">{hint}</p>
      <Field
        id="code"
        label={words('join.code')}
        value={code}
        error={isMissing ? words('join.empty') : null}
        onInput={setCode}
        onEnter={submit}
        isFocused
      />
      <div class="actions">
        <Button look="primary" isDisabled={isBusy} onClick={submit}>
          {words(isBusy ? 'join.busy' : 'join.go')}
        </Button>
        <Button isDisabled={isBusy} onClick={onBack}>
          {t('pane.back')}
        </Button>
      </div>
    </>
  )
}

export const Join = ({ onBack }: { readonly onBack: () => void }) => {
  const { locale } = useUi()
  const [isBusy, setBusy] = useState(false)
  const [stop, setStop] = useState<Stop | null>(null)
  const [shown, setShown] = useState<ShownKey | null>(null)
  const join = async (code: string) => {
    setBusy(true)
    setStop(null)
    const joined = await askOnce(() => openEntrance(location.origin).join(code, null))
    setBusy(false)
    if (!joined.ok) return setStop(joined.error)
    const { key, expires, me, org } = joined.value
    if (key !== null && expires !== null) setShown({ key, expires, name: me.name, org: org.name })
  }
  if (shown !== null) return <NewKey shown={shown} />
  return (
    <>
      {stop !== null && <Message kind="error">{stopText(locale, stop)}</Message>}
      <CodeForm
        hint={saySignIn(locale)('join.hint')}
        isBusy={isBusy}
        onCode={(code) => void join(code)}
        onBack={onBack}
      />
    </>
  )
}

/** The account is real, but nobody's here yet: the code goes with its token. */
export const LinkCode = ({ state }: { readonly state: State }) => {
  const { locale, dispatch } = useUi()
  return (
    <CodeForm
      hint={saySignIn(locale)('join.linkHint')}
      isBusy={state.isBusy}
      onCode={(code) => dispatch({ type: 'code-given', code })}
      onBack={() => dispatch({ type: 'signed-out' })}
    />
  )
}
