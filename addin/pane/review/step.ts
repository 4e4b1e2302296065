// The review's reducer: an event in, the next state and what is to be done out. No I/O, no clock.
import { canMerge, isDoubtful, mergingIds, toAnswers, toMergeOrder, unseenIds } from './card.ts'
import { nameOf } from './model.ts'
import type { Card, Deed, Effect, Event, Review, Step, Told } from './model.ts'
import { advance, paged, previewOf } from './advance.ts'
import { stepCard } from './step-card.ts'
import type { MatchAnswer } from '../../../shared/protocol/matches.ts'
import {
  MERGE_ROWS_MAX,
  type MergeReply,
  type UnmergeReply,
} from '../../../shared/protocol/merge.ts'

/** So many merges wait at most until the sheets show them. */
export const WAITING_MAX = 10
/** Decisions that can be taken back. */
const DEEDS_MAX = 200

const stay = (state: Review): Step => ({ state, effects: [] })

const tell = (key: string, params: Told['params'] = {}, isTrouble = false): Told => ({
  key,
  params,
  isTrouble,
})

/** A decision is made: it can be taken back, and the next question comes. */
const decided = (state: Review, deed: Deed, told: Told): Step =>
  advance({
    ...state,
    card: null,
    busy: null,
    asking: null,
    done: state.done + 1,
    deeds: [...state.deeds, deed].slice(-DEEDS_MAX),
    seen: [...state.seen, nameOf(deed.cluster)],
    told,
  })

/** Merges that wait for the sheets, one more: after so many the sheets are brought up to date. */
const oneMore = ({ state, effects }: Step): Step => {
  const waiting = state.waiting + 1
  return waiting >= WAITING_MAX
    ? { state: { ...state, waiting: 0 }, effects: [...effects, { do: 'sheets' }] }
    : { state: { ...state, waiting }, effects }
}

const labelsOf = ({ cluster }: Card, ids: readonly string[]): readonly string[] =>
  ids.map((id) => cluster.members.find((member) => member.id === id)?.label ?? '')

/** Questions that name a row that is no more are not asked; what was looked at ahead is looked at anew. */
const withoutLosers = (state: Review, touched: readonly string[]): Review => {
  const losers = new Set(touched.slice(1))
  const all = new Set(touched)
  const isTouched = (name: string) => name.split(' ').some((id) => all.has(id))
  return {
    ...state,
    queue: state.queue.filter(({ members }) => !members.some(({ id }) => losers.has(id))),
    previews: Object.fromEntries(
      Object.entries(state.previews).filter(([name]) => !isTouched(name)),
    ),
  }
}

const merged = (state: Review, card: Card, reply: MergeReply): Step => {
  const name = nameOf(card.cluster)
  if (reply.outcome === 'refused') {
    const [problem] = reply.problems
    const told: Told =
      problem === undefined
        ? tell('review.mergeRefused', {}, true)
        : { ...tell('review.mergeInvalid', {}, true), problem }
    const previews = { ...state.previews }
    delete previews[name]
    const now = { ...state, busy: null, previews, told, card: { ...card, preview: null } }
    return { state: now, effects: previewOf(now, card.cluster) }
  }
  const ids = mergingIds(card)
  const [stays = '', ...gone] = labelsOf(card, ids)
  const twins = reply.contacts.length + reply.visits.length
  const told = tell(twins > 0 ? 'review.mergedTwins' : 'review.merged', {
    stays,
    count: gone.length,
    twins,
  })
  const deed: Deed = { do: 'merge', cluster: card.cluster, merge: reply.merge }
  return oneMore(decided(withoutLosers(state, ids), deed, told))
}

const answered = (
  state: Review,
  card: Card,
  answers: readonly MatchAnswer[],
  isForbidden: boolean,
): Step => {
  const told = isForbidden
    ? tell('review.answerRefused', {}, true)
    : tell(answers[0]?.verdict === 'related' ? 'review.saidRelated' : 'review.saidDifferent')
  return decided(state, { do: 'answer', cluster: card.cluster, answers }, told)
}

/** The question of a decision that was taken back is on the table again; the one that was there comes after it. */
const backOnTable = (state: Review, deed: Deed, told: Told): Step => {
  const name = nameOf(deed.cluster)
  const previews = { ...state.previews }
  delete previews[name]
  return advance({
    ...state,
    card: null,
    queue: [deed.cluster, ...(state.card === null ? [] : [state.card.cluster]), ...state.queue],
    previews,
    busy: null,
    asking: null,
    deeds: state.deeds.slice(0, -1),
    done: state.done - 1,
    seen: state.seen.filter((one) => one !== name),
    told,
  })
}

const undo = (state: Review): Step => {
  const deed = state.deeds.at(-1)
  if (deed === undefined || state.busy !== null) return stay(state)
  if (deed.do === 'skip') return backOnTable(state, deed, tell('review.back'))
  const effect: Effect =
    deed.do === 'merge'
      ? { do: 'unmerge', merge: deed.merge }
      : {
          do: 'answer',
          isUndo: true,
          answers: deed.answers.map(({ a, b }) => ({ a, b, verdict: 'unsure' })),
        }
  return { state: { ...state, busy: 'undo', told: null }, effects: [effect] }
}

