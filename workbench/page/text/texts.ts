// The page's texts: the same keys in three languages (the type says so), and which language to take.
import type { GridTexts } from '../../grid/grid-texts.ts'
import { en } from './en.ts'
import { zhHans } from './zh-hans.ts'
import { zhHant } from './zh-hant.ts'

export const languages = ['zh-Hans', 'zh-Hant', 'en'] as const
export type Language = (typeof languages)[number]

export interface Texts {
  /** Its own name, for the switch. */
  readonly language: string
  /** What Excel calls the language: Office.context.displayLanguage. */
  readonly locale: string
  readonly title: string
  readonly workbookName: string
  readonly grid: GridTexts
  readonly nameBox: string
  readonly formulaBar: string
  readonly toolbar: string
  readonly openCsv: string
  readonly saveCsv: string
  readonly undo: string
  readonly redo: string
  readonly makeTable: string
  readonly filter: string
  readonly togglePane: string
  readonly person: string
  readonly roles: Readonly<Record<string, string>>
  readonly languageSwitch: string
  readonly sheetTabs: string
  readonly addSheet: string
  readonly sheetName: string
  readonly dropHere: string
  readonly opened: (name: string, rows: number) => string
  readonly tooLarge: (name: string) => string
  readonly saved: (name: string) => string
  readonly savedWithFormulaLike: (name: string, count: number) => string
  readonly count: (count: string) => string
  readonly sum: (sum: string) => string
  readonly average: (average: string) => string
  readonly pane: string
  readonly paneWidth: string
  readonly paneMissing: string
  readonly paneFailed: string
  readonly ready: string
}

export const texts: Readonly<Record<Language, Texts>> = {
  'zh-Hans': zhHans,
  'zh-Hant': zhHant,
  en,
}

/** The language that a tag such as zh-TW or en-GB stands for; English for all that is not Chinese. */
export function toLanguage(tag: string): Language {
  if (/^zh-(?:hant|tw|hk|mo)\b/i.test(tag)) return 'zh-Hant'
  return /^zh\b/i.test(tag) ? 'zh-Hans' : 'en'
}
