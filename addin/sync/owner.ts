// Whose a bound sheet is. Another account may make it its own: it then starts without a cursor, compares all rows, and
// what it may not see leaves the sheet. A file may also stop being a synced one.
import type { TableKey } from '../../shared/schema/table-keys.ts'
import { Stopped } from '../../shared/sync/session/stop.ts'
import type { AskHello } from './bind.ts'
import type { Tools } from './perform.ts'
import { loadState, saveState } from './state.ts'

export const takeOver = async (
  { workbook, ids }: Tools,
  hello: AskHello,
  table: TableKey,
): Promise<void> => {
  const state = await loadState(workbook, true)
  const { me, org, head } = await hello(state.workbook ?? ids())
  const bindings = state.bindings.map((binding) => {
    if (binding.table !== table) return binding
    if (binding.org !== org.id)
      throw new Stopped('other_org', 'This sheet belongs to another organisation.')
    return { ...binding, owner: me.id, cursor: binding.holds === 'put' ? head : '' }
  })
  await saveState(workbook, state, { ...state, bindings })
}

/** Rows keep their identities: bound again, they are the same rows. */
export const detach = async ({ workbook }: Tools): Promise<void> => {
  const state = await loadState(workbook, true)
  await saveState(workbook, state, { workbook: null, file: '', bindings: [] })
}
