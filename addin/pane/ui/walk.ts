// A long list without its looks: what of it stands in the document, and where a key leads.

/** Entries beyond the ones in sight, above and below. */
const OVERSCAN = 6
const PAGE = 10

interface Window {
  readonly first: number
  readonly last: number
}

/** The entries that stand in the document. `last` is not among them. */
export const windowOf = (
  top: number,
  height: number,
  rowHeight: number,
  count: number,
): Window => ({
  first: Math.max(0, Math.floor(top / rowHeight) - OVERSCAN),
  last: Math.min(count, Math.ceil((top + height) / rowHeight) + OVERSCAN),
})

/** Where a key leads, and whether the sheet goes along; null for a key that is not the list's. */
export const pointByKey = (
  { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>,
  at: number,
  count: number,
): { readonly at: number; readonly isGoing: boolean } | null => {
  switch (key) {
    case 'F8':
      return { at: at + (shiftKey ? -1 : 1), isGoing: true }
    case 'j':
      return { at: at + 1, isGoing: true }
    case 'k':
      return { at: at - 1, isGoing: true }
    case 'ArrowDown':
      return { at: at + 1, isGoing: false }
    case 'ArrowUp':
      return { at: at - 1, isGoing: false }
    case 'PageDown':
      return { at: at + PAGE, isGoing: false }
    case 'PageUp':
      return { at: at - PAGE, isGoing: false }
    case 'Home':
      return { at: 0, isGoing: false }
    case 'End':
      return { at: count - 1, isGoing: false }
    case 'Enter':
    case ' ':
      return { at, isGoing: true }
    default:
      return null
  }
}
