// All deeds, in the order in which the tuples of a history number them.
import { childDeeds } from './children.ts'
import type { Deed } from './deed.ts'
import { faults, serverDeeds } from './faults.ts'
import { laterDeeds } from './later-deeds.ts'
import { meetings } from './meetings.ts'
import { paneDeeds } from './pane-deeds.ts'
import { userCells } from './user-cells.ts'
import { userFile } from './user-file.ts'
import { userRows } from './user-rows.ts'

export const deeds: readonly Deed[] = [
  ...paneDeeds,
  ...serverDeeds,
  ...userRows,
  ...userFile,
  ...faults,
  ...meetings,
  ...laterDeeds,
  ...userCells,
  ...childDeeds,
]
