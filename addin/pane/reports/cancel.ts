// Ending the work under way: each piece of work has a signal of its own.

export interface Cancel {
  readonly signal: () => AbortSignal
  readonly cancel: () => void
}

export const createCancel = (): Cancel => {
  let controller = new AbortController()
  return {
    signal: () => {
      controller = new AbortController()
      return controller.signal
    },
    cancel: () => controller.abort(),
  }
}
