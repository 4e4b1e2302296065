// Listens for the review's keys, wherever in the pane the focus is, and leads the focus through the fields.
import { useEffect, useRef } from 'preact/hooks'

import { relationKinds } from '../../../shared/match/relation.ts'
import { mergingIds } from './card.ts'
import { CONTACT } from './fields.ts'
import type { FieldView } from './fields.ts'
import { commandOf } from './keys.ts'
import type { Command } from './keys.ts'
import type { Event, Review } from './model.ts'

interface Ground {
  readonly state: Review
  /** The fields that are looked at one by one. */
  readonly open: readonly FieldView[]
  readonly dispatch: (event: Event) => void
}

const placeOf = (state: Review) => {
  const element = document.activeElement
  return {
    tag: element?.tagName ?? '',
    type: element instanceof HTMLInputElement ? element.type : '',
    role: element?.getAttribute('role') ?? '',
    isAsked: document.querySelector('dialog[open]') !== null,
    isChoosingKind: state.asking === 'kind',
    isOff: state.areKeysOff,
  }
}

const isOnValue = (): boolean => document.activeElement?.getAttribute('role') === 'radio'

/** The value that another one of a field is, in turn. */
const valueEvent = ({ state, open }: Ground, by: 1 | -1): Event | null => {
  const field = open[state.card?.at ?? 0]
  if (field === undefined || field.rule === null || field.options.length < 2) return null
  const count = field.options.length
  const from = Math.max(0, field.chosen)
  const option = field.options[(from + by + count) % count]
  if (option === undefined) return null
  return field.key === CONTACT
    ? { type: 'contact-chosen', from: option.from }
    : { type: 'value-chosen', field: field.key, from: option.from }
}

const pointEvent = ({ state, open }: Ground, by: 1 | -1): Event | null => {
  if (open.length === 0) return null
  const at = state.card?.at ?? 0
  const to = isOnValue() ? at + by : at
  return { type: 'pointed', at: Math.max(0, Math.min(open.length - 1, to)) }
}

/** The next of those that could stay. */
const staysEvent = ({ state }: Ground): Event | null => {
  const [first, ...others] = state.card === null ? [] : mergingIds(state.card)
  const all = state.card?.cluster.members.map(({ id }) => id) ?? []
  if (first === undefined || others.length === 0) return null
  const able = all.filter((id) => id === first || others.includes(id))
  const next = able[(able.indexOf(first) + 1) % able.length]
  return next === undefined ? null : { type: 'stays-chosen', id: next }
}

const toEvent = (ground: Ground, command: Command): Event | null => {
  const { state } = ground
  switch (command.do) {
    case 'merge':
      return { type: 'merge-asked', isSure: false }
    case 'different':
      return { type: 'different-said' }
    case 'related':
      return { type: 'related-asked' }
    case 'skip':
      return { type: 'skipped' }
    case 'undo':
      return { type: 'undo-asked' }
    case 'close':
      return { type: 'asking-closed' }
    case 'stays':
      return staysEvent(ground)
    case 'field':
      return pointEvent(ground, command.by)
    case 'value':
      return valueEvent(ground, command.by)
    case 'tick': {
      const id = state.card?.cluster.members[command.at]?.id
      return id === undefined ? null : { type: 'ticked', id }
    }
    case 'kind': {
      const kind = relationKinds[command.at]
      return kind === undefined ? null : { type: 'related-said', kind }
    }
    case 'help':
      return null
  }
}

const toggleHelp = (): void => {
  const help = document.querySelector('#review-help')
  if (help instanceof HTMLDetailsElement) help.open = !help.open
}

const focusValue = (at: number): void => {
  const field = [...document.querySelectorAll<HTMLElement>(`[data-field="${at}"]`)]
  const chosen = field.find((one) => one.getAttribute('aria-checked') === 'true')
  ;(chosen ?? field[0])?.focus()
}

export const useKeys = (ground: Ground): void => {
  const now = useRef(ground)
  now.current = ground
  /** After a key of the fields the focus follows. */
  const isFollowing = useRef(false)
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { state, dispatch } = now.current
      const command = commandOf(event, placeOf(state))
      if (command === null || (state.card === null && command.do !== 'undo')) return
      event.preventDefault()
      // Else Excel on the web takes Escape, and the focus, into the sheet.
      event.stopPropagation()
      if (command.do === 'help') return toggleHelp()
      const said = toEvent(now.current, command)
      if (said === null) return
      isFollowing.current = command.do === 'field' || command.do === 'value'
      dispatch(said)
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
  const { card } = ground.state
  useEffect(() => {
    if (!isFollowing.current || card === null) return
    isFollowing.current = false
    focusValue(card.at)
  }, [card])
}
