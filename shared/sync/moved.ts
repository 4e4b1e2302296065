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

const refusals: ReadonlySet<string> = new Set(['changed_identity', 'invalid', 'known'])

/** Content that its stamp names: as last synced, under way, or refused before it was ever stored. */
const saidBy = ({ rev, hash, answer }: Stamp): readonly string[] => {
  const isOpen = answer?.outcome === 'sent' || rev === 0
  return [isOpen ? (answer?.hash ?? '') : '', hash].filter((one) => one !== '')
}

/** What its row said when it was last synced or sent: [] where it still says so, or where nobody can tell. */
const goneFrom = ({ state, stamp, hash }: SheetRow, version: string): readonly string[] => {
  if (stamp === null || stamp.version !== version || isUndecided(stamp)) return []
  const { rev, answer } = stamp
  const isRefused = state === 'answered' && refusals.has(answer?.outcome ?? '')
  const isLeft = state === 'cleared' || (state === 'empty' && rev === 0)
  if (state !== 'dirty' && !isLeft && !isRefused) return []
  const said = saidBy(stamp)
  return said.includes(hash) ? [] : said
}

/** Rows that say what a stamp elsewhere says, each stamp for one of them. */
const findClaims = (
  rows: readonly SheetRow[],
  { version, isTelling }: MovedOptions,
): ReadonlyMap<SheetRow, SheetRow> => {
  const owners = new Map<string, SheetRow[]>()
  const displaced = new Set<SheetRow>()
  for (const row of rows) {
    const said = goneFrom(row, version)
    for (const hash of said) owners.set(hash, [...(owners.get(hash) ?? []), row])
    if (row.state === 'new' || said.length > 0) displaced.add(row)
  }
  const claims = new Map<SheetRow, SheetRow>()
  const taken = new Set<SheetRow>()
  if (owners.size === 0) return claims
  for (const to of displaced) {
    if (to.hash === '' || !isTelling(to)) continue
    const from = owners.get(to.hash)?.find((owner) => owner !== to && !taken.has(owner))
    if (from === undefined) continue
    taken.add(from)
    claims.set(from, to)
  }
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
export const findMoved = (rows: readonly SheetRow[], options: MovedOptions): Moves => {
  const adrift = options.adrift.map((row): SheetRow => ({ ...row, state: 'cleared', hash: '' }))
  const claims = findClaims([...adrift, ...rows], options)
  const reached = new Set(claims.values())
  const moves: Move[] = []
  const bare: SheetRow[] = []
  const seen = new Set<SheetRow>()
  const settle = (first: SheetRow, isOpen: boolean) => {
    const path = pathFrom(first, claims)
    for (const row of path) seen.add(row)
    const found = isOpen ? settlePath(path) : { moves: toMoves([...path, first]), bare: [] }
    moves.push(...found.moves)
    bare.push(...found.bare)
  }
  for (const first of claims.keys()) if (!reached.has(first)) settle(first, true)
  for (const first of claims.keys()) if (!seen.has(first)) settle(first, false)
  return { moves, bare: bare.filter((row) => !adrift.includes(row)) }
}
