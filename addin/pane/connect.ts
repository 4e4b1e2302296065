// Coming in: with a key or an account an engine is started and asked who this is; what is kept of it is a key, or the
// word that it was an account.
import type { Locale } from '../../shared/schema/kind.ts'
import { stopWith, take } from './desk.ts'
import type { Desk } from './desk.ts'
import type { Effect } from './model.ts'
import { ACCOUNT, bearerOf } from './pass.ts'
import type { Pass } from './pass.ts'

export const connect = async (
  desk: Desk,
  { key: given, isKept, isAsked }: Effect & { readonly do: 'connect' },
  locale: Locale,
) => {
  const { out } = desk
  const key = given ?? desk.pass?.key ?? ''
  const pass: Pass = { key, door: key === ACCOUNT ? await out.openDoor() : null }
  desk.pass = pass
  if (pass.door !== null) {
    const entered = await pass.door.enter(isAsked)
    if (entered === 'left') return out.dispatch({ type: 'sign-in-left' })
    if (entered !== 'in') return stopWith(desk, entered)
  }
  const { startAddin, words } = await out.load()
  out.onWords(words)
  const pane = desk.pane ?? out.storage().takePane()
  const engine = await startAddin({
    baseUrl: out.baseUrl,
    key: bearerOf(pass),
    locale,
    pane,
    drawer: {
      look: () => out.storage().taken(),
      takeLeft: () => out.storage().takeLeft(),
      put: (text) => out.storage().keepTaken(text),
    },
    onDesk: (tools) => {
      desk.tools = tools
      out.onDesk(tools)
    },
  })
  if (engine === null) return out.dispatch({ type: 'outside' })
  desk.engine = engine
  if (desk.pane === null) out.onLeave(() => out.storage().leavePane(engine.pane))
  desk.pane = engine.pane
  const me = await engine.whoAmI()
  if (!me.ok) return stopWith(desk, me.error)
  if (isKept) out.storage().keepKey(key)
  take(desk, await engine.boundSheets(), (sheets) =>
    out.dispatch({ type: 'signed-in', me: me.value, sheets }),
  )
}

/** The account that came in as nobody is somebody's from now on. */
export const link = async (desk: Desk, code: string): Promise<void> => {
  const stop = (await desk.pass?.door?.link(code)) ?? null
  if (stop === null) desk.out.dispatch({ type: 'key-given', key: ACCOUNT })
  else stopWith(desk, stop)
}

/** The engine goes on with the new key; the old one goes on for a day. */
export const turnKey = ({ pass, out }: Desk, key: string): void => {
  if (pass === null || pass.door !== null) return
  pass.key = key
  out.storage().keepKey(key)
}
