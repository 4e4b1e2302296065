// A server of questions for the review's tests: it pages them, previews and merges by the product's own rules, takes
// answers and merges back. What was asked stays on record; a call can be made to fail.
import { startReview } from '../../../addin/pane/review/model.ts'
import { performReview } from '../../../addin/pane/review/perform.ts'
import { step } from '../../../addin/pane/review/step.ts'
import { createMotor } from '../../../addin/pane/ui/motor.ts'
import { nameOf } from '../../../addin/pane/review/model.ts'
import type { PaneApi } from '../../../addin/api/api.ts'
import type { ToolDesk } from '../../../addin/sync/tool-desk.ts'
import type { HelloReply } from '../../../shared/protocol/hello.ts'
import type { MergeReply, MergeRequest, UnmergeReply } from '../../../shared/protocol/merge.ts'
import type { MatchAnswer, MatchCluster, ReviewRequest } from '../../../shared/protocol/matches.ts'
import { err, ok } from '../../../shared/result.ts'
import { previewOf } from '../../e2e/gallery/review-scenes.ts'

export const hello: HelloReply = {
  protocol: { min: 1, max: 1 },
  epoch: '1',
  head: '',
  now: 1_795_000_000_000,
  me: { id: 'user-1', name: '李丽', role: 'rep' },
  org: { id: 'org', name: 'Kehu', country: 'CN', currency: 'CNY', timeZone: 'Asia/Shanghai' },
  users: [{ id: 'user-1', name: '李丽' }],
  writable: {},
  limits: { rows: 500, bytes: 1_000_000, page: 500 },
}

/** Lets everything that was asked come back. */
export const settle = async (): Promise<void> => {
  for (let turns = 0; turns < 20; turns++) await new Promise((done) => setImmediate(done))
}

const merged: MergeReply = {
  outcome: 'merged',
  merge: '01M',
  rev: 2,
  moved: {},
  decisions: [],
  contacts: [],
  visits: [],
}
const unmerged: UnmergeReply = {
  outcome: 'unmerged',
  merge: '01M',
  rows: [],
  restored: {},
  kept: [],
  keptMore: 0,
}

export const aReview = (
  clusters: readonly MatchCluster[],
  pageSize = 10,
  of: string | null = null,
) => {
  const server = {
    merges: [] as MergeRequest[],
    answers: [] as (readonly MatchAnswer[])[],
    unmerges: [] as string[],
    pages: [] as ReviewRequest[],
    sheets: 0,
    finished: 0,
    /** Questions still open, by name. */
    open: new Set(clusters.map(nameOf)),
    mergeReply: merged as MergeReply,
    unmergeReply: unmerged as UnmergeReply,
    isAway: false,
  }
  const close = (ids: readonly string[]) => {
    for (const name of server.open)
      if (ids.filter((id) => name.includes(id)).length > 1) server.open.delete(name)
  }
  const matches = {
    review: (request: ReviewRequest) => {
      server.pages.push(request)
      const from = Number(request.after ?? 0)
      const told = clusters.slice(from, from + pageSize)
      const isMore = from + pageSize < clusters.length
      return Promise.resolve(
        ok({
          clusters: told.filter((cluster) => server.open.has(nameOf(cluster))),
          left: Math.max(0, clusters.length - from - pageSize),
          cursor: isMore ? String(from + pageSize) : '',
          labels: {},
        }),
      )
    },
    answer: ({ answers }: { readonly answers: readonly MatchAnswer[] }) => {
      server.answers.push(answers)
      for (const { a, b, verdict } of answers)
        if (verdict === 'unsure')
          for (const cluster of clusters) {
            if (nameOf(cluster).includes(a) && nameOf(cluster).includes(b))
              server.open.add(nameOf(cluster))
          }
        else close([a, b])
      return Promise.resolve(
        ok({ results: answers.map(({ a, b }) => ({ a, b, outcome: 'applied' as const })) }),
      )
    },
  }
  const merges = {
    preview: ({ rows }: { readonly rows: readonly string[] }) =>
      Promise.resolve(ok(previewOf(clusters, rows))),
    merge: (request: MergeRequest) => {
      server.merges.push(request)
      close([request.winner.id, ...request.losers.map(({ id }) => id)])
      return Promise.resolve(ok(server.mergeReply))
    },
    unmerge: ({ merge }: { readonly merge: string }) => {
      server.unmerges.push(merge)
      return Promise.resolve(ok(server.unmergeReply))
    },
  }
  const desk: Pick<ToolDesk, 'api' | 'greet' | 'ask'> = {
    // The review asks for nothing else.
    api: { matches, merges } as unknown as PaneApi,
    greet: () => Promise.resolve(ok({ workbook: 'w', hello })),
    ask: async (call) => {
      if (server.isAway) return err({ code: 'offline', detail: '' })
      const result = await call()
      return result.ok ? result : err({ code: 'internal', detail: '' })
    },
  }
  const tool = desk as ToolDesk
  const perform = performReview({
    desk: tool,
    greet: tool.greet,
    onChanged: () => {
      server.sheets++
    },
    onFinished: () => {
      server.finished++
    },
  })
  const store = createMotor(
    () => ({ start: startReview(of), step, perform }),
    () => undefined,
  )
  const say = async (...events: readonly Parameters<typeof store.dispatch>[0][]) => {
    for (const event of events) {
      store.dispatch(event)
      await settle()
    }
  }
  return { server, store, say, state: store.state }
}
