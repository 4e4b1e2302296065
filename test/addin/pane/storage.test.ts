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

  test('[R10] with the key goes what the sheet says, and what does not fit leaves nothing older', () => {
    const shelf = aShelf()
    vi.stubGlobal('sessionStorage', shelf)
    const storage = openStorage('p/')
    storage.keepTaken('恒源')
    expect(openStorage('p/').taken()).toBe('恒源')
    storage.keepTaken('')
    expect(storage.taken()).toBeNull()
    storage.keepTaken('恒源')
    storage.forgetKey()
    expect(storage.taken()).toBeNull()
    storage.keepTaken('恒源')
    const setItem = () => {
      throw new Error('QuotaExceededError')
    }
    vi.stubGlobal(
      'sessionStorage',
      new Proxy(shelf, {
        get: (own, name) => (name === 'setItem' ? setItem : Reflect.get(own, name)),
      }),
    )
    storage.keepTaken('恒源，上海')
    expect(storage.taken()).toBeNull()
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
    storage.keepTaken('恒源')
    storage.forgetKey()
    expect([storage.key(), storage.takePane(), storage.taken(), storage.locale()]).toEqual([
      null,
      null,
      null,
      null,
    ])
    expect(isKeyKept()).toBe(false)
  })
})
