// Performs what trace and privacy ask for. Whatever comes of it is an event.
import type { ApiFailure } from '../../../shared/protocol/failure.ts'
import type { ErasePersonRequest, FindPersonRequest } from '../../../shared/protocol/trace.ts'
import { ok } from '../../../shared/result.ts'
import type { Result } from '../../../shared/result.ts'
import type { Locale } from '../../../shared/schema/kind.ts'
import type { Stop } from '../../../shared/sync/session/stop.ts'
import type { ToolDesk } from '../../sync/tool-desk.ts'
import type { Words } from '../../main.ts'
import { inExcel } from '../board/in-excel.ts'
import { sheetName } from '../board/words.ts'
import type { Performer } from '../ui/motor.ts'
import { dossierBlock } from './dossier.ts'
import { deedsOf, type Effect, type Event, type Filter, type Told } from './model.ts'
import { sayTrace } from './words.ts'

const PAGE = 30
export const DELIVERY_DAYS = 14

export interface Outside {
  readonly desk: ToolDesk
  readonly locale: Locale
  readonly words: Words | null
  readonly onChanged: () => void
}

type Answer = Promise<Result<Event, Stop>>
type Asked<K extends Effect['do']> = Effect & { readonly do: K }

const done = (key: string, params: Told['params'] = {}): Event => ({
  type: 'done',
  told: { kind: 'success', key, params },
})

const askFor = async <T>(
  { desk }: Outside,
  call: () => Promise<Result<T, ApiFailure>>,
  toEvent: (reply: T) => Event,
): Answer => {
  const reply = await desk.ask(call)
  return reply.ok ? ok(toEvent(reply.value)) : reply
}

const greet = async ({ desk }: Outside): Answer => {
  const who = await desk.greet()
  if (!who.ok) return who
  const { me, org, users } = who.value.hello
  const { id, role } = me
  return ok({ type: 'greeted', looker: { id, role, timeZone: org.timeZone, users } })
}

const page = (outside: Outside, { filter, before }: Asked<'audit'>): Answer => {
  const { by, kind, day }: Filter = filter
  const request = {
    before,
    limit: PAGE,
    ...(kind === '' ? {} : { what: deedsOf(kind) }),
    ...(by === '' ? {} : { by }),
    ...(day === '' ? {} : { day }),
  }
  return askFor(
    outside,
    () => outside.desk.api.trace.audit(request),
    ({ entries, more }) => ({ type: 'audited', filter, isFirst: before === 0, entries, more }),
  )
}

/** What was typed says by itself what it is. */
export const toWanted = (typed: string): FindPersonRequest => {
  const text = typed.trim()
  if (text.includes('@')) return { email: text }
  const isPhone = /^[+＋\d０-９\s()（）-]+$/u.test(text) && text.replace(/\D/gu, '').length >= 3
  return isPhone ? { phone: text } : { name: text }
}

const erase = (outside: Outside, name: string, order: ErasePersonRequest): Answer =>
  askFor(
    outside,
    () => outside.desk.api.trace.erasePerson(order),
    (reply) => ({ type: 'erased', name, reply }),
  )

const toSheet = ({ desk, locale, words }: Outside, { kept, name }: Asked<'sheet'>): Answer =>
  inExcel(desk, async (reports): Promise<Event> => {
    const title = sayTrace(locale)('person.sheetName', { name })
    const block = dossierBlock(locale, words, kept)
    const { sheet } = await reports.spill({ beside: null, sheetName: sheetName(title), ...block })
    return done('person.onSheet', { sheet })
  })

const loadSettings = async ({ desk }: Outside, isAdmin: boolean): Answer => {
  const { trace } = desk.api
  const delivery = await desk.ask(() => trace.deliveryPolicy())
  if (!delivery.ok) return delivery
  const retention = await desk.ask(() => trace.retentionPolicy())
  if (!retention.ok) return retention
  const signIn = isAdmin ? await desk.ask(() => trace.signInPolicy()) : ok(null)
  if (!signIn.ok) return signIn
  const settings = {
    delivery: delivery.value,
    retention: retention.value,
    signIn: signIn.value,
  }
  return ok({ type: 'settled', settings })
}

/** Sent once: sent again after a lost answer it would be told that somebody else was quicker. */
const save = (outside: Outside, effect: Asked<`save-${'delivery' | 'retention' | 'sign-in'}`>) => {
  const { trace } = outside.desk.api
  const saved = () => done(`done.${effect.do}`)
  switch (effect.do) {
    case 'save-delivery':
      return askFor(outside, () => trace.changeDelivery(effect.seen, effect.value), saved)
    case 'save-retention':
      return askFor(outside, () => trace.changeRetention(effect.seen, effect.value), saved)
    case 'save-sign-in': {
      const { seen, value } = effect
      return askFor(outside, () => trace.changeSignIn({ seen, value }), saved)
    }
  }
}

const approve = (outside: Outside, { user, name, until, reason }: Asked<'approve'>): Answer => {
  const order = { user, until, ...(reason === '' ? {} : { reason }) }
  const key = until === null ? 'done.approve-ended' : 'done.approve'
  return askFor(
    outside,
    () => outside.desk.api.trace.approve(order),
    () => done(key, { name }),
  )
}

type Work = Exclude<Effect, { readonly do: 'sheets' }>

const answerOf = (outside: Outside, effect: Work): Answer => {
  const { trace } = outside.desk.api
  switch (effect.do) {
    case 'greet':
      return greet(outside)
    case 'audit':
      return page(outside, effect)
    case 'verify':
      return askFor(
        outside,
        () => trace.verify(effect.after),
        ({ more, ...seals }) => ({ type: 'verified', seals, more }),
      )
    case 'deliveries':
      return askFor(
        outside,
        () => trace.deliveries(DELIVERY_DAYS),
        (deliveries) => ({ type: 'delivered', deliveries }),
      )
    case 'approve':
      return approve(outside, effect)
    case 'find':
      return askFor(
        outside,
        () => trace.findPerson(toWanted(effect.text)),
        (found) => ({ type: 'found', found }),
      )
    case 'show': {
      const { person } = effect
      const { table, id } = person
      return askFor(
        outside,
        () => trace.exportPerson({ table, id }),
        (kept) => ({ type: 'shown', person, kept }),
      )
    }
    case 'sheet':
      return toSheet(outside, effect)
    case 'erase':
      return erase(outside, effect.person.name, effect.order)
    case 'settings':
      return loadSettings(outside, effect.isAdmin)
    case 'save-delivery':
    case 'save-retention':
    case 'save-sign-in':
      return save(outside, effect)
  }
}

export const performTrace =
  (outside: Outside): Performer<Event, Effect> =>
  async (effect, dispatch) => {
    if (effect.do === 'sheets') return outside.onChanged()
    const result = await answerOf(outside, effect)
    dispatch(result.ok ? result.value : { type: 'failed', stop: result.error })
  }
