// A question in the browser's own dialog: focus goes in, stays in and comes back. Office takes Escape for itself in
// Excel on the web, so that it is listened to here too.
import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

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
  // In the same turn as the page: after it, a key pressed at once would go nowhere. Closed before it is gone, since
  // nothing behind an open question takes the focus.
  useLayoutEffect(() => {
    const before = document.activeElement
    const shown = dialog.current
    shown?.showModal()
    return () => {
      shown?.close()
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
