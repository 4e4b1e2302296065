// How common a name is where nobody counted: Chinese surnames are few, one-character given names too, and some
// Western names are everybody's.
import type { FullName } from './full-name.ts'

const commonSurnames: ReadonlySet<string> = new Set(
  (
    'smith johnson williams brown jones garcia miller davis rodriguez martinez hernandez lopez gonzalez wilson anderson thomas ' +
    'taylor moore jackson martin lee perez thompson white harris clark lewis robinson walker young allen king wright scott ' +
    'green baker adams nelson hill campbell mitchell roberts carter phillips evans turner parker edwards collins murphy kelly ' +
    'wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin luo gao nguyen kim park singh kumar khan ' +
    'muller schmidt schneider fischer weber meyer wagner becker schulz hoffmann silva santos oliveira rossi ferrari tanaka sato suzuki'
  ).split(' '),
)
const commonGivens: ReadonlySet<string> = new Set(
  (
    'james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark paul steven ' +
    'andrew george peter mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy anna maria emma ' +
    'jack harry oliver thomas joshua lucas emily olivia sophie chloe grace mohammed muhammad ali jose juan luis carlos wei li ming jun'
  ).split(' '),
)

/** Doublings, as commonness() in match/counts.ts counts them, that a surname is given without being counted. */
export const assumedSurname = (name: FullName): number =>
  name.isHan ? 6 : commonSurnames.has(name.surname) ? 3 : 0

export const assumedGiven = (name: FullName): number => {
  if (name.isHan) return name.given.length === 1 ? 6 : 2
  return commonGivens.has(name.given.split(' ')[0] ?? '') ? 3 : 0
}
