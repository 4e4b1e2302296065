// One run of `npm run tier` without its command line: from a file and what was asked to the tiers and tiers.csv.
import { readFileSync } from 'node:fs'

import type { Locale } from '../../shared/schema/kind.ts'
import { yearFirstDay } from '../../shared/schema/kinds/calendar-text.ts'
import { policyChangeSchema, standardPolicy, type TierPolicy } from '../../shared/tier/policy.ts'
import { UsageError } from './command.ts'
import { readCsv } from './csv.ts'
import { tierColumns } from './tier-columns.ts'
import { customersOf } from './tier-list.ts'
import { headerLocale, type Tiered, tiersCsv, tiersOf } from './tier-report.ts'
import { transactionsOf } from './tier-transactions.ts'

export interface TierAsked {
  readonly asOf?: string | undefined
  /** A JSON file. */
  readonly policy?: string | undefined
  readonly map?: string | undefined
  /** Of the reasons; the header's own where it is not given. */
  readonly locale?: Locale | undefined
}

export interface TierDone {
  readonly tiered: Tiered
  readonly notices: readonly string[]
  /** tiers.csv */
  readonly csv: string
}

const readPolicy = (file: string | undefined): TierPolicy => {
  if (file === undefined) return standardPolicy
  let written: unknown
  try {
    written = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/u, ''))
  } catch {
    throw new UsageError(
      `--policy ${file} is not a JSON file such as {"preset":"20/60/20"} or {"topPercent":10,"bottomPercent":30}.`,
    )
  }
  const policy = policyChangeSchema.safeParse(written)
  if (policy.success) return policy.data
  const [issue] = policy.error.issues
  const place = issue?.path.join('.') ?? ''
  throw new UsageError(
    `--policy ${file}: ${place === '' ? '' : `${place}: `}${issue?.message ?? 'not a policy'}.`,
  )
}

const readDay = (text: string | undefined): string => {
  if (text === undefined) return ''
  if (yearFirstDay(text) !== text)
    throw new UsageError(`--as-of takes a day as YYYY-MM-DD, not "${text}".`)
  return text
}

/** Reads and ranks a list; a UsageError where the file, the day, the policy or the columns are no good. */
export const tierFile = (file: string, asked: TierAsked = {}): TierDone => {
  const asOf = readDay(asked.asOf)
  const policy = readPolicy(asked.policy)
  const csv = readCsv(file)
  const { form, columns } = tierColumns(csv, asked.map)
  const read = form === 'customers' ? customersOf : transactionsOf
  const list = read(csv, columns, asOf, policy.currency)
  const tiered = tiersOf(list, policy)
  const locale = asked.locale ?? headerLocale(csv.header)
  return { tiered, notices: list.notices, csv: tiersCsv(tiered, list, policy, locale) }
}
