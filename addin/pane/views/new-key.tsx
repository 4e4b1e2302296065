// A personal key that has just been made: shown this once, to be put away; then it signs in.
import { saySignIn } from '../people/say.ts'
import { Secret } from '../people/secret.tsx'
import { dayText } from '../people/words.ts'
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { Message } from '../ui/message.tsx'

export interface ShownKey {
  readonly key: string
  /** UTC, milliseconds. */
  readonly expires: number
  readonly name: string
  readonly org: string
}

export const NewKey = ({ shown }: { readonly shown: ShownKey }) => {
  const { locale, dispatch } = useUi()
  const t = saySignIn(locale)
  const { key, expires, name, org } = shown
  return (
    <>
      <Message kind="success" title={t('key.welcome', { name, org })}>
        {t('key.keep', { day: dayText(locale, expires) })}
      </Message>
      <Secret id="new-key" label={t('key.label')} text={key} />
      <div class="actions">
        <Button look="primary" onClick={() => dispatch({ type: 'key-given', key })}>
          {t('key.goOn')}
        </Button>
      </div>
    </>
  )
}
