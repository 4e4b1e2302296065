// Our PivotTables after a sync that changed cells: Excel never refreshes them by itself. Never fails a sync: where it
// cannot be done now, they show what they showed, and the next sync tries again.
import type { ToolDesk } from '../sync/tool-desk.ts'

export const refreshPivots = async (desk: Pick<ToolDesk, 'reports'> | null): Promise<void> => {
  try {
    const reports = await desk?.reports()
    await reports?.refreshPivots(null)
  } catch {
    // A cell is being edited, or this part of the pane cannot be loaded just now.
  }
}
