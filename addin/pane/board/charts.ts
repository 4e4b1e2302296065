// The board on a sheet: its figures as ordinary cells, and native charts over them that Excel prints and keeps.
import type { HelloReply } from '../../../shared/protocol/hello.ts'
import type { BoardLine, BoardReply } from '../../../shared/protocol/tiers.ts'
import type { Locale } from '../../../shared/schema/kind.ts'
import type { Area } from '../../excel/port.ts'
import { joined } from '../../text/lists.ts'
import type { ChartSpec, SpillCell, SpillPlan } from '../../excel/report-port.ts'
import {
  headlineParts,
  MONEY_UNIT,
  ownerName,
  sayBoard,
  shareText,
  sheetName,
  signText,
} from './words.ts'

const SHARE = '0.0%'
/** Charts stand above the figures, side by side: columns of each, and the rows that are kept free for them. */
const CHART_COLUMNS = [2, 5] as const
const CHART_ROWS = 16

interface Block {
  readonly rows: readonly (readonly SpillCell[])[]
  /** The line of headings. */
  readonly head: number
}

export interface BoardSheet {
  readonly plan: Omit<SpillPlan, 'beside'>
  /** @param place of the block, as it was spilled */
  readonly charts: (place: Area) => readonly ChartSpec[]
}

const number = (value: number | null, format: string): SpillCell =>
  value === null ? null : { kind: 'number', value, format }

const amountOf = ({ metric }: BoardReply, value: number | null): SpillCell =>
  metric === 'orders_12m'
    ? number(value, '#,##0')
    : number(value === null ? null : value / MONEY_UNIT, '#,##0')

const distribution = (locale: Locale, board: BoardReply): Block => {
  const t = sayBoard(locale)
  const heads = ['tier', 'count', 'countShare', 'value', 'valueShare'] as const
  return {
    head: 0,
    rows: [
      heads.map((key) => t(`board.col.${key}`, { metric: t(`board.metric.${board.metric}`) })),
      ...board.distribution.map((line) => [
        line.tier === '' ? t('board.noTier') : line.tier,
        number(line.count, '#,##0'),
        number(line.countShare, SHARE),
        amountOf(board, line.value),
        number(line.valueShare, SHARE),
      ]),
    ],
  }
}

const curve = (locale: Locale, board: BoardReply): Block => {
  const t = sayBoard(locale)
  const metric = t(`board.metric.${board.metric}`)
  return {
    head: 0,
    rows: [
      [t('board.col.first'), t('board.col.made', { metric }), t('board.col.at')],
      ...board.curve.map(({ at, share }) => [
        shareText(locale, at / board.shares.n),
        number(share, SHARE),
        number(at, '#,##0'),
      ]),
    ],
  }
}

const people = (
  locale: Locale,
  { board, hello }: { readonly board: BoardReply; readonly hello: HelloReply },
  part: 'best' | 'worst',
): Block => {
  const t = sayBoard(locale)
  const line = (one: BoardLine): readonly SpillCell[] => [
    one.name,
    one.city ?? '',
    ownerName(hello, one.owner),
    one.tier ?? '',
    amountOf(board, one.value),
    joined(
      locale,
      one.signs.map((sign) => signText(locale, sign)),
    ),
    one.step === null ? '' : t(`board.step.${one.step.step}`),
  ]
  const metric = t(`board.metric.${board.metric}`)
  const heads = ['name', 'city', 'owner', 'tier', 'value', 'signs', 'step'] as const
  return {
    head: 1,
    rows: [
      [t(`board.${part}`)],
      heads.map((key) => t(`board.col.${key}`, { metric })),
      ...board[part].map(line),
    ],
  }
}

/** Charts of one column over its names; `first` is the block's heading line within the spilled cells. */
const specsOf = (
  locale: Locale,
  board: BoardReply,
  at: { readonly charts: number; readonly distribution: number; readonly curve: number },
  place: Area,
): readonly ChartSpec[] => {
  const t = sayBoard(locale)
  const metric = t(`board.metric.${board.metric}`)
  const { top, left } = place
  const column = (row: number, count: number, index: number, withHead: boolean): Area => ({
    top: top + row + (withHead ? 0 : 1),
    left: left + index,
    rows: count + (withHead ? 1 : 0),
    columns: 1,
  })
  const room = (slot: 0 | 1): Area => ({
    top: top + at.charts,
    left: left + (slot === 0 ? 0 : CHART_COLUMNS[0]),
    rows: CHART_ROWS,
    columns: CHART_COLUMNS[slot],
  })
  const tiers: ChartSpec = {
    name: 'kehu.board.tiers',
    type: 'ColumnClustered',
    title: t('board.tiersTitle'),
    values: column(at.distribution, board.distribution.length, 1, true),
    categories: column(at.distribution, board.distribution.length, 0, false),
    place: room(1),
    categoryTitle: t('board.col.tier'),
    valueTitle: t('board.col.count'),
    valueFormat: '#,##0',
    hasLegend: false,
  }
  if (board.curve.length === 0) return [tiers]
  const whale: ChartSpec = {
    name: 'kehu.board.curve',
    type: 'Line',
    title: t('board.curveTitle', { metric }),
    values: column(at.curve, board.curve.length, 1, true),
    categories: column(at.curve, board.curve.length, 0, false),
    place: room(0),
    categoryTitle: t('board.col.first'),
    valueTitle: t('board.col.made', { metric }),
    valueFormat: '0%',
    hasLegend: false,
  }
  return [whale, tiers]
}

/** The whole sheet: headline, tiers, best and worst, and the curve's points at the end. */
export const boardSheet = (locale: Locale, board: BoardReply, hello: HelloReply): BoardSheet => {
  const t = sayBoard(locale)
  const title = t('board.sheetTitle', { day: board.run?.today ?? '' })
  const rows: (readonly SpillCell[])[] = [
    [title],
    ...(headlineParts(locale, board) ?? []).map((part) => [part]),
    [],
  ]
  const chartsAt = rows.length
  rows.push(...Array.from({ length: CHART_ROWS + 1 }, () => []))
  const bold = [0]
  const put = ({ rows: more, head }: Block): number => {
    const from = rows.length + head
    bold.push(...(head === 0 ? [from] : [rows.length, from]))
    rows.push(...more, [])
    return from
  }
  const all = { board, hello }
  const distributionAt = put(distribution(locale, board))
  put(people(locale, all, 'best'))
  put(people(locale, all, 'worst'))
  const curveAt = put(curve(locale, board))
  const at = { charts: chartsAt, distribution: distributionAt, curve: curveAt }
  return {
    plan: { sheetName: sheetName(t('board.sheet')), rows, bold },
    charts: (place) => specsOf(locale, board, at, place),
  }
}
