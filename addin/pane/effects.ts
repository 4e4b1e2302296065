// Performs what the reducer asks for: the engine, the timers, the storage. Whatever comes of it is an event.
import type { TableKey } from '../../shared/schema/table-keys.ts'
import type { Engine } from '../sync/engine.ts'
import type { SyncSummary } from '../sync/summary.ts'
import { connect, link, turnKey } from './connect.ts'
import { stopWith, take } from './desk.ts'
import type { Desk, Outside } from './desk.ts'
import type { Account, Effect, Order, State, TimerName } from './model.ts'
import { performBlank } from './blank/perform.ts'
import { lossOf, refreshPivots } from './refresh-pivots.ts'

/** So long after the selection moved the pane looks where it is: arrow keys held down ask once. */
const PLACE_MS = 150
/** Progress is shown at most so often. */
const PROGRESS_MS = 100

const toAccount = (summary: SyncSummary): Account => {
  const { rows, saved, unchanged, toCorrect, known, held, warnings, tiers } = summary
  const { isCancelled, board, withheld } = summary
  const told = { rows, saved, unchanged, toCorrect, known, held, warnings, tiers }
  return { ...told, isCancelled, board, withheld }
}

/** After a sheet was bound. @param fill what to sync at once */
const tellBound = async (desk: Desk, engine: Engine, fill: Order | null): Promise<void> =>
  take(desk, await engine.boundSheets(), (sheets) =>
    desk.out.dispatch({ type: 'bound', sheets, fill }),
  )

const look = async (desk: Desk, engine: Engine, effect: Effect & { readonly do: 'look' }) =>
  take(
    desk,
    await engine.previewList(effect.table === null ? {} : { table: effect.table }),
    (preview) => desk.out.dispatch({ type: 'looked', preview }),
  )

const bringIn = async (
  desk: Desk,
  engine: Engine,
  effect: Effect & { readonly do: 'bring-in' },
) => {
  const { table, columns } = effect
  const bound = await engine.bringInList({ table, columns })
  if (!bound.ok) return stopWith(desk, bound.error)
  await tellBound(desk, engine, null)
}

const startEmpty = async (
  desk: Desk,
  engine: Engine,
  effect: Effect & { readonly do: 'start-empty' },
) => {
  const { tables, holds } = effect
  for (const table of tables) {
    const bound = await engine.startEmpty(table, { holds, mayAddSheet: true })
    if (!bound.ok) return stopWith(desk, bound.error)
  }
  await tellBound(desk, engine, holds === 'put' ? null : { tables, decisions: [] })
}

const refreshAfter = async (desk: Desk, table: TableKey, summary: SyncSummary): Promise<void> => {
  if (summary.cellsWritten + summary.saved === 0) return
  const loss = lossOf(summary)
  const isLosing = loss !== (desk.losses.get(table) ?? '')
  desk.losses.set(table, loss)
  await refreshPivots(desk.tools, isLosing ? summary.board.tableId : null)
}

const sync = async (desk: Desk, engine: Engine, effect: Effect & { readonly do: 'sync' }) => {
  const { dispatch } = desk.out
  const { table, decisions, confirm } = effect
  const controller = new AbortController()
  desk.controller = controller
  let shownAt = 0
  let phase = ''
  const result = await engine.sync({
    table,
    decisions,
    ...(confirm === undefined ? {} : { confirm }),
    signal: controller.signal,
    onProgress: (progress) => {
      const now = performance.now()
      if (progress.phase === phase && now - shownAt < PROGRESS_MS) return
      phase = progress.phase
      shownAt = now
      dispatch({ type: 'progressed', progress })
    },
  })
  desk.controller = null
  if (result.ok) await refreshAfter(desk, table, result.value)
  if (result.ok) dispatch({ type: 'synced', table, account: toAccount(result.value) })
  else dispatch({ type: 'sync-stopped', stop: result.error })
}

const tellPlace = async (desk: Desk, engine: Engine): Promise<void> => {
  const here = await engine.here()
  // The next selection asks again; a place that could not be read is no reason to disturb anybody.
  if (here.ok) desk.out.dispatch({ type: 'placed', here: here.value })
}

