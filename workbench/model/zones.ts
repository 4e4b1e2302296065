// Properties that lie on rectangles rather than in cells: data validation. A zone list holds
// disjoint rectangles; what is set later replaces what was set there before.
import { intersect, type Rect, subtract } from './rect.ts'

export interface Zone<T> {
  readonly rect: Rect
  readonly value: T
}

/** The zones with nothing left on `rect`. */
export function clearZone<T>(zones: readonly Zone<T>[], rect: Rect): readonly Zone<T>[] {
  return zones.flatMap((zone) =>
    subtract(zone.rect, rect).map((left) => ({ rect: left, value: zone.value })),
  )
}

export function setZone<T>(zones: readonly Zone<T>[], rect: Rect, value: T): readonly Zone<T>[] {
  return [...clearZone(zones, rect), { rect, value }]
}

/** The one value over all of `rect`; 'mixed' when parts differ; undefined when there is none. */
export function zoneAt<T>(zones: readonly Zone<T>[], rect: Rect): T | 'mixed' | undefined {
  const touching = zones.filter((zone) => intersect(zone.rect, rect) !== undefined)
  const [first] = touching
  if (first === undefined) return undefined
  const isSame = touching.every((zone) => zone.value === first.value)
  const bare = touching.reduce<readonly Rect[]>(
    (left, zone) => left.flatMap((rest) => subtract(rest, zone.rect)),
    [rect],
  )
  return isSame && bare.length === 0 ? first.value : 'mixed'
}
