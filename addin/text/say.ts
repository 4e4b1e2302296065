// A text in the reader's language by its key, with its parameters filled in.
import type { Params } from '../../shared/problem.ts'
import type { Locale } from '../../shared/schema/kind.ts'
import { en } from './en.ts'
import type { TextKey, Texts } from './en.ts'
import { zhHans } from './zh-hans.ts'
import { zhHant } from './zh-hant.ts'

const byLocale: Readonly<Record<Locale, Texts>> = { 'zh-Hans': zhHans, 'zh-Hant': zhHant, en }

const isTextKey = (key: string): key is TextKey => Object.hasOwn(en, key)

export type Say = (key: string, params?: Params) => string

const fill = (texts: Texts, template: string, params: Params): string =>
  template.replace(/\{(\w+)(?:\|(\w+))?\}/gu, (_, name: string, group: string | undefined) => {
    const value = String(params[name] ?? '')
    const key = `${group ?? ''}.${value}`
    return group !== undefined && isTextKey(key) ? texts[key] : value
  })

/** A text by key; a key that is unknown (a newer server's) is shown itself rather than nothing. */
export const say = (locale: Locale): Say => {
  const texts = byLocale[locale]
  return (key, params = {}) => (isTextKey(key) ? fill(texts, texts[key], params) : key)
}
