// The pane in each of its states, with the longest words that it will meet.
import type { Account, State } from '../../../addin/pane/model.ts'
import { startState } from '../../../addin/pane/model.ts'
import type { Board } from '../../../shared/sync/session/board.ts'
import {
  troubles,
  known,
  conflicts,
  recycled,
  waiting,
  waitingRow,
  removed,
  nothing,
  anotherRow,
  batches,
  undone,
} from './boards.ts'

type Preview = NonNullable<State['preview']>

const me = { name: '李丽', role: 'rep', org: '苏州金鸡湖工业自动化设备有限公司' } as const
const sheets: State['sheets'] = [
  { table: 'customer', tableId: 'T1', sheet: '2026 秋季展会名单', holds: 'put' },
]
const allSheets: State['sheets'] = [
  ...sheets,
  { table: 'contact', tableId: 'T2', sheet: '联系人', holds: 'own' },
  { table: 'visit', tableId: 'T3', sheet: '拜访', holds: 'all' },
  { table: 'transaction', tableId: 'T4', sheet: '交易', holds: 'put' },
]

const preview: Preview = {
  table: 'customer',
  sheet: 'Sheet1',
  isTable: false,
  headerRow: 3,
  rowCount: 2_000,
  titles: ['2026 秋季工业博览会 · 观众登记名单（内部资料，请勿外传）', '导出时间 2026-11-20'],
  columns: [
    ['公司', 'name', ['昆山华达精密机械制造有限公司', '苏州恒源物流有限公司']],
    ['姓名', 'contact.name', ['王伟明', '李芳']],
    ['手机', 'contact.mobile', ['139 1234 5678', '135 1563 9281']],
    ['Email address of the person in charge', 'email', ['wang.weiming@huada-precision.com.cn']],
    ['我的备忘', null, []],
    ['同步状态', 'status', ['已同步']],
  ].map(([header, key, samples]) => ({
    header: String(header),
    key: key === null ? null : String(key),
    samples: Array.isArray(samples) ? samples : [],
    isOurs: header === '同步状态',
  })),
  fields: ['name', 'city', 'address', 'email', 'contact.name', 'contact.mobile'],
  merged: [],
  isFiltered: false,
}

const exported: Preview = {
  ...preview,
  table: 'transaction',
  headerRow: 1,
  rowCount: 10_000,
  titles: [],
  columns: [
    ['单据编号', 'ref_no', ['XS-2026-0001', 'XS-2026-0002']],
    ['单据日期', 'date', ['2026-10-08']],
    ['单据类型', 'kind', ['销售发票', '收款单']],
    ['客户编码', 'customer_code', ['K10023']],
    ['客户名称', 'customer_id', ['昆山华达精密机械', '苏州恒源']],
    ['金额', 'amount', ['12,800.00']],
    ['到期日', 'due_date', ['2026-11-08']],
    ['制单人', null, []],
  ].map(([header, key, samples]) => ({
    header: String(header),
    key: key === null ? null : String(key),
    samples: Array.isArray(samples) ? samples : [],
    isOurs: false,
  })),
  fields: [
    'ref_no',
    'date',
    'kind',
    'customer_code',
    'customer_id',
    'amount',
    'margin',
    'due_date',
  ],
}

const figures: Account = {
  rows: 2_000,
  saved: 1_912,
  unchanged: 0,
  toCorrect: 63,
  known: 25,
  held: 12,
  warnings: 140,
  tiers: { A: 382, B: 956, C: 574, N: 60, X: 3, '': 25 },
  isCancelled: false,
  board: { ...nothing, troubles, known, recycled, conflicts, waiting },
}

