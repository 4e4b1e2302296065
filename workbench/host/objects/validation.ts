// Data validation through the API: rules are kept and given back. The host does not enforce them:
// Excel itself does so only on typing, never on plain paste (D: data-validation).
import type { Validation } from '../../model/sheet.ts'
import { requireUnprotected } from '../../model/workbook.ts'
import { clearZone, setZone, zoneAt } from '../../model/zones.ts'
import type { RangeSpot } from '../range-spot.ts'
import { asFlag, asRecord, describe, type WireProperty } from '../wire.ts'

const NONE: Validation = {
  rule: {},
  errorAlert: { showAlert: true, style: 'Stop', title: '', message: '' },
  prompt: { showPrompt: true, title: '', message: '' },
  ignoreBlanks: true,
}

const TYPES: Readonly<Record<string, string>> = {
  list: 'List',
  custom: 'Custom',
  date: 'Date',
  decimal: 'Decimal',
  textLength: 'TextLength',
  time: 'Time',
  wholeNumber: 'WholeNumber',
}

/** The validation of a range; null when its cells have different ones. */
function read({ sheet, rect }: RangeSpot): Validation | null {
  const found = zoneAt(sheet.validations, rect)
  return found === 'mixed' ? null : (found ?? NONE)
}

function change(spot: RangeSpot, part: Partial<Validation>): void {
  const { sheet, rect } = spot
  requireUnprotected(sheet)
  sheet.touch()
  sheet.validations = setZone(sheet.validations, rect, { ...(read(spot) ?? NONE), ...part })
}

function part(
  key: keyof Validation,
  take: (value: unknown) => Partial<Validation>,
): WireProperty<RangeSpot> {
  return {
    get: (spot) => read(spot)?.[key] ?? null,
    set: (spot, value) => change(spot, take(value)),
  }
}

export const DATA_VALIDATION = describe('DataValidation', {
  properties: {
    Rule: part('rule', (value) => ({ rule: asRecord(value, 'rule') })),
    ErrorAlert: part('errorAlert', (value) => ({ errorAlert: asRecord(value, 'errorAlert') })),
    Prompt: part('prompt', (value) => ({ prompt: asRecord(value, 'prompt') })),
    IgnoreBlanks: part('ignoreBlanks', (value) => ({
      ignoreBlanks: asFlag(value, 'ignoreBlanks'),
    })),
    Type: {
      get: (spot) => {
        const validation = read(spot)
        if (validation === null) return 'Inconsistent'
        return TYPES[Object.keys(validation.rule)[0] ?? ''] ?? 'None'
      },
    },
  },
  methods: {
    Clear: ({ sheet, rect }) => {
      requireUnprotected(sheet)
      sheet.touch()
      sheet.validations = clearZone(sheet.validations, rect)
    },
  },
})
