// A store whose every call waits for the scheduler: that is where one caller's push meets another's.
import type { Store } from '../../worker/service/store.ts'

export interface StoreWait {
  readonly name: string
  readonly isWrite: boolean
  /** Does what was asked; twice: the database's own retry, after an answer that was lost. */
  readonly carryOut: (times: number) => Promise<void>
  /** Fails before or after it is done: whoever asked knows neither. */
  readonly fail: (error: Error, isDone: boolean) => Promise<void>
}

export const writes: ReadonlySet<string> = new Set([
  'writePush',
  'writeNotes',
  'markResolved',
  'writeArchive',
  'settleTiers',
  'takeLease',
  'readIntents',
])

/** @param park is told of each call; the call goes on when its `carryOut` was called */
export const parkStore = (storeNow: () => Store, park: (wait: StoreWait) => void): Store =>
  new Proxy(storeNow(), {
    get:
      (_, name: string) =>
      async (...asked: readonly unknown[]) =>
        new Promise((resolve, reject) => {
          const run = (): Promise<unknown> => {
            const store = storeNow()
            const verb: unknown = Reflect.get(store, name)
            return typeof verb === 'function'
              ? Reflect.apply(verb, store, asked)
              : Promise.resolve()
          }
          park({
            name,
            isWrite: writes.has(name),
            carryOut: async (times) => {
              for (let time = 1; time < times; time++) await run()
              resolve(await run())
            },
            fail: async (error, isDone) => {
              if (isDone) await run()
              reject(error)
            },
          })
        }),
  })
