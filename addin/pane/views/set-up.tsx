// The first run of a server: whoever deployed it founds the organisation with the set-up secret, and is its admin.
import { useState } from 'preact/hooks'

import type { Stop } from '../../../shared/sync/session/stop.ts'
import { askOnce, openEntrance } from '../people/entrance.ts'
import { saySignIn } from '../people/say.ts'
import { countries, emptyForm, inCountry, readForm } from '../people/set-up.ts'
import type { FormField, SetUpForm } from '../people/set-up.ts'
import { stopText } from '../sentence.ts'
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { Field } from '../ui/field.tsx'
import { Message } from '../ui/message.tsx'
import { Select } from '../ui/select.tsx'
import { NewKey } from './new-key.tsx'
import type { ShownKey } from './new-key.tsx'

interface FieldsProps {
  readonly form: SetUpForm
  readonly wrong: readonly FormField[]
  readonly onChange: (form: SetUpForm) => void
  readonly onEnter: () => void
}

const Fields = ({ form, wrong, onChange, onEnter }: FieldsProps) => {
  const t = saySignIn(useUi().locale)
  const textField = (name: Exclude<FormField, 'country'>) => (
    <Field
      id={`set-up-${name}`}
      label={t(`setUp.${name}`)}
      value={form[name]}
      error={wrong.includes(name) ? t(`setUp.${name}.wrong`) : null}
      onInput={(text) => onChange({ ...form, [name]: text })}
      onEnter={onEnter}
      isSecret={name === 'secret'}
    />
  )
  return (
    <>
      {textField('secret')}
      {textField('name')}
      <Select
        id="set-up-country"
        label={t('setUp.country')}
        value={form.country}
        options={countries.map((country) => ({ value: country, text: t(`country.${country}`) }))}
        onChoose={(chosen) => {
          const country = countries.find((one) => one === chosen)
          if (country !== undefined) onChange(inCountry(form, country))
        }}
      />
      {textField('currency')}
      {textField('timeZone')}
      {textField('admin')}
    </>
  )
}

/** Sends the form; what came of it. */
const useSetUp = () => {
  const [isBusy, setBusy] = useState(false)
  const [stop, setStop] = useState<Stop | null>(null)
  const [shown, setShown] = useState<ShownKey | null>(null)
  const [wrong, setWrong] = useState<readonly FormField[]>([])
  const send = async (form: SetUpForm) => {
    const read = readForm(form)
    setWrong('wrong' in read ? read.wrong : [])
    if ('wrong' in read || isBusy) return
    setBusy(true)
    setStop(null)
    const done = await askOnce(() => openEntrance(location.origin).setUp(read.request))
    setBusy(false)
    if (!done.ok) return setStop(done.error)
    const { key, expires, me, org } = done.value
    setShown({ key, expires, name: me.name, org: org.name })
  }
  return { isBusy, stop, shown, wrong, send }
}

export const SetUp = ({ onBack }: { readonly onBack: () => void }) => {
  const { t, locale } = useUi()
  const words = saySignIn(locale)
  const [form, setForm] = useState(emptyForm)
  const { isBusy, stop, shown, wrong, send } = useSetUp()
  const submit = () => void send(form)
  if (shown !== null) return <NewKey shown={shown} />
  return (
    <>
      <p class="muted">{words('setUp.hint')}</p>
      {stop !== null && (
        <Message kind="error">
          {stop.code === 'forbidden' ? words('setUp.closed') : stopText(locale, stop)}
        </Message>
      )}
      <Fields form={form} wrong={wrong} onChange={setForm} onEnter={submit} />
      <div class="actions">
        <Button look="primary" isDisabled={isBusy} onClick={submit}>
          {words(isBusy ? 'setUp.busy' : 'setUp.go')}
        </Button>
        <Button isDisabled={isBusy} onClick={onBack}>
          {t('pane.back')}
        </Button>
      </div>
    </>
  )
}
