// Cells as long as Excel lets them be: each kind reads and hashes them at once. A pattern that shares out the same
// signs among its parts in many ways would take minutes for one cell, in the pane and on the server.
import { describe, expect, test } from 'vitest'

import { tableKeys } from '../../shared/schema/table-keys.ts'
import { sheetFields } from '../../shared/schema/tables.ts'
import { aSetting } from '../support/setting.ts'

const EXCEL_MAX = 32_767
const long = (part: string, around = ''): string =>
  `${around}${part.repeat(Math.ceil(EXCEL_MAX / part.length))}`.slice(0, EXCEL_MAX - 1) + around

const texts: Readonly<Record<string, string>> = {
  spaces: long(' ', 'a'),
  'spaces after a day': `2026-11-22${long(' ')}x`.slice(0, EXCEL_MAX),
  'line ends': long('\n', 'a'),
  'Chinese characters': long('访'),
  digits: long('9'),
  'digits and commas': long('1,'),
  'digits and dashes': long('1-'),
  'at signs': long('a@'),
  'a domain without end': `a@${long('b.')}`.slice(0, EXCEL_MAX),
  'one sign that stands for eighteen': long('ﷺ'),
  'marks above a letter': long('a\u0301'),
  'a family in one sign': long('👨‍👩‍👧‍👦'),
  years: long('2026年'),
  brackets: long('('),
  words: long('Co Ltd '),
}

describe.each(tableKeys)('in a %s', (table) => {
  test.each(Object.keys(texts))(
    '%s',
    (name) => {
      const text = texts[name] ?? ''
      const setting = aSetting({})
      const answers = Object.entries(sheetFields(table)).map(([key, { kind }]) => {
        const { value, flaw } = kind.read(text, setting)
        kind.canon(text)
        return { key, isStored: value !== null, isSaid: flaw !== null }
      })
      // Whatever is not stored says why.
      expect(answers.filter(({ isStored, isSaid }) => !isStored && !isSaid)).toEqual([])
    },
    20_000,
  )
})
