// Folding for comparing words: width, case, script and punctuation that carry no meaning are levelled.
// Folded text is for keys and look-ups only, never stored in a field and never shown.
import { toSimplified } from './script.ts'

/** Full-width, compatibility and upper-case forms levelled; Traditional read as Simplified. */
export const foldScript = (text: string): string =>
  toSimplified(text.normalize('NFKC')).toLowerCase()

/** The same without space and punctuation: what two spellings of one word have in common. */
export const foldWord = (text: string): string => foldScript(text).replace(/[\s\p{P}\p{S}]+/gu, '')
