// One direction of a sheet in pixels: its tracks are the rows or columns in sight, counted from 0
// without the hidden ones. Pure arithmetic: where a track begins, which one lies under a pixel.

export interface Axis {
  /** Tracks of the whole sheet. */
  readonly count: number
  /** Tracks that stay in place while the others scroll. */
  readonly frozen: number
  /** Pixels from the sheet's edge to the beginning of a track; start(count) is the sheet's size. */
  start(track: number): number
  /** The track under a pixel, the first or last one beyond the edges. */
  trackAt(pixel: number): number
  /** The row or column that a track shows. */
  indexOf(track: number): number
  /** The track of a row or column; for a hidden one the next in sight. */
  trackOf(index: number): number
}

export interface RowAxisOptions {
  readonly total: number
  readonly height: number
  /** The first rows that may be hidden; all beyond are in sight. */
  readonly known: number
  readonly isHidden: (row: number) => boolean
  readonly frozenRows: number
}

const clamp = (value: number, low: number, high: number): number =>
  Math.max(low, Math.min(high, value))

/** The first place in a rising list whose value is not less than `wanted`. */
function lowerBound(list: ArrayLike<number>, wanted: number): number {
  let [low, high] = [0, list.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((list[middle] ?? Infinity) < wanted) low = middle + 1
    else high = middle
  }
  return low
}

/** Rows all of one height; hidden ones take no room. */
export function rowAxis(options: RowAxisOptions): Axis {
  const { total, height, known, isHidden } = options
  const shown: number[] = []
  for (let row = 0; row < known; row += 1) if (!isHidden(row)) shown.push(row)
  const hidden = known - shown.length
  const count = total - hidden
  const trackOf = (index: number): number =>
    index < known ? lowerBound(shown, index) : index - hidden
  return {
    count,
    frozen: trackOf(options.frozenRows),
    start: (track) => track * height,
    trackAt: (pixel) => clamp(Math.floor(pixel / height), 0, count - 1),
    indexOf: (track) => shown[track] ?? track + hidden,
    trackOf,
  }
}

/** Columns of any width; those of width 0 are hidden. */
export function columnAxis(widths: readonly number[], frozenColumns: number): Axis {
  const shown: number[] = []
  const starts: number[] = []
  let edge = 0
  for (const [column, width] of widths.entries()) {
    if (width <= 0) continue
    shown.push(column)
    starts.push(edge)
    edge += width
  }
  const size = edge
  const trackOf = (index: number): number => lowerBound(shown, index)
  return {
    count: shown.length,
    frozen: trackOf(frozenColumns),
    start: (track) => starts[track] ?? size,
    trackAt: (pixel) => clamp(lowerBound(starts, pixel + 0.001) - 1, 0, shown.length - 1),
    indexOf: (track) => shown[track] ?? widths.length,
    trackOf,
  }
}
