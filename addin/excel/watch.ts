// Events are hints that something may have changed: late, doubled, missing. They only ask for a look.
import { addressToAreas } from './address.ts'
import type { Hint } from './port.ts'
import type { Runner } from './run.ts'

type Table = Excel.Table
type Handler = OfficeExtension.EventHandlerResult<unknown>

const register = async (
  runner: Runner,
  tableId: string,
  add: (table: Table) => Handler,
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

export const watchTable = (runner: Runner, tableId: string, hint: Hint) =>
  register(runner, tableId, (table) =>
    table.onChanged.add(async ({ address, source }) =>
      hint(addressToAreas(address)[0] ?? null, source === Excel.EventSource.remote),
    ),
  )

export const watchSelection = (runner: Runner, tableId: string, hint: () => void) =>
  register(runner, tableId, (table) => table.onSelectionChanged.add(async () => hint()))
