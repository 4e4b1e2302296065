// Events are hints that something may have changed: late, doubled, missing. They only ask for a look.
import type { Runner } from './run.ts'

export const watchTable = async (
  runner: Runner,
  tableId: string,
  hint: () => void,
): Promise<() => Promise<void>> => {
  const handler = await runner.run(async (context) => {
    const registered = context.workbook.tables.getItem(tableId).onChanged.add(async () => {
      hint()
    })
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
