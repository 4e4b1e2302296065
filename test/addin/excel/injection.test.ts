// What one rep writes, and what lands in somebody else's sheet: texts that Excel would calculate stay texts, through the
// real Office.js client, the host, and the production services; also in files of comma-separated values.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { describe, expect, onTestFinished, test } from 'vitest'

import { csvWithColumns, readCsv as readFile } from '../../../scripts/lib/csv.ts'

import { countFormulaLike, readCsv, writeCsv } from '../../../workbench/grid/csv.ts'
import { formulaTexts } from '../../support/injection.ts'
import { aTeam } from '../../support/team.ts'
import { sitAt, unwrap } from '../support/desk.ts'
import { onFile, withSheet } from '../support/seated.ts'

/** NUL stands in no cell: such a row is refused. */
const stored = formulaTexts.filter((text) => !text.includes('\u0000'))
/** Spaces and apostrophes in front are not kept, and a phone number that Excel took for a formula is read as one. */
const asStored = (text: string): string =>
  text
    .replace(/^[\s']+/u, '')
    .replace(/^=(?=\+[\d ]+$)/u, '')
    .trimEnd()

const list = formulaTexts.map((_, i) => [`第${i}号精密机械厂`, '苏州', ''])

describe(`${formulaTexts.length} texts that look like formulas`, () => {
  test('typed by one rep, pulled by another, are the same texts and no formula', async () => {
    const team = aTeam()
    const desk = sitAt(team.seat('rep1'), { list: [['公司', '城市', '地址'], ...list] })
    formulaTexts.forEach((text, i) => desk.excel.user.type(`C${i + 2}`, `'${text}`))
    unwrap(await desk.engine.bringInList())
    unwrap(await desk.engine.sync())
    const kept = team.customers().map(({ id }) => onFile(team, id)['address'])
    expect(kept.length).toBe(stored.length)

    const { desk: other } = await withSheet(team, 'all', 'manager')
    const used = await other.excel.Excel.run(async (context) => {
      const range = context.workbook.worksheets.getActiveWorksheet().getUsedRange()
      range.load('values,formulas')
      await context.sync()
      return { values: range.values as unknown[][], formulas: range.formulas as unknown[][] }
    })
    const cells = used.formulas.flat()
    expect(cells.length).toBeGreaterThan(stored.length * 3)
    const isSame = used.formulas.every((row, r) =>
      row.every((cell, c) => cell === used.values[r]?.[c]),
    )
    expect(isSame).toBe(true)
    const pulled = new Set(used.values.flat().map(String))
    expect(stored.map(asStored).filter((text) => !pulled.has(text))).toEqual([])
  })

  test('saved as comma-separated values are whole fields again, and whoever saves is told of them', () => {
    const lines = formulaTexts.map((text) => ['厂', text.replaceAll(/\r\n?/gu, '\n')])
    expect(readCsv(writeCsv(lines).replace('\ufeff', ''))).toEqual(lines)
    const inFront = formulaTexts.filter((text) => /^[=+\-@\t\r]/u.test(text)).length
    expect(countFormulaLike(lines)).toBeGreaterThan(inFront * 0.8)
  })

  test('beside a list that a command gives back, they are quoted in a column of their own', () => {
    const folder = mkdtempSync(join(tmpdir(), 'kehu-injection-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const file = join(folder, 'list.csv')
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
    writeFileSync(file, `厂,址\n${stored.map((text) => `厂,${quoted(text)}`).join('\n')}\n`)
    const read = readFile(file)
    expect(read.rows.length).toBe(stored.length)
    writeFileSync(
      file,
      csvWithColumns(
        read,
        ['status'],
        stored.map((text) => [text]),
      ),
    )
    expect(readFile(file).rows.map((row) => [row.length, row[2]])).toEqual(
      stored.map((text) => [3, text]),
    )
  })
})
