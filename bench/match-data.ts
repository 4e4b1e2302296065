// The labelled sets of matching, read once each: records, raw cells and labels.
import { dataFile } from '../scripts/lib/project.ts'
import { readMatchList, type MatchList } from '../scripts/lib/match-list.ts'
import { readCsv } from '../scripts/lib/csv.ts'

export const setNames = ['febrl3', 'fake1000', 'csv_messy', 'restaurant', 'zh_dev'] as const
export type SetName = (typeof setNames)[number]

const files: Readonly<Record<SetName, readonly [file: string, truth: string]>> = {
  febrl3: ['febrl3/dataset3.csv', 'rec_id'],
  fake1000: ['fake1000/fake_1000.csv', 'cluster'],
  csv_messy: ['csv_messy/csv_messy_min.csv', 'True Id'],
  restaurant: ['restaurant/restaurant-nophone-training.csv', 'unique_id'],
  zh_dev: ['zh_dev/zh_dev.csv', 'cluster'],
}

export interface LabelledSet extends MatchList {
  readonly truth: readonly string[]
  readonly header: readonly string[]
  readonly cells: readonly (readonly string[])[]
}

/** febrl3 has its truth inside the id: rec-12-dup-3 is entity 12. */
const labelOf = (cell: string): string => /^rec-(\d+)-/u.exec(cell)?.[1] ?? cell

/** Null where the set is not on this machine. */
const readSet = (name: string, truth: string): LabelledSet | null => {
  const file = dataFile('matching', ...name.split('/'))
  if (file === null) return null
  const list = readMatchList(file, { truth })
  const csv = readCsv(file)
  const header = csv.header.map((cell) => cell.trim())
  const apart = header.indexOf(truth)
  return {
    ...list,
    truth: (list.truth ?? []).map(labelOf),
    header: header.filter((_, i) => i !== apart),
    cells: csv.rows.map((row) => row.filter((_, i) => i !== apart)),
  }
}

export const readNamedSet = (name: SetName): LabelledSet | null => readSet(...files[name])

export const readScale = () => ({
  base: readSet('zh_scale/zh_big_base.csv', 'cluster'),
  leads: readSet('zh_scale/zh_big_leads.csv', 'cluster'),
})
