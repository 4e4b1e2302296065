// npm run -s conformance -- [FILE.json] [--json]: the self-test's cases on our own host, laid beside what a real Excel
// answered (taskpane.html?selftest=1 saves the file). Exit 0 all equal, 1 something differs, 2 a bad file.
import { readFileSync, writeFileSync } from 'node:fs'

import { readArguments, runCommand, UsageError } from './lib/command.ts'
import { compareSelftests, comparisonText, parseSelftest, runOnHost } from './lib/conformance.ts'

const usage = 'npm run -s conformance -- [FILE.json] [--json] [--save HOST.json]'

/** Said wherever the host's answers stand alone. */
const UNPROVED =
  'These are the answers of our own host. Nobody here has run the self-test in a real Excel: open ' +
  'taskpane.html?selftest=1 in one (docs/sideload.md), save the file, and give it to this command.'

const readSelftest = (path: string) => {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    throw new UsageError(`${path} cannot be read. Usage: ${usage}`)
  }
  const result = parseSelftest(text)
  if (typeof result === 'string')
    throw new UsageError(`${path} is no saved self-test (${result.split('\n')[0] ?? ''}).`)
  return result
}

const main = async (): Promise<number> => {
  const { values, positionals } = readArguments(
    { json: { type: 'boolean', default: false }, save: { type: 'string' } },
    usage,
  )
  const [path, ...more] = positionals
  if (more.length > 0) throw new UsageError(`Give one file. Usage: ${usage}`)
  const file = path === undefined ? null : readSelftest(path)
  const { result: host, unknown } = await runOnHost()
  if (unknown.length > 0) console.error(`The host does not play: ${unknown.join(', ')}`)
  if (values.save !== undefined) writeFileSync(values.save, `${JSON.stringify(host, null, 2)}\n`)
  if (file === null) {
    console.log(JSON.stringify(host, null, values.json ? undefined : 2))
    console.error(UNPROVED)
    return 0
  }
  const comparison = compareSelftests(host, file)
  const { host: product, platform, version, locale } = file
  console.log(
    values.json
      ? JSON.stringify({ file: { host: product, platform, version, locale }, ...comparison })
      : `${product} ${platform} ${version} ${locale}\n${comparisonText(comparison)}`,
  )
  return comparison.differs.length === 0 ? 0 : 1
}

await runCommand(main)
