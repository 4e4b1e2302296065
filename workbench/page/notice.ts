// One sentence to the person: what was done, or why something cannot be done. It goes by itself.
import { make } from '../grid/dom.ts'

const SHOWN_MS = 7000

export class Notice {
  readonly element = make('div', 'notice', { role: 'alert' })
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor() {
    this.element.hidden = true
  }

  say(text: string): void {
    this.element.textContent = text
    this.element.hidden = false
    clearTimeout(this.timer)
    this.timer = setTimeout(() => {
      this.element.hidden = true
    }, SHOWN_MS)
  }
}
