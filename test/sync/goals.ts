// What a run of many seeds must have met at least once: a run that never saw a thing proves nothing about it.
import { outcomes } from '../../shared/protocol/push.ts'
import { answerKinds } from '../../shared/sync/session/answer.ts'
import { deeds } from './deeds.ts'

const states = [
  'empty',
  'new',
  'clean',
  'dirty',
  'answered',
  'cleared',
  'damaged',
  'copy',
  'departed',
  'twin',
]
const phases = ['hello', 'scan', 'resolve', 'mint', 'push', 'settle', 'pull', 'digest', 'done']
const stops = [
  'not_bound',
  'table_lost',
  'other_owner',
  'leased',
  'unauthenticated',
  'internal',
  'offline',
  'restless',
  'cell_edit',
]

const goals = (noDigest: boolean): readonly string[] => [
  ...deeds.filter(({ weight }) => weight > 0).map(({ name }) => `deed ${name}`),
  ...outcomes.map((name) => `outcome ${name}`),
  ...answerKinds.map((name) => `answer ${name}`),
  ...states.map((name) => `state ${name}`),
  ...phases.filter((name) => !noDigest || name !== 'digest').map((name) => `phase ${name}`),
  ...stops.map((name) => `stop ${name}`),
]

/** @returns what was never reached */
export const blindSpots = (
  reached: ReadonlyMap<string, number>,
  noDigest: boolean,
): readonly string[] => goals(noDigest).filter((name) => !reached.has(name))
