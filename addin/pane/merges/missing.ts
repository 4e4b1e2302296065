// Which customers that came back by an un-merge do not stand in this workbook's sheet.
import { IDENTITY_KEY } from '../../../shared/sheet/column.ts'
import { textToStamp } from '../../../shared/sync/stamp.ts'
import type { ToolDesk } from '../../sync/tool-desk.ts'
import { attempt } from '../../sync/perform.ts'

/** None where the sheet cannot be read: then nothing is offered. */
export const missingHere = async (
  desk: Pick<ToolDesk, 'sheet'>,
  back: readonly string[],
  org: string,
): Promise<readonly string[]> => {
  const view = await desk.sheet('customer')
  if (!view.ok) return []
  const read = await attempt(() => view.value.read([IDENTITY_KEY]))
  if (!read.ok) return []
  const home = { org, table: 'customer' }
  const here = new Set(read.value.flat().map((cell) => textToStamp(String(cell), home)?.id))
  return back.filter((id) => !here.has(id))
}
