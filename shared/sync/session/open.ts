// Opens a session: which sheet, whose, how its columns stand now, and how its cells are to be read.
import { must } from '../../assert.ts'
import type { HelloReply } from '../../protocol/hello.ts'
import type { Reset } from '../../protocol/pull.ts'
import { PROTOCOL_VERSION } from '../../protocol/version.ts'
import type { Locale, Setting } from '../../schema/kind.ts'
import { CANON_VERSION } from '../../schema/kinds/cell-text.ts'
import { sheetFields } from '../../schema/tables.ts'
import type { TableKey } from '../../schema/table-keys.ts'
import { meanings } from '../../sheet/header-words.ts'
import { customerToSheet } from '../../sheet/lead.ts'
import type { Binding, WorkbookState } from '../binding.ts'
import { resolveLayout } from '../layout.ts'
import type { Layout } from '../layout.ts'
import { computedHash, rowHash } from '../row-hash.ts'
import type { TableShape } from '../sheet.ts'
import { ask } from './ask.ts'
import { loadState } from './keep.ts'
import { createLabels } from './labels.ts'
import type { Labels } from './labels.ts'
import { perform } from './process.ts'
import type { Proc } from './process.ts'
import type { SessionOptions } from './run.ts'
import { tell } from './session.ts'
import type { Session, Words } from './session.ts'
import { Stopped } from './stop.ts'

/** Today where the organisation is, YYYY-MM-DD. */
const todayIn = (timeZone: string, now: number): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(now)

const settingOf = ({ hello, words, locale, labels }: Ground): Setting => ({
  locale,
  country: hello.org.country,
  currency: hello.org.currency,
  timeZone: hello.org.timeZone,
  today: todayIn(hello.org.timeZone, hello.now),
  refs: labels.book,
  say: words.say(locale),
})

const findBinding = (state: WorkbookState, table: TableKey): Binding => {
  const found = state.bindings.find((binding) => binding.table === table)
  if (found === undefined) throw new Stopped('not_bound', 'No sheet of this workbook is bound.')
  return found
}

const refuseStranger = (binding: Binding, hello: HelloReply) => {
  if (binding.org !== hello.org.id)
    throw new Stopped('other_org', 'This sheet belongs to another organisation.')
  if (binding.owner !== hello.me.id)
    throw new Stopped('other_owner', 'This sheet was bound by another account.')
}

const refuseSecondPane = ({ lease }: HelloReply) => {
  if (lease?.granted === false)
    throw new Stopped('leased', `Another pane syncs this workbook: ${lease.by}`)
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

interface Ground {
  readonly hello: HelloReply
  readonly words: Words
  readonly locale: Locale
  readonly labels: Labels
}

const isOtherFileThan = ({ file }: WorkbookState, shape: TableShape): boolean =>
  file !== '' && file !== shape.file

/** Where the server stood when the user was asked about what it had lost, as far as he has answered. */
const askedAt = ({ decisions }: SessionOptions): readonly string[] =>
  decisions.flatMap(({ seen }) => seen ?? []).slice(0, 1)

/** What the sheet holds of the server, and what its user's answer holds. */
const cursorsOf = ({ cursor, told }: Binding, options: SessionOptions): readonly string[] => [
  cursor,
  ...(told === '' ? [] : [told]),
  ...askedAt(options),
]

function* greet(options: SessionOptions, binding: Binding, workbook: string): Proc<HelloReply> {
  return yield* ask('hello', {
    workbook,
    client: { protocol: PROTOCOL_VERSION, build: options.build },
    session: options.pane,
    cursors: [...cursorsOf(binding, options)],
  })
}

/** What became of the cursors that the sheet holds; `refused`: the one of a day that the server has lost, if any. */
const groundOf = ({ cursor, told }: Binding, { resets = [] }: HelloReply) => {
  const [ofCursor = null] = resets
  const ofTold = told === '' ? null : (resets[1] ?? null)
  const isLost = (reset: Reset | null) => reset === 'epoch_changed'
  return {
    reset: ofCursor,
    refused: isLost(ofCursor) ? cursor : isLost(ofTold) ? told : null,
    isAskedAnew: isLost(resets[told === '' ? 1 : 2] ?? null),
  }
}

/** What no session knows at its beginning. */
const nothingYet = () => ({
  answers: new Map(),
  rows: [],
  indexById: new Map(),
  results: new Map(),
  own: [],
  origins: new Map(),
  lost: new Map<string, string>(),
  resolved: new Set<string>(),
  kin: new Map(),
  present: new Set<string>(),
  met: new Set<string>(),
  removed: { count: 0, rows: [] },
  conflicts: null,
  unresolved: new Map(),
  confirmWords: null,
  hasPassedTwins: false,
  hasNoted: false,
  hasStored: false,
  hasPushed: false,
})

/** @throws Stopped where the sheet is gone, protected, or not this user's to sync */
export function* openSession(options: SessionOptions, cancel: Session['cancel']): Proc<Session> {
  const { words, locale } = options
  const state = options.state ?? (yield* loadState())
  const binding = findBinding(state, options.table)
  let workbookId = must(state.workbook, 'a bound workbook has no id on its state sheet')
  yield* tell('hello', 0, 1)
  let hello = yield* greet(options, binding, workbookId)
  // After the answer, so that little time passes between this look and the scan.
  const shape = yield* perform({ do: 'shape', tableId: binding.tableId })
  if (shape === null) throw new Stopped('table_lost', 'The bound table is gone.')
  if (shape.isProtected) throw new Stopped('protected', `The sheet ${shape.sheet} is protected.`)
  refuseStranger(binding, hello)
  const isOtherFile = isOtherFileThan(state, shape)
  if (isOtherFile) {
    workbookId = (yield* perform({ do: 'ids', count: 1 }))[0] ?? ''
    hello = yield* greet(options, binding, workbookId)
  }
  refuseSecondPane(hello)
  const labels = createLabels(hello.users)
  const setting = settingOf({ hello, words, locale, labels })
  const layout = layoutOf(binding, shape, hello)
  const plan = planContext(binding.table, layout, setting)
  return {
    words,
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
    cancel,
    memory: options.memory,
    ...nothingYet(),
    shape,
    batch: (yield* perform({ do: 'ids', count: 1 }))[0] ?? '',
    pane: options.pane,
    remote: options.remote ?? [],
    fresh: options.fresh ?? [],
    delivered: new Set(binding.delivered),
    away: new Set(binding.away),
    cursor: binding.cursor,
    seen: hello.head,
    ...groundOf(binding, hello),
    isOtherFile,
  }
}
