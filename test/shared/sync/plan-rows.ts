// A sheet of three entered columns and the tier, and its rows, for the tests of what happens to a row.
import type { Cell } from '../../../shared/schema/kind.ts'
import { sheetFields } from '../../../shared/schema/tables.ts'
import { classifyRow } from '../../../shared/sync/classify.ts'
import type { SheetRow } from '../../../shared/sync/classify.ts'
import type { PlanContext, RowPlan } from '../../../shared/sync/deliver.ts'
import type { Layout } from '../../../shared/sync/layout.ts'
import type { Sent } from '../../../shared/sync/outcome.ts'
import { computedHash, rowHash } from '../../../shared/sync/row-hash.ts'
import { newStamp } from '../../../shared/sync/stamp.ts'
import type { Stamp } from '../../../shared/sync/stamp.ts'
import { ulid } from '../../../shared/sync/ulid.ts'
import { aSetting } from '../../support/setting.ts'

const keys = ['city', 'name', 'phone']
const fields = sheetFields('customer')
export const column = (key: string, index: number) => {
  const field = fields[key]
  if (!field) throw new Error(key)
  return { key, header: field.label['zh-Hans'], index, field }
}

export const layout: Layout = {
  entered: keys.map(column),
  computed: [column('tier', 4)],
  status: 3,
  sync: 5,
  version: '1',
  isRemapped: false,
  columns: [],
}
export const context: PlanContext = {
  layout,
  setting: aSetting(),
  hashOf: (cells) => rowHash('customer', keys, cells),
  computedHashOf: (cells) => computedHash('customer', ['tier'], cells),
  toSheet: (values) => values,
}

export const idOf = (n: number): string => ulid(n, new Uint8Array(10))
export const id = idOf(1)
const options = { version: '1', hashOf: context.hashOf }

export const aRow = (cells: readonly Cell[], stamp: Partial<Stamp> = {}, tier = ''): SheetRow =>
  classifyRow(
    {
      index: 0,
      entered: cells,
      computed: [tier],
      status: '',
      stampText: 'x',
      stamp: { ...newStamp('1', id), ...stamp },
    },
    options,
  )

export const sentOf = (cells: readonly Cell[]): Sent => ({ cells, hash: context.hashOf(cells) })

/** What the row is once the plan is carried out. */
export const stateAfter = (row: SheetRow, plan: RowPlan | null) =>
  plan && classifyRow({ ...row, entered: plan.entered, stamp: plan.stamp }, options).state

export const typed = ['苏州', '华达机械', '0512-6123 4567']
