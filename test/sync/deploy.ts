// A new version of the server in the middle of everything: its answers say more than before, and now and then it no
// longer speaks the protocol of the panes that are open; those must be loaded again, and send nothing until then.
import type { Verb } from '../../shared/sync/session/effect.ts'
import type { Desk } from './desk.ts'
import type { World } from './world.ts'

export interface Deployment {
  /** How many times it was deployed. */
  version: number
  /** Panes that were loaded before this version speak a protocol of the past. */
  least: number
}

export const isTooOld = ({ deployment }: World, { kept }: Desk): boolean =>
  kept.version < deployment.least

/** Open maps: each of their keys means something. */
const openMaps: ReadonlySet<string> = new Set([
  'values',
  'computed',
  'labels',
  'writable',
  'masked',
  'off',
  'hidden',
])

/** What a newer server says beside: readers pass over what they do not know. */
const withMore = (value: unknown, depth: number): unknown => {
  if (Array.isArray(value)) return value.map((one) => withMore(one, depth))
  if (typeof value !== 'object' || value === null || depth === 0) return value
  const parts = Object.entries(value).map(([key, part]) => [
    key,
    openMaps.has(key) ? part : withMore(part, depth - 1),
  ])
  return { ...Object.fromEntries(parts), fromTomorrow: { n: depth } }
}

const DEPTH = 3

/** The answer as this version of the server gives it. */
export const asDeployed = ({ deployment }: World, value: unknown): unknown =>
  deployment.version === 0 ? value : withMore(value, DEPTH)

/** A pane that was told to load again: from then on it asks for nothing that would change anything. */
export const judgeStale = (world: World, desk: Desk, verb: Verb): void => {
  if (!desk.kept.isTold) return
  if (verb === 'push' || verb === 'archive' || verb === 'resolve' || verb === 'recover')
    world.oracle.violate('R26', `pane ${desk.id} was told that it is too old, and asks ${verb}`)
}

export const deploy = (world: World, a: number): boolean => {
  const { deployment } = world
  deployment.version++
  if (a % 3 === 0) deployment.least = deployment.version
  return true
}
