// Cells that were cut and pasted, or sorted elsewhere and pasted back, without the hidden one: whose content a row says
// by now. Content that says exactly what a stamp says whose own row says it no more has taken its identity along. Pure.
import type { SheetRow } from './classify.ts'
import { isUndecided } from './stamp.ts'
import type { Stamp } from './stamp.ts'

/** The identity of one row goes to another. */
export interface Move {
  readonly from: SheetRow
  readonly to: SheetRow
}

export interface Moves {
  readonly moves: readonly Move[]
  /** Rows whose identity goes, and that get no other one. */
  readonly bare: readonly SheetRow[]
}

export interface MovedOptions {
  readonly version: string
  /** Does it say enough to tell one row from all others? A date alone does not. */
  readonly isTelling: (row: SheetRow) => boolean
  /** Rows as they were whose stamps have been overwritten, and stand nowhere now. */
  readonly adrift: readonly SheetRow[]
}

const refusals: ReadonlySet<string> = new Set(['changed_identity', 'invalid'])

/** Content that its stamp names: as last synced, under way, or refused before it was ever stored. */
const saidBy = ({ rev, hash, answer }: Stamp): readonly string[] => {
  const isOpen = answer?.outcome === 'sent' || rev === 0
  return [isOpen ? (answer?.hash ?? '') : '', hash].filter((one) => one !== '')
}

/** What its row said when it was last synced or sent: [] where it still says so, or where nobody can tell. */
const goneFrom = ({ state, stamp, hash }: SheetRow, version: string): readonly string[] => {
  if (stamp === null || stamp.version !== version || isUndecided(stamp)) return []
  const isRefused = state === 'answered' && refusals.has(stamp.answer?.outcome ?? '')
  const isLeft = state === 'cleared' || state === 'empty'
  if (state !== 'dirty' && !isLeft && !isRefused) return []
  const said = saidBy(stamp)
  return said.includes(hash) ? [] : said
}

/** So many rows are looked at, or moved, in well below 100 ms. */
const LOOKED_AT_ONCE = 10_000
const MOVED_AT_ONCE = 2_000

/** Work that lets its caller have a turn now and then. */
type Steps<T> = Generator<void, T, void>

function* inTurns<T>(
  items: Iterable<T>,
  work: (item: T) => void,
  atOnce = MOVED_AT_ONCE,
): Steps<void> {
  let count = 0
  for (const item of items) {
    if (++count % atOnce === 0) yield
    work(item)
  }
}

/** Rows that say what a stamp elsewhere says, each stamp for one of them. */
function* findClaims(
  rows: readonly SheetRow[],
  { version, isTelling }: MovedOptions,
): Steps<ReadonlyMap<SheetRow, SheetRow>> {
  const owners = new Map<string, SheetRow[]>()
  const displaced = new Set<SheetRow>()
  const look = (row: SheetRow) => {
    const said = goneFrom(row, version)
    for (const hash of said) {
      const known = owners.get(hash)
      if (known === undefined) owners.set(hash, [row])
      else known.push(row)
    }
    if (row.state === 'new' || said.length > 0) displaced.add(row)
  }
  yield* inTurns(rows, look, LOOKED_AT_ONCE)
  const claims = new Map<SheetRow, SheetRow>()
  const taken = new Set<SheetRow>()
  if (owners.size === 0) return claims
  yield* inTurns(displaced, (to) => {
    if (!isTelling(to)) return
    const from = owners.get(to.hash)?.find((owner) => !taken.has(owner))
    if (from === undefined) return
    taken.add(from)
    claims.set(from, to)
  })
  return claims
}

/** From a row whose identity goes to the last one that gets one on its account. */
const pathFrom = (
  first: SheetRow,
  claims: ReadonlyMap<SheetRow, SheetRow>,
): readonly SheetRow[] => {
  const path = [first]
  for (let at = claims.get(first); at !== undefined && at !== first; at = claims.get(at))
    path.push(at)
  return path
}

const toMoves = (path: readonly SheetRow[]): readonly Move[] =>
  path.slice(1).map((to, at) => ({ from: path[at] ?? to, to }))

const none: Moves = { moves: [], bare: [] }

/**
 * What an open path comes to. Its first row is blank: cut. It says something new: of two rows alone, one may as well be
 * a copy of the other that was edited then, so that nothing moves; of more, they were shifted. The first one is new then:
 * nobody guesses that it is the last one, edited.
 */
const settlePath = (path: readonly SheetRow[]): Moves => {
  const [first] = path
  if (first === undefined || (first.hash !== '' && path.length < 3)) return none
  return { moves: toMoves(path), bare: [first] }
}

/**
 * Rows whose identity belongs to other rows by now. Rows that say the same are as good as each other.
 * @param rows of the whole sheet, classified
 */
export function* findMoved(rows: readonly SheetRow[], options: MovedOptions): Steps<Moves> {
  const adrift = options.adrift.map((row): SheetRow => ({ ...row, state: 'cleared', hash: '' }))
  const claims = yield* findClaims([...adrift, ...rows], options)
  const reached = new Set(claims.values())
  const moves: Move[] = []
  const bare: SheetRow[] = []
  const seen = new Set<SheetRow>()
  const settle = (first: SheetRow) => {
    const path = pathFrom(first, claims)
    for (const row of path) seen.add(row)
    const found = reached.has(first)
      ? { moves: toMoves([...path, first]), bare: [] }
      : settlePath(path)
    for (const move of found.moves) moves.push(move)
    bare.push(...found.bare)
  }
  yield* inTurns(claims.keys(), (first) => {
    if (!reached.has(first)) settle(first)
  })
  // What is left are rounds.
  yield* inTurns(claims.keys(), (first) => {
    if (!seen.has(first)) settle(first)
  })
  return { moves, bare: bare.filter((row) => !adrift.includes(row)) }
}
