// A sheet with new rows and what a server says of them before they are stored: one of each kind, with long names.
import type { CheckReply, RowResult } from '../../../shared/protocol/push.ts'
import type { SheetView } from '../../../addin/sync/sheet-view.ts'

const names = [
  '昆山华达精密机械',
  'Featherstonehaugh International Trading (Holdings) Company Limited',
  '江苏天目湖食品有限公司上海分公司',
  '无锡安捷国际贸易（集团）有限公司',
  '',
  '苏州金桥模具有限公司',
]

export const aheadView: SheetView = {
  tableId: 't',
  sheet: '客户',
  firstRow: 4,
  columns: ['name', 'phone', '_sync'].map((key) => ({ key, header: key })),
  read: (keys) =>
    Promise.resolve(
      names.map((name) => keys.map((key) => ({ name, phone: '0512 5775 1234' })[key] ?? '')),
    ),
}

const hint = { score: 4, here: false, reasons: [{ field: 'phone', level: 'line', bits: 5 }] }

const results: readonly Omit<RowResult, 'id'>[] = [
  {
    outcome: 'known',
    known: {
      by: 'phone',
      id: '01H',
      label: '昆山华达精密机械有限公司',
      here: false,
      reasons: [
        { field: 'name', level: 'same', bits: 8 },
        { field: 'phone', level: 'line', bits: 5 },
      ],
      differ: ['address'],
      fills: ['website'],
    },
  },
  {
    outcome: 'applied',
    look: [{ ...hint, id: null, label: null, kind: null }],
  },
  {
    outcome: 'applied',
    related: [{ ...hint, id: '01T', label: '江苏天目湖食品有限公司', kind: 'branch' }],
  },
  { outcome: 'known', known: { by: 'name', id: null, label: null, here: false, limited: true } },
  {
    outcome: 'invalid',
    problems: [{ field: 'name', code: 'required.empty', level: 'error', params: {} }],
  },
  { outcome: 'applied' },
]

/** In the order of the rows that were asked about. */
export const aheadReply = (ids: readonly string[]): CheckReply => ({
  results: ids.map((id, at) => ({ id, ...(results[at] ?? { outcome: 'applied' }) })),
})
