// Why a computed cell says what it says: stored as compact JSON, shown in the reader's language.
import * as z from 'zod'

import type { Params } from '../../problem.ts'
import type { Kind } from '../kind.ts'
import { canonText, plainText, readCommon, said } from './cell-text.ts'

const STORED_MAX = 2_000
const SHOWN_MAX = 160
/** `k` names the sentence (`tier.rank`, …); all else are its figures. */
const form = z.object({ k: z.string() }).catchall(z.union([z.string(), z.number()]))

const parse = (value: string): { readonly k: string; readonly params: Params } | null => {
  try {
    const { k, ...params } = form.parse(JSON.parse(value))
    return { k, params }
  } catch {
    return null
  }
}

/** The sentence of a receipt in at most 160 characters; `say` gets the key `receipt.<k>`. */
export const receipt: Kind<string, 'text'> = {
  name: 'receipt',
  storage: 'text',
  numberFormat: '@',
  schema: z.string().min(1).max(STORED_MAX),
  read: (cell) => {
    const text = plainText(cell)
    return readCommon(text) ?? said(text.slice(0, STORED_MAX))
  },
  write: (value, { say }) => {
    const spoken = say && parse(value)
    return spoken && say ? say(`receipt.${spoken.k}`, spoken.params).slice(0, SHOWN_MAX) : value
  },
  canon: canonText,
  isUsable: () => true,
  offers: () => [],
  refersTo: null,
}
