// The answers about pairs of customers, for managers: pages of them, some taken back, what the organisation's own
// weights learnt from them. Plain data; step.ts changes it.
import type {
  AnswersReply,
  AnswersRequest,
  GivenAnswer,
  GivenVerdict,
  WeightsReply,
  WeightsRequest,
} from '../../../shared/protocol/matches.ts'
import type { Stop } from '../../../shared/sync/session/stop.ts'

export const parts = ['given', 'weights'] as const
export type Part = (typeof parts)[number]

/** Who is not sure says nothing that holds: such answers are not shown. */
export const shownVerdicts = ['different', 'related', 'merged'] as const
export type ShownVerdict = (typeof shownVerdicts)[number]

export interface Filter {
  readonly verdict: ShownVerdict | 'all'
  /** '' for everybody. */
  readonly by: string
}

/** What taking back all that the filter shows did. */
export interface Cleared {
  readonly answers: readonly GivenAnswer[]
  /** Some that were to be taken back are left: there were more than go through at once, or the line broke. */
  readonly isMore: boolean
}

export interface Answers {
  readonly part: Part
  readonly filter: Filter
  /** Newest first; null: not told yet. */
  readonly given: readonly GivenAnswer[] | null
  /** Of the next page; '' at the end. */
  readonly cursor: string
  readonly isBusy: boolean
  /** Taken back in this sitting, by name: they stay in the list, where they can be given again. */
  readonly taken: ReadonlySet<string>
  readonly cleared: Cleared | null
  /** null: not told yet. */
  readonly weights: WeightsReply | null
  /** What was done to the weights just now. */
  readonly learnt: 'learn' | 'reset' | null
  readonly stop: Stop | null
}

export type Event =
  | { readonly type: 'opened' }
  | { readonly type: 'part-chosen'; readonly part: Part }
  | { readonly type: 'filtered'; readonly filter: Partial<Filter> }
  | { readonly type: 'more-asked' }
  | { readonly type: 'clear-asked'; readonly answers: readonly GivenAnswer[] }
  /** All that the filter shows, on all pages. */
  | { readonly type: 'clear-all-asked' }
  | { readonly type: 'restore-asked'; readonly answers: readonly GivenAnswer[] }
  | { readonly type: 'weights-asked'; readonly deed: WeightsRequest['do'] }
  | { readonly type: 'paged'; readonly reply: AnswersReply; readonly isFirst: boolean }
  | { readonly type: 'cleared'; readonly answers: readonly GivenAnswer[] }
  | { readonly type: 'all-cleared'; readonly cleared: Cleared }
  /** Those that stand again: the others are of customers who are merged or put away by now. */
  | { readonly type: 'restored'; readonly answers: readonly GivenAnswer[] }
  | {
      readonly type: 'weighed'
      readonly deed: WeightsRequest['do']
      readonly reply: WeightsReply
    }
  | { readonly type: 'failed'; readonly stop: Stop }
  | { readonly type: 'stop-closed' }

export type Ask = Pick<AnswersRequest, 'verdicts' | 'by'>

export type Effect =
  | { readonly do: 'page'; readonly ask: Ask; readonly after: string }
  | { readonly do: 'clear'; readonly answers: readonly GivenAnswer[] }
  | { readonly do: 'clear-all'; readonly ask: Ask }
  | { readonly do: 'restore'; readonly answers: readonly GivenAnswer[] }
  | { readonly do: 'weights'; readonly deed: WeightsRequest['do'] }

export interface Step {
  readonly state: Answers
  readonly effects: readonly Effect[]
}

export const startAnswers: Answers = {
  part: 'given',
  filter: { verdict: 'all', by: '' },
  given: null,
  cursor: '',
  isBusy: false,
  taken: new Set(),
  cleared: null,
  weights: null,
  learnt: null,
  stop: null,
}

/** A merge is taken back in its own log, which clears its answer. */
export const mayClear = ({ verdict }: { readonly verdict: GivenVerdict }): boolean =>
  verdict !== 'merged'

const askOf = (verdicts: readonly GivenVerdict[], { by }: Filter): Ask => ({
  verdicts: [...verdicts],
  ...(by === '' ? {} : { by }),
})

const chosen = ({ verdict }: Filter): readonly GivenVerdict[] =>
  verdict === 'all' ? shownVerdicts : [verdict]

export const askToShow = (filter: Filter): Ask => askOf(chosen(filter), filter)

export const askToClear = (filter: Filter): Ask =>
  askOf(
    chosen(filter).filter((verdict) => mayClear({ verdict })),
    filter,
  )

export const nameOf = ({ a, b }: Pick<GivenAnswer, 'a' | 'b'>): string => `${a}/${b}`

/** What was said at once of three or more is one answer to its reader, though it is kept pair by pair. */
export const together = (
  given: readonly GivenAnswer[],
): readonly (readonly [GivenAnswer, ...GivenAnswer[]])[] => {
  const groups: [GivenAnswer, ...GivenAnswer[]][] = []
  const isSaidWith = (one: GivenAnswer, other: GivenAnswer) =>
    one.at === other.at &&
    one.by === other.by &&
    one.verdict === other.verdict &&
    one.kind === other.kind
  for (const answer of given) {
    const last = groups.at(-1)
    if (last !== undefined && isSaidWith(last[0], answer)) last.push(answer)
    else groups.push([answer])
  }
  return groups
}

/** The customers that answers are about, each once, by id. */
export const customersOf = (answers: readonly GivenAnswer[]): ReadonlyMap<string, string> =>
  new Map(
    answers.flatMap(({ a, b, labelA, labelB }): [string, string][] => [
      [a, labelA],
      [b, labelB],
    ]),
  )
