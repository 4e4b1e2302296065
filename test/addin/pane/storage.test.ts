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

/** One that takes nothing more. */
const full = (shelf: object) =>
  new Proxy(shelf, {
    get: (own, name) =>
      name === 'setItem'
        ? () => {
            throw new Error('QuotaExceededError')
          }
        : Reflect.get(own, name),
  })

afterEach(() => {
  vi.unstubAllGlobals()
})

const DAY_MS = 86_400_000

/** A browser, its clock, and tabs of it that show a workbook each. */
const aBrowser = () => {
  const local = aShelf()
  const clock = { now: 1_700_000_000_000 }
  vi.stubGlobal('localStorage', local)
  const openTab = (workbook: string, partition = 'p/') => {
    const session = aShelf()
    const open = () => {
      vi.stubGlobal('sessionStorage', session)
      clock.now++
      return openStorage(partition, workbook, () => clock.now)
    }
    return { reload: open, ...open() }
  }
  return { local, clock, openTab }
}

describe('what panes leave for the next one on their workbook', () => {
  test('[R10] is taken by it, once, the oldest first', () => {
    const { openTab } = aBrowser()
    openTab('https://x/a.xlsx').keepTaken('恒源')
    openTab('https://x/a.xlsx').keepTaken('上海 北京')
    const next = openTab('https://x/a.xlsx')
    expect(next.takeLeft()).toEqual(['恒源', '上海 北京'])
    expect(next.takeLeft()).toEqual([])
    expect(openTab('https://x/a.xlsx').takeLeft()).toEqual([])
  })

  test('[R10] is none of another workbook, of another partition, or of the tab itself', () => {
    const { openTab } = aBrowser()
    const tab = openTab('https://x/a.xlsx')
    tab.keepTaken('恒源')
    expect(tab.reload().takeLeft()).toEqual([])
    expect(tab.reload().taken()).toBe('恒源')
    for (const other of [openTab('/a.xlsx'), openTab('https://x/a.xlsx', 'q/')])
      expect(other.takeLeft()).toEqual([])
    expect(openTab('https://x/a.xlsx').takeLeft()).toEqual(['恒源'])
  })

  test.each(['', '工作簿1'])('[R10] a file that was never saved (“%s”) leaves nothing', (name) => {
    const { local, openTab } = aBrowser()
    const tab = openTab(name)
    tab.keepTaken('恒源')
    expect(tab.taken()).toBe('恒源')
    expect(local).toEqual({})
  })

  test('[R10] what is put right leaves nothing, and what does not fit nothing older', () => {
    const { local, openTab } = aBrowser()
    const tab = openTab('https://x/a.xlsx')
    tab.keepTaken('恒源')
    tab.keepTaken('')
    expect(local).toEqual({})
    tab.keepTaken('恒源')
    vi.stubGlobal('localStorage', full(local))
    tab.keepTaken('恒源，上海')
    expect(tab.taken()).toBe('恒源，上海')
    expect(local).toEqual({})
  })

  test('[R10] is gone a week after the oldest of it came there, whoever kept it since and of whichever workbook', () => {
    const { local, clock, openTab } = aBrowser()
    openTab('https://x/a.xlsx').keepTaken('恒源')
    for (let days = 0; days < 6; days += 2) {
      clock.now += 2 * DAY_MS
      const next = openTab('https://x/a.xlsx')
      const left = next.takeLeft()
      expect(left).toHaveLength(1)
      next.keepTaken(left.join())
      next.keepTaken(`${left.join()}，上海`)
    }
    clock.now += DAY_MS
    expect(openTab('https://x/b.xlsx').takeLeft()).toEqual([])
    expect(local).toEqual({})
  })

  test('[R10] with the key goes that of all workbooks', () => {
    const { local, openTab } = aBrowser()
    openTab('https://x/a.xlsx').keepTaken('恒源')
    const other = openTab('https://x/b.xlsx')
    other.keepTaken('上海')
    other.keepAuto(true)
    other.forgetKey()
    expect(Object.keys(local)).toEqual(['p/kehu.auto'])
  })
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
    vi.stubGlobal('sessionStorage', full(shelf))
    storage.keepTaken('恒源，上海')
    expect(storage.taken()).toBeNull()
  })

  test('a browser that refuses storage keeps nothing, and breaks nothing', () => {
    const refusing = () => {
      throw new Error('SecurityError')
    }
    const shelf = { getItem: refusing, setItem: refusing, removeItem: refusing }
    vi.stubGlobal('sessionStorage', shelf)
    vi.stubGlobal('localStorage', shelf)
    const storage = openStorage('', 'https://x/a.xlsx')
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
    expect(storage.takeLeft()).toEqual([])
    expect(isKeyKept()).toBe(false)
  })
})