const unmerged = (state: Review, reply: UnmergeReply): Step => {
  const deed = state.deeds.at(-1)
  if (deed === undefined) return stay({ ...state, busy: null })
  if (reply.outcome === 'refused')
    return stay({
      ...state,
      busy: null,
      told: tell(`unmerge.refused.${reply.reason}`, {}, true),
    })
  const kept = reply.kept.length + reply.keptMore
  const told = kept > 0 ? tell('review.unmergedKept', { count: kept }) : tell('review.unmerged')
  return oneMore(backOnTable(state, deed, told))
}

const askMerge = (state: Review, card: Card, isSure: boolean): Step => {
  const order = toMergeOrder(card)
  if (order === null || !canMerge(card)) {
    const isMany = card.ticked.length > MERGE_ROWS_MAX
    const isUnseen = card.preview === null || unseenIds(card).length > 0
    const key = isMany ? 'review.many' : isUnseen ? 'review.wait' : 'review.tickTwo'
    return stay({ ...state, told: tell(key, {}, true) })
  }
  if (!isSure && isDoubtful(card)) return stay({ ...state, asking: 'sure' })
  return {
    state: { ...state, busy: 'merge', asking: null, told: null },
    effects: [{ do: 'merge', order }],
  }
}

const say = (state: Review, answers: readonly MatchAnswer[]): Step =>
  answers.length === 0
    ? stay({ ...state, told: tell('review.tickOne', {}, true) })
    : {
        state: { ...state, busy: 'answer', asking: null, told: null },
        effects: [{ do: 'answer', answers, isUndo: false }],
      }

/** Who was ticked and not looked at is looked at, as long as there are no more than can be merged. */
const changed = (state: Review, card: Card): Step => {
  const now = { ...state, card }
  const isNew = card.ticked !== state.card?.ticked && unseenIds(card).length > 0
  if (!isNew || card.preview === null || card.ticked.length > MERGE_ROWS_MAX) return stay(now)
  const name = nameOf(card.cluster)
  return { state: now, effects: [{ do: 'preview', name, rows: card.ticked }] }
}

/** What its user decides about the question on the table. */
const stepDecision = (state: Review, card: Card, event: Event): Step | null => {
  switch (event.type) {
    case 'merge-asked':
      return askMerge(state, card, event.isSure)
    case 'different-said':
      return say(state, toAnswers(card, 'different'))
    case 'related-asked':
      return card.ticked.length === 0
        ? stay({ ...state, told: tell('review.tickOne', {}, true) })
        : stay({ ...state, asking: 'kind' })
    case 'related-said':
      return say(state, toAnswers(card, 'related', event.kind))
    case 'skipped':
      return decided(state, { do: 'skip', cluster: card.cluster }, tell('review.skipped'))
    default:
      return null
  }
}

/** Answers of the server. */
const stepReply = (state: Review, event: Event): Step | null => {
  switch (event.type) {
    case 'paged':
      return paged(state, event.reply)
    case 'previewed': {
      const previews = { ...state.previews, [event.name]: event.reply }
      const card =
        state.card !== null && nameOf(state.card.cluster) === event.name
          ? { ...state.card, preview: event.reply }
          : state.card
      return stay({ ...state, previews, card })
    }
    case 'merged':
      return state.card === null ? stay(state) : merged(state, state.card, event.reply)
    case 'answered': {
      const { results } = event.reply
      const isForbidden = results.every(({ outcome }) => outcome === 'forbidden')
      return state.card === null
        ? stay(state)
        : answered(state, state.card, event.answers, isForbidden)
    }
    case 'unmerged':
      return unmerged(state, event.reply)
    case 'unanswered': {
      const deed = state.deeds.at(-1)
      return deed === undefined ? stay(state) : backOnTable(state, deed, tell('review.back'))
    }
    case 'failed':
      return stay({
        ...state,
        busy: event.what === 'preview' ? state.busy : null,
        stop: event.stop,
      })
    default:
      return null
  }
}

export const step = (state: Review, event: Event): Step => {
  const told = stepReply(state, event)
  if (told !== null) return told
  switch (event.type) {
    case 'opened':
      return { state, effects: [{ do: 'page', after: '', of: state.of }] }
    case 'undo-asked':
      return undo(state)
    case 'asking-closed':
      return stay({ ...state, asking: null })
    case 'stop-closed':
      return advance({ ...state, stop: null })
    case 'sheets-asked':
      return { state: { ...state, waiting: 0 }, effects: [{ do: 'sheets' }] }
    case 'keys-switched':
      return stay({ ...state, areKeysOff: event.areOff })
    default:
  }
  const { card } = state
  if (card === null || state.busy === 'merge' || state.busy === 'answer' || state.busy === 'undo')
    return stay(state)
  return stepDecision(state, card, event) ?? changed(state, stepCard(card, event))
}
