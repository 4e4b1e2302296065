// How cells look, through the API: fill, font, alignment, widths. A property that differs between
// the cells of a range reads as null.
import { formatCells } from '../../model/edit.ts'
import { STANDARD_WIDTH } from '../../model/sheet.ts'
import { shownText } from '../../model/show.ts'
import { PLAIN } from '../../model/style.ts'
import { requireUnprotected } from '../../model/workbook.ts'
import type { RangeSpot } from '../range-spot.ts'
import type { Session } from '../session.ts'
import { asFlag, asNumber, asText, describe, wire, type WireProperty } from '../wire.ts'
import { uniform, uniformStyle } from './block.ts'
import { columnsOf } from './range.ts'

/** A style's property that is a text, such as a colour. */
function textProperty(
  key: 'fill' | 'fontColor' | 'horizontalAlignment' | 'verticalAlignment',
): WireProperty<RangeSpot> {
  return {
    get: (spot) => uniformStyle(spot, key),
    set: ({ sheet, rect }, value, { book }) => {
      const text = colorOrText(asText(value, key))
      formatCells<typeof key>(book, sheet, rect, key, () => text)
    },
  }
}

/** Colours are kept in capitals, as Excel gives them back. */
function colorOrText(text: string): string {
  return /^#[0-9a-f]{6}$/i.test(text) ? text.toUpperCase() : text
}

function flagProperty(key: 'bold' | 'italic' | 'wrapText'): WireProperty<RangeSpot> {
  return {
    get: (spot) => uniformStyle(spot, key),
    set: ({ sheet, rect }, value, { book }) => {
      const flag = asFlag(value, key)
      formatCells<typeof key>(book, sheet, rect, key, () => flag)
    },
  }
}

const COLUMN_WIDTH: WireProperty<RangeSpot> = {
  get: ({ sheet, rect }) => uniform(columnsOf(rect).map((column) => sheet.look(column).width)),
  set: ({ sheet, rect }, value) => {
    requireUnprotected(sheet)
    sheet.touch()
    const width = asNumber(value, 'columnWidth')
    for (const column of columnsOf(rect)) sheet.setLook(column, { width })
  },
}

/** About what Excel makes of it: 6 points a narrow character, 12 a wide one. */
function autofit({ sheet, rect }: RangeSpot, session: Session): void {
  requireUnprotected(sheet)
  sheet.touch()
  const used = sheet.grid.usedRect(true)
  for (const column of columnsOf(rect)) {
    const lane = used === undefined ? [] : sheet.grid.values({ ...used, column, columns: 1 })
    const widths = lane.map(([value = ''], index) => {
      const { numberFormat } = sheet.grid.style((used?.row ?? 0) + index, column)
      const text = shownText(value, numberFormat, session.book.date1904)
      return text.replaceAll(/[^\u0020-\u00FF]/g, 'xx').length * 6
    })
    const widest = widths.reduce((most, width) => Math.max(most, width), 0)
    sheet.setLook(column, { width: widest === 0 ? STANDARD_WIDTH : widest + 6 })
  }
}

export const RANGE_FORMAT = describe('RangeFormat', {
  properties: {
    WrapText: flagProperty('wrapText'),
    HorizontalAlignment: textProperty('horizontalAlignment'),
    VerticalAlignment: textProperty('verticalAlignment'),
    ColumnWidth: COLUMN_WIDTH,
  },
  links: {
    Fill: (spot) => wire('RangeFill', spot),
    Font: (spot) => wire('RangeFont', spot),
  },
  methods: {
    AutofitColumns: (spot, _args, session) => autofit(spot, session),
  },
})

export const RANGE_FILL = describe('RangeFill', {
  properties: { Color: textProperty('fill') },
  methods: {
    Clear: ({ sheet, rect }, _args, { book }) =>
      formatCells(book, sheet, rect, 'fill', () => PLAIN.fill),
  },
})

export const RANGE_FONT = describe('RangeFont', {
  properties: {
    Color: textProperty('fontColor'),
    Bold: flagProperty('bold'),
    Italic: flagProperty('italic'),
  },
})
