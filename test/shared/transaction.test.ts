// A line of an ERP export: its headers in three languages, what is read from it, and what is wrong with it.
import { describe, expect, test } from 'vitest'

import { childTables } from '../../shared/schema/tables.ts'
import { tableKeys } from '../../shared/schema/table-keys.ts'
import { transaction } from '../../shared/schema/transaction.ts'
import { findHeader } from '../../shared/sheet/find-header.ts'
import { guessTable, mapHeader } from '../../shared/sheet/header.ts'
import { checkNewRow } from '../../shared/sheet/row.ts'
import { figureWarnings, unfigured, withFigures } from '../../shared/tier/figured.ts'
import { transactionKinds } from '../../shared/tier/transaction.ts'
import { aSetting } from '../support/setting.ts'

const exports = {
  金蝶: [
    [
      '单据编号',
      '单据日期',
      '单据类型',
      '客户编码',
      '客户名称',
      '商品名称',
      '数量',
      '金额',
      '毛利',
      '到期日',
      '币种',
      '汇率',
      '备注',
    ],
    [
      'ref_no',
      'date',
      'kind',
      'customer_code',
      'customer_id',
      'product',
      'qty',
      'amount',
      'margin',
      'due_date',
      'currency',
      'rate',
      'note',
    ],
  ],
  鼎新: [
    ['單據編號', '單據日期', '客戶代碼', '客戶名稱', '品名', '數量', '金額', '幣別', '匯率'],
    [
      'ref_no',
      'date',
      'customer_code',
      'customer_id',
      'product',
      'qty',
      'amount',
      'currency',
      'rate',
    ],
  ],
  SAP: [
    [
      'Belegnummer',
      'Belegdatum',
      'Belegart',
      'Kundennummer',
      'Kundenname',
      'Menge',
      'Nettobetrag',
      'Deckungsbeitrag',
      'Währung',
      'Kurs',
      'Fälligkeitsdatum',
      'Bemerkung',
    ],
    [
      'ref_no',
      'date',
      'kind',
      'customer_code',
      'customer_id',
      'qty',
      'amount',
      'margin',
      'currency',
      'rate',
      'due_date',
      'note',
    ],
  ],
  English: [
    [
      'Invoice No',
      'Invoice Date',
      'Customer',
      'Item',
      'Qty',
      'Net amount',
      'Gross profit',
      'Due date',
      'Currency',
      'Exchange rate',
      'Remarks',
    ],
    [
      'ref_no',
      'date',
      'customer_id',
      'product',
      'qty',
      'amount',
      'margin',
      'due_date',
      'currency',
      'rate',
      'note',
    ],
  ],
} as const

describe('the header of an export', () => {
  test.each(Object.entries(exports))(
    '%s is known for a list of trade, column by column',
    (_, [header, keys]) => {
      expect(guessTable(header)).toBe('transaction')
      expect(mapHeader('transaction', header)).toEqual(keys)
    },
  )

  test('that names customers by their numbers alone says by them whom it means', () => {
    expect(mapHeader('transaction', ['日期', '客户编号', '金额'])).toEqual([
      'date',
      'customer_id',
      'amount',
    ])
  })

  test('is found beneath a title', () => {
    const [header] = exports.金蝶
    expect(findHeader([['销售明细表'], [], header], null)).toMatchObject({
      row: 2,
      table: 'transaction',
      isSure: true,
    })
  })

  test.each([
    ['customers', ['客户名称', '城市', '电话', '近12月销售额', '备注'], 'customer'],
    ['contacts', ['客户', '姓名', '职务', '手机', '生日', '微信', '性别'], 'contact'],
    ['visits with what they cost', ['客户', '日期', '方式', '内容', '费用'], 'visit'],
    ['customers and what they bought', ['公司', '日期', '成交金额', '电话', '联系人'], 'customer'],
    ['visits', ['客户名称', '拜访日期', '拜访方式', '沟通内容', '结果', '业务员'], 'visit'],
  ])('of %s stays theirs', (_, header, table) => {
    expect(guessTable(header)).toBe(table)
  })
})

