// Tables as Excel, WPS, LibreOffice and web pages put them on the clipboard. Fixtures are shortened
// from what such programs are documented to write; none was recorded from a real Excel.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { readHtmlTable } from '../../workbench/grid/clipboard-html.ts'
import { toHtmlTable, toTabText } from '../../workbench/grid/clipboard-write.ts'
import { readClipboard } from '../../workbench/model/clipboard.ts'

const texts = (html: string) =>
  readHtmlTable(html)?.lines.map((line) => line.map(({ text }) => text))

const excel = `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style>
<!--table {mso-displayed-decimal-separator:"\\.";}
.xl65 {mso-number-format:"\\@";}
.xl66 {mso-number-format:"Short Date";}--></style></head><body><table>
<!--StartFragment-->
 <col width=72><tr height=18><td colspan=3 class=xl67>展会名单 2026</td></tr>
 <tr><td class=xl65>013800000001</td><td class=xl66 x:num="46086">2026/3/5</td>
  <td x:num="110108199001011230">1.10108E+17</td></tr>
 <tr style='display:none'><td>hidden</td></tr>
 <tr><td>a &amp; b<br style='mso-data-placement:same-cell;'>c&nbsp;&#20013;</td>
  <td>two
  words</td><td></td></tr>
<!--EndFragment--></table></body></html>`

describe('a table from Excel', () => {
  test('comes with its texts, and without the rows that a filter hid', () => {
    expect(texts(excel)).toEqual([
      ['展会名单 2026', '', ''],
      ['013800000001', '2026/3/5', '110108199001011230'],
      ['a & b\nc 中', 'two words', ''],
    ])
  })
  test('says which cells were text there', () => {
    const cells = readHtmlTable(excel)?.lines[1]
    expect(cells?.map(({ isText }) => isText)).toEqual([true, false, false])
  })
  test('says which cells were merged', () => {
    expect(readHtmlTable(excel)?.merges).toEqual([{ row: 0, column: 0, rows: 1, columns: 3 }])
  })
})

describe('a table from elsewhere', () => {
  test('LibreOffice marks text by sdnum and gives the exact number by sdval', () => {
    const html = `<table><tr><td sdnum="1033;0;@">007</td><td sdval="0.125" sdnum="1033;">0.13</td></tr></table>`
    expect(readHtmlTable(html)?.lines).toEqual([
      [
        { text: '007', isText: true },
        { text: '0.125', isText: false },
      ],
    ])
  })
  test('cells under a rowspan keep their columns', () => {
    const html = `<table><tr><th rowspan="2">A<th>B</tr><tr><td>C</td></tr></table>`
    expect(texts(html)).toEqual([
      ['A', 'B'],
      ['', 'C'],
    ])
  })
  test('scripts and styles are never text', () => {
    const html = `<table><tr><td>x<script>alert("<td>y</td>")</script></td></tr></table>`
    expect(texts(html)?.[0]?.[0]).toBe('x')
  })
  test('what holds no table is no table', () => {
    expect(readHtmlTable('<p>a, b</p>')).toBeUndefined()
    expect(readHtmlTable('')).toBeUndefined()
  })
  test('no input is read forever or throws', () => {
    const piece = fc.constantFrom(
      '<td>',
      '</td>',
      '<tr',
      '>',
      '<table>',
      '&#x;',
      '"',
      "'",
      '<!--',
      'a',
    )
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        readHtmlTable(pieces.join(''))
      }),
    )
  })
})

describe('what is copied here', () => {
  const cell = fc.record({ text: fc.string(), isText: fc.boolean() })
  const block = fc.integer({ min: 1, max: 4 }).chain((width) =>
    fc.array(fc.array(cell, { minLength: width, maxLength: width }), {
      minLength: 1,
      maxLength: 4,
    }),
  )
  test('comes back by tabs and lines as it was', () => {
    fc.assert(
      fc.property(block, (lines) => {
        const back = readClipboard(`${toTabText(lines)}\r\n`)
        expect(back).toEqual(lines.map((line) => line.map(({ text }) => text)))
      }),
    )
  })
  test('comes back by HTML, text as text, blanks around it aside', () => {
    const words = fc.record({
      text: fc.stringMatching(/^[\w<>&"'中文=+@-]{0,12}$/),
      isText: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 5 }), (line) => {
        expect(readHtmlTable(toHtmlTable([line]))?.lines).toEqual([line])
      }),
    )
  })
})
