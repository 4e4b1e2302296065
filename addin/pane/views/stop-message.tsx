// Why something stopped, and that the server is away; with what can be done about it.
import type { State } from '../model.ts'
import { stopText } from '../sentence.ts'
import { retryMs } from '../step-run.ts'
import { AskButton } from '../ui/ask-button.tsx'
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { Message } from '../ui/message.tsx'
import { WipeFile } from './notices.tsx'

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

const Close = () => {
  const { t, dispatch } = useUi()
  return (
    <Button look="subtle" onClick={() => dispatch({ type: 'stop-closed' })}>
      {t('pane.close')}
    </Button>
  )
}

/** Another account's sheet can be made mine, after a question. */
const OtherOwner = ({ state, text }: { readonly state: State; readonly text: string }) => {
  const { t, dispatch } = useUi()
  return (
    <Message
      kind="error"
      actions={
        <>
          <AskButton
            isDisabled={state.isBusy}
            text={t('owner.take')}
            title={t('owner.askTitle')}
            ask={t('owner.ask')}
            onYes={() => dispatch({ type: 'take-over-asked' })}
          />
          <WipeFile state={state} />
          <Close />
        </>
      }
    >
      {state.isBusy ? t('owner.taking') : text}
    </Message>
  )
}

const Leased = ({ text, isAuto }: { readonly text: string; readonly isAuto: boolean }) => {
  const { t } = useUi()
  return (
    <Message kind="warning" actions={<Close />}>
      {text} {isAuto && t('owner.again')}
    </Message>
  )
}

export const StopMessage = ({ state }: { readonly state: State }) => {
  const { t, locale, dispatch } = useUi()
  const { stop, away } = state
  if (away !== null) return <Away tries={away.tries} />
  if (stop === null) return null
  const text = stopText(locale, stop)
  if (stop.code === 'other_owner' && state.stopped !== null)
    return <OtherOwner state={state} text={text} />
  if (stop.code === 'leased') return <Leased text={text} isAuto={state.isAuto} />
  const isKey = stop.code === 'unauthenticated' && state.screen !== 'sign-in'
  return (
    <Message
      kind="error"
      actions={
        isKey ? (
          <Button onClick={() => dispatch({ type: 'signed-out' })}>{t('signIn.title')}</Button>
        ) : (
          <>
            {stop.code === 'other_org' && <WipeFile state={state} />}
            <Close />
          </>
        )
      }
    >
      {text}
    </Message>
  )
}
