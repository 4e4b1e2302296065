// Which of the three languages a reader gets.
import type { Locale } from '../../shared/schema/kind.ts'
import { locales } from '../../shared/schema/kind.ts'

/** @param tag the host's language, e.g. zh-TW, zh-Hans-SG, en-GB */
export const tagToLocale = (tag: string): Locale => {
  const parts = tag.toLowerCase().split(/[-_]/u)
  if (parts[0] !== 'zh') return 'en'
  if (parts.includes('hant')) return 'zh-Hant'
  if (parts.includes('hans')) return 'zh-Hans'
  return parts.some((part) => ['tw', 'hk', 'mo'].includes(part)) ? 'zh-Hant' : 'zh-Hans'
}

export const isLocale = (text: string | null): text is Locale =>
  locales.some((locale) => locale === text)

/** Each language by its own name. */
export const localeNames: Readonly<Record<Locale, string>> = {
  'zh-Hans': '简体中文',
  'zh-Hant': '繁體中文',
  en: 'English',
}
