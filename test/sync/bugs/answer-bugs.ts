// Planted bugs in how answers are told and believed: replies that say too little, too much, or what nobody asked.
import type { PushReply, RowResult } from '../../../shared/protocol/push.ts'
import type { Result } from '../../../shared/result.ts'
import type { ApiFailure } from '../../../shared/protocol/failure.ts'
import type { Api } from '../../../addin/api/api.ts'
import type { Bug } from '../bug.ts'
import { cellAt } from '../content.ts'
import { enteredKeys } from '../fields.ts'
import { columnOf, identityOf } from '../layout.ts'

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
    name: 'outcomeAlwaysApplied',
    says: 'of a push whose answer was lost it is always said that it was stored',
    likely: ['loaded anew while a push is on its way', 'two change one customer', 'edit'],
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
    likely: ['two change one customer', 'sync', 'go on by one await', 'serve by one await'],
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
  {
    name: 'resultsByPlace',
    says: 'the answer to a row is taken for that of the next one',
    api: (api) => ({
      ...api,
      push: (request) =>
        changed(api.push(request), ({ results, seqs }) => ({
          results: results.map((result, at) => ({
            ...result,
            id: results[(at + 1) % results.length]?.id ?? result.id,
          })),
          seqs,
        })),
    }),
  },
  {
    name: 'knownLinkedUnasked',
    says: 'a row that equals a known customer becomes his without a question',
    api: changedResults(({ known, ...result }) =>
      result.outcome === 'known' && known?.id !== null && known?.id !== undefined
        ? { id: result.id, outcome: 'adopted', as: known.id, rev: 1, crev: 1 }
        : { ...result, ...(known === undefined ? {} : { known }) },
    ),
  },
  {
    name: 'copyAsOriginal',
    says: 'an edited copy is sent under the id of its original',
    likely: ['duplicate a row', 'edit', 'sync'],
    api: (api) => ({
      ...api,
      push: (request) =>
        api.push({
          ...request,
          rows: request.rows.map((row) => {
            const from = row[5]?.copiedFrom
            return from === undefined ? row : [from, 1, row[2], row[3]]
          }),
        }),
    }),
  },
  {
    name: 'archiveCleared',
    says: 'a row whose cells were all emptied is put away for everybody',
    likely: ['clear contents', 'sync'],
    api: (api, { book }) => ({
      ...api,
      pull: async (request) => {
        const { content } = book
        const rows = content.rows.flatMap((row): [string, number][] => {
          const identity = identityOf(row)
          const isCleared = enteredKeys.every(
            (key) => cellAt(row, columnOf(content, key) ?? 0).value === '',
          )
          return identity !== null && identity.rev > 0 && isCleared
            ? [[identity.id, identity.rev]]
            : []
        })
        const { table, workbook, epoch } = request
        if (rows.length > 0) await api.archive({ table, workbook, epoch, rows, restore: false })
        return api.pull(request)
      },
    }),
  },
  {
    name: 'invalidRetried',
    says: 'a row that cannot be stored is sent again and again, and its user hears nothing',
    likely: ['invalid value', 'sync'],
    api: changedResults((result) =>
      result.outcome === 'invalid' ? { id: result.id, outcome: 'retry' } : result,
    ),
  },
]
