// PivotTables after a sync that changed cells: Excel never refreshes them by itself. Ours are, and the user's own on a
// list that lost something, so that they show no more than the list does. Never fails a sync: where it cannot be done
// now, they show what they showed, and the next sync tries again.
import type { SyncSummary } from '../sync/summary.ts'
import type { ToolDesk } from '../sync/tool-desk.ts'

/** @param losing the table that something was taken out of; null: none was */
export const refreshPivots = async (
  desk: Pick<ToolDesk, 'reports'> | null,
  losing: string | null = null,
): Promise<void> => {
  try {
    const reports = await desk?.reports()
    await reports?.refreshPivots(null)
    if (losing === null || !reports) return
    const pivots = await reports.listPivots(losing)
    const others = pivots.filter(({ isOurs, usesTable }) => !isOurs && usesTable !== false)
    if (others.length > 0) await reports.refreshPivots(others.map(({ name }) => name))
  } catch {
    // A cell is being edited, or this part of the pane cannot be loaded just now.
  }
}

/** What a list has lost so far, as a text that grows other when it loses more; '': nothing. */
export const lossOf = ({ departed, withheld }: SyncSummary): string => {
  const { masked, off, hidden } = withheld
  const fields = [masked, off, hidden].map((keys) => keys.join(' '))
  return departed === 0 && fields.every((keys) => keys === '') ? '' : [departed, ...fields].join()
}
