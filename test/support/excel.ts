// Excel for a test: a fresh workbook behind the real client, and a check at the test's end that the
// host was asked for nothing it does not play.
import { expect, onTestFinished } from 'vitest'

import { type ExcelOptions, type RunningExcel, startExcel } from '../../workbench/host/node.ts'

export interface FreshExcel extends RunningExcel {
  /** Resolves when all events sent so far have reached their handlers. */
  settle(): Promise<void>
}

/** Call it inside a test. The test fails if `host.unknown` is not empty at its end. */
export function freshExcel(options: ExcelOptions = {}): FreshExcel {
  const excel = startExcel(options)
  onTestFinished(() => {
    expect(excel.host.unknown, 'members that the host does not play').toEqual([])
  })
  return { ...excel, settle }
}

/** Events travel on two turns of the event loop: to the channel, and on to their handlers. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) {
    await new Promise<void>((resolve) => setImmediate(resolve))
  }
}
