// Phone numbers made comparable, from cells as typed or from stored E.164 alike. Unlike schema/kinds/phone.ts
// nothing is refused: a number without its area code still meets the whole one by its last digits.
import { foldScript } from './fold.ts'

export interface Telephone {
  readonly type: 'mobile' | 'line' | 'hotline'
  /** National digits without trunk zero; a line may lack its area code. */
  readonly digits: string
}

const separators = /[/,;、|\n]+|和|或|\s+(?=\+)/u
const extension = /(?:转|分机|内线|;ext=|extension|ext|x|#)\s*[.:]?\s*\d{1,7}\s*\)?$/iu
const dashedExtension = /(\d{7,8})\s*-\s*\d{1,5}$/u
const remark = /[(（]?\s*(?:微信同号|同微信|微信|wechat|whatsapp|line|同号)\s*[)）]?/giu
const mainlandMobile = /^1[3-9]\d{9}$/u
const NUMBERS_MAX = 4

const withoutCountry = (digits: string): string => {
  const bare = digits.replace(/^00+/u, '')
  if (/^86(?:0?1[3-9]\d{9}|[48]00\d{7}|0?[2-9]\d{8,10}|0?10\d{8})$/u.test(bare))
    return bare.slice(2)
  if (/^(?:852|853)\d{8}$/u.test(bare)) return bare.slice(3)
  if (/^886\d{8,10}$/u.test(bare)) return bare.slice(3)
  if (/^1[2-9]\d{9}$/u.test(bare) && !mainlandMobile.test(bare)) return bare.slice(1)
  return bare
}

/** 13800000000, 12345678, 00000000: typed to fill a cell. */
const isFiller = (digits: string): boolean =>
  /(\d)\1{6}$/u.test(digits) || /^(?:1[3-9]\d)?(?:12345678|87654321|1234567)$/u.test(digits)

const toTelephone = (part: string): Telephone | null => {
  const bare = part.replace(extension, '').replace(dashedExtension, '$1')
  const digits = withoutCountry(bare.replace(/\D/gu, '')).replace(/^0+/u, '')
  if (digits.length < 6 || digits.length > 15 || isFiller(digits)) return null
  if (mainlandMobile.test(digits)) return { type: 'mobile', digits }
  if (/^[48]00\d{7}$/u.test(digits)) return { type: 'hotline', digits }
  return { type: 'line', digits }
}

/** The numbers of a cell, at most four; placeholders are none. */
export const telephonesIn = (cell: string): readonly Telephone[] => {
  const text = foldScript(cell).replace(remark, ' ').replace(/\(0\)/u, '')
  const found: Telephone[] = []
  for (const part of text.split(separators)) {
    const runTogether = /^\D*(1[3-9]\d{9})\D{0,2}(1[3-9]\d{9})\D*$/u.exec(part)
    const pieces = runTogether ? [runTogether[1] ?? '', runTogether[2] ?? ''] : [part]
    for (const piece of pieces) {
      const telephone = toTelephone(piece)
      if (telephone && !found.some((t) => t.digits === telephone.digits)) found.push(telephone)
    }
  }
  return found.slice(0, NUMBERS_MAX)
}
