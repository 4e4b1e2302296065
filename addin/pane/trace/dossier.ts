// All that is kept of a person, as words: which part says how much, the fields of his rows, the same as cells and as a
// file. The server's column names stand where we have no word: nothing is left out of cells and file.
import type { ExportPersonReply } from '../../../shared/protocol/trace.ts'
import type { Locale } from '../../../shared/schema/kind.ts'
import { isTableKey, sheetFields } from '../../../shared/schema/tables.ts'
import type { SpillPlan } from '../../excel/report-port.ts'
import type { Words } from '../../main.ts'
import { sayTrace } from './words.ts'

/** A sheet of more lines is no help; the file has them all. */
const LINES_MAX = 20_000

/** Parts whose rows are his own words about him; the others were derived or noted. */
export const ownParts = ['customer', 'contact', 'visit', 'transaction'] as const

/** null is nothing that is kept. */
const hasValue = (value: unknown): boolean => value !== null && value !== undefined && value !== ''

const toText = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '')

export interface Line {
  readonly key: string
  readonly label: string
  readonly value: string
}

const labelOf = (locale: Locale, words: Words | null, part: string, key: string): string =>
  words !== null && isTableKey(part) && sheetFields(part)[key] !== undefined
    ? words.field(locale, part, key)
    : key

/** A field of the definition, not the server's own book-keeping. */
export const isSpoken = ({ key, label }: Line): boolean => label !== key

/** The fields of a row that say something; those that its user entered first. */
export const linesOf = (
  locale: Locale,
  words: Words | null,
  part: string,
  row: Readonly<Record<string, unknown>>,
): readonly Line[] => {
  const lines = Object.entries(row)
    .filter(([, value]) => hasValue(value))
    .map(([key, value]) => ({
      key,
      label: labelOf(locale, words, part, key),
      value: toText(value),
    }))
  return [...lines.filter(isSpoken), ...lines.filter((line) => !isSpoken(line))]
}

/** Parts with something in them: how many rows. */
export const countsOf = ({ parts }: ExportPersonReply): readonly (readonly [string, number])[] =>
  Object.entries(parts)
    .map(([part, rows]) => [part, rows.length] as const)
    .filter(([, count]) => count > 0)

/** Part, row, field, value: as ordinary cells, all of them text. */
export const dossierBlock = (
  locale: Locale,
  words: Words | null,
  { parts }: ExportPersonReply,
): Pick<SpillPlan, 'rows' | 'bold'> => {
  const t = sayTrace(locale)
  const head = [t('dossier.part'), t('dossier.row'), t('dossier.field'), t('dossier.value')]
  const lines = Object.entries(parts).flatMap(([part, rows]) =>
    rows.flatMap((row, at) =>
      linesOf(locale, words, part, row).map(({ label, value }) => [
        t(`part.${part}`),
        String(at + 1),
        label,
        value,
      ]),
    ),
  )
  const rest = lines.length - LINES_MAX
  const more = rest > 0 ? [[t('dossier.more', { count: rest })]] : []
  return { rows: [head, ...lines.slice(0, LINES_MAX), ...more], bold: [0] }
}

/** The file that a person may be given: JSON, as the server told it. */
export const toFile = (kept: ExportPersonReply): string => `${JSON.stringify(kept, null, 2)}\n`
