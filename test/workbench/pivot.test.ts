// PivotTables in the workbench, asked for by the real client: what they show, when they change, what they refuse.
import { describe, expect, test } from 'vitest'

import { openFile, saveFile } from '../../workbench/model/file.ts'
import { freshExcel, type FreshExcel } from '../support/excel.ts'

const SALES = [
  ['客户', '等级', '负责人', '地区', '销售额'],
  ['甲', 'A', '李雷', '华东', '100'],
  ['乙', 'B', '韩梅', '华北', '40'],
  ['丙', 'B', '李雷', '华东', '20'],
  ['丁', '', '李雷', '', '7'],
]

interface Given {
  readonly locale?: 'zh-CN' | 'en-US'
  readonly pivotAdd?: 'AccessDenied'
}

/** Sheet1 holds the table, Pivot is empty. */
const sales = async (given: Given = {}): Promise<FreshExcel> => {
  const excel = freshExcel({ quirks: { locale: 'en-US', ...given } })
  excel.user.paste('A1', SALES)
  await excel.Excel.run(async (context) => {
    const table = context.workbook.worksheets.getItem('Sheet1').tables.add('A1:E5', true)
    table.name = 'Sales'
    context.workbook.worksheets.add('Pivot')
    await context.sync()
  })
  return excel
}

interface Fields {
  readonly rows?: readonly string[]
  readonly columns?: readonly string[]
  readonly values?: readonly string[]
  readonly filters?: readonly string[]
  readonly source?: string
  readonly at?: string
  readonly name?: string
}

const makePivot = ({ Excel }: FreshExcel, fields: Fields) =>
  Excel.run(async (context) => {
    const sheet = context.workbook.worksheets.getItem('Pivot')
    const source = fields.source ?? context.workbook.tables.getItem('Sales')
    const pivot = sheet.pivotTables.add(fields.name ?? 'P', source, fields.at ?? 'A3')
    const field = (name: string) => pivot.hierarchies.getItem(name)
    for (const name of fields.filters ?? []) pivot.filterHierarchies.add(field(name))
    for (const name of fields.rows ?? []) pivot.rowHierarchies.add(field(name))
    for (const name of fields.columns ?? []) pivot.columnHierarchies.add(field(name))
    for (const name of fields.values ?? []) pivot.dataHierarchies.add(field(name))
    await context.sync()
  })

const shown = ({ workbook }: FreshExcel, sheet = 'Pivot') => {
  const { grid } = workbook.findSheet(sheet) ?? workbook.active
  const used = grid.usedRect(true)
  return used === undefined ? [] : grid.values(used).map((line) => line.join(' | '))
}

