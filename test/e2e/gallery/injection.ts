// Renders the pane's views as gallery.ts does, with each word that came from a person or a server replaced by the next
// of the hostile texts. The fragment says which state and from which text on: #state/17.
import { h, render } from 'preact'

import { words } from '../../../addin/main.ts'
import type { State } from '../../../addin/pane/model.ts'
import { App } from '../../../addin/pane/views/app.tsx'
import { scriptTexts } from '../../support/injection.ts'
import { galleryStates } from './states.ts'

/** Under these keys stands what somebody wrote; other texts are codes and ids, by which views choose. */
const spoken = new Set(
  'label text mine theirs header by byName was sheet name org suggestion detail titles samples value'.split(
    ' ',
  ),
)

/** The same state in other words. */
const hostile = (state: State, from: number): State => {
  let next = from
  const taint = (value: unknown, isSpoken: boolean): unknown => {
    if (typeof value === 'string' && isSpoken) {
      next += 1
      return scriptTexts[next % scriptTexts.length]
    }
    if (Array.isArray(value)) return value.map((each) => taint(each, isSpoken))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, taint(each, spoken.has(key))]),
    )
  }
  return taint(state, false) as State
}

const show = (root: HTMLElement) => {
  const [name = '', from = '0'] = location.hash.slice(1).split('/')
  const state = galleryStates[name]
  render(null, root)
  if (state !== undefined) {
    const tainted = { ...hostile(state, Number(from)), locale: 'en' as const }
    const store = {
      state: () => tainted,
      dispatch: () => undefined,
      subscribe: () => () => undefined,
    }
    render(h(App, { store, words, desk: null }), root)
  }
  setTimeout(() => (document.documentElement.dataset['shown'] = location.hash), 0)
}

const root = document.getElementById('pane')
if (root !== null) {
  addEventListener('hashchange', () => show(root))
  show(root)
}
