// How rectangles follow when cells are inserted or deleted: one dimension at a time.
import type { Direction } from './events.ts'
import { columnEnd, type Rect, rowEnd } from './rect.ts'

interface Span {
  readonly start: number
  readonly length: number
}

/** Room of `count` opened at `at`: spans behind it move, spans around it grow. */
function spanAfterInsert(span: Span, at: number, count: number): Span {
  if (span.start >= at) return { start: span.start + count, length: span.length }
  if (span.start + span.length > at) return { start: span.start, length: span.length + count }
  return span
}

/** `count` taken out at `at`; undefined when nothing is left of the span. */
function spanAfterDelete(span: Span, at: number, count: number): Span | undefined {
  const end = span.start + span.length
  const before = Math.max(0, Math.min(end, at) - span.start)
  const after = Math.max(0, end - Math.max(span.start, at + count))
  if (before + after === 0) return undefined
  const start = span.start < at ? span.start : Math.max(at, span.start - count)
  return { start, length: before + after }
}

/**
 * Where a rectangle is after `band` was inserted or deleted; undefined when it went. A rectangle
 * that the band does not cover sideways stays where it is.
 */
export function rectAfterShift(rect: Rect, band: Rect, direction: Direction): Rect | undefined {
  const isVertical = direction === 'down' || direction === 'up'
  if (isVertical && (rect.column < band.column || columnEnd(rect) > columnEnd(band))) return rect
  if (!isVertical && (rect.row < band.row || rowEnd(rect) > rowEnd(band))) return rect
  const span = isVertical
    ? { start: rect.row, length: rect.rows }
    : { start: rect.column, length: rect.columns }
  const [at, count] = isVertical ? [band.row, band.rows] : [band.column, band.columns]
  const isInsert = direction === 'down' || direction === 'right'
  const moved = isInsert ? spanAfterInsert(span, at, count) : spanAfterDelete(span, at, count)
  if (moved === undefined) return undefined
  return isVertical
    ? { ...rect, row: moved.start, rows: moved.length }
    : { ...rect, column: moved.start, columns: moved.length }
}
