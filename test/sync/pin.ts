// Searches, for each planted bug, a short history that catches it and that passes without it, and keeps its seed in
// bugs/pinned.json. A pin that is still good stays. Run it by hand when the product or the simulator has changed:
// node scripts/run.mjs test/sync/pin.ts [NAME …]
import { readFileSync, writeFileSync } from 'node:fs'

import type { Bug } from './bug.ts'
import { bugs } from './bugs/list.ts'
import { pinOrder } from './bugs/pin-order.ts'
import type { Pin } from './bugs/pin-order.ts'
import { runHistory } from './history.ts'
import { createPlan } from './plan.ts'

/** Short histories first. */
const LENGTHS = [
  { steps: 120, seeds: 40 },
  { steps: 300, seeds: 1_000 },
]
/** Every so many seeds the digest is left out: some mistakes are hidden by it. */
const DIGEST_OFF_EVERY = 4

const file = new URL('bugs/pinned.json', import.meta.url)
const before = pinOrder.parse(JSON.parse(readFileSync(file, 'utf8')))

const run = async (bug: Bug, { seed, noDigest, steps }: Omit<Pin, 'invariant'>, isIn: boolean) =>
  runHistory(createPlan(seed, steps, bug.likely), { bug: isIn ? bug : null, noDigest })

/** @returns the pin, cut off where the bug is caught; null: not caught, or broken without the bug too */
const tryOut = async (bug: Bug, lane: Omit<Pin, 'invariant'>): Promise<Pin | null> => {
  const { violation, steps } = await run(bug, lane, true)
  if (violation === null) return null
  // Later deeds are woven in: a history may have more steps than it was asked for.
  const pin = { ...lane, steps: Math.min(steps, lane.steps), invariant: violation.invariant }
  return (await run(bug, pin, false)).violation === null ? pin : null
}

const findPin = async (bug: Bug): Promise<Pin | null> => {
  const known = before[bug.name]
  if (known !== undefined) {
    const still = await tryOut(bug, known)
    if (still !== null) return still
  }
  for (const { steps, seeds } of LENGTHS)
    for (let seed = 0; seed < seeds; seed++) {
      const noDigest = seed % DIGEST_OFF_EVERY === DIGEST_OFF_EVERY - 1
      const pin = await tryOut(bug, { seed, noDigest, steps })
      if (pin !== null) return pin
    }
  return null
}

const wanted = new Set(process.argv.slice(2))
const pins: Record<string, Pin> = {}
for (const bug of bugs) {
  const known = before[bug.name]
  const isLeft = wanted.size > 0 && !wanted.has(bug.name)
  const pin = isLeft ? (known ?? null) : await findPin(bug)
  if (pin !== null) pins[bug.name] = pin
  if (!isLeft)
    process.stdout.write(
      `${bug.name}: ${pin === null ? 'not caught' : `${pin.invariant}, seed ${pin.seed}, ${pin.steps} steps`}\n`,
    )
}
writeFileSync(file, `${JSON.stringify(pins, null, 2)}\n`)
