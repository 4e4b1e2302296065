// The oracle: sees every batch of Excel, every commit and every answer, and says when a promise is broken. It follows
// marks, not texts. It is never switched off, and nothing of the product tells it what is right.
import type { Book } from './book.ts'
import type { Content, GridCell } from './content.ts'
import { createLedger } from './ledger.ts'
import type { Ledger, Pushed } from './ledger.ts'
import { createMarks } from './marks.ts'
import type { Marks } from './marks.ts'

export interface Violation {
  readonly invariant: string
  readonly what: string
}

/** A cell that the add-in overwrote, until its call is over. */
export interface Loss {
  readonly key: string
  readonly mark: number
  readonly text: string
  /** The identity of its row; '' for none. */
  readonly row: string
}

/** What the oracle keeps of one pane. */
export interface Watch {
  readonly book: Book
  /** What the pane's batches saw or left, newest last. */
  seen: Content[]
  /** Cells that a guarded write replaced, by place, the newest first: what is put back is what was there. */
  image: Map<string, readonly GridCell[]>
  losses: Loss[]
  /** The same, and those that were put back since. */
  met: Loss[]
  /** Whatever it overwrote, lost or not, with what the cell had shown: both come back together. */
  covered: (Loss & Pick<GridCell, 'shown'>)[]
  /** Marks that it delivered, and that the server has lost since it told them. */
  told: Set<number>
  /** Marks of `met` in whose cells their user has typed something else, over what the add-in had left there. */
  typedOver: Set<number>
  /** Values that it wrote and that nobody is known to have typed. */
  aliens: Loss[]
  /**
   * What the server had, and lost when it was set back just now: its last answer may have told this session of it.
   * Nobody could know, until the next answer.
   */
  cut: ReadonlySet<number>
  /** When that was, in steps of the history. */
  cutAt: number
  calls: number
  /** Which text the call expects in the hidden cell of each row that it writes to. */
  expected: ReadonlyMap<number, string>
  /** Something was written to a wrong place, and is not taken back yet. */
  isMisplaced: boolean
  /** Under which id a row was sent that the server took for another one, by that one's. */
  readonly adopted: Map<string, string>
}

export interface Oracle {
  readonly marks: Marks
  readonly ledger: Ledger
  readonly violations: Violation[]
  readonly violate: (invariant: string, what: string) => void
  /** Marks that their user gave up himself, when asked. */
  readonly released: Set<number>
  /** What he gave up a row for, as id/field/meaning: typed once more before it is carried out, it is given up, too. */
  readonly givenUp: Set<string>
  /** Marks that the pane showed beside his own, when its user decided for his. */
  readonly told: Set<number>
  /** Misplaced texts of ours, in whatever column: Ctrl+Z may bring them back, and nobody ever said them there. */
  readonly nobodys: Set<number>
  /** Emptied rows that a user wanted back. */
  readonly putBack: Set<string>
  /** Rows of which a user said that they are a customer on file: what is blank in them is filled. */
  readonly linked: Set<string>
  /** Rows that a user put away for everybody, in so many words. */
  readonly archived: Set<string>
  readonly watches: Map<number, Watch>
  /** What each request pushed, by the request. */
  readonly pushed: Map<number, ReadonlyMap<string, Pushed>>
}

/** @param hear is told of every broken promise at once */
export const createOracle = (hear: (violation: Violation) => void): Oracle => {
  const violations: Violation[] = []
  const violate = (invariant: string, what: string) => {
    const violation = { invariant, what }
    violations.push(violation)
    hear(violation)
  }
  const marks = createMarks()
  const told = new Set<number>()
  return {
    marks,
    ledger: createLedger(marks, told, violate),
    violations,
    violate,
    released: new Set(),
    givenUp: new Set(),
    nobodys: new Set(),
    told,
    putBack: new Set(),
    linked: new Set(),
    archived: new Set(),
    watches: new Map(),
    pushed: new Map(),
  }
}

const SEEN_MAX = 64

export const watchDesk = (oracle: Oracle, desk: number, book: Book): void => {
  oracle.watches.set(desk, {
    book,
    seen: [],
    image: new Map(),
    losses: [],
    met: [],
    covered: [],
    told: new Set(),
    typedOver: new Set(),
    adopted: new Map(),
    aliens: [],
    cut: new Set(),
    cutAt: 0,
    calls: 0,
    expected: new Map(),
    isMisplaced: false,
  })
}

export const remember = (watch: Watch, content: Content): void => {
  if (watch.seen.at(-1) === content) return
  watch.seen.push(content)
  if (watch.seen.length > SEEN_MAX) watch.seen.shift()
}
