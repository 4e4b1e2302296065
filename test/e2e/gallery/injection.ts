// Renders the pane's views as gallery.ts does, with each word that came from a person or a server replaced by the next
// of the hostile texts. The fragment says which state and from which text on: #state/17.
import { h, render } from 'preact'

import { words } from '../../../addin/main.ts'
import { startState, type State } from '../../../addin/pane/model.ts'
import { App } from '../../../addin/pane/views/app.tsx'
import { hostile } from './hostile.ts'
import { galleryStates } from './states.ts'

const KEPT = 12
const seen = { name: 'PivotTable', sheet: 'Sheet1' }
/** A workbook that was emptied, with rows that hold what was typed. */
const blanked: State = {
  ...startState,
  blank: {
    order: { why: 'asked', owners: null, isAll: false },
    isRunning: false,
    report: {
      why: 'asked',
      rows: 9,
      kept: Array.from({ length: KEPT }, (_, row) => ({
        tableId: 'T1',
        sheet: 'Sheet1',
        row,
        rowNumber: row + 2,
        label: 'name',
        why: 'unsent' as const,
      })),
      keptCount: KEPT,
      unreached: [{ sheet: 'Sheet2', code: 'protected' }],
      pivots: { removed: [seen], refreshed: [seen], failed: [seen] },
    },
  },
}
const states: Readonly<Record<string, State>> = { ...galleryStates, blanked }

const show = (root: HTMLElement) => {
  const [name = '', from = '0'] = location.hash.slice(1).split('/')
  const state = states[name]
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
