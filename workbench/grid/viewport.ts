// What of an axis stands in a window of so many pixels, where, and how far a scroll bar must go.
// `offset` is how far the tracks behind the frozen ones are scrolled. Pure arithmetic.
import type { Axis } from './axis.ts'

export interface Span {
  readonly start: number
  readonly size: number
}

/** Browsers stop counting at 17 to 33 million pixels; a sheet of 1,048,576 rows is higher. */
export const MAX_SCROLL = 10_000_000

const frozenSize = (axis: Axis): number => axis.start(axis.frozen)

/** The tracks to draw: the frozen ones, then those that the rest of the window shows at least in part. */
export function tracksInView(axis: Axis, offset: number, extent: number): readonly number[] {
  const tracks: number[] = []
  for (let track = 0; track < axis.frozen; track += 1) {
    if (axis.start(track) >= extent) return tracks
    tracks.push(track)
  }
  const first = Math.max(axis.frozen, axis.trackAt(frozenSize(axis) + offset))
  for (let track = first; track < axis.count; track += 1) {
    if (axis.start(track) - offset >= extent) break
    tracks.push(track)
  }
  return tracks
}

/** Where a track begins in the window. */
export const screenStart = (axis: Axis, track: number, offset: number): number =>
  axis.start(track) - (track < axis.frozen ? 0 : offset)

/** Where tracks first..last stand in the window; what has scrolled under the frozen part is cut off. */
export function screenSpan(axis: Axis, first: number, last: number, offset: number): Span {
  const edge = first < axis.frozen ? 0 : frozenSize(axis)
  const start = Math.max(screenStart(axis, first, offset), edge)
  const end = screenStart(axis, last, offset) + axis.start(last + 1) - axis.start(last)
  return { start, size: Math.max(0, end - start) }
}

/** The track under a pixel of the window. */
export function trackAtScreen(axis: Axis, pixel: number, offset: number): number {
  return axis.trackAt(pixel < frozenSize(axis) ? pixel : pixel + offset)
}

/** The nearest offset at which a track is wholly in sight. */
export function offsetToShow(axis: Axis, track: number, offset: number, extent: number): number {
  if (track < axis.frozen) return offset
  const before = axis.start(track) - frozenSize(axis)
  const behind = axis.start(track + 1) - extent
  return before < offset ? before : Math.max(offset, Math.min(before, behind))
}

/** Content higher than the cap is scrolled by a bar that moves less than the content does. */
export interface ScrollScale {
  /** The height to give the scrolled element. */
  readonly barSize: number
  toOffset(scrollTop: number): number
  toScroll(offset: number): number
}

/** @param size of the content and @param extent of the window, both in pixels */
export function scrollScale(size: number, extent: number, cap = MAX_SCROLL): ScrollScale {
  const barSize = Math.min(size, cap)
  const travel = Math.max(0, size - extent)
  const barTravel = Math.max(1, barSize - extent)
  const ratio = size <= cap ? 1 : travel / barTravel
  return {
    barSize,
    toOffset: (scrollTop) => Math.min(travel, scrollTop * ratio),
    toScroll: (offset) => offset / ratio,
  }
}
