// Lists of kinds that the labelled sets do not have, written by hand and invented but for the names of well-known firms
// (test/fixtures/match-kinds): none may come out worse than it does.
import { describe, expect, test } from 'vitest'

import { readMatchList } from '../../../scripts/lib/match-list.ts'
import { clusterRates } from '../../../scripts/lib/match-truth.ts'
import { projectFile } from '../../../scripts/lib/project.ts'
import { matchList } from '../../../shared/match/match-list.ts'

interface Floor {
  readonly p: number
  readonly r: number
}

const floors: Readonly<Record<string, Floor>> = {
  // Firms of Japan, Hong Kong, Taiwan, Korea and their Chinese daughters, in mixed scripts.
  east: { p: 1, r: 1 },
  // British, German, French … firms: legal forms, trading names, accents, places in two languages.
  west: { p: 1, r: 1 },
  accounts: { p: 1, r: 1 },
  // Persons: maiden names, initials, swapped names, twins, father and son, homes shared.
  people: { p: 1, r: 1 },
  households: { p: 0.8, r: 1 },
  // A fair's list: a name, and a phone or an e-mail.
  fair: { p: 0.96, r: 1 },
  // Short and full names of Chinese firms, hospitals and shops.
  units: { p: 1, r: 1 },
  // Well-known firms with their branches, daughters and everyday names, beside firms of like names.
  firms: { p: 0.93, r: 0.79 },
  // Day care centres, schools and their programmes; restaurants and the other ones of their house.
  sites: { p: 1, r: 1 },
  eateries: { p: 0.8, r: 1 },
  // Persons who order: nicknames, titles, twins, families at one door, Uyghur names, Taiwan and Hong Kong.
  shoppers: { p: 0.92, r: 1 },
  // A purchaser's list of Europe and India.
  suppliers: { p: 1, r: 1 },
}

describe('lists of other kinds', () => {
  test.each(Object.entries(floors))('M28 %s', (name, floor) => {
    const file = projectFile('test', 'fixtures', 'match-kinds', `${name}.csv`)
    const list = readMatchList(file, { truth: 'truth' })
    const { p, r } = clusterRates(list.truth ?? [], matchList(list.records).clusters)
    expect(list.records.length).toBeGreaterThan(35)
    expect(p).toBeGreaterThanOrEqual(floor.p)
    expect(r).toBeGreaterThanOrEqual(floor.r)
  })
})
