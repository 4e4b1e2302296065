// The place beside the sheet where the pane stands, and the bar that makes it wider or narrower,
// within the widths that Excel gives a pane.
import { drag, make } from '../grid/dom.ts'
import type { Texts } from './text/texts.ts'

const NARROWEST = 270
const WIDEST = 450
const DEFAULT = 350
const KEY_STEP = 10

export class PaneDock {
  readonly element = make('aside', 'dock')
  readonly home = make('div', 'dock-home')
  private readonly bar = make('div', 'dock-bar', {
    role: 'separator',
    tabindex: '0',
    'aria-orientation': 'vertical',
    'aria-valuemin': String(NARROWEST),
    'aria-valuemax': String(WIDEST),
  })
  private width = DEFAULT

  constructor() {
    this.element.append(this.bar, this.home)
    this.bar.addEventListener('pointerdown', (event) => {
      event.preventDefault()
      const { clientX } = event
      const before = this.width
      // Over the frame the pointer's moves would go to the pane.
      this.element.classList.add('sizing')
      drag(
        (move) => this.setWidth(before + clientX - move.clientX),
        () => this.element.classList.remove('sizing'),
      )
    })
    this.bar.addEventListener('keydown', ({ key }) => {
      if (key === 'ArrowLeft') this.setWidth(this.width + KEY_STEP)
      if (key === 'ArrowRight') this.setWidth(this.width - KEY_STEP)
      if (key === 'Home') this.setWidth(NARROWEST)
      if (key === 'End') this.setWidth(WIDEST)
    })
    this.setWidth(DEFAULT)
  }

  setTexts(texts: Texts): void {
    this.element.setAttribute('aria-label', texts.togglePane)
    this.bar.setAttribute('aria-label', texts.paneWidth)
  }

  private setWidth(width: number): void {
    this.width = Math.max(NARROWEST, Math.min(WIDEST, Math.round(width)))
    this.element.style.setProperty('--pane-width', `${this.width}px`)
    this.bar.setAttribute('aria-valuenow', String(this.width))
  }
}
