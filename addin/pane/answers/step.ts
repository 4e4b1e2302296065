// What happens in the list of answers: one thing is asked at a time; what was taken back stays in the list, marked,
// and can be given again there.
import {
  askToClear,
  askToShow,
  mayClear,
  nameOf,
  type Answers,
  type Effect,
  type Event,
  type Filter,
  type Step,
} from './model.ts'
import type { GivenAnswer } from '../../../shared/protocol/matches.ts'

const stay = (state: Answers): Step => ({ state, effects: [] })

const ask = (state: Answers, effect: Effect, part: Partial<Answers> = {}): Step =>
  state.isBusy
    ? stay(state)
    : { state: { ...state, ...part, isBusy: true, stop: null }, effects: [effect] }

const firstPage = (state: Answers, part: Partial<Answers> = {}): Step => {
  const filter = part.filter ?? state.filter
  return ask(state, { do: 'page', ask: askToShow(filter), after: '' }, part)
}

const filtered = (state: Answers, changed: Partial<Filter>): Step =>
  firstPage(state, {
    filter: { ...state.filter, ...changed },
    given: null,
    cursor: '',
    taken: new Set(),
    cleared: null,
  })

const paged = (state: Answers, { reply, isFirst }: Event & { readonly type: 'paged' }): Step => {
  const before = isFirst ? [] : (state.given ?? [])
  const known = new Set(before.map(nameOf))
  const given = [...before, ...reply.answers.filter((one) => !known.has(nameOf(one)))]
  return stay({ ...state, isBusy: false, given, cursor: reply.cursor })
}

const cleared = (state: Answers, answers: readonly GivenAnswer[]): Answers => ({
  ...state,
  isBusy: false,
  taken: new Set([...state.taken, ...answers.map(nameOf)]),
})

const restored = (state: Answers, answers: readonly GivenAnswer[]): Answers => {
  const again = new Set(answers.map(nameOf))
  const taken = new Set([...state.taken].filter((name) => !again.has(name)))
  return { ...state, isBusy: false, taken, cleared: null }
}

const partChosen = (state: Answers, part: Answers['part']): Step => {
  const now = { ...state, part, learnt: null }
  return part === 'weights' && state.weights === null
    ? ask(now, { do: 'weights', deed: 'show' })
    : stay(now)
}

const asked = (state: Answers, event: Event): Step | null => {
  switch (event.type) {
    case 'opened':
      return firstPage(state)
    case 'part-chosen':
      return partChosen(state, event.part)
    case 'filtered':
      return filtered(state, event.filter)
    case 'more-asked': {
      const { cursor: after, filter } = state
      return after === '' ? stay(state) : ask(state, { do: 'page', ask: askToShow(filter), after })
    }
    case 'clear-asked': {
      const answers = event.answers.filter(mayClear)
      return answers.length > 0 ? ask(state, { do: 'clear', answers }) : stay(state)
    }
    case 'clear-all-asked':
      return ask(state, { do: 'clear-all', ask: askToClear(state.filter) }, { cleared: null })
    case 'restore-asked':
      return ask(state, { do: 'restore', answers: event.answers })
    case 'weights-asked':
      return ask(state, { do: 'weights', deed: event.deed }, { learnt: null })
    default:
      return null
  }
}

export const step = (state: Answers, event: Event): Step => {
  switch (event.type) {
    case 'paged':
      return paged(state, event)
    case 'cleared':
      return stay(cleared(state, event.answers))
    case 'all-cleared': {
      const { answers } = event.cleared
      return stay({ ...cleared(state, answers), cleared: event.cleared })
    }
    case 'restored':
      return stay(restored(state, event.answers))
    case 'weighed': {
      const learnt = event.deed === 'show' ? null : event.deed
      return stay({ ...state, isBusy: false, weights: event.reply, learnt })
    }
    case 'failed':
      return stay({ ...state, isBusy: false, stop: event.stop })
    case 'stop-closed':
      return stay({ ...state, stop: null })
    default:
      return asked(state, event) ?? stay(state)
  }
}
