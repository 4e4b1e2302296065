// The nine signs of best and worst customers (F100): four of the best, five of the worst. A rep ticks them in the field
// `fit`; those that figures show are found without him.
import { foldWord } from '../normalize/fold.ts'

export const bestSigns = ['strengths', 'values_work', 'new_demands', 'same_course'] as const
export const worstSigns = [
  'wrong_work',
  'off_course',
  'costs_more',
  'over_demanding',
  'never_satisfied',
] as const
export type BestSign = (typeof bestSigns)[number]
export type WorstSign = (typeof worstSigns)[number]
export type Sign = BestSign | WorstSign

/** What people write for a sign; the first words are the labels (zh-Hans, zh-Hant, en). */
export const signWords: Readonly<Record<Sign, readonly [string, string, string, ...string[]]>> = {
  strengths: ['让我们做擅长的事', '讓我們做擅長的事', 'asks for what we do best', '发挥所长'],
  values_work: ['认可我们的价值', '認可我們的價值', 'values our work', '愿意付钱', '认可价值'],
  new_demands: ['带来新要求', '帶來新要求', 'brings new demands', '促进提高', '新需求'],
  same_course: ['与战略一致', '與戰略一致', 'goes our way', '方向一致', '符合战略'],
  wrong_work: ['让我们做不擅长的事', '讓我們做不擅長的事', 'asks for what we cannot do well'],
  off_course: ['偏离战略', '偏離戰略', 'off-strategy', '分散精力', '脱离计划'],
  costs_more: ['成本高于收入', '成本高於收入', 'costs more than he brings', '买得少成本高'],
  over_demanding: ['要求过多服务', '要求過多服務', 'over-demanding', '要求过高', '过度要求'],
  never_satisfied: ['总不满意', '總不滿意', 'never satisfied', '永不满意', '难以满足'],
}

const signs: readonly Sign[] = [...bestSigns, ...worstSigns]
const byWord: ReadonlyMap<string, Sign> = new Map(
  signs.flatMap((sign) =>
    [sign, ...signWords[sign]].map((word) => [foldWord(word), sign] as const),
  ),
)

/** What the figures are asked; what is not known is null. Money in one unit. */
export interface SignFigures {
  /** Stored text of the field `fit`: "a; b". */
  readonly fit: string | null
  readonly sales_12m: number | null
  readonly margin_12m: number | null
  readonly profit_12m: number | null
  readonly cost_12m: number | null
  readonly overdue: number | null
  /** 1 to 5. */
  readonly satisfaction: number | null
  readonly complaints: number
}

/** Cost to serve beyond this share of the margin is over-demanding. */
const COST_SHARE = 0.5
const COMPLAINTS_MANY = 3

const marked = (fit: string | null): readonly Sign[] =>
  (fit ?? '').split(';').flatMap((word) => byWord.get(foldWord(word)) ?? [])

const shown = (c: SignFigures): readonly Sign[] => {
  const found: Sign[] = []
  const margin = c.margin_12m ?? 0
  if ((c.profit_12m ?? 0) > 0 && (c.satisfaction ?? 0) >= 4 && (c.overdue ?? 0) <= 0)
    found.push('values_work')
  if (c.profit_12m !== null && c.profit_12m < 0) found.push('costs_more')
  if (c.cost_12m !== null && c.cost_12m > 0 && c.cost_12m > margin * COST_SHARE)
    found.push('over_demanding')
  if (c.satisfaction === 1 || (c.complaints >= COMPLAINTS_MANY && (c.satisfaction ?? 3) <= 2))
    found.push('never_satisfied')
  return found
}

/** His signs, in the order of the list: those that were ticked and those that figures show. */
export const signsOf = (customer: SignFigures): readonly Sign[] => {
  const found = new Set([...marked(customer.fit), ...shown(customer)])
  return signs.filter((sign) => found.has(sign))
}

export const isWorst = (sign: Sign): sign is WorstSign => worstSigns.some((s) => s === sign)
