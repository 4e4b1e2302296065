// docs/security.md speaks of tests and figures: each test that it names is there under its sentence, and the figures are
// those of the code.
import { existsSync, readdirSync, readFileSync } from 'node:fs'

import { expect, test } from 'vitest'
import { experimental_readRawConfig } from 'wrangler'

import { en } from '../addin/text/en.ts'
import { projectFile } from '../scripts/lib/project.ts'
import {
  inviteLimit,
  joinLimit,
  keyLimit,
  RATE_SECONDS,
  setupLimit,
  signInLimit,
  standingLimit,
} from '../worker/auth/limits.ts'

const page = readFileSync(projectFile('docs', 'security.md'), 'utf8')
const rows = [...page.matchAll(/^\| (V[\d.]+) \| .*? \| (met|n\/a|not met) \| (.+) \|$/gmu)].map(
  ([, no = '', state = '', by = '']) => ({ no, state, by }),
)
const cited = (text: string) =>
  [...text.matchAll(/`(test\/[\w./-]+)` “([^”]+)”/gu)].map(([, file = '', sentence = '']) => ({
    file,
    sentence,
  }))

/** Is it the title of a test, or of tests that belong together? */
const isTitle = (source: string, sentence: string): boolean => {
  for (let at = source.indexOf(sentence); at >= 0; at = source.indexOf(sentence, at + 1))
    // A title may begin with a figure: `${n} texts`.
    if (
      /(?:\b(?:test|describe)[\w.]*\(|\]\s*(?:as const\s*)?\)\(|\)\()[^()]*['"`][^'"`]*$/u.test(
        source.slice(Math.max(0, at - 120), at),
      )
    )
      return true
  return false
}

test('each test that the table names is there, under its sentence', () => {
  const missing = cited(page).filter(({ file, sentence }) => {
    const path = projectFile(...file.split('/'))
    return (
      !existsSync(path) || !isTitle(readFileSync(path, 'utf8').replaceAll("\\'", "'"), sentence)
    )
  })
  expect(missing).toEqual([])
})

test('all 70 requirements are judged, once; what is met names a test, and the counts are those of the table', () => {
  expect(new Set(rows.map(({ no }) => no)).size).toBe(70)
  expect(rows).toHaveLength(70)
  const count = (state: string) => rows.filter((row) => row.state === state).length
  const said = `${count('met')} met, ${count('n/a')} not applicable, ${count('not met')} not met`
  expect(page).toContain(`70 requirements: ${said}.`)
  const bare = rows.filter(({ state, by }) => state === 'met' && cited(by).length === 0)
  expect(bare).toEqual([])
})

test('the figures of *Attempts* are those of the code', () => {
  const { windowMs, mine } = signInLimit
  expect(page).toContain(`${joinLimit.mine} codes a day`)
  expect(page).toContain(`${setupLimit.mine} set-ups a day`)
  expect(page).toContain(`${mine} refused keys or tokens in ${windowMs / 60_000} minutes`)
  const { mine: asked, windowMs: within } = standingLimit
  expect(page).toContain(`${asked} questions in ${within / 60_000} minutes`)
  expect(page).toContain(`${inviteLimit.mine} invitations and ${keyLimit.mine} keys a day`)
  const { rawConfig } = experimental_readRawConfig({ config: projectFile('wrangler.toml') })
  for (const where of [rawConfig, rawConfig.env?.['staging'], rawConfig.env?.['production']]) {
    const [rate] = where?.ratelimits ?? []
    expect(rate).toMatchObject({ name: 'RATE', simple: { period: RATE_SECONDS } })
    expect(page).toContain(`${rate?.simple.limit} requests a minute of one user to one route`)
  }
})

test('docs/security.md says how soon libraries are updated', () => {
  expect(page).toMatch(/updated within 7 days; other holes 30 days/u)
})

test('no text and no message asks for a secret question', () => {
  const words = Object.values(en).join('\n')
  const messages = readdirSync(projectFile('shared', 'protocol'))
    .map((file) => readFileSync(projectFile('shared', 'protocol', file), 'utf8'))
    .join('\n')
  for (const text of [words, messages])
    expect(text).not.toMatch(/maiden|first pet|secret question|security question/iu)
})
