// The texts that the grid and its menus show. Whoever opens a grid gives them in a language.
import type { ChartType } from '../model/chart.ts'

export interface GridTexts {
  readonly sheet: string
  readonly selectAll: string
  readonly filterButton: (column: string) => string
  readonly columnMenu: (column: string) => string
  readonly cellMenu: string
  /** @param series their names, joined */
  readonly chart: (type: ChartType, title: string, series: string) => string
  readonly sortAscending: string
  readonly sortDescending: string
  readonly clearFilter: string
  readonly searchValues: string
  readonly allValues: string
  readonly blanks: string
  readonly moreValues: (count: number) => string
  readonly apply: string
  readonly cancel: string
  readonly cut: string
  readonly copy: string
  readonly paste: string
  readonly pasteByKey: string
  readonly insertRows: string
  readonly deleteRows: string
  readonly clearContents: string
  readonly makeTable: string
  readonly textFormat: string
  readonly generalFormat: string
  readonly mergeCells: string
  readonly unmergeCells: string
  readonly hideColumns: string
  readonly showColumns: string
  readonly hideRows: string
  readonly showRows: string
  /** Why Excel refuses, by the model's code; the second text is for all other codes. */
  readonly refusals: Readonly<Record<string, string>>
  readonly refused: string
}
