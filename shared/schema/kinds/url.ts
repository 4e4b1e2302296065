// A web address. Kept as typed apart from width and the scheme's case; http and https only.
import * as z from 'zod'

import type { Kind } from '../kind.ts'
import {
  asTyped,
  canonText,
  foldWidth,
  plainText,
  readCommon,
  said,
  TYPED_MAX,
} from './cell-text.ts'

const form =
  /^(?:https?:\/\/)?(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+\p{L}{2,24}(?::\d{1,5})?(?:[/?#]\S*)?$/iu

export const url: Kind<string, 'text'> = {
  name: 'url',
  storage: 'text',
  numberFormat: '@',
  schema: z.string().min(1).max(TYPED_MAX),
  read: (cell) => {
    const text = plainText(cell)
    const common = readCommon(text)
    if (common) return common
    const address = foldWidth(text).replace(/^https?:\/\//iu, (scheme) => scheme.toLowerCase())
    return form.test(address) && address.length <= TYPED_MAX
      ? said(address)
      : asTyped(text, 'url.form')
  },
  write: (value) => value,
  canon: canonText,
  isUsable: (value) => form.test(value),
  offers: () => [],
  refersTo: null,
}
