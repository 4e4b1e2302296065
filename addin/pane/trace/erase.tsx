// Erasing a person: what goes, what stays, until when backups hold him; then his name, typed.
import { useState } from 'preact/hooks'

import { eraseReasons } from '../../../shared/protocol/trace.ts'
import { dayText } from '../people/words.ts'
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { Field } from '../ui/field.tsx'
import { Message } from '../ui/message.tsx'
import { Select } from '../ui/select.tsx'
import { countsOf, ownParts } from './dossier.ts'
import type { Trace } from './model.ts'
import type { PartProps } from './part.ts'

type Props = PartProps & { readonly shown: NonNullable<Trace['shown']> }

const BACKUP_MS = 30 * 86_400_000
/** What is neither his row nor a revision of one, and goes all the same. */
const derived = ['conflict', 'strong_key', 'match_pair', 'match_answer', 'merge_edge']

const Preview = ({ shown, now, t }: Props) => {
  const { locale, count } = useUi()
  const counts = new Map(countsOf(shown.kept))
  const sum = (parts: readonly string[]) =>
    count(parts.reduce((all, part) => all + (counts.get(part) ?? 0), 0))
  return (
    <ul class="plain">
      <li>{t('erase.now', { rows: sum(ownParts), revisions: sum(['history']) })}</li>
      <li>{t('erase.derived', { count: sum(derived) })}</li>
      <li>{t('erase.sheets')}</li>
      <li>{t('erase.backup', { day: dayText(locale, now + BACKUP_MS) })}</li>
      <li>{t('erase.free')}</li>
      <li>{t('erase.stays')}</li>
    </ul>
  )
}

const Form = (props: Props & { readonly onClose: () => void }) => {
  const { shown, state, t, ask, onClose } = props
  const { t: say } = useUi()
  const [reason, setReason] = useState<(typeof eraseReasons)[number]>('asked')
  const [typed, setTyped] = useState('')
  /** A wrong name is wrong until it is typed over. */
  const [refused, setRefused] = useState<string | null>(null)
  const { name } = shown.person
  const go = () => {
    setRefused(typed)
    if (typed.trim() !== '') ask({ do: 'erase', reason, confirm: typed })
  }
  const isWrong = refused === typed && (typed.trim() === '' || state.isWrongName)
  return (
    <section aria-labelledby="erase-title">
      <h3 id="erase-title">{t('erase.title', { name })}</h3>
      <Message kind="warning">
        <Preview {...props} />
      </Message>
      <Select
        id="erase-reason"
        label={t('erase.reason')}
        value={reason}
        options={eraseReasons.map((each) => ({ value: each, text: t(`fact.reason.${each}`) }))}
        onChoose={(text) => setReason(eraseReasons.find((each) => each === text) ?? reason)}
      />
      <Field
        id="erase-name"
        label={t('erase.name', { name })}
        value={typed}
        error={isWrong ? t('erase.wrong') : null}
        onInput={setTyped}
        onEnter={go}
        isFocused
      />
      <div class="actions">
        <Button look="primary" isDisabled={state.isBusy} onClick={go}>
          {t('erase.go')}
        </Button>
        <Button onClick={onClose}>{say('pane.cancel')}</Button>
      </div>
    </section>
  )
}

export const Erase = (props: Props) => {
  const [isOpen, setOpen] = useState(false)
  if (isOpen) return <Form {...props} onClose={() => setOpen(false)} />
  return (
    <div class="actions">
      <Button onClick={() => setOpen(true)}>{props.t('erase.open')}</Button>
    </div>
  )
}
