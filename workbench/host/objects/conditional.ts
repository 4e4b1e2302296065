// Conditional formats through the API: of the kinds only Custom, which is what a formula colours.
import type { ConditionalFormat } from '../../model/conditional.ts'
import { refuseMissing } from '../../model/failure.ts'
import { intersect, subtract } from '../../model/rect.ts'
import { requireUnprotected } from '../../model/workbook.ts'
import { RangeSpot } from '../range-spot.ts'
import type { ConditionalSpot } from '../selves.ts'
import {
  asFlag,
  asNumber,
  asText,
  describe,
  wire,
  type WireObject,
  type WireProperty,
} from '../wire.ts'

function formatsOn({ sheet, rect }: RangeSpot): readonly ConditionalFormat[] {
  return sheet.conditionals.filter((format) => intersect(format.rect, rect) !== undefined)
}

function find({ sheet, id }: ConditionalSpot): ConditionalFormat {
  const format = sheet.conditionals.find((format) => format.id === id)
  return format ?? refuseMissing(`conditional format ${id}`)
}

function change(spot: ConditionalSpot, part: Partial<ConditionalFormat>): void {
  const { sheet } = spot
  requireUnprotected(sheet)
  const former = find(spot)
  sheet.touch()
  sheet.conditionals = sheet.conditionals.map((format) =>
    format === former ? { ...format, ...part } : format,
  )
}

function objectOf({ sheet }: RangeSpot, format: ConditionalFormat): WireObject {
  return wire('ConditionalFormat', { sheet, id: format.id })
}

function textPart(key: 'formula' | 'fill' | 'fontColor'): WireProperty<ConditionalSpot> {
  return {
    get: (spot) => find(spot)[key],
    set: (spot, value) => change(spot, { [key]: asText(value, key) }),
  }
}

export const CONDITIONAL_FORMATS = describe('ConditionalFormatCollection', {
  properties: {},
  methods: {
    Add: ({ sheet, rect }, [type], session) => {
      if (type !== 'Custom')
        throw session.missing(`ConditionalFormatCollection.Add(${String(type)})`)
      requireUnprotected(sheet)
      sheet.touch()
      const id = session.book.newId()
      const format = { id, rect, formula: '', fill: '', fontColor: '', stopIfTrue: false }
      sheet.conditionals = [format, ...sheet.conditionals]
      return wire('ConditionalFormat', { sheet, id })
    },
    ClearAll: ({ sheet, rect }, _args, session) => {
      requireUnprotected(sheet)
      sheet.touch()
      sheet.conditionals = sheet.conditionals.flatMap((format) =>
        subtract(format.rect, rect).map((left, index) => ({
          ...format,
          rect: left,
          id: index === 0 ? format.id : session.book.newId(),
        })),
      )
    },
    GetCount: (spot) => formatsOn(spot).length,
    GetItemAt: (spot, [index]) => {
      const format = formatsOn(spot)[asNumber(index, 'index')]
      return format === undefined
        ? refuseMissing(`format ${String(index)}`)
        : objectOf(spot, format)
    },
  },
  items: (spot) => formatsOn(spot).map((format) => objectOf(spot, format)),
  item: (spot, key) => {
    const format = formatsOn(spot).find((format) => format.id === key)
    return format === undefined ? refuseMissing(`format ${String(key)}`) : objectOf(spot, format)
  },
})

const PRIORITY: WireProperty<ConditionalSpot> = {
  get: (spot) => spot.sheet.conditionals.indexOf(find(spot)),
  set: (spot, value) => {
    const { sheet } = spot
    const format = find(spot)
    sheet.touch()
    const others = sheet.conditionals.filter((other) => other !== format)
    sheet.conditionals = others.toSpliced(asNumber(value, 'priority'), 0, format)
  },
}

export const CONDITIONAL_FORMAT = describe('ConditionalFormat', {
  identity: ({ id }) => ({ Id: id }),
  properties: {
    Id: { get: ({ id }) => id },
    Type: { get: () => 'Custom' },
    Priority: PRIORITY,
    StopIfTrue: {
      get: (spot) => find(spot).stopIfTrue,
      set: (spot, value) => change(spot, { stopIfTrue: asFlag(value, 'stopIfTrue') }),
    },
  },
  links: {
    Custom: (spot) => wire('CustomConditionalFormat', spot),
    CustomOrNullObject: (spot) => wire('CustomConditionalFormat', spot),
  },
  methods: {
    Delete: (spot) => {
      const format = find(spot)
      spot.sheet.touch()
      spot.sheet.conditionals = spot.sheet.conditionals.filter((other) => other !== format)
    },
    GetRange: (spot) => wire('Range', new RangeSpot(spot.sheet, find(spot).rect)),
  },
})

export const CUSTOM_CONDITIONAL_FORMAT = describe('CustomConditionalFormat', {
  properties: {},
  links: {
    Rule: (spot) => wire('ConditionalFormatRule', spot),
    Format: (spot) => wire('ConditionalRangeFormat', spot),
  },
})

export const CONDITIONAL_FORMAT_RULE = describe('ConditionalFormatRule', {
  properties: { Formula: textPart('formula') },
})

export const CONDITIONAL_RANGE_FORMAT = describe('ConditionalRangeFormat', {
  properties: {},
  links: {
    Fill: (spot) => wire('ConditionalRangeFill', spot),
    Font: (spot) => wire('ConditionalRangeFont', spot),
  },
})

export const CONDITIONAL_RANGE_FILL = describe('ConditionalRangeFill', {
  properties: { Color: textPart('fill') },
})

export const CONDITIONAL_RANGE_FONT = describe('ConditionalRangeFont', {
  properties: { Color: textPart('fontColor') },
})
