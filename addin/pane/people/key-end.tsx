// A key comes to its end: two weeks before, the pane offers another one for it, shown once.
import { useEffect, useState } from 'preact/hooks'

import type { NewKey } from '../../../shared/protocol/sign-in.ts'
import type { Stop } from '../../../shared/sync/session/stop.ts'
import type { ToolDesk } from '../../sync/tool-desk.ts'
import { stopText } from '../sentence.ts'
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { Message } from '../ui/message.tsx'
import { askOnce } from './entrance.ts'
import { saySignIn } from './say.ts'
import { Secret } from './secret.tsx'
import { dayText, daysLeft, isEnding } from './words.ts'

/** null: the key is young, there is none, or nothing is known of it. */
const useEnd = (desk: ToolDesk) => {
  const [end, setEnd] = useState<number | null>(null)
  useEffect(() => {
    void askOnce(() => desk.api.session.me()).then((me) => {
      const expires = me.ok ? me.value.expires : null
      setEnd(isEnding(desk.now(), expires) ? expires : null)
    })
  }, [desk])
  return end
}

interface TurnedProps {
  readonly turned: NewKey
  readonly onKept: () => void
}

const Turned = ({ turned, onKept }: TurnedProps) => {
  const { locale } = useUi()
  const t = saySignIn(locale)
  return (
    <>
      <Message
        kind="success"
        title={t('end.done', { day: dayText(locale, turned.expires) })}
        actions={<Button onClick={onKept}>{t('end.kept')}</Button>}
      >
        {t('end.doneText')}
        <Secret id="turned-key" label={t('key.label')} text={turned.key} />
      </Message>
    </>
  )
}

export const KeyEnd = ({ desk }: { readonly desk: ToolDesk }) => {
  const { locale, dispatch } = useUi()
  const t = saySignIn(locale)
  const end = useEnd(desk)
  const [isBusy, setBusy] = useState(false)
  const [stop, setStop] = useState<Stop | null>(null)
  const [turned, setTurned] = useState<NewKey | null>(null)
  const [isKept, setKept] = useState(false)
  const turn = async () => {
    setBusy(true)
    setStop(null)
    const got = await askOnce(() => desk.api.session.rotate())
    setBusy(false)
    if (!got.ok) return setStop(got.error)
    setTurned(got.value)
    dispatch({ type: 'key-turned', key: got.value.key })
  }
  if (end === null || isKept) return null
  if (turned !== null) return <Turned turned={turned} onKept={() => setKept(true)} />
  const days = daysLeft(desk.now(), end)
  const said = { days, day: dayText(locale, end) }
  return (
    <Message
      kind="warning"
      title={t(days > 1 ? 'end.title.some' : 'end.title.one', said)}
      actions={
        <Button isDisabled={isBusy} onClick={() => void turn()}>
          {t(isBusy ? 'end.busy' : 'end.go')}
        </Button>
      }
    >
      {stop === null ? t('end.text') : stopText(locale, stop)}
    </Message>
  )
}
