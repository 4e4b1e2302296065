// Deterministic lead rows for the benches: as messy as a pasted list, invented, the same in every run.

const brands = [
  '华达',
  '恒源',
  '盛丰',
  '宏信',
  '润联',
  '远美',
  '嘉科',
  '和隆',
  '泰康',
  '新瑞',
  '德邦',
  '安捷',
]
const trades = [
  '机械设备',
  '物流',
  '贸易',
  '电子科技',
  '塑胶制品',
  '医疗器械',
  '餐饮管理',
  '建筑工程',
]
const cities = ['上海市', '苏州市', '深圳市', '杭州市', '成都市', '佛山市', '宁波市', '青岛市']
const surnames = ['王', '李', '张', '刘', '陈', '杨', '赵', '黄', '周', '吴']
const given = ['伟', '芳', '娜', '敏', '静', '强', '磊', '军', '洋', '勇', '艳', '杰']

export const header = ['公司', '联系人', '手机', '电话', '邮箱', '地址', '备注'] as const

const pick = (list: readonly string[], n: number): string => list[n % list.length] ?? ''

/** Row i as text cells in the order of `header`; no two rows are the same customer. */
export const leadRow = (i: number): readonly string[] => {
  const h = Math.imul(i + 1, 2_654_435_761) >>> 0
  const city = pick(cities, h)
  const company = `${city}${pick(brands, h >>> 3)}${i.toString(36)}${pick(trades, h >>> 7)}有限公司`
  const mobile = `1${['39', '58', '77', '86'][h % 4]}${String(10_000_000 + i)}`
  return [
    i % 7 === 6 ? '' : company,
    `${pick(surnames, h >>> 5)}${pick(given, h >>> 9)}${pick(given, h >>> 13)}`,
    i % 3 === 0 ? `${mobile.slice(0, 3)} ${mobile.slice(3, 7)} ${mobile.slice(7)}` : mobile,
    i % 4 === 0 ? `021-${String(50_000_000 + i)}` : '',
    i % 2 === 0 ? `lead${i}@example.cn` : '',
    `${city}中山路${h % 999}号${h % 30}楼`,
    i % 5 === 0 ? '展会名片，希望下月再联系' : '',
  ]
}

/** A plain row of the floor: 22 columns as in the facts, so that ratios can be compared. */
export const columns = Array.from({ length: 22 }, (_, i) => `c${i}`)
export const createTable = `CREATE TABLE IF NOT EXISTS lead (c0 TEXT PRIMARY KEY, ${columns
  .slice(1)
  .map((c) => `${c} TEXT`)
  .join(
    ', ',
  )}); ${[1, 2, 3, 4].map((n) => `CREATE INDEX IF NOT EXISTS lead_${n} ON lead (c${n})`).join('; ')};`

export const plainRow = (i: number): readonly string[] => {
  const lead = leadRow(i)
  return [`id${String(i).padStart(10, '0')}`, ...columns.slice(1).map((_, k) => lead[k % 7] ?? '')]
}
