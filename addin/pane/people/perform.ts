// Performs what people and keys ask for. What makes a code or a key is sent once: sent again it would make another.
import type { Result } from '../../../shared/result.ts'
import { err, ok } from '../../../shared/result.ts'
import type { Stop } from '../../../shared/sync/session/stop.ts'
import type { ToolDesk } from '../../sync/tool-desk.ts'
import { askOnce } from './entrance.ts'
import type { Deed, Effect, Event, Looker, Shown } from './model.ts'

type Done = Result<Shown | null, Stop>

const done = (result: Result<unknown, Stop>): Done => (result.ok ? ok(null) : err(result.error))

const makeCode = async (
  { api }: ToolDesk,
  { order, name }: Deed & { readonly do: 'invite' },
): Promise<Done> => {
  const made = await askOnce(() => api.members.invite(order))
  if (!made.ok) return made
  const { code, expires } = made.value
  return ok({ kind: 'code', text: code, about: name, expires })
}

const makeKey = async (
  { api }: ToolDesk,
  { order }: Deed & { readonly do: 'create-key' },
): Promise<Done> => {
  const made = await askOnce(() => api.keys.create(order))
  if (!made.ok) return made
  const { key, expires } = made.value
  return ok({ kind: 'key', text: key, about: order.name, expires })
}

const perform = async (desk: ToolDesk, deed: Deed): Promise<Done> => {
  const { members, keys } = desk.api
  switch (deed.do) {
    case 'invite':
      return makeCode(desk, deed)
    case 'create-key':
      return makeKey(desk, deed)
    case 'cancel-invite':
      return done(await askOnce(() => members.cancelInvite(deed.id)))
    case 'change':
      return done(await desk.ask(() => members.change(deed.order)))
    case 'disable':
      return done(await desk.ask(() => members.disable(deed.id)))
    case 'enable':
      return done(await desk.ask(() => members.enable(deed.id)))
    case 'stand-in':
      return done(await desk.ask(() => members.standIn(deed.order)))
    case 'revoke-key':
      return done(await askOnce(() => keys.revoke(deed.id)))
  }
}

const nameOf = (deed: Deed): string => {
  if (deed.do === 'revoke-key') return deed.last4
  return deed.do === 'create-key' ? deed.order.name : deed.name
}

const load = async (desk: ToolDesk): Promise<Event> => {
  const { session, members, keys } = desk.api
  const me = await desk.ask(() => session.me())
  if (!me.ok) return { type: 'failed', stop: me.error }
  const list = await desk.ask(() => members.list())
  if (!list.ok) return { type: 'failed', stop: list.error }
  const found = await desk.ask(() => keys.list({ whose: 'all' }))
  if (!found.ok) return { type: 'failed', stop: found.error }
  const { id, role } = me.value.me
  const { name: org, timeZone } = me.value.org
  const looker: Looker = { id, role, org, timeZone }
  return { type: 'loaded', looker, list: list.value, keys: found.value.keys }
}

/** What came of it, as an event. */
export const performPeople = async (desk: ToolDesk, effect: Effect): Promise<Event> => {
  if (effect.do === 'load') return load(desk)
  const result = await perform(desk, effect)
  if (!result.ok) return { type: 'failed', stop: result.error }
  const told = { key: `done.${effect.do}`, params: { name: nameOf(effect) } }
  return { type: 'done', told, shown: result.value }
}
