// Writes to rows of a table, each guarded by its identity: what was not as expected is left as it was and reported.
import type { GuardedWrite, WriteReport } from '../../shared/sync/sheet.ts'
import { keepLost } from './grow.ts'
import { writeDeep } from './guarded.ts'
import { toLost } from './put-back.ts'
import type { Runner } from './run.ts'

/** One round trip a batch of at most 2 MB, more for a batch that met unexpected rows. */
export const writeRows = async (runner: Runner, write: GuardedWrite): Promise<WriteReport> => {
  const { missed, lost, cells } = await writeDeep(runner, write, 0)
  const { shape, guardColumn } = write
  await keepLost(runner, shape.id, toLost(lost, guardColumn), guardColumn)
  return { missed, cells }
}