const keys = [
  'customer_id',
  'date',
  'kind',
  'amount',
  'margin',
  'cost',
  'currency',
  'rate',
  'due_date',
]
const check = (cells: readonly (string | number)[]) => {
  const { values, problems } = checkNewRow('transaction', keys, cells, aSetting())
  return {
    values,
    problems: problems.map(({ field, code, level }) => [field, code, level].join(' ')),
  }
}

describe('a line', () => {
  test('reads days, words and amounts in the currency that stands beside them', () => {
    expect(
      check(['华达', '2026/3/5', '销售发票', 'US$1,200.50', '300', '', '美元', 7.1, '20260404']),
    ).toEqual({
      values: {
        customer_id: '华达',
        date: '2026-03-05',
        kind: 'invoice',
        amount: 120_050,
        margin: 30_000,
        cost: null,
        currency: 'USD',
        rate: 7.1,
        due_date: '2026-04-04',
      },
      problems: [],
    })
  })

  test('is held back by whatever would make a figure wrong: each cell says so', () => {
    expect(
      check(['', '改天', '调拨', '一千二', '', '', '比特币', 0, '下月']).problems.toSorted(),
    ).toEqual([
      'amount money.form error',
      'currency choice.unknown error',
      'customer_id required.empty error',
      'date date.form error',
      'due_date date.form error',
      'kind choice.unknown error',
      'rate number.range error',
    ])
  })

  test('in another currency says its rate, and one without any amount is no line', () => {
    expect(check(['华达', '2026-03-05', '', 100, '', '', 'EUR', '', '']).problems).toEqual([
      'rate rate.missing error',
    ])
    expect(check(['华达', '2026-03-05', '', '', '', '', '', '', '']).problems).toEqual([
      'amount required.empty error',
    ])
    expect(check(['华达', '2026-03-05', '', '', '', 80, '', '', '']).problems).toEqual([])
    expect(check(['华达', '2026-03-05', '', '¥100', '', '', 'USD', 7, '']).problems).toEqual([
      'amount money.currency error',
    ])
  })

  test('has the kinds that the tier rules know, in their words', () => {
    expect(transaction.fields.kind.kind.offers('en')).toHaveLength(transactionKinds.length)
    for (const [word, code] of Object.entries({
      回款: 'payment',
      Gutschrift: 'return',
      'credit note': 'return',
      出库单: 'delivery',
      Rechnung: 'invoice',
      服务费: 'cost',
    }))
      expect(transaction.fields.kind.kind.read(word, aSetting()).value).toBe(code)
  })
})

test('every table but the customer’s own goes with its customer', () => {
  expect(childTables).toEqual(tableKeys.filter((table) => table !== 'customer'))
})

describe('figures that transactions say', () => {
  const figured = {
    now: { sales_12m: 500, profit_12m: null },
    before: { sales_12m: 400, profit_12m: 90 },
  }
  test('stand for what the row says, and are never taken from it', () => {
    expect(withFigures({ name: '华达', sales_12m: 7, profit_12m: 3 }, figured)).toEqual({
      name: '华达',
      sales_12m: 500,
      profit_12m: null,
    })
    expect(unfigured({ name: '华达', sales_12m: 7 }, figured)).toEqual({ name: '华达' })
    expect(unfigured({ sales_12m: 7 }, undefined)).toEqual({ sales_12m: 7 })
  })
  test('are warned of where somebody typed over them, not where a sheet shows older ones', () => {
    const warned = (sent: Readonly<Record<string, number | null>>) =>
      figureWarnings(sent, { sales_12m: 7 }, figured).map(({ field }) => field)
    expect(warned({ sales_12m: 999, profit_12m: 90 })).toEqual(['sales_12m'])
    for (const shown of [500, 400, 7, null]) expect(warned({ sales_12m: shown })).toEqual([])
    expect(figureWarnings({ sales_12m: 999 }, {}, undefined)).toEqual([])
  })
})
