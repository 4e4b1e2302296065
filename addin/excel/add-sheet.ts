// A new, empty sheet for a table that the user starts from nothing.
import { nameLock } from './state.ts'
import type { Runner } from './run.ts'

/** "Customers", else "Customers 2" to "Customers 99". */
const NAMES_MAX = 99

const freeName = (taken: ReadonlySet<string>, name: string): string => {
  const names = Array.from({ length: NAMES_MAX }, (_, at) =>
    at === 0 ? name : `${name} ${at + 1}`,
  )
  // Excel tells names apart without regard to case.
  return names.find((free) => !taken.has(free.toLowerCase())) ?? `${name} ${NAMES_MAX + 1}`
}

export const addSheet = (runner: Runner, name: string): Promise<string> =>
  runner
    .run(async (context) => {
      const { worksheets } = context.workbook
      worksheets.load('items/name')
      await context.sync()
      runner.tally.syncs++
      const free = freeName(
        new Set(worksheets.items.map((sheet) => sheet.name.toLowerCase())),
        name,
      )
      worksheets.add(free).activate()
      await context.sync()
      runner.tally.syncs++
      return free
    })
    .catch(nameLock)
