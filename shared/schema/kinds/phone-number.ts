// One phone number, from the ways people write it to E.164 (with RFC 3966's ";ext=") and back.
// Mainland numbers are read by our own rules, which judge by length only; all others by libphonenumber.
import { parsePhoneNumberFromString } from 'libphonenumber-js/min'

import { flaw } from '../../problem.ts'
import type { Flaw } from '../../problem.ts'
import type { Locale, Setting } from '../kind.ts'

type Country = Setting['country']
const callingCode: Readonly<Record<Country, string>> = { CN: '86', TW: '886', HK: '852', MO: '853' }

interface NumberReading {
  /** E.164, with ";ext=26" where there is an extension; null with a flaw. */
  readonly number: string | null
  readonly flaw: Flaw | null
}

const bad = (code: Flaw['code'], params: Flaw['params'] = {}): NumberReading => ({
  number: null,
  flaw: flaw(code, 'warning', params),
})
const good = (number: string, ext: string): NumberReading => ({
  number: ext === '' ? number : `${number};ext=${ext}`,
  flaw: null,
})

const mobile = /^1[3-9]\d{9}$/u
const hotline = /^[48]00\d{7}$/u
// Area codes are 10 and 2x, with eight digits after them; all others have three, with seven or eight.
const landline = /^(?:(?:10|2\d)[2-9]\d{7}|[3-9]\d{2}[2-9]\d{6,7})$/u
const isMainland = (national: string): boolean =>
  mobile.test(national) || hotline.test(national) || landline.test(national)

/** Digits as dialled inside the mainland, or with 86 before them. */
const readMainland = (digits: string, ext: string): NumberReading => {
  const inner = /^86(?=\d{10,12}$)/u.test(digits) ? digits.slice(2) : digits
  const national = inner.replace(/^0+/u, '')
  if (isMainland(national)) return good(`+86${national}`, ext)
  if (/^1[3-9]/u.test(national))
    return bad('phone.length', { digits: national.length, expected: '11' })
  if (national.length < 9 && national === digits)
    return bad('phone.area', { digits: digits.length })
  const plus = parsePhoneNumberFromString(`+86${national}`)
  const hasArea = digits.startsWith('0') || national.length < 10
  if (hasArea || !plus?.isPossible()) {
    return bad('phone.length', { digits: digits.length, expected: '11–12' })
  }
  return good(`+86${national}`, ext)
}

/** A number is read from its cell, and again where it becomes a key: the last answers are kept. */
const foreignNumbers = new Map<string, string | null>()
const FOREIGN_KEPT = 1_000

/** In E.164; null for none. */
const foreignNumber = (dialled: string, country: Country): string | null => {
  const asked = `${country}${dialled}`
  const known = foreignNumbers.get(asked)
  if (known !== undefined) return known
  const parsed = parsePhoneNumberFromString(dialled, country)
  // Shorter ones are service numbers, which only work where they are dialled.
  const isWhole = parsed !== undefined && parsed.nationalNumber.length >= 7
  // Read back, a 0 behind 886 would be taken for the one that is dialled inside Taiwan.
  const isReadBack = parsed?.number.startsWith('+8860') !== true
  const number = isWhole && isReadBack && parsed.isPossible() ? parsed.number : null
  if (foreignNumbers.size >= FOREIGN_KEPT) foreignNumbers.clear()
  foreignNumbers.set(asked, number)
  return number
}

const readForeign = (dialled: string, country: Country, ext: string): NumberReading => {
  const number = foreignNumber(dialled, country)
  return number === null
    ? bad('phone.length', { digits: dialled.replace(/\D/gu, '').length, expected: '8–15' })
    : good(number, ext)
}

/** Digits with a country code before them, without the +. */
const readInternational = (digits: string, ext: string): NumberReading =>
  digits.startsWith('86')
    ? readMainland(
        digits
          .slice(2)
          .replace(/^0*/u, '0')
          .replace(/^0(?=1[3-9]|[48]00)/u, ''),
        ext,
      )
    : readForeign(`+${digits.replace(/^8860/u, '886')}`, 'CN', ext)

const readNational = (digits: string, country: Country, ext: string): NumberReading => {
  if (/^(?:85[23]\d{8}|8869\d{8})$/u.test(digits)) return readInternational(digits, ext)
  const isMainlandMobile = mobile.test(digits.replace(/^(?:86)?0?/u, ''))
  if (country === 'CN' || isMainlandMobile) return readMainland(digits, ext)
  if (country === 'TW' && digits.length < 9 && !digits.startsWith('0')) {
    return bad('phone.area', { digits: digits.length })
  }
  return readForeign(digits, country, ext)
}

