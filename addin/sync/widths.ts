// How wide our own columns of a new table are: their header can be read beside its filter button, and what usually
// stands in them. From then on the widths are the user's.
import { IDENTITY_KEY, STATUS_KEY } from '../../shared/sheet/column.ts'
import type { TablePlan } from '../excel/port.ts'

const POINTS_A_CHARACTER = 5.5
/** Excel's own width of a column. */
const USUAL_CHARACTERS = 8
/** The filter button takes as much room. */
const BUTTON_CHARACTERS = 3

/** Characters that the values of a column need; the others are taken to be short. */
const charactersByKey: Readonly<Record<string, number>> = {
  [STATUS_KEY]: 26,
  kind: 12,
  tier: 13,
  tier_next: 13,
  last_contact_on: 13,
  tier_why: 22,
  rhythm: 22,
  sales_12m: 15,
  profit_12m: 15,
  name: 24,
  'contact.mobile': 15,
  phone: 15,
  mobile: 15,
  email: 20,
  address: 26,
  customer_id: 24,
  talked_about: 26,
  result: 20,
  note: 20,
}

/** A Chinese character is as wide as two Latin ones. */
const charactersIn = (text: string): number =>
  text.length + (text.match(/\p{Script=Han}/gu)?.length ?? 0)

/** @param from the first column that is ours to dress: those before it have the user's widths */
export const widthsOf = (
  keys: readonly (string | null)[],
  headers: readonly string[],
  from: number,
): TablePlan['widths'] =>
  keys.flatMap((key, index) => {
    const isHidden = key === IDENTITY_KEY
    if (index < from || isHidden) return []
    const ofHeader = charactersIn(headers[index] ?? '') + BUTTON_CHARACTERS
    const characters = Math.max(charactersByKey[key ?? ''] ?? 0, ofHeader)
    return characters > USUAL_CHARACTERS ? [{ index, points: characters * POINTS_A_CHARACTER }] : []
  })
