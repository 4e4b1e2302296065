// Focus that was on something that is gone goes to what has taken its place, so that nobody who works by keyboard or
// by ear begins at the top again.
import type { RefObject } from 'preact'
import { useEffect } from 'preact/hooks'

/** @param sign changes whenever something may have gone */
export const useKeepFocus = (place: RefObject<HTMLElement | null>, sign: unknown): void => {
  useEffect(() => {
    // Focus that is in the sheet stays there.
    if (!document.hasFocus() || document.activeElement !== document.body) return
    const target = place.current?.querySelector<HTMLElement>('[role=tabpanel], h2') ?? place.current
    if (target === null) return
    target.tabIndex = -1
    target.focus()
  }, [place, sign])
}
