// The demo team's customers, contacts and visits: invented, deterministic, as reps would type them.

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
  '东升',
  '南星',
  '北辰',
]
/** With a second syllable for each round of brands, no two customers have one name. */
const syllables = [
  '',
  '信',
  '佳',
  '永',
  '正',
  '天',
  '博',
  '万',
  '利',
  '昌',
  '通',
  '金',
  '玉',
  '立',
  '云',
  '川',
  '雅',
  '景',
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
  '包装材料',
  '精密模具',
]
const industries = [
  '制造业',
  '物流',
  '批发零售',
  '电子',
  '制造业',
  '医疗',
  '餐饮',
  '建筑',
  '制造业',
  '制造业',
]
const cities = [
  ['苏州', '江苏', '江苏省苏州市工业园区星湖街'],
  ['上海', '上海', '上海市闵行区虹梅路'],
  ['深圳', '广东', '广东省深圳市南山区科苑路'],
  ['杭州', '浙江', '浙江省杭州市滨江区江南大道'],
  ['宁波', '浙江', '浙江省宁波市鄞州区天童南路'],
  ['佛山', '广东', '广东省佛山市顺德区容桂大道'],
] as const
const surnames = ['王', '李', '张', '刘', '陈', '杨', '赵', '黄', '周', '吴', '徐', '孙']
const givenNames = [
  '伟明',
  '芳',
  '丽娜',
  '敏',
  '静',
  '志强',
  '磊',
  '建军',
  '海洋',
  '勇',
  '艳',
  '文杰',
]
const titles = ['采购经理', '总经理', '厂长', '生产主管', '财务', '设备科长']
const channels = ['上门拜访', '电话', '微信'] as const
const results = ['要求重新报价', '已下单', '下月再谈', '需要样品', '付款承诺已确认']

type Cells = readonly (string | number)[]
export interface DemoSheet {
  readonly fields: readonly string[]
  readonly rows: readonly Cells[]
}

const pick = <T>(list: readonly T[], n: number): T => {
  const item = list[n % list.length]
  if (item === undefined) throw new Error('A demo list is empty.')
  return item
}
export const scatter = (n: number): number => Math.imul(n + 7, 2_654_435_761) >>> 0

export const customerName = (i: number): string => {
  const h = scatter(i)
  const [city] = pick(cities, h)
  return `${city}${pick(brands, i)}${pick(syllables, Math.floor(i / brands.length))}${pick(trades, h >>> 6)}有限公司`
}
const personName = (i: number): string =>
  pick(surnames, scatter(i) >>> 4) + pick(givenNames, scatter(i) >>> 8)
const mobile = (i: number): string => `13${scatter(i) % 10}${String(20_000_000 + i * 137)}`

/** A long tail: a few customers bring most of the profit, some cost money. */
export const profitOf = (i: number): number => {
  const rank = (scatter(i) % 1_000) / 1_000
  if (rank < 0.12) return -Math.round(2_000 + rank * 60_000)
  return Math.round(3_000 / (1.02 - rank))
}

/** Told by every fourth: the content ones bear a price rise, those at a loss are never content. */
const satisfactionOf = (i: number): number | '' => {
  if (profitOf(i) < 0) return 1
  return i % 4 === 0 ? 4 + (scatter(i) % 2) : ''
}

/** Customers number `from` to `to - 1`; no two have the same name in one city. */
export const demoCustomers = (from: number, to: number): DemoSheet => ({
  fields: [
    'name',
    'region_code',
    'city',
    'address',
    'industry',
    'phone',
    'contact.name',
    'contact.title',
    'contact.mobile',
    'sales_12m',
    'profit_12m',
    'satisfaction',
    'note',
  ],
  rows: Array.from({ length: to - from }, (_, k) => {
    const i = from + k
    const h = scatter(i)
    const [city, region, street] = pick(cities, h)
    const hasFigures = i % 9 !== 8
    return [
      customerName(i),
      region,
      city,
      `${street}${(h % 800) + 1}号`,
      pick(industries, h >>> 6),
      i % 3 === 0 ? `0512-6${String(1_000_000 + i)}` : '',
      personName(i),
      pick(titles, h >>> 10),
      mobile(i),
      hasFigures ? Math.abs(profitOf(i)) * 6 : '',
      hasFigures ? profitOf(i) : '',
      satisfactionOf(i),
      i % 4 === 0 ? '展会认识，对交期敏感' : '',
    ]
  }),
})

/** A second person at every third customer. */
export const demoContacts = (from: number, to: number): DemoSheet => ({
  fields: ['customer_id', 'name', 'title', 'mobile', 'note'],
  rows: Array.from({ length: to - from }, (_, k) => from + k)
    .filter((i) => i % 3 === 1)
    .map((i) => [customerName(i), personName(i + 5_000), pick(titles, i), mobile(i + 5_000), '']),
})

/** Visits of the last weeks and plans for the next, as of `today` (days since 1970-01-01 UTC). */
export const demoVisits = (from: number, to: number, today: number): DemoSheet => ({
  fields: ['customer_id', 'channel', 'status', 'at', 'talked_about', 'result', 'next_what'],
  rows: Array.from({ length: to - from }, (_, k) => from + k)
    .filter((i) => i % 2 === 0)
    .map((i) => {
      const isPlan = i % 6 === 0
      const day = today + (isPlan ? 1 + (i % 12) : -(1 + (i % 40)))
      const date = new Date(day * 86_400_000).toISOString().slice(0, 10)
      return [
        customerName(i),
        pick(channels, i),
        isPlan ? '计划' : '完成',
        `${date} ${String(9 + (i % 8)).padStart(2, '0')}:30`,
        isPlan ? '' : '谈了价格与交期，看了样品',
        isPlan ? '' : pick(results, i),
        isPlan ? '带新报价' : '',
      ]
    }),
})
