// A code or a script's key that has just been made, and what to tell the colleague.
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { Message } from '../ui/message.tsx'
import type { Event, Shown } from './model.ts'
import { sayPeople } from './say.ts'
import { Secret } from './secret.tsx'
import { dayText } from './words.ts'

interface ShownOnceProps {
  readonly shown: Shown
  readonly org: string
  readonly dispatch: (event: Event) => void
}

export const ShownOnce = ({ shown, org, dispatch }: ShownOnceProps) => {
  const { locale } = useUi()
  const t = sayPeople(locale)
  const { kind, text, about, expires } = shown
  const params = { name: about, org, day: dayText(locale, expires), code: text }
  return (
    <Message
      kind="success"
      title={t(`shown.${kind}`, params)}
      actions={
        <Button onClick={() => dispatch({ type: 'shown-closed' })}>{t('shown.done')}</Button>
      }
    >
      {t(`shown.${kind}.text`, params)}
      <Secret
        id="shown-once"
        label={t(`shown.${kind}.label`)}
        text={text}
        copied={kind === 'code' ? t('shown.letter', params) : text}
      />
    </Message>
  )
}
