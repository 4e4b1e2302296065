// Conditional formats, validation, hidden columns, very hidden sheets, and small facts about a workbook.
import { answerOf } from '../../selftest/run-cases.ts'
import { addCities, cellsOf, OWN_SHEET, sheetCase, type ExcelCase } from './desk.ts'

/** The shape of the mark that the add-in itself writes: a name found in a list of names. */
const MARK = '=ISNUMBER(FIND("|"&A$1&"|",$C2))'

const lookCases: readonly ExcelCase[] = [
  sheetCase('looks.conditional-format', async (context, sheet) => {
    const table = addCities(sheet)
    const format = table.getDataBodyRange().conditionalFormats.add('Custom')
    format.custom.rule.formula = MARK
    format.custom.format.fill.color = '#FFF2CC'
    await context.sync()
    sheet.getRange('A5:C5').values = [['丁', '北京', 5]]
    table.sort.apply([{ key: 0, ascending: false }])
    await context.sync()
    const formats = table.getDataBodyRange().conditionalFormats
    formats.load('items/type,items/priority')
    format.custom.rule.load('formula')
    format.custom.format.fill.load('color')
    const range = format.getRange()
    range.load('address')
    await context.sync()
    return {
      formula: format.custom.rule.formula,
      colour: format.custom.format.fill.color,
      reaches: range.address.split('!').at(-1) ?? '',
      formats: formats.items.map(({ type, priority }) => ({ type, priority })),
    }
  }),
  sheetCase('looks.validation-list', async (context, sheet) => {
    const range = sheet.getRange('A1:A3')
    const { dataValidation } = range
    dataValidation.rule = { list: { inCellDropDown: true, source: '甲,乙' } }
    dataValidation.errorAlert = {
      message: '甲 或 乙',
      showAlert: true,
      style: 'Information',
      title: '',
    }
    sheet.getRange('A1').values = [['丙']]
    dataValidation.load('type,rule,errorAlert')
    range.load('values')
    await context.sync()
    return {
      type: dataValidation.type,
      source: JSON.stringify(dataValidation.rule.list?.source ?? null),
      style: dataValidation.errorAlert.style,
      values: cellsOf(range),
    }
  }),
  sheetCase('looks.hidden-column', async (context, sheet) => {
    addCities(sheet)
    const column = sheet.getRange('B2:B4')
    column.columnHidden = true
    column.values = [['a'], ['b'], ['c']]
    column.load('values,columnHidden')
    const whole = sheet.getRange('A1:C4')
    whole.load('values,columnHidden')
    await context.sync()
    return {
      values: cellsOf(column),
      hidden: column.columnHidden,
      mixed: whole.columnHidden,
      whole: cellsOf(whole),
    }
  }),
  sheetCase('looks.fill-of-mixed-cells', async (context, sheet) => {
    sheet.getRange('A1').format.fill.color = '#fff2cc'
    const both = sheet.getRange('A1:A2')
    const one = sheet.getRange('A1')
    both.load('format/fill/color')
    one.load('format/fill/color')
    await context.sync()
    return { one: one.format.fill.color, both: both.format.fill.color }
  }),
]

const bookCases: readonly ExcelCase[] = [
  sheetCase('sheets.very-hidden', async (context, sheet) => {
    sheet.visibility = 'VeryHidden'
    sheet.getRange('A1').values = [['state']]
    await context.sync()
    const { worksheets } = context.workbook
    const found = worksheets.getItem(OWN_SHEET)
    found.load('visibility')
    const cell = found.getRange('A1')
    cell.load('values')
    worksheets.load('items/name')
    const [all, visible] = [worksheets.getCount(), worksheets.getCount(true)]
    await context.sync()
    return {
      visibility: found.visibility,
      values: cellsOf(cell),
      isListed: worksheets.items.some(({ name }) => name === OWN_SHEET),
      isCountedAsVisible: all.value === visible.value,
    }
  }),
  sheetCase('sheets.name-taken', async (context) => {
    await context.sync()
    context.workbook.worksheets.add(OWN_SHEET)
    return answerOf(context.sync().then(() => 'added'))
  }),
  sheetCase('sheets.used-range', async (context, sheet) => {
    const empty = sheet.getUsedRange(true)
    const none = sheet.getUsedRangeOrNullObject(true)
    empty.load('address')
    none.load('address')
    await context.sync()
    const before = { used: empty.address.split('!').at(-1) ?? '', isNone: none.isNullObject }
    sheet.getRange('C3').values = [['x']]
    sheet.getRange('E9').numberFormat = [['@']]
    const [values, looks] = [sheet.getUsedRange(true), sheet.getUsedRange(false)]
    values.load('address')
    looks.load('address')
    await context.sync()
    return {
      ...before,
      values: values.address.split('!').at(-1) ?? '',
      looks: looks.address.split('!').at(-1) ?? '',
    }
  }),
  sheetCase('sheets.missing-things', async (context, sheet) => {
    await context.sync()
    const gone = context.workbook.worksheets.getItemOrNullObject('no such sheet')
    await context.sync()
    sheet.tables.getItem('no such table')
    const table = await answerOf(context.sync().then(() => 'found'))
    sheet.getRange('ZZZZ1').load('values')
    const address = await answerOf(context.sync().then(() => 'found'))
    return { sheet: gone.isNullObject, table, address }
  }),
  sheetCase('sheets.first-day-of-1904', async (context) => {
    const day = context.workbook.functions.date(1904, 1, 1)
    day.load('value')
    await context.sync()
    return day.value
  }),
  sheetCase('sheets.setting-kept', async (context) => {
    const { settings } = context.workbook
    settings.add('kehu.selftest', { a: [1, '客户', null] })
    const kept = settings.getItemOrNullObject('kehu.selftest')
    kept.load('value')
    await context.sync()
    const value = JSON.stringify(kept.value)
    kept.delete()
    const after = settings.getItemOrNullObject('kehu.selftest')
    await context.sync()
    return { value, isGone: after.isNullObject }
  }),
]

export const sheetCases: readonly ExcelCase[] = [...lookCases, ...bookCases]