const main: State = {
  ...startState,
  screen: 'main',
  me,
  sheets,
  table: 'customer',
  accounts: { customer: figures },
  here: {
    table: 'customer',
    rowNumber: 17,
    id: null,
    label: '昆山华达精密机械制造有限公司',
    status: '已同步，请核对：手机有 12 位数字，应为 11 位：请核对',
    tier: 'A',
    why: 'A · 近12月利润：第 12 名，共 1,912 名',
  },
}
const withBoard = (part: Partial<Board>): State => ({
  ...main,
  here: null,
  accounts: { customer: { ...figures, board: { ...nothing, ...part } } },
})
const order = { tables: ['customer'], decisions: [] } as const
const run = (part: Partial<NonNullable<State['run']>>): State['run'] => ({
  order: { tables: ['customer'], decisions: [] },
  progress: null,
  isCancelling: false,
  ...part,
})
const first: State = { ...startState, screen: 'first', me, isDemo: true }
const list: State = { ...first, screen: 'list', preview }
const trade: State = { ...list, preview: exported }

export const galleryStates: Readonly<Record<string, State>> = {
  starting: startState,
  outside: { ...startState, screen: 'outside' },
  broken: { ...startState, screen: 'broken' },
  'sign-in': { ...startState, screen: 'sign-in' },
  'sign-in-refused': {
    ...startState,
    screen: 'sign-in',
    stop: { code: 'unauthenticated', detail: '' },
  },
  'sign-in-away': { ...startState, screen: 'sign-in', away: { tries: 2, order: null } },
  first,
  'first-stopped': { ...first, stop: { code: 'structure_locked', detail: '' } },
  list,
  'list-transactions': trade,
  'list-refused': {
    ...list,
    preview: { ...preview, merged: ['A2:A3', 'C7:E7'], isFiltered: true },
  },
  empty: { ...first, screen: 'empty' },
  'sync-first': { ...main, accounts: {}, here: null },
  'sync-stopping': { ...main, run: run({ isCancelling: true }) },
  'sync-done': main,
  'sync-clean': {
    ...main,
    sheets: allSheets,
    isAuto: true,
    accounts: {
      customer: { ...figures, toCorrect: 0, known: 0, held: 0, warnings: 0, unchanged: 88 },
      contact: { ...figures, isCancelled: true, warnings: 0 },
    },
  },
  'sync-away': { ...main, away: { tries: 1, order: null } },
  'sync-stopped': { ...main, stop: { code: 'excel', detail: 'InvalidArgument: The argument.' } },
  'sync-refused': {
    ...main,
    stop: {
      code: 'internal',
      detail: '',
      request: '4d842388-a817-4e1e-b0b3-8e2e4703ccbe',
    },
  },
  check: { ...main, tab: 'check', at: 1 },
  'check-none': { ...withBoard({}), tab: 'check' },
  'decide-known': { ...withBoard({ known }), tab: 'decide' },
  'decide-recycled': { ...withBoard({ recycled }), tab: 'decide' },
  'decide-conflicts': {
    ...withBoard({ conflicts: [...conflicts, ...conflicts.map(anotherRow)] }),
    tab: 'decide',
    refused: ['k2'],
  },
  'decide-questioned': { ...withBoard({ waiting }), sheets: allSheets, tab: 'decide' },
  'decide-removed': {
    ...withBoard({ removed, waiting: [waitingRow('cleared', 5)] }),
    tab: 'decide',
  },
  'decide-lost': { ...withBoard({ lost: Array.from({ length: 1_234 }, String) }), tab: 'decide' },
  'decide-confirm': {
    ...withBoard({ removed }),
    tab: 'decide',
    confirming: {
      table: 'customer',
      words: 'ARCHIVE 250',
      decisions: removed.ids.map((id) => ({ id, answer: 'archive' })),
    },
  },
  'sync-running': {
    ...main,
    isEdited: true,
    run: run({ progress: { phase: 'push', done: 1_500, of: 2_000 } }),
  },
  'sync-nothing-waits': {
    ...withBoard({}),
    accounts: { customer: { ...figures, toCorrect: 0, known: 0, held: 0, board: nothing } },
  },
  'sync-notices': { ...main, accounts: {}, notices: ['other-file', 'bound'] },
  'sync-other-owner': { ...main, stop: { code: 'other_owner', detail: '' }, stopped: order },
  'sync-leased': { ...main, isAuto: true, stop: { code: 'leased', detail: '' } },
  history: { ...main, screen: 'history', history: { batches, undone: null } },
  'history-undone': { ...main, screen: 'history', history: { batches, undone } },
  tiers: { ...main, tab: 'tiers' },
}
