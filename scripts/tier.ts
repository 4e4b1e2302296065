// npm run -s tier -- LIST.csv: tiers of a list of customers with figures, or of transactions, without Excel.
import { writeFileSync } from 'node:fs'

import { locales } from '../shared/schema/kind.ts'
import type { Locale } from '../shared/schema/kind.ts'
import { readArguments, runCommand, UsageError } from './lib/command.ts'
import { tierText } from './lib/tier-report.ts'
import { tierFile } from './lib/tier-run.ts'

const usage =
  'npm run -s tier -- FILE.csv [--as-of YYYY-MM-DD] [--policy policy.json] [--map field=Header,…] ' +
  '[--lang zh-Hans|zh-Hant|en] [--out tiers.csv] [--json]'

const options = {
  'as-of': { type: 'string' },
  policy: { type: 'string' },
  map: { type: 'string' },
  lang: { type: 'string' },
  out: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const

const isLocale = (text: string): text is Locale => locales.some((locale) => locale === text)
const NOTICES_MAX = 20

const write = (file: string, text: string) => {
  try {
    writeFileSync(file, text)
  } catch {
    throw new UsageError(`--out ${file} cannot be written: give a path in a folder that is there.`)
  }
}

const tell = (notices: readonly string[]) => {
  for (const notice of notices.slice(0, NOTICES_MAX)) console.error(notice)
  if (notices.length > NOTICES_MAX) console.error(`… and ${notices.length - NOTICES_MAX} more`)
}

const main = (): number => {
  const { values, positionals } = readArguments(options, usage)
  const [file, ...more] = positionals
  if (file === undefined || more.length > 0) throw new UsageError(`Give one list. Usage: ${usage}`)
  if (values.lang !== undefined && !isLocale(values.lang))
    throw new UsageError(`--lang takes zh-Hans, zh-Hant or en, not "${values.lang}".`)
  const { policy, map, lang: locale } = values
  const { tiered, notices, csv } = tierFile(file, { asOf: values['as-of'], policy, map, locale })
  if (values.out !== undefined) write(values.out, csv)
  tell(notices)
  console.log(values.json ? JSON.stringify(tiered.json) : tierText(tiered))
  return 0
}

await runCommand(() => Promise.resolve(main()))
