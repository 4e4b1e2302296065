// Planted bugs of what came later: the undo of a batch, and a server that is deployed in the middle of everything.
import type { HelloReply } from '../../../shared/protocol/hello.ts'
import type { ApiFailure } from '../../../shared/protocol/failure.ts'
import type { Result } from '../../../shared/result.ts'
import type { BatchStep } from '../../../worker/service/batch-facts.ts'
import type { Store } from '../../../worker/service/store.ts'
import type { Bug } from '../bug.ts'

const changedSteps =
  (change: (step: BatchStep) => BatchStep) =>
  (store: Store): Store => ({
    ...store,
    readSteps: async (actor, ask) => {
      const facts = await store.readSteps(actor, ask)
      return facts === null ? null : { ...facts, steps: facts.steps.map(change) }
    },
  })

/** What was put into `kept` under this name was a reply to hello. */
const asHello = (kept: unknown) => kept as Result<HelloReply, ApiFailure>

export const laterBugs: readonly Bug[] = [
  {
    name: 'undoOverNewer',
    says: 'an undo puts a field back although somebody has set it since',
    likely: ['undo a batch', 'two change one customer'],
    store: changedSteps((step) => ({ ...step, rev: step.now })),
  },
  {
    name: 'undoPutsTouchedAway',
    says: 'an undo puts a row away although somebody has changed it since',
    likely: ['undo a batch', 'two change one customer'],
    store: changedSteps((step) => ({ ...step, isTouched: false })),
  },
  {
    name: 'goesOnWhenTooOld',
    says: 'a pane that the server no longer speaks with goes on with what it was told before',
    likely: ['a new server is deployed'],
    api: (api, wrong) => ({
      ...api,
      hello: async (request) => {
        const reply = await api.hello(request)
        if (reply.ok) wrong.kept.set('hello', reply)
        const isTooOld = !reply.ok && 'code' in reply.error && reply.error.code === 'stale_protocol'
        return isTooOld && wrong.kept.has('hello') ? asHello(wrong.kept.get('hello')) : reply
      },
    }),
  },
]
