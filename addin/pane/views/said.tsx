// What a tool has to say of its last piece of work: why it stopped, with a way to close that, or what came of it.
import type { Stop } from '../../../shared/sync/session/stop.ts'
import { stopText } from '../sentence.ts'
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { Message } from '../ui/message.tsx'

interface StoppedProps {
  /** null: nothing stopped. */
  readonly stop: Stop | null
  readonly onClose: () => void
  /** What the button says; "close" where not given. */
  readonly text?: string
}

export const Stopped = ({ stop, onClose, text }: StoppedProps) => {
  const { t, locale } = useUi()
  if (stop === null) return null
  return (
    <Message kind="error" actions={<Button onClick={onClose}>{text ?? t('pane.close')}</Button>}>
      {stopText(locale, stop)}
    </Message>
  )
}

interface SaidProps extends StoppedProps {
  readonly told: {
    readonly kind: 'success' | 'warning' | 'info'
    readonly text: string
  } | null
}

export const Said = ({ told, ...stopped }: SaidProps) => (
  <>
    <Stopped {...stopped} />
    <div role="status">{told !== null && <Message kind={told.kind}>{told.text}</Message>}</div>
  </>
)
