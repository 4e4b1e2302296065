// "Show the arithmetic": a customer's receipt as ordinary cells, beside his row or on a sheet of its own, with a sum
// that Excel itself works out beside the one that the server says.
import type { ReceiptReply } from '../../../shared/protocol/tiers.ts'
import { ok } from '../../../shared/result.ts'
import type { Result } from '../../../shared/result.ts'
import type { Cell, Locale } from '../../../shared/schema/kind.ts'
import type { Stop } from '../../../shared/sync/session/stop.ts'
import { arithmeticOf } from '../../../shared/tier/arithmetic.ts'
import { arithmeticFacts, seesIn, whyFacts } from '../../../shared/tier/receipt-facts.ts'
import { tierSentence } from '../../../shared/tier/why.ts'
import type { SpillCell, SpillPlace, SpillPlan } from '../../excel/report-port.ts'
import type { ToolDesk } from '../../sync/tool-desk.ts'
import { say } from '../../text/say.ts'
import { inExcel } from './in-excel.ts'
import type { ReceiptWish } from './model.ts'
import { asOfText, decidedText, MONEY_UNIT, sayBoard, sheetName } from './words.ts'

const AMOUNT = '#,##0.00'
const WHOLE = '#,##0'
const CHECK_COLUMN = 3

const formatOf = (value: number): string => (Number.isInteger(value) ? WHOLE : AMOUNT)

const toSpill = (cell: Cell): SpillCell => {
  if (typeof cell === 'number') return { kind: 'number', value: cell, format: formatOf(cell) }
  return cell === '' ? null : String(cell)
}

/** The sentence that says why; '' for one who is not ranked. */
const sentenceOf = (locale: Locale, reply: ReceiptReply): string => {
  const facts = whyFacts(reply)
  const reader = { say: say(locale), maySee: seesIn(reply), unit: MONEY_UNIT }
  return facts === null ? '' : tierSentence(facts, reader)
}

/** The receipt's block: the arithmetic, its sums once more by Excel, and why in words beside it. */
export const receiptBlock = (
  locale: Locale,
  reply: ReceiptReply,
): Pick<SpillPlan, 'rows' | 'bold'> => {
  const t = sayBoard(locale)
  const reader = { say: say(locale), maySee: seesIn(reply), unit: MONEY_UNIT }
  const { rows, sums, headings } = arithmeticOf(arithmeticFacts(reply), reader)
  const cells = rows.map((row) => row.map(toSpill))
  const checks = new Map(sums.map((sum) => [sum.total, sum]))
  const withSums = cells.map((row, at): readonly SpillCell[] => {
    const sum = checks.get(at)
    if (sum === undefined)
      return at === 1 && sums.length > 0 ? row.with(CHECK_COLUMN, t('board.check')) : row
    const { column, from, to } = sum
    const over = { top: from, left: column, rows: to - from + 1, columns: 1 }
    const isWhole = rows.slice(from, to + 1).every((line) => Number.isInteger(line[column]))
    return row.with(CHECK_COLUMN, { kind: 'sum', over, format: isWhole ? WHOLE : AMOUNT })
  })
  const sentence = sentenceOf(locale, reply)
  return {
    // Long texts stand in a column of their own: columns are made as wide as what they hold.
    rows: withSums.map((row, at) => {
      if (at === 0) return [...row, sentence]
      if (at === 2 && reply.decided !== null) return [...row, decidedText(locale, reply.decided)]
      return at === 1 ? [...row, asOfText(locale, reply.run)] : row
    }),
    bold: headings,
  }
}

export interface ReceiptShown {
  readonly place: SpillPlace
  /** Why, and what was decided on him. */
  readonly sentence: string
  readonly history: ReceiptReply['history']
}

/** Asks for a customer's receipt, of the newest run or an old one, and lays it out. */
export const showReceipt = async (
  desk: ToolDesk,
  locale: Locale,
  epoch: string,
  { id, name, beside, run }: ReceiptWish,
): Promise<Result<ReceiptShown, Stop>> => {
  const reply = await desk.ask(() => desk.api.tiers.receipt({ epoch, id, run }))
  if (!reply.ok) return reply
  const place = await inExcel(desk, (reports) =>
    reports.spill({
      beside: beside && {
        sheet: beside.sheet,
        area: { top: beside.row, left: 0, rows: 1, columns: 1 },
      },
      sheetName: sheetName(sayBoard(locale)('board.receiptSheet', { name })),
      ...receiptBlock(locale, reply.value),
    }),
  )
  if (!place.ok) return place
  const { decided, history } = reply.value
  const parts = [sentenceOf(locale, reply.value), decided && decidedText(locale, decided)]
  const sentence = parts.filter((part) => part !== null && part !== '').join(' · ')
  return ok({ place: place.value, sentence, history })
}
