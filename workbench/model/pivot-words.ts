// The words that Excel itself writes into a PivotTable, by its language (known; no source at hand names them all).
import type { ModelQuirks } from './quirks.ts'

export interface PivotWords {
  readonly rowLabels: string
  readonly columnLabels: string
  readonly grandTotal: string
  readonly blank: string
  readonly all: string
  readonly valueName: (summarize: 'Sum' | 'Count', field: string) => string
  /** The total of one value where there are several. */
  readonly totalOf: (name: string) => string
}

const ENGLISH: PivotWords = {
  rowLabels: 'Row Labels',
  columnLabels: 'Column Labels',
  grandTotal: 'Grand Total',
  blank: '(blank)',
  all: '(All)',
  valueName: (summarize, field) => `${summarize} of ${field}`,
  totalOf: (name) => `Total ${name}`,
}

const CHINESE: PivotWords = {
  rowLabels: '行标签',
  columnLabels: '列标签',
  grandTotal: '总计',
  blank: '(空白)',
  all: '(全部)',
  valueName: (summarize, field) => `${summarize === 'Sum' ? '求和项' : '计数项'}:${field}`,
  totalOf: (name) => `${name}汇总`,
}

export const pivotWords = (locale: ModelQuirks['locale']): PivotWords =>
  locale === 'zh-CN' ? CHINESE : ENGLISH
