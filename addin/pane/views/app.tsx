// The whole pane: a heading, the screen that it is at, and who is here in which language.
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'

import type { Words } from '../../main.ts'
import { Button } from '../ui/button.tsx'
import { makeUi, UiContext, useUi } from '../ui/context.ts'
import { useKeepFocus } from '../ui/keep-focus.ts'
import { Lazy } from '../ui/lazy.tsx'
import { Message } from '../ui/message.tsx'
import type { ToolDesk } from '../../sync/tool-desk.ts'
import type { State } from '../model.ts'
import type { Store } from '../store.ts'
import { EmptySheets } from './empty-sheets.tsx'
import { First } from './first.tsx'
import { Footer } from './footer.tsx'
import { History } from './history.tsx'
import { Main } from './main.tsx'
import { Preview } from './preview.tsx'
import { SignIn } from './sign-in.tsx'
import { Tool } from './tool.tsx'

const Broken = () => {
  const { t } = useUi()
  return (
    <Message
      kind="error"
      actions={<Button onClick={() => location.reload()}>{t('pane.reload')}</Button>}
    >
      {t('pane.broken')}
    </Message>
  )
}

const Screen = ({ state }: { readonly state: State }) => {
  const { t } = useUi()
  switch (state.screen) {
    case 'starting':
      return <p class="muted">{t('pane.starting')}</p>
    case 'outside':
      return <Message kind="info">{t('pane.outside')}</Message>
    case 'broken':
      return <Broken />
    case 'sign-in':
      return <SignIn state={state} />
    case 'first':
      return <First state={state} />
    case 'list':
      return <Preview state={state} />
    case 'empty':
      return <EmptySheets state={state} />
    case 'main':
      return <Main state={state} />
    case 'history':
      return <History state={state} />
    case 'tool':
      return state.tool === null ? null : <Tool state={state} tool={state.tool} />
  }
}

const loadBlanked = async () => (await import('../blank/blanked.tsx')).Blanked
const loadKeyEnd = async () => (await import('../people/key-end.tsx')).KeyEnd

interface AppProps {
  readonly store: Store
  readonly words: Words | null
  readonly desk: ToolDesk | null
}

export const App = ({ store, words, desk }: AppProps) => {
  const [state, setState] = useState(store.state)
  useEffect(() => {
    setState(store.state())
    return store.subscribe(setState)
  }, [store])
  const main = useRef<HTMLElement>(null)
  useKeepFocus(main, `${state.screen} ${state.tab} ${state.run === null} ${state.blank === null}`)
  const ui = useMemo(
    () => makeUi(state.locale, words, store.dispatch, desk),
    [state.locale, words, store, desk],
  )
  return (
    <UiContext.Provider value={ui}>
      <main class="pane" ref={main}>
        <h1>{ui.t('pane.title')}</h1>
        {state.me !== null && !state.isDemo && desk !== null && (
          <Lazy load={loadKeyEnd} props={{ desk }} />
        )}
        {state.blank !== null && <Lazy load={loadBlanked} props={{ blank: state.blank }} />}
        <Screen state={state} />
      </main>
      <Footer state={state} />
    </UiContext.Provider>
  )
}
