// A card that opens to a form: focus goes into the form, and back to the button that opened it.
import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

export const useFormFocus = (card: RefObject<HTMLElement | null>, isOpen: boolean): void => {
  const wasOpen = useRef(isOpen)
  // Before anybody else looks where focus has gone.
  useLayoutEffect(() => {
    const isSame = wasOpen.current === isOpen
    wasOpen.current = isOpen
    // Focus that is in the sheet stays there.
    if (isSame || !document.hasFocus() || document.activeElement !== document.body) return
    card.current?.querySelector<HTMLElement>('input, select, button')?.focus()
  }, [card, isOpen])
}
