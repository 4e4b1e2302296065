// A pointer to a row of another table. Its cell shows the target's label; what is stored is the target's id.
import * as z from 'zod'

import type { Kind } from '../kind.ts'
import { canonText, plainText, readCommon, said, TYPED_MAX, wrong } from './cell-text.ts'

/** So many of those who may be meant are named. */
const OFFERED = 4

/**
 * Reads a label (or an id that is known) through `setting.refs`. Where references cannot be looked up the
 * value is the text as typed: the server resolves it.
 */
export const reference = (table: 'customer' | 'contact' | 'user'): Kind<string, 'text'> => ({
  name: 'reference',
  storage: 'text',
  numberFormat: '@',
  schema: z.string().min(1).max(TYPED_MAX),
  read: (cell, { refs }) => {
    const text = plainText(cell)
    const common = readCommon(text)
    if (common) return common
    if (text.length > TYPED_MAX) return wrong('text.long', { max: TYPED_MAX, length: text.length })
    if (!refs) return said(text)
    const ids = refs.find(table, text)
    if (ids.length > 1) {
      const offered = ids.map((id) => refs.label(table, id) ?? '…').toSorted()
      return wrong('ref.ambiguous', {
        label: text,
        count: ids.length,
        offered: [...new Set(offered)].slice(0, OFFERED).join(' / '),
      })
    }
    if (ids[0] !== undefined) return said(ids[0])
    return refs.label(table, text) === null ? wrong('ref.unknown', { label: text }) : said(text)
  },
  write: (value, { refs }) => refs?.label(table, value) ?? value,
  canon: canonText,
  isUsable: () => true,
  offers: () => [],
  refersTo: table,
})
