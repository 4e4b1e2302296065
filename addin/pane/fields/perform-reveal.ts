// Performs the showing of one masked value: asks for it once, writes it as the reader's cells would, and ends it.
import type { HelloReply } from '../../../shared/protocol/hello.ts'
import { ok } from '../../../shared/result.ts'
import type { Result } from '../../../shared/result.ts'
import type { Locale, Setting } from '../../../shared/schema/kind.ts'
import { sheetFields } from '../../../shared/schema/tables.ts'
import { valueText } from '../../../shared/sync/session/shown.ts'
import type { Stop } from '../../../shared/sync/session/stop.ts'
import type { ToolDesk } from '../../sync/tool-desk.ts'
import { askOnce } from '../people/entrance.ts'
import { SHOWN_MS } from './reveal-model.ts'
import type { Effect, Event, Revealed } from './reveal-model.ts'

/** Guarded fields refer to nothing, and no receipt is among them. */
const settingOf = ({ org }: HelloReply, locale: Locale): Setting => ({
  locale,
  country: org.country,
  currency: org.currency,
  timeZone: org.timeZone,
  today: '',
  refs: null,
  say: null,
})

const reveal = async (
  desk: ToolDesk,
  locale: Locale,
  { order }: Effect & { readonly do: 'reveal' },
): Promise<Result<Revealed, Stop>> => {
  // First: what is asked for is on record and counts, so that nothing may be in the way of showing it.
  const greeting = await desk.greet()
  if (!greeting.ok) return greeting
  const reply = await askOnce(() => desk.api.fields.reveal(order))
  if (!reply.ok) return reply
  const { value, left } = reply.value
  const field = sheetFields(order.table)[order.field]
  return ok({ text: valueText(value, field, settingOf(greeting.value.hello, locale)), left })
}

export const performReveal = async (
  desk: ToolDesk,
  locale: Locale,
  effect: Effect,
  say: (event: Event) => void,
): Promise<void> => {
  const { turn } = effect
  if (effect.do === 'end-later') {
    await new Promise((resolve) => {
      setTimeout(resolve, SHOWN_MS)
    })
    return say({ type: 'over', turn })
  }
  const shown = await reveal(desk, locale, effect)
  say(
    shown.ok
      ? { type: 'answered', turn, shown: shown.value }
      : { type: 'failed', turn, stop: shown.error },
  )
}