describe('what a PivotTable shows', () => {
  test('one row for each item with its sum, blank last, and the grand total', async () => {
    const excel = await sales()
    await makePivot(excel, { rows: ['等级'], values: ['销售额'] })
    expect(shown(excel)).toEqual([
      'Row Labels | Sum of 销售额',
      'A | 100',
      'B | 60',
      '(blank) | 7',
      'Grand Total | 167',
    ])
  })

  test('its own words in Chinese', async () => {
    const excel = await sales({ locale: 'zh-CN' })
    await makePivot(excel, { rows: ['等级'], columns: ['地区'], values: ['客户'] })
    expect(shown(excel)).toEqual([
      '计数项:客户 | 列标签 |  |  | ',
      '行标签 | 华北 | 华东 | (空白) | 总计',
      'A |  | 1 |  | 1',
      'B | 1 | 1 |  | 2',
      '(空白) |  |  | 1 | 1',
      '总计 | 1 | 2 | 1 | 4',
    ])
  })

  test('groups within groups in one column, their sums in their own rows', async () => {
    const excel = await sales()
    await makePivot(excel, { rows: ['负责人', '等级'], values: ['客户', '销售额'] })
    expect(shown(excel)).toEqual([
      'Row Labels | Count of 客户 | Sum of 销售额',
      '韩梅 | 1 | 40',
      'B | 1 | 40',
      '李雷 | 3 | 127',
      'A | 1 | 100',
      'B | 1 | 20',
      '(blank) | 1 | 7',
      'Grand Total | 4 | 167',
    ])
  })

  test('several values under each item of a column field, and totals named after them', async () => {
    const excel = await sales()
    await makePivot(excel, { rows: ['等级'], columns: ['地区'], values: ['客户', '销售额'] })
    expect(shown(excel).slice(0, 4)).toEqual([
      ' | Column Labels |  |  |  |  |  |  | ',
      ' | 华北 |  | 华东 |  | (blank) |  | Total Count of 客户 | Total Sum of 销售额',
      'Row Labels | Count of 客户 | Sum of 销售额 | Count of 客户 | Sum of 销售额 | Count of 客户 | Sum of 销售额 |  | ',
      'A |  |  | 1 | 100 |  |  | 1 | 100',
    ])
  })

  test('filters stand above it with a row between; layout.getRange leaves them out', async () => {
    const excel = await sales()
    await makePivot(excel, { filters: ['地区'], rows: ['等级'], values: ['销售额'] })
    expect(shown(excel).slice(0, 3)).toEqual(['地区 | (All)', ' | ', 'Row Labels | Sum of 销售额'])
    await excel.Excel.run(async (context) => {
      const { layout } = context.workbook.pivotTables.getItem('P')
      const [whole, body] = [layout.getRange(), layout.getDataBodyRange()]
      whole.load('address')
      body.load('values')
      await context.sync()
      expect(whole.address).toBe('Pivot!A5:B9')
      expect(body.values).toEqual([[100], [60], [7], [167]])
    })
  })

  test('a field that is put on another axis leaves the one where it was', async () => {
    const excel = await sales()
    await makePivot(excel, { rows: ['等级', '地区'], columns: ['地区'], values: ['销售额'] })
    await excel.Excel.run(async (context) => {
      const pivot = context.workbook.pivotTables.getItem('P')
      pivot.rowHierarchies.load('items/name')
      pivot.columnHierarchies.load('items/name')
      await context.sync()
      expect(pivot.rowHierarchies.items.map(({ name }) => name)).toEqual(['等级'])
      expect(pivot.columnHierarchies.items.map(({ name }) => name)).toEqual(['地区'])
    })
  })

  test('a value is counted or summed, named and formatted as it is told', async () => {
    const excel = await sales()
    await makePivot(excel, { rows: ['等级'], values: ['销售额'] })
    await excel.Excel.run(async (context) => {
      const values = context.workbook.pivotTables.getItem('P').dataHierarchies
      const value = values.getItem('Sum of 销售额')
      value.summarizeBy = 'Count'
      value.name = '客户数'
      value.numberFormat = '#,##0'
      value.load('name,summarizeBy,numberFormat')
      await context.sync()
      expect(value.toJSON()).toMatchObject({
        name: '客户数',
        summarizeBy: 'Count',
        numberFormat: '#,##0',
      })
    })
    expect(shown(excel)[0]).toBe('Row Labels | 客户数')
    expect(excel.workbook.findSheet('Pivot')?.grid.style(3, 1).numberFormat).toBe('#,##0')
  })
})

