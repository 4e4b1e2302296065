// A deed: what one step of a history can be. It reads its numbers against the world as it stands, so that any numbers
// mean something, and does nothing where there is nothing to do.
import type { Book } from './book.ts'
import type { Call } from './network.ts'
import type { Desk } from './desk.ts'
import type { SheetTable } from './fields.ts'
import type { World } from './world.ts'

/** The numbers of a step. */
export interface Numbers {
  readonly who: number
  readonly a: number
  readonly b: number
  readonly c: number
}

export interface Deed {
  readonly name: string
  readonly family: 'user' | 'pane' | 'server' | 'fault'
  /** 0: only in histories that are about it. */
  readonly weight: number
  /** How often a step is followed by it, in the histories that have it: see later-deeds.ts. */
  readonly later?: number
  /** The first seed whose history has it: those before are kept as they were. */
  readonly since?: number
  /** Done only where the sheets hold one of these. */
  readonly tables?: readonly SheetTable[]
  /** Never left out: without it nothing would happen at all. */
  readonly isNeeded?: boolean
  /** @returns false where there was nothing to do */
  readonly act: (world: World, numbers: Numbers) => boolean | Promise<boolean>
}

const at = <T>(list: readonly T[], n: number): T | null => list[n % list.length] ?? null

export const bookAt = (world: World, n: number): Book | null => at(world.books, n)
export const deskAt = (world: World, n: number): Desk | null => at(world.desks, n)
export const callAt = (calls: readonly Call[], n: number): Call | null => at(calls, n)
export const pickAt = at
