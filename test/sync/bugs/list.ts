// All planted bugs. Each family has a file of its own.
import type { Bug } from '../bug.ts'
import { answerBugs } from './answer-bugs.ts'
import { laterBugs } from './later-bugs.ts'
import { paneBugs } from './pane-bugs.ts'
import { pullBugs } from './pull-bugs.ts'
import { serverBugs } from './server-bugs.ts'
import { sheetBugs } from './sheet-bugs.ts'

export const bugs: readonly Bug[] = [
  ...serverBugs,
  ...answerBugs,
  ...pullBugs,
  ...paneBugs,
  ...sheetBugs,
  ...laterBugs,
]
