// Several things in one text, with the signs that each language puts between them.
import type { Locale } from '../../shared/schema/kind.ts'

/** Names and other single words: 华达、恒源. */
export const listed = (locale: Locale, names: readonly string[]): string =>
  names.join(locale === 'en' ? ', ' : '、')

/** Parts of a sentence: 已保存 12，待更正 3. */
export const joined = (locale: Locale, parts: readonly string[]): string =>
  parts.join(locale === 'en' ? ', ' : '，')
