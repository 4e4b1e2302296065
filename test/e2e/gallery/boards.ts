// What stands on the boards of the gallery: every kind of question, with the longest words that it will meet.
import type { State } from '../../../addin/pane/model.ts'
import type { Problem } from '../../../shared/problem.ts'
import type { Batch } from '../../../shared/protocol/batches.ts'
import type { Board } from '../../../shared/sync/session/board.ts'

const labels = ['昆山华达精密机械制造有限公司', '恒源物流', '无锡安捷国际贸易（集团）有限公司']
const rowAt = (at: number) => ({
  id: `01J${at}`,
  hash: '',
  row: at,
  label: labels[at % labels.length] ?? '',
  status: '',
})

const flaws: readonly Problem[] = [
  { field: 'name', code: 'required.empty', level: 'error', params: {} },
  {
    field: 'contact.mobile',
    code: 'phone.length',
    level: 'warning',
    params: { digits: 12, expected: 11 },
  },
  {
    field: 'email',
    code: 'email.domain',
    level: 'warning',
    params: { suggestion: 'lifang@hengyuan-international-logistics.com' },
  },
  {
    field: 'credit_code',
    code: 'digits.lost',
    level: 'error',
    params: {},
  },
]
export const troubles: Board['troubles'] = Array.from({ length: 24 }, (_, at) => {
  const problem = flaws[at % flaws.length] ?? null
  return {
    ...rowAt(at),
    level: problem?.level ?? 'error',
    field: problem?.field ?? '',
    column: 1,
    header: '手机',
    problem,
  }
})

export const known: Board['known'] = [
  {
    ...rowAt(3),
    known: { by: 'name', label: '昆山华达精密机械制造有限公司 · 昆山', id: 'c1', here: false },
    isLinked: false,
    differing: [],
    failure: null,
  },
  {
    ...rowAt(4),
    known: { by: 'mobile', label: null, id: null, here: false },
    isLinked: false,
    differing: [],
    failure: { kind: 'hidden' },
  },
  {
    ...rowAt(5),
    known: { by: 'credit', label: '无锡安捷国际贸易（集团）有限公司', id: 'c2', here: false },
    isLinked: true,
    differing: [
      {
        field: 'contact.mobile',
        header: '手机',
        column: 2,
        mine: '139 1111 0002',
        theirs: '139 1111 0001',
      },
      {
        field: 'address',
        header: '地址',
        column: 3,
        mine: '江苏省无锡市滨湖区太湖新城金融一街 8 号国联金融大厦 21 层',
        theirs: '无锡市太湖新城金融一街 8 号',
      },
    ],
    failure: null,
  },
]
export const conflicts: Board['conflicts'] = [
  {
    ...rowAt(7),
    fields: [
      {
        conflict: 'k1',
        rev: 2,
        field: 'phone',
        header: '电话',
        column: 2,
        mine: '0512 6500 3000',
        theirs: '0512 6500 2000',
        by: '王经理',
        at: 1_795_000_000_000,
      },
      {
        conflict: 'k2',
        rev: 2,
        field: 'address',
        header: 'Address of the head office',
        column: 3,
        mine: '苏州工业园区金鸡湖大道 1355 号国际科技园四期 B 区 1203 室',
        theirs: '',
        by: '',
        at: 1_795_000_000_000,
      },
    ],
  },
]
export const recycled: Board['recycled'] = [
  {
    ...rowAt(9),
    was: '昆山旧客机械有限公司',
    differing: [
      {
        field: 'name',
        header: '客户名称',
        column: 0,
        mine: '昆山新源机械有限公司',
        theirs: '昆山旧客机械有限公司',
      },
    ],
  },
  { ...rowAt(10), was: '', differing: [] },
]
type Waiting = Board['waiting'][number]
export const waitingRow = (
  why: Waiting['why'],
  at: number,
  part: Partial<Waiting> = {},
): Waiting => ({
  ...rowAt(at),
  why,
  differing: [],
  ...part,
})
export const waiting: Board['waiting'] = [
  ...(['dirty', 'new', 'stale', 'retry'] as const).map((why, at) => waitingRow(why, 12 + at)),
  ...(['copy', 'copy', 'damaged', 'forbidden', 'gone'] as const).map((why, at) =>
    waitingRow(why, 20 + at, { hash: `h${at}` }),
  ),
  ...['昆山市前进中路 88 号', ''].map((text, at) =>
    waitingRow('twin', 30 + at, {
      id: 'twin',
      differing: [
        { header: 'Address of the head office', text },
        { header: '手机', text: `139 1234 567${at}` },
      ],
    }),
  ),
]
export const removed: Board['removed'] = {
  count: 250,
  ids: Array.from({ length: 250 }, (_, at) => `01R${at}`),
  rows: [0, 1, 2].map((at) => ({ id: `01R${at}`, label: at === 2 ? '' : rowAt(at).label })),
}

export const nothing: Board = {
  table: 'customer',
  tableId: 'T1',
  sheet: '2026 秋季展会名单',
  firstRow: 4,
  troubles: [],
  known: [],
  recycled: [],
  conflicts: [],
  waiting: [],
  removed: { count: 0, ids: [], rows: [] },
  lost: [],
  seen: '',
  confirm: null,
  isOtherFile: false,
}

export const anotherRow = (row: Board['conflicts'][number]): Board['conflicts'][number] => ({
  ...row,
  ...rowAt(8),
  fields: row.fields.slice(0, 1).map((one) => ({ ...one, conflict: 'k3' })),
})
const aBatch: Batch = {
  id: 'b1',
  by: 'user-1',
  byName: '李丽',
  at: 1_795_000_000_000,
  until: 1_795_000_060_000,
  workbook: 'w',
  tables: ['customer'],
  created: 1_912,
  changed: 63,
  archived: 0,
  restored: 0,
  undoes: null,
  undone: null,
}
export const batches: readonly Batch[] = [
  { ...aBatch, id: 'b3', byName: 'Christopher Featherstonehaugh', undoes: 'b2', changed: 1 },
  { ...aBatch, id: 'b2', tables: ['customer', 'contact', 'visit'], undone: 'b3', archived: 12 },
  { ...aBatch, restored: 4 },
]
export const undone: State['history']['undone'] = {
  changed: 63,
  archived: 1_909,
  restored: 0,
  kept: [
    { table: 'customer', id: 'c1', label: labels[2] ?? '', field: 'address', reason: 'changed' },
    { table: 'customer', id: 'c2', label: '', field: null, reason: 'gone' },
    { table: 'contact', id: 'c3', label: '王伟明', field: null, reason: 'main_contact' },
    { table: 'customer', id: 'c4', label: '恒源物流', field: 'name', reason: 'invalid' },
    { table: 'customer', id: 'c5', label: '', field: null, reason: 'forbidden' },
  ],
}
