// A question in the browser's own dialog: focus goes in, stays in and comes back. Office takes Escape for itself in
// Excel on the web, so that it is listened to here too.
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

import { Button } from './button.tsx'

interface DialogProps {
  readonly title: string
  readonly children: ComponentChildren
  readonly yes: string
  readonly no: string
  readonly onYes: () => void
  readonly onNo: () => void
}

export const Dialog = ({ title, children, yes, no, onYes, onNo }: DialogProps) => {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const before = document.activeElement
    dialog.current?.showModal()
    return () => {
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      aria-labelledby="dialog-title"
      aria-describedby="dialog-text"
      onCancel={(event) => {
        event.preventDefault()
        onNo()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        // Else Excel on the web takes the focus into the sheet.
        event.stopPropagation()
        onNo()
      }}
    >
      <h2 id="dialog-title">{title}</h2>
      <div id="dialog-text">{children}</div>
      <div class="actions end">
        <Button onClick={onNo}>{no}</Button>
        <Button look="primary" onClick={onYes}>
          {yes}
        </Button>
      </div>
    </dialog>
  )
}
