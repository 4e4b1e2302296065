// One simulated history's whole world: the files, the panes, the network, the server, the clock, and the oracle that
// watches them. Deeds (one a step) act on it; nothing in it is left to chance.
import type { Api } from '../../addin/api/api.ts'
import { stateToLines } from '../../shared/sync/binding.ts'
import type { Holds } from '../../shared/sync/binding.ts'
import { ulid } from '../../shared/sync/ulid.ts'
import type { Actor } from '../../worker/auth/actor.ts'
import { noMark, writeCursor } from '../../worker/service/log.ts'
import { createBook } from './book.ts'
import type { Book } from './book.ts'
import type { Bug, Wrong } from './bug.ts'
import { blankCell, blankRow } from './content.ts'
import type { Content, GridColumn, GridRow } from './content.ts'
import { pickAt } from './deed.ts'
import type { Deployment } from './deploy.ts'
import { createDesk } from './desk.ts'
import type { Desk } from './desk.ts'
import { TABLE_ID } from './excel.ts'
import {
  asides,
  CUSTOMER,
  customerNames,
  DATE,
  enteredKeys,
  fieldOf,
  headersOf,
  SOME_DAY,
  typedText,
} from './fields.ts'
import type { SheetTable } from './fields.ts'
import { asideIds, columnOf, firstColumns } from './layout.ts'
import { createModelServer } from './model-server.ts'
import type { Person, ServerPort, Twin } from './model-server.ts'
import { createApi } from './network.ts'
import type { Call } from './network.ts'
import { createOracle } from './oracle.ts'
import type { Oracle } from './oracle.ts'
import type { Plan } from './plan.ts'

const NOON = Date.UTC(2026, 10, 21, 4)
const STEP_MS = 1_000

export interface Tally {
  steps: number
  operations: number
  requests: number
  readonly faults: Map<string, number>
  /** Everything that was reached, by name. */
  readonly reached: Map<string, number>
}

export interface World {
  readonly plan: Plan
  readonly bug: Bug | null
  readonly oracle: Oracle
  readonly tally: Tally
  readonly books: Book[]
  readonly desks: Desk[]
  readonly server: ServerPort
  /** null in the model lane. */
  twin: Twin | null
  calls: Call[]
  readonly deployment: Deployment
  tick: number
  clock: number
  /** Things typed so far. */
  typed: number
  /** Sessions compare no revisions: a digest hides what a cursor does wrong. */
  readonly noDigest: boolean
  readonly newId: () => string
  readonly skewOf: (desk: Desk) => number
  readonly skews: Map<number, number>
  readonly apiOf: (desk: Desk) => Api
  readonly wrongOf: (desk: Desk) => Wrong
  readonly reached: (what: string) => void
  /** Tells the story, where somebody listens. */
  readonly tell: (text: () => string) => void
}

const people = (areOneTeam: boolean): Person[] => [
  { id: 'u1', name: '李雷', role: 'rep', team: 'east', isSignedOut: false },
  { id: 'u2', name: '王芳', role: 'rep', team: areOneTeam ? 'east' : 'west', isSignedOut: false },
  { id: 'u3', name: '陈总', role: 'manager', team: 'west', isSignedOut: false },
]

/** The same in every run: counted, not drawn. */
const countingIds = (): (() => string) => {
  let count = 0
  return () => {
    count++
    const random = new Uint8Array(10)
    new DataView(random.buffer).setUint32(6, count)
    return ulid(NOON, random)
  }
}

/** The columns of a new sheet, left to right; null is the user's own. */
const columnsOf = (
  table: SheetTable,
): readonly (GridColumn & { readonly key: string | null })[] => {
  const headers = headersOf(table)
  const first = firstColumns.map((key, at) => ({
    key,
    id: at + 1,
    name: key === null ? '私人' : (headers[key] ?? key),
  }))
  const aside = asides[table].map((key) => ({ key, id: asideIds[key], name: headers[key] ?? '' }))
  return first.toSpliced(1, 0, ...aside)
}

