// The scale of a chart's figures: round steps that hold all of them and zero. Pure arithmetic.

export interface Scale {
  readonly low: number
  readonly high: number
  /** From low to high, at most eight. */
  readonly ticks: readonly number[]
}

export interface ScaleLimits {
  readonly minimum: number | undefined
  readonly maximum: number | undefined
}

const STEPS_WANTED = 5
const ROUND = [1, 2, 2.5, 5, 10]

/** 1, 2, 2.5 or 5 times a power of ten, the next above. */
function roundStep(raw: number): number {
  const power = 10 ** Math.floor(Math.log10(raw))
  const times = ROUND.find((round) => round * power >= raw * 0.999_999) ?? 10
  return times * power
}

/** Rounding in binary would show 0.30000000000000004. */
const clean = (value: number): number => Number(value.toPrecision(12))

export function scaleOf(values: readonly number[], limits: ScaleLimits): Scale {
  const least = limits.minimum ?? values.reduce((low, value) => Math.min(low, value), 0)
  const most = limits.maximum ?? values.reduce((high, value) => Math.max(high, value), 0)
  const span = most - least > 1e-12 ? most - least : 1
  const step = roundStep(span / STEPS_WANTED)
  const low = limits.minimum ?? clean(Math.floor(least / step + 1e-9) * step)
  const high = limits.maximum ?? clean(Math.ceil((least + span) / step - 1e-9) * step)
  const count = Math.min(8, Math.floor((high - low) / step + 1e-9) + 1)
  const ticks = Array.from({ length: Math.max(1, count) }, (_, at) => clean(low + at * step))
  return { low, high: high > low ? high : low + step, ticks }
}
