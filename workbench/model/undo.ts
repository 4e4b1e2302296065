// The undo stack: one for the person and the add-in together, as in Excel. A step keeps what the
// sheets were before it; undoing puts that back and keeps the present for redo.
import type { Origin } from './events.ts'
import type { Sheet, SheetSnapshot } from './sheet.ts'

/** Excel keeps 100 steps. */
const MAX_STEPS = 100

interface Step {
  readonly origin: Origin
  readonly before: Map<Sheet, SheetSnapshot>
}

/** A sheet that an undo or redo has put back, and what it was a moment ago. */
export interface Restored {
  readonly sheet: Sheet
  readonly previous: SheetSnapshot
}

export class UndoStack {
  private done: Step[] = []
  private undone: Step[] = []
  private open: Step | undefined
  private made = 0

  /** How many steps can be undone. */
  get depth(): number {
    return this.done.length
  }

  /** How many steps were ever made. */
  get steps(): number {
    return this.made
  }

  /** Called by a sheet that is about to change. */
  capture(sheet: Sheet): void {
    if (this.open !== undefined && !this.open.before.has(sheet)) {
      this.open.before.set(sheet, sheet.snapshot())
    }
  }

  /**
   * Runs `work` as one step; inside an open step it joins that one. What a person's refused action
   * had begun is taken back; an add-in's failed batch keeps what it did before it failed.
   */
  step<T>(origin: Origin, work: () => T): T {
    if (this.open !== undefined) return work()
    const step: Step = { origin, before: new Map() }
    this.open = step
    try {
      const result = work()
      this.close(step)
      return result
    } catch (error) {
      if (origin === 'addin') this.close(step)
      else for (const [sheet, snapshot] of step.before) sheet.restore(snapshot)
      throw error
    } finally {
      this.open = undefined
    }
  }

  clear(): void {
    this.done = []
    this.undone = []
  }

  undo(): readonly Restored[] {
    return this.travel(this.done, this.undone)
  }

  redo(): readonly Restored[] {
    return this.travel(this.undone, this.done)
  }

  private close(step: Step): void {
    if (step.before.size === 0) return
    this.made += 1
    this.done.push(step)
    this.undone = []
    if (this.done.length > MAX_STEPS) this.done.shift()
  }

  private travel(from: Step[], to: Step[]): readonly Restored[] {
    const step = from.pop()
    if (step === undefined) return []
    const restored = [...step.before].map(([sheet, snapshot]) => {
      const previous = sheet.snapshot()
      sheet.restore(snapshot)
      return { sheet, previous }
    })
    to.push({
      origin: step.origin,
      before: new Map(restored.map(({ sheet, previous }) => [sheet, previous])),
    })
    return restored
  }
}
