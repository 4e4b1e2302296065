// Excel is a process of its own; here host and pane share one thread. So a request is answered in a task of the page's
// and its reply arrives in a task of the pane's: neither side's work lengthens a task of the other's.
import type { External } from '../host/desktop.ts'

type Callback = (reply: unknown) => void
type Execute = (id: number, params: unknown, callback: Callback) => void

/** Not a timer: those are slowed down where one leads to the next, and in a window that is not in view. */
const inNewTask = (work: () => void): void => {
  const { port1, port2 } = new MessageChannel()
  port1.addEventListener('message', () => {
    port1.close()
    work()
  })
  port1.start()
  port2.postMessage(null)
}

/** External's members have each their own arguments; Execute takes these. */
const asExecute = (member: External[string]): Execute => member as Execute

/** What the pane in `frame` is given: the same host, with Execute answering in tasks of their own. */
export const standApart = (external: External, frame: HTMLIFrameElement): External => {
  const { Execute: direct } = external
  if (direct === undefined) return external
  const answer = asExecute(direct)
  const execute: Execute = (id, params, callback) =>
    inNewTask(() =>
      answer(id, params, (reply) => {
        // The pane's own timer calls the pane's own function: the browser counts that task as the pane's.
        frame.contentWindow?.setTimeout(callback, 0, reply)
      }),
    )
  return { ...external, Execute: execute }
}
