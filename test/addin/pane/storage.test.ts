// What the browser keeps for the pane, and that a pane without any storage still works.
import { afterEach, describe, expect, test, vi } from 'vitest'

import { isKeyKept, openStorage } from '../../../addin/pane/storage.ts'

/** As much of a browser's shelf as the pane uses: its names are its own keys. */
const aShelf = () => {
  const shelf: Record<string, unknown> = {}
  const hidden = (name: string, value: unknown) =>
    Object.defineProperty(shelf, name, { value, enumerable: false })
  hidden('getItem', (name: string) => shelf[name] ?? null)
  hidden('setItem', (name: string, text: string) => (shelf[name] = text))
  hidden('removeItem', (name: string) => Reflect.deleteProperty(shelf, name))
  return shelf
}

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('what the browser keeps', () => {
  test('[R19] a pane’s name is taken once: the tab’s double is another pane', () => {
    vi.stubGlobal('sessionStorage', aShelf())
    const storage = openStorage('p/')
    expect(storage.takePane()).toBeNull()
    storage.leavePane('01PANE')
    expect(openStorage('q/').takePane()).toBeNull()
    expect(openStorage('p/').takePane()).toBe('01PANE')
    expect(openStorage('p/').takePane()).toBeNull()
  })

  test('a key is known of in whatever partition it is kept', () => {
    vi.stubGlobal('sessionStorage', aShelf())
    expect(isKeyKept()).toBe(false)
    openStorage('partition-7/').keepKey('k')
    expect(isKeyKept()).toBe(true)
    openStorage('partition-7/').forgetKey()
    expect(isKeyKept()).toBe(false)
  })

  test('a browser that refuses storage keeps nothing, and breaks nothing', () => {
    const refusing = () => {
      throw new Error('SecurityError')
    }
    vi.stubGlobal('sessionStorage', {
      getItem: refusing,
      setItem: refusing,
      removeItem: refusing,
    })
    const storage = openStorage('')
    storage.keepKey('k')
    storage.leavePane('01PANE')
    storage.forgetKey()
    expect([storage.key(), storage.takePane(), storage.locale(), isKeyKept()]).toEqual([
      null,
      null,
      null,
      false,
    ])
  })
})
