// Why something stopped, and that the server is away; with what can be done about it.
import type { State } from '../model.ts'
import { stopText } from '../sentence.ts'
import { retryMs } from '../step-run.ts'
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { Message } from '../ui/message.tsx'

const Away = ({ tries }: { readonly tries: number }) => {
  const { t, dispatch } = useUi()
  return (
    <Message
      kind="warning"
      title={t('away.title')}
      actions={<Button onClick={() => dispatch({ type: 'online' })}>{t('away.now')}</Button>}
    >
      {t('away.text', { seconds: retryMs(tries) / 1_000 })}
    </Message>
  )
}

export const StopMessage = ({ state }: { readonly state: State }) => {
  const { t, locale, dispatch } = useUi()
  const { stop, away } = state
  if (away !== null) return <Away tries={away.tries} />
  if (stop === null) return null
  const isKey = stop.code === 'unauthenticated' && state.screen !== 'sign-in'
  return (
    <Message
      kind="error"
      actions={
        isKey ? (
          <Button onClick={() => dispatch({ type: 'signed-out' })}>{t('signIn.title')}</Button>
        ) : (
          <Button look="subtle" onClick={() => dispatch({ type: 'stop-closed' })}>
            {t('pane.close')}
          </Button>
        )
      }
    >
      {stopText(locale, stop)}
    </Message>
  )
}
