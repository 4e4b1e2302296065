// Opens a session: which sheet, whose, how its columns stand now, and how its cells are to be read.
import { must } from '../../shared/assert.ts'
import type { HelloReply } from '../../shared/protocol/hello.ts'
import type { Locale, Setting } from '../../shared/schema/kind.ts'
import { CANON_VERSION } from '../../shared/schema/kinds/cell-text.ts'
import { sheetFields } from '../../shared/schema/tables.ts'
import type { TableKey } from '../../shared/schema/tables.ts'
import { meanings } from '../../shared/sheet/header-words.ts'
import { customerToSheet } from '../../shared/sheet/lead.ts'
import type { Binding, WorkbookState } from '../../shared/sync/binding.ts'
import { resolveLayout } from '../../shared/sync/layout.ts'
import type { Layout } from '../../shared/sync/layout.ts'
import { computedHash, rowHash } from '../../shared/sync/row-hash.ts'
import type { TableShape } from '../excel/port.ts'
import { say } from '../text/say.ts'
import { createLabels } from './labels.ts'
import type { Labels } from './labels.ts'
import type { Memory } from './memory.ts'
import type { Progress, Session, Tools } from './session.ts'
import { Stopped } from './stop.ts'
import type { Stopwatch } from './stopwatch.ts'

export interface Opening {
  readonly tools: Tools
  readonly locale: Locale
  readonly state: WorkbookState
  readonly hello: (workbookId: string) => Promise<HelloReply>
  readonly watch: Stopwatch
  /** null: the first bound sheet. */
  readonly table: TableKey | null
  readonly progress: (progress: Progress) => void
  readonly signal: AbortSignal | null
  readonly memory: (table: TableKey) => Memory
}

/** Today where the organisation is, YYYY-MM-DD. */
const todayIn = (timeZone: string, now: number): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(now)

const settingOf = (hello: HelloReply, locale: Locale, now: number, labels: Labels): Setting => ({
  locale,
  country: hello.org.country,
  currency: hello.org.currency,
  timeZone: hello.org.timeZone,
  today: todayIn(hello.org.timeZone, now),
  refs: labels.book,
  say: say(locale),
})

const findBinding = (state: WorkbookState, table: TableKey | null): Binding => {
  const found = state.bindings.find((binding) => table === null || binding.table === table)
  if (found === undefined) throw new Stopped('not_bound', 'No sheet of this workbook is bound.')
  return found
}

const refuseStranger = (binding: Binding, hello: HelloReply) => {
  if (binding.org !== hello.org.id)
    throw new Stopped('other_org', 'This sheet belongs to another organisation.')
  if (binding.owner !== hello.me.id)
    throw new Stopped('other_owner', 'This sheet was bound by another account.')
}

const layoutOf = (binding: Binding, shape: TableShape, hello: HelloReply): Layout => {
  const layout = resolveLayout({
    bound: binding.columns,
    present: shape.columns,
    fields: sheetFields(binding.table),
    writable: hello.writable[binding.table] ?? [],
    canonVersion: String(CANON_VERSION),
    keyOf: (header) => meanings(binding.table, header)[0]?.key ?? null,
  })
  if (layout === null)
    throw new Stopped('sync_column_lost', 'The hidden column _sync is gone from the table.')
  return layout
}

const planContext = (table: TableKey, layout: Layout, setting: Setting) => {
  const entered = layout.entered.map((column) => column.key)
  const computed = layout.computed.map((column) => column.key)
  return {
    layout,
    setting,
    hashOf: (cells: Parameters<typeof rowHash>[2]) => rowHash(table, entered, cells),
    computedHashOf: (cells: Parameters<typeof rowHash>[2]) => computedHash(table, computed, cells),
    toSheet: (values: Parameters<typeof customerToSheet>[0]) =>
      table === 'customer' ? customerToSheet(values, entered) : values,
  }
}

export const openSession = async (opening: Opening): Promise<Session> => {
  const { tools, state, watch, progress } = opening
  const binding = findBinding(state, opening.table)
  const workbookId = must(state.workbook, 'a bound workbook has no id on its state sheet')
  const hello = await opening.hello(workbookId)
  // After the answer, so that little time passes between this look and the scan.
  const shape = await tools.workbook.shape(binding.tableId)
  if (shape === null) throw new Stopped('table_lost', 'The bound table is gone.')
  if (shape.isProtected) throw new Stopped('protected', `The sheet ${shape.sheet} is protected.`)
  refuseStranger(binding, hello)
  const labels = createLabels(hello.users)
  const setting = settingOf(hello, opening.locale, tools.now(), labels)
  const layout = layoutOf(binding, shape, hello)
  const plan = planContext(binding.table, layout, setting)
  return {
    tools,
    hello,
    workbookId,
    state,
    binding,
    home: { org: hello.org.id, table: binding.table },
    layout,
    setting,
    labels,
    plan,
    hashOf: plan.hashOf,
    watch,
    progress,
    signal: opening.signal,
    memory: opening.memory(binding.table),
    answers: new Map(),
    shape,
    rows: [],
    indexById: new Map(),
    results: new Map(),
    own: [],
  }
}
