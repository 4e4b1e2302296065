// What the pane keeps in the browser: the key until it is closed, and two preferences. Each partition of an embedded
// page has its own. A browser that refuses storage costs the user a sign-in, nothing else.
import type { Locale } from '../../shared/schema/kind.ts'
import { isLocale } from './locale.ts'

export interface Storage {
  readonly key: () => string | null
  readonly keepKey: (key: string) => void
  readonly forgetKey: () => void
  readonly locale: () => Locale | null
  readonly keepLocale: (locale: Locale) => void
  readonly isAuto: () => boolean
  readonly keepAuto: (isOn: boolean) => void
}

type Shelf = 'sessionStorage' | 'localStorage'

const attempt = <T>(work: () => T, otherwise: T): T => {
  try {
    return work()
  } catch {
    return otherwise
  }
}

/** @param partition goes before every name */
export const openStorage = (partition: string): Storage => {
  const read = (shelf: Shelf, name: string) =>
    attempt(() => globalThis[shelf].getItem(`${partition}kehu.${name}`), null)
  const write = (shelf: Shelf, name: string, text: string) =>
    attempt(() => globalThis[shelf].setItem(`${partition}kehu.${name}`, text), undefined)
  return {
    key: () => read('sessionStorage', 'key'),
    keepKey: (key) => write('sessionStorage', 'key', key),
    forgetKey: () =>
      attempt(() => globalThis.sessionStorage.removeItem(`${partition}kehu.key`), undefined),
    locale: () => {
      const text = read('localStorage', 'locale')
      return isLocale(text) ? text : null
    },
    keepLocale: (locale) => write('localStorage', 'locale', locale),
    isAuto: () => read('localStorage', 'auto') === 'on',
    keepAuto: (isOn) => write('localStorage', 'auto', isOn ? 'on' : 'off'),
  }
}
