// What the contract of the stores asks beside push and pull: each verb once for everybody, on whatever a random
// session left behind. The answers of the two stores are compared whole.
import type { TableName } from '../../shared/protocol/cell.ts'
import type { ArchiveReply } from '../../shared/protocol/archive.ts'
import type { OutcomeRequest } from '../../shared/protocol/outcome.ts'
import type { ResolveResult, Take } from '../../shared/protocol/resolve.ts'
import { tableKeys } from '../../shared/schema/table-keys.ts'
import type { Actor } from '../../worker/auth/actor.ts'
import { archive } from '../../worker/service/archive.ts'
import { conflicts } from '../../worker/service/conflicts.ts'
import { digest } from '../../worker/service/digest.ts'
import { note } from '../../worker/service/note.ts'
import { outcome } from '../../worker/service/outcome.ts'
import { pull } from '../../worker/service/pull.ts'
import { resolve } from '../../worker/service/resolve.ts'
import type { Store } from '../../worker/service/store.ts'
import { ulid, workbook } from './support.ts'

export interface Verbs {
  readonly store: Store
  readonly actors: readonly Actor[]
  /** Ids of all rows that the session may have made. */
  readonly ids: readonly string[]
  /** Varies what is chosen. */
  readonly luck: number
  readonly now: number
}

const takes: readonly Take[] = ['mine', 'theirs', 'value']

/** Everybody's open conflicts in small pages, and then one answer to each, by whoever comes first. */
export const runConflicts = async ({ store, actors, ids, luck, now }: Verbs) => {
  const told: unknown[] = []
  const answers: ResolveResult[] = []
  for (const actor of actors)
    for (const rows of [null, [...ids]]) {
      const page = await conflicts(store, actor, { rows, cursor: '', limit: 2 })
      const rest = await conflicts(store, actor, { rows, cursor: page.cursor, limit: 50 })
      told.push(page, rest)
      const resolutions = [...page.conflicts, ...rest.conflicts].map((c, i) => ({
        conflict: c.id,
        take: takes[(luck + i) % 3] ?? 'mine',
        value: '乙',
        rev: c.rev - ((luck + i) % 3 === 1 ? 1 : 0),
      }))
      const both = [...resolutions, ...resolutions.slice(0, 1)]
      const { results } = await resolve(
        store,
        actor,
        { workbook, resolutions: both, batch: ulid(8_400) },
        now + 1,
      )
      answers.push(...results)
    }
  return { told, answers }
}

/** Digests of sheets that hold everybody's rows, some of them behind, and each time one too few. */
export const runDigests = async ({ store, actors, ids, luck }: Verbs) => {
  const told: unknown[] = []
  for (const actor of actors)
    for (const table of tableKeys)
      for (const holds of ['put', 'own', 'all'] as const) {
        const all = { cursor: '', limit: 99, only: null, holds: 'all' } as const
        const { rows } = await pull(store, actor, { table, own: [], ...all })
        const behind = rows.map(
          ({ id, rev, crev }, i) => [id, rev - ((luck + i) % 3 === 0 ? 1 : 0), crev] as const,
        )
        const sent = [...behind.slice(1), ...ids.map((id) => [id, 1, 1] as const).slice(luck % 9)]
        const [first = '', last = ''] = [rows.at(0)?.id, rows.at(-1)?.id]
        for (const [after, through] of [
          ['', null],
          [first, last],
        ] as const) {
          const order = { table, holds, after, through }
          for (const part of [behind.slice(1), sent.slice(0, 6), []])
            told.push(await digest(store, actor, { ...order, rows: part.map((row) => [...row]) }))
        }
      }
  return told
}

/** Values that stand in nobody's row, noted twice. */
export const runNotes = async ({ store, actors, ids, luck, now }: Verbs) => {
  const told: unknown[] = []
  for (const actor of actors)
    for (const table of tableKeys) {
      const notes = ids.flatMap((id, i) =>
        ['name', 'phone', 'profit_12m', 'title', 'talked_about', 'tier'].map((field) => ({
          id,
          field,
          rev: 1 + ((luck + i) % 3),
          ...(i % 2 === 0 ? { base: 1 + (luck % 2) } : {}),
          mine: i % 3 === 0 ? '丙' : '0512-65230009',
        })),
      )
      for (let time = 0; time < 2; time++)
        told.push(await note(store, actor, { table, notes }, now + time))
    }
  return told
}

/** Some rows put away and some brought back, by everybody, on the revisions of whoever sees all. */
export const runArchives = async ({ store, actors, ids, luck, now }: Verbs) => {
  const answers: ArchiveReply['results'] = []
  for (const [i, actor] of actors.entries())
    for (const restore of [false, true])
      for (const table of tableKeys)
        for (const at of [1, 2, 3]) {
          const rows = ids
            .filter((_, n) => (n + luck) % 3 !== i)
            .map((id): [string, number] => [id, at + i])
          const order = { table, workbook, rows, restore, batch: ulid(8_300 + i) }
          const { results } = await archive(store, actor, order, now + 2)
          answers.push(...results)
        }
  return answers
}

/** What became of pushes, asked with and without a fence by whoever sent them or not. */
export const runOutcomes = async (
  { store, actors, luck, now }: Verbs,
  sent: readonly SentIntent[],
) => {
  const told: unknown[] = []
  for (const [i, { table, intent }] of sent.entries())
    for (const actor of actors) {
      const [id, base, hash] = intent
      const intents: OutcomeRequest['intents'] = [
        [id, base, hash],
        [id, base, `${hash}x`],
      ]
      const order = { table, intents, fence: (luck + i) % 2 === 0 }
      told.push(await outcome(store, actor, order, now))
    }
  return told
}

export interface SentIntent {
  readonly table: TableName
  readonly intent: readonly [id: string, base: number, hash: string]
}
