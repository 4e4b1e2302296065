// An ERP export of 10,000 lines for 1,000 customers, end to end: what it takes of Excel, of the network and of D1, the
// customers' figures and tiers included.
import { startLocalWorker } from '../scripts/lib/local-worker.ts'
import { pasteList } from '../scripts/lib/paste-list.ts'
import { figure, type Figure } from './figure.ts'

const CUSTOMERS = 1_000
const LINES = 10_000

const customerHeader = ['客户名称', '客户编码', '城市']
const customerRow = (i: number): readonly string[] => [`甲乙${i}号机械有限公司`, `K${i}`, '苏州']

const header = ['单据编号', '日期', '单据类型', '客户编码', '客户名称', '金额', '毛利', '到期日']
const kinds = ['发票', '发票', '回款', '发货', '退货', '服务成本']
/** Names as exports write them: whole, without the legal form, or only the code. */
const nameOf = (i: number): string =>
  ['', `甲乙${i % CUSTOMERS}号机械`, `甲乙${i % CUSTOMERS}号机械有限公司`][i % 3] ?? ''
const lineRow = (i: number): readonly string[] => [
  `D${i}`,
  `2026-0${1 + (i % 9)}-1${i % 10}`,
  kinds[i % kinds.length] ?? '',
  `K${i % CUSTOMERS}`,
  nameOf(i),
  String(100 + (i % 900)),
  String(i % 50),
  `2026-1${i % 3}-05`,
]

const rowsOf = (count: number, row: (i: number) => readonly string[]) =>
  Array.from({ length: count }, (_, i) => row(i))

export const benchTransactions = async (): Promise<readonly Figure[]> => {
  const worker = await startLocalWorker()
  try {
    const { key } = await worker.addUser('Manager', 'manager')
    const shared = { worker, key, locale: 'zh-Hans', map: {} } as const
    const customers = rowsOf(CUSTOMERS, customerRow)
    await pasteList({ ...shared, header: customerHeader, rows: customers, again: false })
    const lines = rowsOf(LINES, lineRow)
    const { first, again, d1 } = await pasteList({ ...shared, header, rows: lines, again: true })
    const name = (what: string) => `transactions.${LINES}.${what}`
    return [
      figure(name('saved'), first.saved, 'count'),
      figure(name('ms'), first.ms.total, 'ms'),
      figure(name('syncs'), first.syncs, 'count', { budget: 12 + LINES / 250 }),
      figure(name('requests'), first.requests, 'count'),
      figure(name('cells.written'), first.cellsWritten, 'count'),
      figure(name('d1.read.per.line'), d1.read / LINES, 'rows', { budget: 20 }),
      figure(name('d1.written.per.line'), d1.written / LINES, 'rows', { budget: 16 }),
      figure(name('again.cells.written'), again?.cellsWritten ?? Number.NaN, 'count', {
        budget: 0,
      }),
    ]
  } finally {
    await worker.stop()
  }
}
