// The place that a Range object of the API stands for: a sheet and a rectangle that moves when rows
// or columns are inserted or deleted around it.
import { ExcelFailure } from '../model/failure.ts'
import type { Rect } from '../model/rect.ts'
import type { Sheet } from '../model/sheet.ts'

export class RangeSpot {
  readonly sheet: Sheet
  private current: Rect | undefined

  constructor(sheet: Sheet, rect: Rect) {
    this.sheet = sheet
    this.current = rect
  }

  get isLost(): boolean {
    return this.current === undefined
  }

  /** @throws ExcelFailure InvalidReference when the cells were deleted */
  get rect(): Rect {
    if (this.current === undefined) {
      throw new ExcelFailure('InvalidReference', 'The cells of this range were deleted.')
    }
    return this.current
  }

  moveTo(rect: Rect | undefined): void {
    this.current = rect
  }
}
