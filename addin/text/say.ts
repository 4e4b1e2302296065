// A text in the reader's language by its key, with its parameters filled in.
import type { Params } from '../../shared/problem.ts'
import type { Locale } from '../../shared/schema/kind.ts'
import { en } from './en.ts'
import type { TextKey, Texts } from './en.ts'
import { zhHans } from './zh-hans.ts'
import { zhHant } from './zh-hant.ts'

const byLocale: Readonly<Record<Locale, Texts>> = { 'zh-Hans': zhHans, 'zh-Hant': zhHant, en }

export type Say = (key: string, params?: Params) => string
type TextsOf<K extends string> = Readonly<Record<K, string>>

const textAt = (texts: TextsOf<string>, key: string): string | undefined =>
  Object.hasOwn(texts, key) ? texts[key] : undefined

const fill = (texts: TextsOf<string>, template: string, params: Params): string =>
  template.replace(/\{(\w+)(?:\|(\w+))?\}/gu, (_, name: string, group: string | undefined) => {
    const value = String(params[name] ?? '')
    return (group === undefined ? undefined : textAt(texts, `${group}.${value}`)) ?? value
  })

/**
 * Speaks from texts of one's own: a screen that is loaded when it is opened brings its words along. A key that is
 * unknown (a newer server's) is shown itself rather than nothing.
 */
export const sayFrom =
  <K extends string>(texts: Readonly<Record<Locale, TextsOf<K>>>) =>
  (locale: Locale): ((key: K | (string & {}), params?: Params) => string) =>
  (key, params = {}) => {
    const own: TextsOf<string> = texts[locale]
    const template = textAt(own, key)
    return template === undefined ? key : fill(own, template, params)
  }

/** A text by key, of those that every screen has. */
export const say: (locale: Locale) => Say = sayFrom<TextKey>(byLocale)
