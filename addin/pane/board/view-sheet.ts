// Lists as ordinary cells: a saved view, who, with his reason, in the order in which to act; and what was decided.
import type { HelloReply } from '../../../shared/protocol/hello.ts'
import type { ViewReply } from '../../../shared/protocol/tier-lists.ts'
import type { DecidedStep } from '../../../shared/protocol/tiers.ts'
import type { Locale } from '../../../shared/schema/kind.ts'
import type { SpillPlan } from '../../excel/report-port.ts'
import { decidedText, ownerName, sayBoard, viewWhy } from './words.ts'

export const viewBlock = (
  locale: Locale,
  hello: HelloReply,
  { rows }: ViewReply,
): Pick<SpillPlan, 'rows' | 'bold'> => {
  const t = sayBoard(locale)
  const heads = ['name', 'city', 'owner', 'tier', 'why'] as const
  return {
    bold: [0],
    rows: [
      heads.map((key) => t(`board.col.${key}`)),
      ...rows.map(({ name, city, owner, tier, why }) => [
        name,
        city ?? '',
        ownerName(hello, owner),
        tier ?? '',
        viewWhy(locale, why),
      ]),
    ],
  }
}

export const decidedBlock = (
  locale: Locale,
  hello: HelloReply,
  steps: readonly DecidedStep[],
): Pick<SpillPlan, 'rows' | 'bold'> => {
  const t = sayBoard(locale)
  const heads = ['name', 'city', 'owner', 'decided', 'reason', 'until'] as const
  return {
    bold: [0],
    rows: [
      heads.map((key) => t(`board.col.${key}`)),
      ...steps.map((step) => [
        step.name,
        step.city ?? '',
        ownerName(hello, step.owner),
        decidedText(locale, step),
        step.reason,
        step.until ?? '',
      ]),
    ],
  }
}
