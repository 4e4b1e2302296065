// What a run of many seeds must have met at least once: a run that never saw a thing proves nothing about it.
import { outcomes } from '../../shared/protocol/push.ts'
import { answerKinds } from '../../shared/sync/session/answer.ts'
import type { Deed } from './deed.ts'
import { deeds } from './deeds.ts'
import { pairOf } from './faults.ts'
import type { SheetTable } from './fields.ts'
import { isDoneIn } from './plan.ts'

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
  'stale_protocol',
]

type Pairs = readonly (readonly [faults: readonly string[], verbs: readonly string[]])[]

/** Faults, and the requests that each must have met. */
const onTheWay = ['drop a request', 'drop a reply', 'late zombie', 'duplicate a request']
const atTheServer = [
  'storage error before the commit',
  'storage error after the commit',
  'the database repeats a batch',
]
const readers = ['hello', 'pull', 'digest', 'conflicts']
const pairs: Pairs = [
  [
    [...onTheWay, 'crash of the pane'],
    [...readers, 'push', 'settle'],
  ],
  [atTheServer, ['push', 'settle', 'undo']],
  [['duplicate a request'], ['undo']],
  [['stale replica'], ['pull', 'digest']],
]

/** These are seldom on their way: a run of a thousand histories does not meet them with each fault. */
const rarePairs: Pairs = [
  [
    ['drop a request', 'drop a reply', 'duplicate a request'],
    ['outcome', 'note', 'archive', 'resolve'],
  ],
  [['late zombie'], ['outcome', 'note', 'archive']],
  [['crash of the pane'], ['outcome', 'archive', 'resolve']],
  [atTheServer, ['outcome', 'archive']],
]
/** From so many histories on they are asked for, too. */
const RARE_FROM = 50_000

/** Only of customers anybody asks who they are. */
const namedOnly: ReadonlySet<string> = new Set([
  'outcome known',
  'outcome changed_identity',
  'answer renamed',
  'answer separate',
  'answer mine',
  'answer theirs',
])
const isNoneOfThese = (name: string, { table = 'customer' }: Run): boolean =>
  table !== 'customer' && namedOnly.has(name)

const pairNames = (of: Pairs, noDigest: boolean): readonly string[] =>
  of.flatMap(([faults, verbs]) =>
    faults.flatMap((fault) =>
      verbs.filter((verb) => !noDigest || verb !== 'digest').map((verb) => pairOf(fault, verb)),
    ),
  )

/** What was run: seeds up to the last one. */
export interface Run {
  readonly last: number
  readonly noDigest: boolean
  readonly table?: SheetTable
}

const isDrawn = (deed: Deed, { last, table = 'customer' }: Run): boolean => {
  const { weight, later = 0, since = 0 } = deed
  return weight > 0 || (later > 0 && last >= since && isDoneIn(table, deed))
}

const goals = ({ noDigest, ...run }: Run, histories: number): readonly string[] => [
  ...deeds.filter((deed) => isDrawn(deed, { noDigest, ...run })).map(({ name }) => `deed ${name}`),
  ...outcomes.map((name) => `outcome ${name}`),
  ...answerKinds.map((name) => `answer ${name}`),
  ...states.map((name) => `state ${name}`),
  ...phases.filter((name) => !noDigest || name !== 'digest').map((name) => `phase ${name}`),
  ...stops.map((name) => `stop ${name}`),
  ...pairNames(pairs, noDigest),
  ...(histories < RARE_FROM ? [] : pairNames(rarePairs, noDigest)),
]

/**
 * @param histories how many were run
 * @returns what was never reached
 */
export const blindSpots = (
  reached: ReadonlyMap<string, number>,
  run: Run,
  histories: number,
): readonly string[] =>
  goals(run, histories).filter((name) => !reached.has(name) && !isNoneOfThese(name, run))