const watch = async (desk: Desk, engine: Engine): Promise<void> => {
  const { dispatch, setTimer, clearTimer } = desk.out
  for (const end of desk.unwatch) await end().catch(() => null)
  const edits = await engine.watchEdits(() => dispatch({ type: 'edited' }))
  const place = await engine.watchPlace(() => {
    if (desk.placeTimer !== null) clearTimer(desk.placeTimer)
    desk.placeTimer = setTimer(() => {
      desk.placeTimer = null
      void tellPlace(desk, engine)
    }, PLACE_MS)
  })
  desk.unwatch = [edits, place].flatMap((watching) => (watching.ok ? [watching.value] : []))
  await tellPlace(desk, engine)
}

const wait = (desk: Desk, name: TimerName, ms: number): void => {
  const { setTimer, dispatch } = desk.out
  unwait(desk, name)
  desk.timers.set(
    name,
    setTimer(() => {
      desk.timers.delete(name)
      dispatch({ type: 'timer', name })
    }, ms),
  )
}

const unwait = (desk: Desk, name: TimerName): void => {
  const timer = desk.timers.get(name)
  if (timer !== undefined) desk.out.clearTimer(timer)
  desk.timers.delete(name)
}

const speak = (desk: Desk, effect: Effect & { readonly do: 'speak' }): void => {
  const { storage, setLanguage } = desk.out
  setLanguage(effect.locale)
  desk.engine?.speak(effect.locale)
  if (effect.isKept) storage().keepLocale(effect.locale)
}

const takeOver = async (
  desk: Desk,
  engine: Engine,
  { tables }: Effect & { readonly do: 'take-over' },
) => {
  for (const table of tables) {
    const taken = await engine.takeOver(table)
    if (!taken.ok) return stopWith(desk, taken.error)
  }
  desk.out.dispatch({ type: 'taken-over' })
}

/** Effects that need somebody who is signed in. */
const performSignedIn = async (desk: Desk, effect: Effect): Promise<void> => {
  const { engine } = desk
  if (engine === null) return
  switch (effect.do) {
    case 'look':
      return look(desk, engine, effect)
    case 'bring-in':
      return bringIn(desk, engine, effect)
    case 'start-empty':
      return startEmpty(desk, engine, effect)
    case 'sync':
      return sync(desk, engine, effect)
    case 'take-over':
      return takeOver(desk, engine, effect)
    case 'detach':
      return take(desk, await engine.detach(), () => desk.out.dispatch({ type: 'detached' }))
    case 'list-batches':
      return take(desk, await engine.batches(), (batches) =>
        desk.out.dispatch({ type: 'listed', batches }),
      )
    case 'undo':
      return take(desk, await engine.undo(effect.batch), (undone) =>
        desk.out.dispatch({ type: 'undone', undone }),
      )
    case 'watch':
      return watch(desk, engine)
    case 'place':
      return tellPlace(desk, engine)
    case 'go': {
      const { tableId, row, column } = effect
      const gone = await engine.select(tableId, { row, column })
      return gone.ok ? undefined : stopWith(desk, gone.error)
    }
    default:
  }
}

const performOne = async (desk: Desk, effect: Effect, state: State): Promise<void> => {
  switch (effect.do) {
    case 'connect':
      return connect(desk, effect, state.locale)
    case 'link':
      return link(desk, effect.code)
    case 'turn-key':
      return turnKey(desk, effect.key)
    case 'forget-key':
      return desk.out.storage().forgetKey()
    case 'ask-standing':
    case 'blank':
    case 'go-kept':
      return performBlank(desk, effect, state)
    case 'cancel':
      return desk.controller?.abort()
    case 'wait':
      return wait(desk, effect.name, effect.ms)
    case 'unwait':
      return unwait(desk, effect.name)
    case 'speak':
      return speak(desk, effect)
    case 'keep-auto':
      return desk.out.storage().keepAuto(effect.isOn)
    default:
      return performSignedIn(desk, effect)
  }
}

export const createPerformer = (out: Outside): ((effect: Effect, state: State) => void) => {
  const desk: Desk = {
    out,
    engine: null,
    pass: null,
    tools: null,
    pane: null,
    controller: null,
    unwatch: [],
    placeTimer: null,
    timers: new Map(),
    losses: new Map(),
  }
  return (effect, state) => {
    performOne(desk, effect, state).catch((error: unknown) => {
      out.dispatch({ type: 'broken' })
      // A mistake of ours: it must be seen, not swallowed.
      reportError(error)
    })
  }
}
