// Events are hints that something may have changed: late, doubled, missing. They only ask for a look.
import { addressToAreas } from './address.ts'
import type { Hint } from './port.ts'
import type { Runner } from './run.ts'

type Handler = OfficeExtension.EventHandlerResult<unknown>

const register = async (
  runner: Runner,
  tableId: string,
  add: (table: Excel.Table) => Handler,
): Promise<() => Promise<void>> => {
  const handler = await runner.run(async (context) => {
    const registered = add(context.workbook.tables.getItem(tableId))
    await context.sync()
    runner.tally.syncs++
    return registered
  })
  return async () => {
    handler.remove()
    await handler.context.sync()
    runner.tally.syncs++
  }
}

/**
 * Of the sheet that the table stands in: a table's own event does not say who wrote (ExcelApi 1.14 does, for sheets).
 * What we wrote ourselves is no hint.
 */
export const watchTable = (runner: Runner, tableId: string, hint: Hint) =>
  register(runner, tableId, (table) =>
    table.worksheet.onChanged.add(async ({ address, source, triggerSource }) => {
      if (triggerSource === Excel.EventTriggerSource.thisLocalAddin) return
      hint(addressToAreas(address)[0] ?? null, source === Excel.EventSource.remote)
    }),
  )

export const watchSelection = (runner: Runner, tableId: string, hint: () => void) =>
  register(runner, tableId, (table) => table.onSelectionChanged.add(async () => hint()))
