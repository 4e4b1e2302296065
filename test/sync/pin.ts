// Searches anew, for each planted bug, the first seed that catches it and that passes without it, and keeps them in
// bugs/pinned.json. Run it by hand when the product or the simulator has changed: node scripts/run.mjs test/sync/pin.ts
import { readFileSync, writeFileSync } from 'node:fs'

import type { Bug } from './bug.ts'
import { bugs } from './bugs/list.ts'
import { runHistory } from './history.ts'
import { createPlan } from './plan.ts'

const SEEDS_MAX = 1_000
const STEPS = 300
/** Every so many seeds the digest is left out: some mistakes are hidden by it. */
const DIGEST_OFF_EVERY = 4

interface Pin {
  readonly seed: number
  readonly noDigest: boolean
}

const file = new URL('bugs/pinned.json', import.meta.url)
const before = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, Pin>>

const isBroken = async ({ seed, noDigest }: Pin, bug: Bug | null): Promise<boolean> =>
  (await runHistory(createPlan(seed, STEPS), { bug, noDigest })).violation !== null

const isGood = async (pin: Pin, bug: Bug): Promise<boolean> =>
  (await isBroken(pin, bug)) && !(await isBroken(pin, null))

const findPin = async (bug: Bug): Promise<Pin | null> => {
  const known = before[bug.name]
  if (known !== undefined && (await isGood(known, bug))) return known
  for (let seed = 0; seed < SEEDS_MAX; seed++) {
    const pin = { seed, noDigest: seed % DIGEST_OFF_EVERY === DIGEST_OFF_EVERY - 1 }
    if (await isGood(pin, bug)) return pin
  }
  return null
}

const pins: Record<string, Pin> = {}
for (const bug of bugs) {
  const pin = await findPin(bug)
  if (pin !== null) pins[bug.name] = pin
  process.stdout.write(`${bug.name}: ${pin === null ? 'not caught' : `seed ${pin.seed}`}\n`)
}
writeFileSync(file, `${JSON.stringify(pins, null, 2)}\n`)
