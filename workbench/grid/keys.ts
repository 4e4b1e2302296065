// Which key does what, as in Excel: once for the sheet, once for a cell being edited. Pure; what a
// command does stands in commands.ts.
import type { Step } from './selection.ts'

export interface KeyPress {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
}

interface Way {
  readonly rows: Step
  readonly columns: Step
}

export type Command =
  | ({ readonly kind: 'move' | 'jump'; readonly extend: boolean } & Way)
  | ({ readonly kind: 'step' } & Way)
  | { readonly kind: 'page'; readonly rows: Step; readonly extend: boolean }
  | { readonly kind: 'home' | 'end' | 'sheetHome' | 'sheetEnd'; readonly extend: boolean }
  | { readonly kind: Simple }

export type Simple =
  | 'edit'
  | 'clear'
  | 'cancel'
  | 'undo'
  | 'redo'
  | 'selectAll'
  | 'selectRows'
  | 'selectColumns'
  | 'columnMenu'
  | 'contextMenu'
  | 'filterButtons'
  | 'makeTable'
  | 'fillDown'

const ARROWS: Readonly<Record<string, Way>> = {
  ArrowUp: { rows: -1, columns: 0 },
  ArrowDown: { rows: 1, columns: 0 },
  ArrowLeft: { rows: 0, columns: -1 },
  ArrowRight: { rows: 0, columns: 1 },
}

/** Keys with Ctrl (Command on a Mac); capitals mean Shift as well. */
const CONTROL: Readonly<Record<string, Simple>> = {
  z: 'undo',
  y: 'redo',
  Z: 'redo',
  a: 'selectAll',
  d: 'fillDown',
  l: 'makeTable',
  t: 'makeTable',
  L: 'filterButtons',
  ' ': 'selectColumns',
}

const PLAIN_KEYS: Readonly<Record<string, Simple>> = {
  F2: 'edit',
  Delete: 'clear',
  Backspace: 'clear',
  Escape: 'cancel',
  ContextMenu: 'contextMenu',
}

/** Enter and Tab, with Shift the other way. */
function stepOf({ key, shiftKey }: KeyPress): Way | undefined {
  const by = shiftKey ? -1 : 1
  if (key === 'Enter') return { rows: by, columns: 0 }
  return key === 'Tab' ? { rows: 0, columns: by } : undefined
}

/** What a key does while no cell is being edited; undefined leaves it to the browser. */
export function sheetCommand(press: KeyPress): Command | undefined {
  const { key, shiftKey: extend } = press
  const hasControl = press.ctrlKey || press.metaKey
  const arrow = ARROWS[key]
  if (press.altKey) return key === 'ArrowDown' ? { kind: 'columnMenu' } : undefined
  if (arrow !== undefined) return { kind: hasControl ? 'jump' : 'move', extend, ...arrow }
  if (key === 'Home') return { kind: hasControl ? 'sheetHome' : 'home', extend }
  if (key === 'End') return { kind: hasControl ? 'sheetEnd' : 'end', extend }
  if (hasControl) {
    const kind = CONTROL[extend ? key.toUpperCase() : key.toLowerCase()]
    return kind === undefined ? undefined : { kind }
  }
  if (key === 'PageDown' || key === 'PageUp') {
    return { kind: 'page', rows: key === 'PageDown' ? 1 : -1, extend }
  }
  const step = stepOf(press)
  if (step !== undefined) return { kind: 'step', ...step }
  if (extend && key === 'F10') return { kind: 'contextMenu' }
  if (extend && key === ' ') return { kind: 'selectRows' }
  const kind = PLAIN_KEYS[key]
  return kind === undefined ? undefined : { kind }
}

/** `enter` is typing over a cell, where arrows end it; `edit` is F2, where they move the caret. */
export type EditMode = 'enter' | 'edit'

export type EditCommand =
  | { readonly kind: 'cancel' | 'newLine' | 'fillSelection' | 'toggleMode' }
  | ({ readonly kind: 'commit' } & Way)

/** What a key does while a cell is being edited. Never ask it while an input method composes. */
export function editCommand(press: KeyPress, mode: EditMode): EditCommand | undefined {
  const { key } = press
  if (key === 'Escape') return { kind: 'cancel' }
  if (key === 'F2') return { kind: 'toggleMode' }
  if (key === 'Enter' && press.altKey) return { kind: 'newLine' }
  if (key === 'Enter' && (press.ctrlKey || press.metaKey)) return { kind: 'fillSelection' }
  const step = stepOf(press)
  if (step !== undefined) return { kind: 'commit', ...step }
  const arrow = ARROWS[key]
  return arrow !== undefined && mode === 'enter' ? { kind: 'commit', ...arrow } : undefined
}
