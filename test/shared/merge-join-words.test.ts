// Every reason of a merge and of taking it back has its sentence in three languages.
import { describe, expect, test } from 'vitest'

import { say } from '../../addin/text/say.ts'
import { survivalRules } from '../../shared/merge/survival.ts'
import { keptField, refusedRow, unmergeReply } from '../../shared/protocol/merge.ts'
import { locales } from '../../shared/schema/kind.ts'

const refusals = unmergeReply.options.flatMap((option) =>
  'reason' in option.shape ? option.shape.reason.options : [],
)

const keys = [
  ...survivalRules.map((rule) => `merge.rule.${rule}`),
  ...refusedRow.shape.outcome.options.map((outcome) => `merge.refused.${outcome}`),
  ...refusals.map((reason) => `unmerge.refused.${reason}`),
  ...keptField.shape.reason.options.map((reason) => `unmerge.kept.${reason}`),
]

describe.each(locales)('in %s', (locale) => {
  test.each(keys)('%s has words', (key) => {
    expect(say(locale)(key)).not.toBe(key)
  })
})