describe('when it changes', () => {
  test('only a refresh shows what has changed in its source', async () => {
    const excel = await sales()
    await makePivot(excel, { rows: ['等级'], values: ['销售额'] })
    excel.workbook.activate(excel.workbook.sheets[0] ?? excel.workbook.active)
    excel.user.type('E2', '1000')
    excel.user.paste('A6', [['戊', 'AA', '韩梅', '华南', '5']])
    expect(shown(excel)[1]).toBe('A | 100')
    await excel.Excel.run(async (context) => {
      context.workbook.pivotTables.getItem('P').refresh()
      await context.sync()
    })
    // What is new comes behind what was there: before "(blank)", after B.
    expect(shown(excel)).toEqual([
      'Row Labels | Sum of 销售额',
      'A | 1000',
      'B | 60',
      'AA | 5',
      '(blank) | 7',
      'Grand Total | 1072',
    ])
  })

  test('choosing other fields shows the figures of the last refresh', async () => {
    const excel = await sales()
    await makePivot(excel, { rows: ['等级'], values: ['销售额'] })
    excel.workbook.activate(excel.workbook.sheets[0] ?? excel.workbook.active)
    excel.user.type('E2', '1000')
    await excel.Excel.run(async (context) => {
      const pivot = context.workbook.pivotTables.getItem('P')
      pivot.columnHierarchies.add(pivot.hierarchies.getItem('地区'))
      await context.sync()
    })
    expect(shown(excel).at(-1)).toBe('Grand Total | 40 | 120 | 7 | 167')
  })

  test('refreshAll refreshes those of one sheet or of all', async () => {
    const excel = await sales()
    await makePivot(excel, { rows: ['等级'], values: ['销售额'] })
    excel.workbook.activate(excel.workbook.sheets[0] ?? excel.workbook.active)
    excel.user.type('E2', '1000')
    await excel.Excel.run(async (context) => {
      context.workbook.pivotTables.refreshAll()
      await context.sync()
    })
    expect(shown(excel)[1]).toBe('A | 1000')
  })

  test('a person refreshes them all at once, and takes it back', async () => {
    const excel = await sales()
    await makePivot(excel, { rows: ['等级'], values: ['销售额'] })
    excel.workbook.activate(excel.workbook.sheets[0] ?? excel.workbook.active)
    excel.user.type('E2', '1000')
    excel.user.refreshAll()
    expect(shown(excel)[1]).toBe('A | 1000')
    excel.user.undo()
    expect(shown(excel)[1]).toBe('A | 100')
  })

  test('a range as its source does not grow', async () => {
    const excel = await sales()
    await makePivot(excel, { rows: ['等级'], values: ['客户'], source: 'Sheet1!A1:E5' })
    excel.workbook.activate(excel.workbook.sheets[0] ?? excel.workbook.active)
    excel.user.paste('A6', [['戊', 'C', '韩梅', '华南', '5']])
    await excel.Excel.run(async (context) => {
      context.workbook.pivotTables.refreshAll()
      await context.sync()
    })
    expect(shown(excel).at(-1)).toBe('Grand Total | 4')
  })

  test('a field whose header was renamed leaves the report at the refresh', async () => {
    const excel = await sales()
    await makePivot(excel, { rows: ['等级', '地区'], values: ['销售额'] })
    excel.workbook.activate(excel.workbook.sheets[0] ?? excel.workbook.active)
    excel.user.type('B1', 'Tier')
    await excel.Excel.run(async (context) => {
      context.workbook.pivotTables.refreshAll()
      await context.sync()
    })
    expect(shown(excel)).toEqual([
      'Row Labels | Sum of 销售额',
      '华北 | 40',
      '华东 | 120',
      '(blank) | 7',
      'Grand Total | 167',
    ])
  })

  test('it shrinks and grows without leaving cells behind, undo takes it back, delete empties it', async () => {
    const excel = await sales()
    await makePivot(excel, { rows: ['客户'], values: ['销售额'] })
    const whole = shown(excel)
    await excel.Excel.run(async (context) => {
      const pivot = context.workbook.pivotTables.getItem('P')
      pivot.rowHierarchies.remove(pivot.rowHierarchies.getItem('客户'))
      pivot.rowHierarchies.add(pivot.hierarchies.getItem('负责人'))
      await context.sync()
    })
    expect(shown(excel)).toHaveLength(4)
    excel.user.undo()
    expect(shown(excel)).toEqual(whole)
    await excel.Excel.run(async (context) => {
      context.workbook.worksheets.getItem('Pivot').pivotTables.getItem('P').delete()
      const gone = context.workbook.pivotTables.getItemOrNullObject('P')
      const count = context.workbook.pivotTables.getCount()
      await context.sync()
      expect([gone.isNullObject, count.value]).toEqual([true, 0])
    })
    expect(shown(excel)).toEqual([])
  })

  test('rows above it move it; it is in the file that is saved', async () => {
    const excel = await sales()
    await makePivot(excel, { rows: ['等级'], values: ['销售额'] })
    await excel.Excel.run(async (context) => {
      context.workbook.worksheets.getItem('Pivot').getRange('1:2').insert('Down')
      const range = context.workbook.pivotTables.getItem('P').layout.getRange()
      range.load('address')
      await context.sync()
      expect(range.address).toBe('Pivot!A5:B9')
    })
    const opened = openFile(saveFile(excel.workbook))
    expect(opened.findSheet('Pivot')?.pivots.map(({ name }) => name)).toEqual(['P'])
  })
})

