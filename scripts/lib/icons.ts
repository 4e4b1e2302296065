// The add-in's icon, drawn here: a customer card (簿) with a head and lines of text. Each size is drawn on its own
// pixel raster, so that 16 pixels stay sharp; edges are smoothed by sampling each pixel many times.

export const iconSizes = [16, 32, 64, 80] as const

/** The file of a size in addin/assets and beside the pane. */
export const iconName = (size: number): string => `icon-${size}.png`

type Colour = readonly [red: number, green: number, blue: number]
/** Does the shape cover the point? Both in pixels from the top left. */
type Shape = (x: number, y: number) => boolean
interface Layer {
  readonly shape: Shape
  readonly colour: Colour
}

const GREEN: Colour = [0x0f, 0x6b, 0x4f]
const PAPER: Colour = [0xff, 0xff, 0xff]
const TAB: Colour = [0xf2, 0xa9, 0x3b]
/** Samples a pixel and direction. */
const SAMPLES = 8

const box =
  (left: number, top: number, right: number, bottom: number, radius: number): Shape =>
  (x, y) => {
    if (x < left || x > right || y < top || y > bottom) return false
    const dx = Math.max(left + radius - x, x - (right - radius), 0)
    const dy = Math.max(top + radius - y, y - (bottom - radius), 0)
    return dx * dx + dy * dy <= radius * radius
  }

const circle =
  (centreX: number, centreY: number, radius: number): Shape =>
  (x, y) =>
    (x - centreX) ** 2 + (y - centreY) ** 2 <= radius * radius

const both =
  (a: Shape, b: Shape): Shape =>
  (x, y) =>
    a(x, y) && b(x, y)

/** The drawing on a raster of 16 units: straight edges in whole pixels, circles where they fall. */
const layersOf = (size: number): readonly Layer[] => {
  const unit = size / 16
  const u = (units: number): number => Math.round(units * unit)
  const round = Math.max(1, u(1.5))
  const disc = (x: number, y: number, radius: number): Shape =>
    circle(x * unit, y * unit, radius * unit)
  const shoulders = both(disc(5, 12, 3), box(0, 0, size, u(11.5), 0))
  const line = (top: number, right: number): Layer => ({
    shape: box(u(9), u(top), u(right), u(top) + Math.max(1, u(1.25)), 0),
    colour: PAPER,
  })
  return [
    { shape: box(u(10), u(1), u(14), u(5), round / 2), colour: TAB },
    { shape: box(u(1), u(3), u(15), u(14), round), colour: GREEN },
    { shape: disc(5, 6.5, 1.5), colour: PAPER },
    { shape: shoulders, colour: PAPER },
    line(5.5, 13),
    line(8, 13),
    line(10.25, 12),
  ]
}

const pixel = (layers: readonly Layer[], column: number, row: number): readonly number[] => {
  const sum = [0, 0, 0]
  let covered = 0
  for (let i = 0; i < SAMPLES * SAMPLES; i++) {
    const x = column + ((i % SAMPLES) + 0.5) / SAMPLES
    const y = row + (Math.floor(i / SAMPLES) + 0.5) / SAMPLES
    const top = layers.findLast((layer) => layer.shape(x, y))
    if (top === undefined) continue
    covered++
    for (const [channel, value] of top.colour.entries()) sum[channel] = (sum[channel] ?? 0) + value
  }
  const colour = sum.map((value) => (covered === 0 ? 0 : Math.round(value / covered)))
  return [...colour, Math.round((covered / SAMPLES ** 2) * 255)]
}

/** Pixels row by row, four bytes each: red, green, blue, alpha. */
export const drawIcon = (size: number): Uint8Array => {
  const layers = layersOf(size)
  const pixels = new Uint8Array(size * size * 4)
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++)
      pixels.set(pixel(layers, column, row), (row * size + column) * 4)
  return pixels
}
