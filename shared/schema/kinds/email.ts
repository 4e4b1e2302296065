// E-mail addresses: one or up to three, domain in lower case, joined by "; ".
// A domain that is a known slip of the keyboard (.con) is a warning with what would be right.
import * as z from 'zod'

import type { Kind } from '../kind.ts'
import { asTyped, canonText, foldWidth, plainText, readShort, said } from './cell-text.ts'
import { listOf } from './several.ts'

const ADDRESS_MAX = 3
// addr-spec of RFC 5322 without quoted strings and comments; the local part may be of any script (RFC 6531).
const address =
  /^[^\s@"(),:;<>[\]\\]+@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+\p{L}{2,24}$/u
const slips: readonly (readonly [RegExp, string])[] = [
  [/\.(?:con|cmo|ocm|comm|cpm|vom|xom|coom)$/u, '.com'],
  [/\.(?:com\.c|com\.cm|comcn|cm\.cn|co\.cn)$/u, '.com.cn'],
  [/\.(?:ner|nett|ent)$/u, '.net'],
  [/@(?:gmial|gamil|gmai|gmal)\.com$/u, '@gmail.com'],
  [/@(?:qq\.cm|qq\.co|q\.com|qqcom)$/u, '@qq.com'],
  [/@(?:163\.cm|163\.co|163com)$/u, '@163.com'],
  [/@(?:126\.cm|126\.co|126com)$/u, '@126.com'],
]

const tidy = (part: string): string => {
  const bare = part
    .replace(/^(?:mailto|e-?mail|邮箱|郵箱|电邮|電郵)\s*[:：]\s*/iu, '')
    .replace(/[\s。.,，、]+$/u, '')
    .replace(/\s*@\s*/u, '@')
    .replace(/。/gu, '.')
  const at = bare.lastIndexOf('@')
  return bare.slice(0, at + 1) + bare.slice(at + 1).toLowerCase()
}

const corrected = (mail: string): string =>
  slips.reduce((text, [slip, right]) => text.replace(slip, right), mail)

const isAddress = (mail: string): boolean => mail.length <= 120 && address.test(mail)
const isSound = (mail: string): boolean =>
  isAddress(mail) && tidy(mail) === mail && corrected(mail) === mail

export const email: Kind<string, 'text'> = {
  name: 'e-mail',
  storage: 'text',
  numberFormat: '@',
  schema: z.string().min(1).max(400),
  read: (cell) => {
    const text = plainText(cell)
    const common = readShort(text)
    if (common) return common
    const parts = foldWidth(text)
      .replace(/[^<>;,、|\n]*<([^<>\s]+@[^<>\s]+)>/gu, '$1')
      .split(/[;,、|/\n]+|\s+(?=\S+@)/u)
      .map(tidy)
      .filter((part) => part !== '')
    const mails = [...new Set(parts)]
    if (mails.length === 0 || mails.length > ADDRESS_MAX) return asTyped(text, 'email.form')
    const suggestion = mails.map(corrected).join('; ')
    if (suggestion !== mails.join('; ') && suggestion.split('; ').every(isAddress)) {
      return asTyped(text, 'email.domain', { suggestion })
    }
    return mails.every(isAddress) ? said(mails.join('; ')) : asTyped(text, 'email.form')
  },
  write: (value) => value,
  canon: canonText,
  isUsable: (value) => value.split('; ').every(isSound),
  offers: () => [],
  refersTo: null,
  several: listOf(ADDRESS_MAX, isSound),
}

/** The addresses of a usable stored value. */
export const emailsOf = (value: string): readonly string[] =>
  email.isUsable(value) ? value.split('; ') : []
