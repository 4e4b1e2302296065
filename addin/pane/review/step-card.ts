// What its user changes on the question before he decides: who takes part, who stays, which value, which contact.
import { canMerge, mergingIds } from './card.ts'
import type { Card, Event } from './model.ts'

const toggled = (list: readonly string[], id: string, all: readonly string[]): readonly string[] =>
  list.includes(id)
    ? list.filter((one) => one !== id)
    : all.filter((one) => one === id || list.includes(one))

/** Choices of a row that no longer takes part mean nothing. */
const withSenseOnly = (card: Card): Card => {
  const merging = mergingIds(card)
  const isHere = (id: string | null) => id !== null && merging.includes(id)
  return {
    ...card,
    stays: isHere(card.stays) ? card.stays : null,
    contact: isHere(card.contact) ? card.contact : null,
    fields: Object.fromEntries(Object.entries(card.fields).filter(([, from]) => isHere(from))),
  }
}

const choose = (card: Card, field: string, from: string | null): Card => {
  const { [field]: _, ...others } = card.fields
  return { ...card, fields: from === null ? others : { ...others, [field]: from } }
}

export const stepCard = (card: Card, event: Event): Card => {
  switch (event.type) {
    case 'ticked': {
      const all = card.cluster.members.map(({ id }) => id)
      return withSenseOnly({ ...card, ticked: toggled(card.ticked, event.id, all) })
    }
    case 'stays-chosen':
      return mergingIds(card).includes(event.id)
        ? { ...card, stays: event.id, fields: {}, contact: null }
        : card
    case 'value-chosen':
      return canMerge(card) ? choose(card, event.field, event.from) : card
    case 'contact-chosen':
      return canMerge(card) ? { ...card, contact: event.from } : card
    case 'pointed':
      return { ...card, at: Math.max(0, event.at) }
    default:
      return card
  }
}
