// What the pane keeps in the browser: until it is closed the key, two preferences, while it is loaded anew its name, and,
// for a week after it was closed, the rows of its workbook in which something of ours was taken back (left-behind.ts). Each
// partition of an embedded page has its own. A browser that refuses storage costs the user a sign-in and, after a reload,
// a minute, and what Ctrl+Z brings back then is his.
import type { Locale } from '../../shared/schema/kind.ts'
import { isLocale } from './locale.ts'
import { openLeftBehind } from './left-behind.ts'

export interface Storage {
  readonly key: () => string | null
  readonly keepKey: (key: string) => void
  /** With the key goes what sheets say. */
  readonly forgetKey: () => void
  readonly locale: () => Locale | null
  readonly keepLocale: (locale: Locale) => void
  readonly isAuto: () => boolean
  readonly keepAuto: (isOn: boolean) => void
  /**
   * The name that this pane had before it was loaded anew; null: it is a new one. Taken, not read: a tab that is
   * doubled copies what is kept, and two panes never have one name.
   */
  readonly takePane: () => string | null
  /** On leaving the page, so that it comes back under the same name. */
  readonly leavePane: (pane: string) => void
  /** What Ctrl+Z may bring back in the sheet, as the port of this tab wrote it. */
  readonly taken: () => string | null
  /** The same, of panes on this workbook that were closed, the oldest first. Taken, not read: whoever took it keeps it. */
  readonly takeLeft: () => readonly string[]
  /** @param text none where it is empty, or too long for the browser */
  readonly keepTaken: (text: string) => void
}

type Shelf = 'sessionStorage' | 'localStorage'

const attempt = <T>(work: () => T, otherwise: T): T => {
  try {
    return work()
  } catch {
    return otherwise
  }
}

/** Is a key kept in any partition? Asked before Office says in which one the pane stands. */
export const isKeyKept = (): boolean =>
  attempt(
    () => Object.keys(globalThis.sessionStorage).some((name) => name.endsWith('kehu.key')),
    false,
  )

/**
 * @param partition goes before every name
 * @param workbook its address; one that was never saved has none, or a bare name that others have, too
 * @param now milliseconds since 1970
 */
export const openStorage = (
  partition: string,
  workbook = '',
  now: () => number = Date.now,
): Storage => {
  const isSaved = /[\\/]/u.test(workbook)
  const leftBehind = openLeftBehind(`${partition}kehu.taken/`, now)
  const read = (shelf: Shelf, name: string) =>
    attempt(() => globalThis[shelf].getItem(`${partition}kehu.${name}`), null)
  const write = (shelf: Shelf, name: string, text: string) =>
    attempt(() => globalThis[shelf].setItem(`${partition}kehu.${name}`, text), undefined)
  const remove = (name: string) =>
    attempt(() => globalThis.sessionStorage.removeItem(`${partition}kehu.${name}`), undefined)
  /** Under which name this tab's own lies there: doubled tabs have one. */
  const ownSlot = (): string => {
    const known = read('sessionStorage', 'slot')
    if (known !== null) return known
    const slot = now().toString(36)
    write('sessionStorage', 'slot', slot)
    return slot
  }
  return {
    key: () => read('sessionStorage', 'key'),
    keepKey: (key) => write('sessionStorage', 'key', key),
    forgetKey: () => {
      remove('key')
      remove('taken')
      attempt(() => leftBehind.clear(), undefined)
    },
    locale: () => {
      const text = read('localStorage', 'locale')
      return isLocale(text) ? text : null
    },
    keepLocale: (locale) => write('localStorage', 'locale', locale),
    isAuto: () => read('localStorage', 'auto') === 'on',
    keepAuto: (isOn) => write('localStorage', 'auto', isOn ? 'on' : 'off'),
    takePane: () => {
      const pane = read('sessionStorage', 'pane')
      remove('pane')
      return pane
    },
    leavePane: (pane) => write('sessionStorage', 'pane', pane),
    taken: () => read('sessionStorage', 'taken'),
    takeLeft: () => (isSaved ? attempt(() => leftBehind.take(workbook, ownSlot()), []) : []),
    keepTaken: (text) => {
      // First: what is too long must leave nothing older there.
      remove('taken')
      if (text !== '') write('sessionStorage', 'taken', text)
      if (isSaved) attempt(() => leftBehind.put(workbook, ownSlot(), text), undefined)
    },
  }
}
