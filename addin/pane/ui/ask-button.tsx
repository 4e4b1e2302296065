// A button whose press is first asked about: what it does to others or to what was typed is said before it is done.
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'

import { Button } from './button.tsx'
import { useUi } from './context.ts'
import { Dialog } from './dialog.tsx'

interface AskButtonProps {
  /** The words of the button, and of the yes. */
  readonly text: string
  readonly title: string
  readonly ask: ComponentChildren
  readonly onYes: () => void
  readonly look?: 'primary' | 'plain' | 'subtle'
  readonly isDisabled?: boolean
  readonly name?: string | undefined
}

export const AskButton = (props: AskButtonProps) => {
  const { text, title, ask, onYes, ...button } = props
  const { t } = useUi()
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <Button {...button} onClick={() => setAsking(true)}>
        {text}
      </Button>
      {isAsking && (
        <Dialog
          title={title}
          yes={text}
          no={t('pane.cancel')}
          onNo={() => setAsking(false)}
          onYes={() => {
            setAsking(false)
            onYes()
          }}
        >
          <p>{ask}</p>
        </Dialog>
      )}
    </>
  )
}
