// Renders the pane's real views in the state that the fragment names (#state/locale). Nothing is behind them: what
// a view asks for is not done.
import { h, render } from 'preact'

import { words } from '../../../addin/main.ts'
import { isLocale } from '../../../addin/pane/locale.ts'
import { App } from '../../../addin/pane/views/app.tsx'
import { galleryStates } from './states.ts'

const show = (root: HTMLElement) => {
  const [name = '', language = ''] = location.hash.slice(1).split('/')
  const state = galleryStates[name]
  const locale = isLocale(language) ? language : 'zh-Hans'
  render(null, root)
  document.documentElement.lang = locale
  if (state !== undefined) {
    const store = {
      state: () => ({ ...state, locale }),
      dispatch: () => undefined,
      subscribe: () => () => undefined,
    }
    render(h(App, { store, words, desk: null }), root)
  }
  scrollTo(0, 0)
  // After the views' own effects.
  setTimeout(() => (document.documentElement.dataset['shown'] = location.hash), 0)
}

const root = document.getElementById('pane')
if (root !== null) {
  addEventListener('hashchange', () => show(root))
  show(root)
}