const boundState = (workbook: string, actor: Actor, holds: Holds, table: SheetTable) =>
  stateToLines({
    workbook,
    file: '',
    bindings: [
      {
        table,
        tableId: TABLE_ID,
        columns: columnsOf(table).flatMap(({ key, id, name: header }) =>
          // Nothing but a customer has a tier: elsewhere that column is the user's, too.
          key === null || (key === 'tier' && table !== 'customer')
            ? []
            : [{ key: fieldOf(table, key), id, header }],
        ),
        owner: actor.id,
        org: 'org',
        locale: 'zh-Hans',
        holds,
        // As a binding leaves it: what his list holds is known, the rest is yet to come.
        cursor: holds === 'put' ? writeCursor(actor, 0, noMark) : '',
        delivered: [],
        lost: [],
        away: [],
        told: '',
        kept: '',
        epoch: 'e1',
      },
    ],
  })

/** What the firm's customers are called now. */
export const firmNames = (world: World): readonly string[] => {
  const names = [...world.server.state().rows.customer.values()].map(({ values }) => values['name'])
  return names.length === 0 ? customerNames : names.map(String)
}

/** A row of things typed for the first time. */
export const typedRow = (world: World, content: Pick<Content, 'columns'>): GridRow => {
  const n = ++world.typed
  const row = new Map(blankRow)
  const customer = columnOf(content, CUSTOMER)
  if (customer !== null)
    row.set(customer, { ...blankCell, value: pickAt(firmNames(world), n) ?? '' })
  const day = columnOf(content, DATE)
  if (day !== null) row.set(day, { ...blankCell, value: SOME_DAY })
  for (const key of enteredKeys) {
    const column = columnOf(content, key)
    if (column === null || (key === 'note' && n % 3 === 0)) continue
    row.set(column, world.oracle.marks.type(blankCell, key, typedText(key, n)))
  }
  return row
}

const addBook = (world: World, user: number, holds: Holds, rows: number): void => {
  const { table } = world.plan
  const columns = columnsOf(table).map(({ id, name }) => ({ id, name }))
  const content: Content = {
    hasTable: true,
    columns,
    rows: Array.from({ length: rows }, () => typedRow(world, { columns })),
    below: [],
    state: boundState(world.newId(), world.server.actorOf(user), holds, table),
    isFiltered: false,
  }
  const filled = content.rows.length === 0 ? { ...content, rows: [blankRow] } : content
  const book = createBook(world.books.length, filled)
  world.books.push(book)
  createDesk(world, book, user)
}

export interface WorldOptions {
  readonly bug: Bug | null
  readonly noDigest: boolean
  /** Holds the store in memory to another. */
  readonly openTwin?: (violate: Oracle['violate']) => Twin
  /** Hears what happens, line by line. */
  readonly listen?: (line: string) => void
}

export const createWorld = (
  plan: Plan,
  { bug, noDigest, listen, openTwin }: WorldOptions,
): World => {
  const wrongs = new Map<Book, Wrong>()
  const tally: Tally = {
    steps: 0,
    operations: 0,
    requests: 0,
    faults: new Map(),
    reached: new Map(),
  }
  // The server looks into the world that it belongs to, so it comes right after.
  const world: World = {
    plan,
    bug,
    oracle: createOracle(({ invariant, what }) => listen?.(`!!! ${invariant}: ${what}`)),
    tally,
    books: [],
    desks: [],
    calls: [],
    deployment: { version: 0, least: 0 },
    tick: 0,
    clock: NOON,
    typed: 0,
    twin: null,
    noDigest,
    newId: countingIds(),
    skews: new Map(),
    skewOf: (desk) => world.skews.get(desk.id) ?? 0,
    apiOf: (desk) => createApi(world, desk),
    wrongOf: ({ book }) => {
      const wrong = wrongs.get(book) ?? { book, kept: new Map() }
      wrongs.set(book, wrong)
      return wrong
    },
    reached: (what) => tally.reached.set(what, (tally.reached.get(what) ?? 0) + 1),
    tell: (text) => listen?.(text()),
    get server() {
      return server
    },
  }
  world.twin = openTwin?.(world.oracle.violate) ?? null
  const server = createModelServer(world, people(plan.areOneTeam))
  for (const { user, holds, rows } of plan.books) addBook(world, user, holds, rows)
  return world
}

export const passTime = (world: World): void => {
  world.tick++
  world.clock += STEP_MS
}
