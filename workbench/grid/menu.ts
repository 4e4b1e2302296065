// A menu that pops up over the sheet: arrow keys move in it, Esc closes it, the focus goes back.
// What stands in it are items or any element of one's own (a list of check boxes, say).
import { make } from './dom.ts'

export interface MenuItem {
  readonly label: string
  readonly keys?: string
  readonly isDisabled?: boolean
  readonly run: () => void
}

export type MenuEntry = MenuItem | 'line' | HTMLElement

export interface MenuPlace {
  readonly x: number
  readonly y: number
}

let closeOpen: (() => void) | undefined

const isItem = (entry: MenuEntry): entry is MenuItem =>
  entry !== 'line' && !(entry instanceof HTMLElement)

/**
 * Opens a menu at a point of the page; any menu that is open closes.
 * @param onClose gives the focus back
 * @returns a function that closes it
 */
export function openMenu(
  label: string,
  entries: readonly MenuEntry[],
  place: MenuPlace,
  onClose: () => void,
): () => void {
  closeOpen?.()
  const hasOwn = entries.some((entry) => entry instanceof HTMLElement)
  const menu = make('div', 'menu', { role: hasOwn ? 'dialog' : 'menu', 'aria-label': label })
  const outside = (event: MouseEvent): void => {
    if (event.target instanceof Node && !menu.contains(event.target)) close()
  }
  const close = (): void => {
    if (closeOpen !== close) return
    closeOpen = undefined
    removeEventListener('mousedown', outside, true)
    removeEventListener('blur', close)
    menu.remove()
    onClose()
  }
  closeOpen = close
  for (const entry of entries) {
    if (entry === 'line') menu.append(make('hr'))
    else if (isItem(entry)) menu.append(itemButton(entry, close, hasOwn))
    else menu.append(entry)
  }
  menu.addEventListener('keydown', (event) => moveInMenu(menu, event, close))
  menu.addEventListener('contextmenu', (event) => event.preventDefault())
  document.body.append(menu)
  keepOnPage(menu, place)
  addEventListener('mousedown', outside, true)
  addEventListener('blur', close)
  menu.querySelector<HTMLElement>('button:not(:disabled), input')?.focus()
  return close
}

function itemButton(item: MenuItem, close: () => void, isInDialog: boolean): HTMLButtonElement {
  const button = make('button', 'menu-item', { type: 'button' })
  if (!isInDialog) button.setAttribute('role', 'menuitem')
  button.append(make('span'))
  if (button.firstElementChild !== null) button.firstElementChild.textContent = item.label
  if (item.keys !== undefined) {
    const keys = make('kbd')
    keys.textContent = item.keys
    button.append(keys)
  }
  button.disabled = item.isDisabled ?? false
  button.addEventListener('click', () => {
    close()
    item.run()
  })
  return button
}

function moveInMenu(menu: HTMLElement, event: KeyboardEvent, close: () => void): void {
  event.stopPropagation()
  const stops = [...menu.querySelectorAll<HTMLElement>('button:not(:disabled), input')]
  const at = stops.findIndex((stop) => stop === document.activeElement)
  const to = (index: number): void => {
    event.preventDefault()
    stops[(index + stops.length) % stops.length]?.focus()
  }
  if (event.key === 'Escape') {
    event.preventDefault()
    close()
  } else if (event.key === 'ArrowDown') to(at + 1)
  else if (event.key === 'ArrowUp') to(at < 0 ? stops.length - 1 : at - 1)
  else if (event.key === 'Tab') to(event.shiftKey ? at - 1 : at + 1)
}

function keepOnPage(menu: HTMLElement, { x, y }: MenuPlace): void {
  const box = menu.getBoundingClientRect()
  const left = Math.max(4, Math.min(x, innerWidth - box.width - 4))
  const top = Math.max(4, Math.min(y, innerHeight - box.height - 4))
  menu.style.left = `${left}px`
  menu.style.top = `${top}px`
}
