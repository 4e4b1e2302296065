// Lets everything go on that can go on by itself: promises that wait for nothing but each other.
import { setImmediate } from 'node:timers'

export const drain = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve)
  })
