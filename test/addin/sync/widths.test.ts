// The widths of a new sheet's columns: whoever opens it reads all headers without pulling at any.
import { expect, test } from 'vitest'

import { widthsOf } from '../../../addin/sync/widths.ts'
import { locales } from '../../../shared/schema/kind.ts'
import { tableKeys } from '../../../shared/schema/table-keys.ts'
import {
  headerCells,
  IDENTITY_KEY,
  newSheetKeys,
  overviewKeys,
} from '../../../shared/sheet/column.ts'

/** Excel's own width, and what the filter button takes of it; in points. */
const USUAL = 48
const BUTTON = 14

/** In the workbook's usual font, 11 points: a Chinese character is square, a Latin one half of that. */
const pointsOf = (header: string): number =>
  Array.from(header, (sign) => (/\p{Script=Han}/u.test(sign) ? 11 : 5.5)).reduce<number>(
    (sum, width) => sum + width,
    0,
  )

test.each(tableKeys.flatMap((table) => locales.map((locale) => [table, locale] as const)))(
  'each header of a new sheet of %s in %s can be read beside its button',
  (table, locale) => {
    const keys = newSheetKeys(table, overviewKeys(table))
    const headers = headerCells(table, keys, locale)
    const widths = new Map(widthsOf(keys, headers, 0).map(({ index, points }) => [index, points]))
    const cut = headers.filter(
      (header, at) =>
        keys[at] !== IDENTITY_KEY && (widths.get(at) ?? USUAL) < pointsOf(header) + BUTTON,
    )
    expect(cut).toEqual([])
  },
)

test("columns of a list have their user's widths, those that are added have ours", () => {
  const keys = [null, 'name', 'tier']
  const widths = widthsOf(keys, ['我的备注，写得很长很长', '公司', '客户级别'], 2)
  expect(widths.map(({ index }) => index)).toEqual([2])
})
