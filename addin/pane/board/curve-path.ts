// Where the points of the whale curve fall in its picture, and which of them stand in its table. Pure.
import type { BoardReply } from '../../../shared/protocol/tiers.ts'

interface Box {
  readonly width: number
  readonly height: number
  readonly LEFT: number
  readonly RIGHT: number
  readonly TOP: number
  readonly BOTTOM: number
}

export interface Scale {
  /** @param part of the customers, 0 to 1 */
  readonly x: (part: number) => number
  /** @param share of the total */
  readonly y: (share: number) => number
  readonly lines: readonly { readonly share: number; readonly y: number }[]
}

type Curved = Pick<BoardReply, 'curve' | 'shares'>

/** About four lines, at shares that are read easily. */
const stepOf = (span: number): number =>
  [0.25, 0.5, 1, 2, 5, 10].find((step) => span / step <= 5) ?? Math.ceil(span / 5)

export const toScale = ({ curve }: Curved, box: Box): Scale => {
  const shares = curve.map(({ share }) => share)
  const low = Math.min(0, ...shares)
  const high = Math.max(1, ...shares)
  const inner = {
    width: box.width - box.LEFT - box.RIGHT,
    height: box.height - box.TOP - box.BOTTOM,
  }
  const y = (share: number) => box.TOP + ((high - share) / (high - low)) * inner.height
  const step = stepOf(high - low)
  const first = Math.ceil(low / step)
  const count = Math.floor(high / step) - first + 1
  return {
    x: (part) => box.LEFT + part * inner.width,
    y,
    lines: Array.from({ length: count }, (_, at) => (first + at) * step).map((share) => ({
      share,
      y: y(share),
    })),
  }
}

/** From nothing at no customer on; rounded to tenths of a pixel. */
export const curvePath = ({ curve, shares }: Curved, { x, y }: Scale): string => {
  const points = [{ at: 0, share: 0 }, ...curve]
  const place = (n: number) => Number(n.toFixed(1))
  return points
    .map(
      ({ at, share }, i) => `${i === 0 ? 'M' : 'L'}${place(x(at / shares.n))} ${place(y(share))}`,
    )
    .join('')
}

/** The points nearest behind each tenth of the customers, and the peak. */
export const tableOf = ({ curve, shares }: Curved): Curved['curve'] => {
  const places = new Set([shares.peak?.at ?? 0])
  for (let tenth = 1; tenth <= 10; tenth++) {
    const point = curve.find(({ at }) => at >= (shares.n * tenth) / 10)
    if (point !== undefined) places.add(point.at)
  }
  return curve.filter(({ at }) => places.has(at))
}
