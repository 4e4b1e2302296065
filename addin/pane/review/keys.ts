// The keys of the review: each does what one button does. None is taken while something is typed, composed or asked.
import { isComposing } from '../ui/composing.ts'

export type Command =
  | {
      readonly do: 'merge' | 'different' | 'related' | 'skip' | 'undo' | 'stays' | 'help' | 'close'
    }
  /** Zero-based. */
  | { readonly do: 'tick' | 'kind'; readonly at: number }
  | { readonly do: 'field'; readonly by: 1 | -1 }
  | { readonly do: 'value'; readonly by: 1 | -1 }

const letters: Readonly<Record<string, Command>> = {
  m: { do: 'merge' },
  n: { do: 'different' },
  r: { do: 'related' },
  s: { do: 'skip' },
  u: { do: 'undo' },
  k: { do: 'stays' },
  '?': { do: 'help' },
  ArrowDown: { do: 'field', by: 1 },
  ArrowUp: { do: 'field', by: -1 },
  ArrowRight: { do: 'value', by: 1 },
  ArrowLeft: { do: 'value', by: -1 },
  ' ': { do: 'value', by: 1 },
}

interface Place {
  /** Tag of the element that has the focus, in capitals, its type and its role. */
  readonly tag: string
  readonly type: string
  readonly role: string
  /** A question stands before everything else. */
  readonly isAsked: boolean
  /** Kinds of relation are offered: digits choose among them. */
  readonly isChoosingKind: boolean
  /** Its user switched single keys off. */
  readonly isOff: boolean
}

const isTyping = ({ tag, type }: Place): boolean =>
  tag === 'TEXTAREA' || tag === 'SELECT' || (tag === 'INPUT' && type !== 'checkbox')

/** What pressing the focused thing does is its own: Space on a button, a tick box or a summary; arrows of a list. */
const isOwn = (key: string, { tag, role }: Place): boolean =>
  key === ' ' && role !== 'radio' && ['BUTTON', 'INPUT', 'SUMMARY', 'A'].includes(tag)

const digitOf = (key: string): number | null => (/^[1-9]$/u.test(key) ? Number(key) - 1 : null)

/** null: not a key of the review. */
export const commandOf = (event: KeyboardEvent, place: Place): Command | null => {
  const { key } = event
  if (isComposing(event) || event.ctrlKey || event.altKey || event.metaKey) return null
  if (place.isAsked || isTyping(place)) return null
  if (key === 'Escape') return place.isChoosingKind ? { do: 'close' } : null
  const isArrowOrSpace = key.startsWith('Arrow') || key === ' '
  if (place.isOff && !(isArrowOrSpace && place.role === 'radio')) return null
  if (isOwn(key, place)) return null
  const digit = digitOf(key)
  if (digit !== null) return { do: place.isChoosingKind ? 'kind' : 'tick', at: digit }
  if (place.isChoosingKind) return null
  return letters[key.length === 1 ? key.toLowerCase() : key] ?? null
}
