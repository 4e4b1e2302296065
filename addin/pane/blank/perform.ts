// Performs what the end of somebody's rights asks for. What cannot be loaded just now is asked again at the next
// opening; nobody who only wants to sign in is disturbed by it.
import { stopWith } from '../desk.ts'
import type { Desk } from '../desk.ts'
import type { State } from '../model.ts'
import type { BlankDesk, BlankEffect } from './model.ts'

const askStanding = async (desk: Desk, blank: BlankDesk): Promise<void> => {
  const owners = await blank.outs()
  if (owners.length > 0) desk.out.dispatch({ type: 'rights-ended', owners })
}

/** null: not inside Excel, or its code could not be loaded. */
const open = async ({ out }: Desk, { locale }: State): Promise<BlankDesk | null> => {
  try {
    return await out.openBlank(locale)
  } catch {
    return null
  }
}

export const performBlank = async (
  desk: Desk,
  effect: BlankEffect,
  state: State,
): Promise<void> => {
  const blank = await open(desk, state)
  switch (effect.do) {
    case 'ask-standing':
      return blank === null ? undefined : askStanding(desk, blank)
    case 'blank': {
      const report = (await blank?.empty(effect.order)) ?? null
      desk.out.dispatch({ type: 'blanked', report })
      return blank === null ? stopWith(desk, { code: 'offline', detail: '' }) : undefined
    }
    case 'go-kept':
      return blank?.select(effect.tableId, effect.place)
  }
}