const labelBefore =
  /^(?:(?:手机号?码?|手機號?碼?|电话号?码?|電話號?碼?|座机|座機|固话|热线|熱線|mobile|cell|phone|tel|mob|t|m|p|h)\s*[.:]\s*)+/iu
const remarkAfter = /[(（]?\s*(?:微信同号|微信同號|同微信|微信|wechat|whatsapp|line)\s*[)）]?$/iu
const extension =
  /(?:转|轉|分机|分機|内线|內線|;ext=|extension|ext|x|#)\s*[.:：]?\s*(\d{1,7})\s*[)）]?$/iu
const dashedExtension = /\s*-\s*(\d{1,5})$/u
const punctuation = /[\s\-.()·*_—–~"'’‘`]+/gu

const readBody = (body: string, ext: string, country: Country): NumberReading => {
  const dialled = body.replace(/\(0\)/u, '').replace(punctuation, '')
  if (!/^\+?\d{5,}$/u.test(dialled)) return bad('phone.form')
  const digits = dialled.replace('+', '')
  if (dialled.startsWith('+')) return readInternational(digits, ext)
  return /^00[1-9]/u.test(digits)
    ? readInternational(digits.slice(2), ext)
    : readNational(digits, country, ext)
}

/**
 * One number as typed (width already folded). Flaws are warnings: the length is wrong, the area code is
 * missing, or it is no number at all.
 */
export const readNumber = (typed: string, country: Country): NumberReading => {
  const bare = typed.replace(labelBefore, '').replace(remarkAfter, '').trim()
  const named = extension.exec(bare)
  if (named) return readBody(bare.slice(0, named.index), named[1] ?? '', country)
  const dashed = dashedExtension.exec(bare)
  const short = dashed && readBody(bare.slice(0, dashed.index), dashed[1] ?? '', country)
  // 028-42718095-26 has an extension for certain; 0532 3075 2622-29 only because it is no number as a whole.
  if (short && !short.flaw && /\d{7}\s*$/u.test(bare.slice(0, dashed.index))) return short
  const whole = readBody(bare, '', country)
  return whole.flaw && short && !short.flaw ? short : whole
}

const extensionWord: Readonly<Record<Locale, string>> = {
  'zh-Hans': ' 转',
  'zh-Hant': ' 轉',
  en: ' ext. ',
}

const groupMainland = (national: string): string => {
  if (mobile.test(national)) return national.replace(/^(\d{3})(\d{4})/u, '$1 $2 ')
  if (hotline.test(national)) return national.replace(/^(\d{3})(\d{3})/u, '$1 $2 ')
  return national.replace(/^(10|2\d|\d{3})(\d{3,4})(\d{4})$/u, '$1 $2 $3')
}

const local = (number: string, country: Country): string => {
  const isHome = number.startsWith(`+${callingCode[country]}`)
  if (number.startsWith('+86')) {
    const national = number.slice(3)
    const trunk = mobile.test(national) || hotline.test(national) ? '' : '0'
    return isHome ? trunk + groupMainland(national) : `+86 ${groupMainland(national)}`
  }
  const parsed = parsePhoneNumberFromString(number)
  return (isHome ? parsed?.formatNational() : parsed?.formatInternational()) ?? number
}

/** The local way of writing a stored number; its canonical form where that would be read otherwise. */
export const writeNumber = (stored: string, country: Country, locale: Locale): string => {
  const [number = '', ext = ''] = stored.split(';ext=')
  const written = local(number, country) + (ext === '' ? '' : extensionWord[locale] + ext)
  return readNumber(written, country).number === stored ? written : stored
}

/** Is it stored text of the canonical form, and a number that we would read as it? */
export const isNumber = (stored: string): boolean =>
  // Most are of the mainland, and are read as they stand.
  (stored.startsWith('+86') && isMainland(stored.slice(3))) ||
  (/^\+[1-9]\d{5,14}(?:;ext=\d{1,7})?$/u.test(stored) && readNumber(stored, 'CN').number === stored)

/** A mobile of the mainland, Taiwan, Hong Kong or Macau: it is one person's, unlike a switchboard's. */
export const isMobile = (number: string): boolean =>
  /^\+(?:861[3-9]\d{9}|8869\d{8}|852[4-79]\d{7}|8536\d{7})$/u.test(number)