describe('what it refuses', () => {
  const refused = (excel: FreshExcel, work: (context: Excel.RequestContext) => void) =>
    excel.Excel.run(async (context) => {
      work(context)
      await context.sync()
    }).then(
      () => 'done',
      (error: { readonly code: string }) => error.code,
    )

  test('cells of its report cannot be written, and no row goes through it', async () => {
    const excel = await sales()
    await makePivot(excel, { rows: ['等级'], values: ['销售额'] })
    const sheet = (context: Excel.RequestContext) => context.workbook.worksheets.getItem('Pivot')
    expect(
      await refused(excel, (context) => {
        sheet(context).getRange('B4').values = [[1]]
      }),
    ).toBe('InvalidOperation')
    expect(
      await refused(excel, (context) => {
        sheet(context).getRange('5:5').insert('Down')
      }),
    ).toBe('InsertDeleteConflict')
    expect(await refused(excel, (context) => sheet(context).getRange('4:4').delete('Up'))).toBe(
      'InsertDeleteConflict',
    )
  })

  test('it overlaps neither a table nor another one', async () => {
    const excel = await sales()
    await makePivot(excel, { rows: ['等级'], values: ['销售额'] })
    await expect(makePivot(excel, { name: 'Q', at: 'B5' })).rejects.toMatchObject({
      code: 'InvalidOperation',
    })
    const onTable = refused(excel, ({ workbook }) => {
      workbook.pivotTables.add('R', workbook.tables.getItem('Sales'), 'Sheet1!C3')
    })
    expect(await onTable).toBe('InvalidOperation')
  })

  test('a name in use, an unknown field, a value named like a field of the source', async () => {
    const excel = await sales()
    await makePivot(excel, { rows: ['等级'], values: ['销售额'] })
    await expect(makePivot(excel, { at: 'H3' })).rejects.toMatchObject({ code: 'InvalidArgument' })
    expect(
      await refused(excel, ({ workbook }) => {
        const pivot = workbook.pivotTables.getItem('P')
        pivot.rowHierarchies.add(pivot.hierarchies.getItem('nothing'))
      }),
    ).toBe('ItemNotFound')
    expect(
      await refused(excel, ({ workbook }) => {
        workbook.pivotTables.getItem('P').dataHierarchies.getItem('Sum of 销售额').name = '销售额'
      }),
    ).toBe('InvalidArgument')
  })

  test('it cannot be refreshed when its table is gone', async () => {
    const excel = await sales()
    await makePivot(excel, { rows: ['等级'], values: ['销售额'] })
    await excel.Excel.run(async (context) => {
      context.workbook.tables.getItem('Sales').delete()
      await context.sync()
    })
    expect(await refused(excel, ({ workbook }) => workbook.pivotTables.refreshAll())).toBe(
      'InvalidReference',
    )
  })

  test('some builds deny every new one (#1232)', async () => {
    const excel = await sales({ pivotAdd: 'AccessDenied' })
    await expect(makePivot(excel, {})).rejects.toMatchObject({ code: 'AccessDenied' })
  })

  test('without values there is no data body to read (#2926)', async () => {
    const excel = await sales()
    await makePivot(excel, { rows: ['等级'] })
    expect(
      await refused(excel, ({ workbook }) => {
        workbook.pivotTables.getItem('P').layout.getDataBodyRange().load('address')
      }),
    ).toBe('GeneralException')
  })
})
