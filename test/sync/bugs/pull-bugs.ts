// Planted bugs in how news come down: pages, cursors, rows that arrive, a server that was set back, a lease.
import type { Api } from '../../../addin/api/api.ts'
import { LEASE_MS } from '../../../shared/protocol/hello.ts'
import type { PulledRow, PullReply } from '../../../shared/protocol/pull.ts'
import type { Bug } from '../bug.ts'

const changedPull =
  (change: (reply: PullReply) => PullReply) =>
  (api: Api): Api => ({
    ...api,
    pull: async (request) => {
      const reply = await api.pull(request)
      return reply.ok ? { ok: true, value: change(reply.value) } : reply
    },
  })

const hundredfold = (row: PulledRow): PulledRow => {
  const amount = row.values['sales_12m']
  return typeof amount === 'number'
    ? { ...row, values: { ...row.values, sales_12m: amount * 100 } }
    : row
}

const PAGES_MAX = 50

export const pullBugs: readonly Bug[] = [
  {
    name: 'lastPulledRowForgotten',
    says: 'of the rows of a page the last one is not written, and counts as written',
    api: changedPull((reply) => ({
      ...reply,
      rows: reply.rows.slice(0, -1),
      changed: reply.changed.slice(0, -1),
    })),
  },
  {
    name: 'cursorOfLastPage',
    says: 'only the first page is written, and the cursor of the last one is kept',
    api: (api) => ({
      ...api,
      pull: async (request) => {
        if (request.only !== null) return api.pull(request)
        const first = await api.pull({ ...request, limit: 1 })
        let last = first
        for (let page = 0; page < PAGES_MAX && last.ok && last.value.more; page++)
          last = await api.pull({ ...request, limit: 1, cursor: last.value.cursor })
        return first.ok && last.ok
          ? { ok: true, value: { ...first.value, cursor: last.value.cursor, more: false } }
          : last
      },
    }),
  },
  {
    name: 'amountsHundredfold',
    says: 'amounts are pulled in cents and written as whole units',
    api: changedPull((reply) => ({ ...reply, rows: reply.rows.map(hundredfold) })),
  },
  {
    name: 'restoreUnnoticed',
    says: 'nobody notices that the server was set back to an earlier day',
    likely: ['Time Travel', 'sync', 'go on for a while'],
    api: (api) => ({
      ...api,
      hello: async (request) => {
        const reply = await api.hello(request)
        return reply.ok ? { ok: true, value: { ...reply.value, resets: [] } } : reply
      },
      pull: async (request) => {
        const reply = await api.pull(request)
        if (!reply.ok || reply.value.reset === undefined) return reply
        return { ok: true, value: { ...reply.value, reset: undefined, more: false } }
      },
      digest: (request) => api.digest({ ...request, refused: undefined }),
    }),
  },
  {
    name: 'lastArrivalForgotten',
    says: 'of several new rows the last one is not added, and counts as added',
    workbook: (port) => ({
      ...port,
      addRows: (rows) => port.addRows({ ...rows, rows: rows.rows.slice(0, -1) }),
    }),
  },
  {
    name: 'leaseForEver',
    says: 'the first pane that synced a workbook keeps it for itself, even when it is long closed',
    likely: ['close and open', 'crash of the pane', 'sync'],
    store: (store) => {
      const first = new Map<string, string>()
      return {
        ...store,
        takeLease: (actor, ask) => {
          const session = first.get(ask.workbook) ?? ask.session
          first.set(ask.workbook, session)
          return session === ask.session
            ? store.takeLease(actor, ask)
            : Promise.resolve({ session, until: ask.now + LEASE_MS })
        },
      }
    },
  },
]
