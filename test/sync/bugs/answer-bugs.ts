// Planted bugs in how answers are told and believed: replies that say too little, too much, or what nobody asked.
import type { PushReply, RowResult } from '../../../shared/protocol/push.ts'
import type { Result } from '../../../shared/result.ts'
import type { ApiFailure } from '../../../shared/protocol/failure.ts'
import type { Api } from '../../../addin/api/api.ts'
import type { Bug } from '../bug.ts'
import { identityOf } from '../layout.ts'

type Answer<T> = Promise<Result<T, ApiFailure>>

const changed = async <T>(answer: Answer<T>, change: (value: T) => T): Answer<T> => {
  const reply = await answer
  return reply.ok ? { ok: true, value: change(reply.value) } : reply
}

const changedResults =
  (change: (result: RowResult) => RowResult) =>
  (api: Api): Api => ({
    ...api,
    push: (request) =>
      changed(api.push(request), (reply: PushReply) => ({
        ...reply,
        results: reply.results.map(change),
      })),
  })

export const answerBugs: readonly Bug[] = [
  {
    name: 'mergedValuesIgnored',
    says: 'what others changed in a row is not written, though the row counts as synced',
    api: changedResults((result) => ({ ...result, values: {} })),
  },
  {
    name: 'revOffByOne',
    says: 'a row is stamped with a revision that the server has not reached',
    api: changedResults((result) =>
      result.rev === undefined ? result : { ...result, rev: result.rev + 1 },
    ),
  },
  {
    name: 'pullSkipsGone',
    says: 'rows that left their reader are not taken out of the sheet',
    api: (api) => ({
      ...api,
      pull: (request) => changed(api.pull(request), (reply) => ({ ...reply, gone: [] })),
      digest: (request) => changed(api.digest(request), (reply) => ({ ...reply, gone: [] })),
    }),
  },
  {
    name: 'ownSeqsTooWide',
    says: "more than the session's own seqs are passed over",
    api: (api) => ({
      ...api,
      pull: (request) =>
        api.pull({
          ...request,
          own: request.own.map(([first, last]): [number, number] => [
            Math.max(1, first - 4),
            last + 4,
          ]),
        }),
    }),
  },
  {
    name: 'outcomeAlwaysVoid',
    says: 'of a push whose answer was lost it is always said that it was not stored',
    api: (api) => ({
      ...api,
      outcome: (request) =>
        changed(api.outcome(request), ({ results }) => ({
          results: results.map(({ id }) => ({ id, outcome: 'void' as const })),
        })),
    }),
  },
  {
    name: 'outcomeAlwaysApplied',
    says: 'of a push whose answer was lost it is always said that it was stored',
    api: (api) => ({
      ...api,
      outcome: (request) =>
        changed(api.outcome(request), ({ results }) => ({
          results: results.map((result, at) => ({
            rev: (request.intents[at]?.[1] ?? 0) + 1,
            row: null,
            ...result,
            outcome: 'applied' as const,
          })),
        })),
    }),
  },
  {
    name: 'noteAlwaysNoted',
    says: 'a value counts as kept before the server was asked to keep it',
    api: (api) => ({
      ...api,
      note: ({ notes }) =>
        Promise.resolve({
          ok: true,
          value: {
            results: notes.map(({ id, field }) => ({ id, field, outcome: 'noted' as const })),
          },
        }),
    }),
  },
  {
    name: 'inferDelete',
    says: 'a row that is missing in the sheet is put away for everybody',
    api: (api, { book }) => ({
      ...api,
      pull: async (request) => {
        const reply = await api.pull(request)
        if (!reply.ok || request.only === null) return reply
        const here = new Set(book.content.rows.map((row) => identityOf(row)?.id))
        const missing = reply.value.rows.filter(({ id }) => !here.has(id))
        const { table, workbook, epoch } = request
        const rows = missing.map(({ id, rev }): [string, number] => [id, rev])
        if (rows.length > 0) await api.archive({ table, workbook, epoch, rows, restore: false })
        return reply
      },
    }),
  },
]
