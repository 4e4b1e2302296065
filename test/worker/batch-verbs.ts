// What the contract of the stores asks of batches and of rows that a restore lost; like verbs.ts.
import type { UndoReply } from '../../shared/protocol/batches.ts'
import { rowHash } from '../../shared/sync/row-hash.ts'
import { tableKeys } from '../../shared/schema/table-keys.ts'
import { batches } from '../../worker/service/batches.ts'
import { digest } from '../../worker/service/digest.ts'
import { writeCursor } from '../../worker/service/log.ts'
import { pull } from '../../worker/service/pull.ts'
import { recover } from '../../worker/service/recover.ts'
import { undo } from '../../worker/service/undo.ts'
import { ulid, workbook } from './support.ts'
import type { Verbs } from './verbs.ts'

const pagesOf = async ({ store, actors }: Verbs) => {
  const pages = []
  for (const actor of actors)
    for (const [whose, atLeast] of [
      ['mine', 1],
      ['all', 2],
    ] as const) {
      const first = await batches(store, actor, { whose, atLeast, cursor: '', limit: 2 })
      const rest = { whose, atLeast, cursor: first.cursor, limit: 9 }
      pages.push(first, await batches(store, actor, rest))
    }
  return pages
}

/** Takes a batch back in small pieces, each asked twice. */
const undoAll = async (
  { store, luck, now }: Verbs,
  actor: Verbs['actors'][number],
  name: { readonly batch: string; readonly by: string; readonly as: string },
) => {
  const replies: UndoReply[] = []
  let cursor = ''
  for (let piece = 0; piece < 40; piece++) {
    const order = { ...name, workbook, cursor, limit: 2 + (luck % 5) }
    const reply = await undo(store, actor, order, now + 3 + piece)
    replies.push(reply, await undo(store, actor, order, now + 4 + piece))
    cursor = reply.cursor
    if (!reply.more) break
  }
  return replies
}

/** Batches as everybody sees them; some undone by their manager or author, and one undo undone. */
export const runBatches = async (verbs: Verbs) => {
  const told: unknown[] = []
  const undone: UndoReply[] = []
  for (const [i, actor] of verbs.actors.entries()) {
    told.push(await pagesOf(verbs))
    const all = { whose: 'all', atLeast: 1, cursor: '', limit: 9 } as const
    const found = (await batches(verbs.store, actor, all)).batches.filter((b) => b.undoes === null)
    const chosen = found[verbs.luck % Math.max(1, found.length)]
    if (!chosen) continue
    const by = actor.id
    const name = { batch: chosen.id, by: chosen.by, as: ulid(8_100 + i) }
    undone.push(...(await undoAll(verbs, actor, name)))
    const again = { batch: name.as, by, as: ulid(8_200 + i) }
    const isMade = undone.some((reply) => reply.changed + reply.archived + reply.restored > 0)
    if (i < 2 && isMade) told.push(await undoAll(verbs, actor, again).catch(String))
  }
  return { told: [...told, await pagesOf(verbs)], undone }
}

/** As if the log had been cut off in the middle of the session: what is lost, and sent back from a sheet. */
export const runRecovers = async ({ store, actors, ids, luck, now }: Verbs) => {
  const told: unknown[] = []
  for (const actor of actors)
    for (const [at, table] of tableKeys.entries()) {
      // The session's ids are four of each table.
      const own = ids.slice(4 * at, 4 * at + 4)
      const refused = writeCursor(actor, 5, { tag: 'cafe', at: now + (luck % 20) })
      const all = { cursor: '', limit: 99, only: null, holds: 'all' } as const
      const { rows } = await pull(store, actor, { table, own: [], ...all })
      const sent = rows.map(({ id, rev, crev }, i): [string, number, number] => [
        id,
        rev + ((luck + i) % 2),
        crev,
      ])
      const order = { table, holds: 'all', rows: sent, after: '', through: null, refused } as const
      const found = await digest(store, actor, order)
      const fields = ['name', 'note']
      const lost = [...(found.lost ?? []), ...own.slice(luck % 3, (luck % 3) + 2)]
      const sheet = lost.map((id, i) => {
        const cells = ['金桥模具', i % 2 === 0 ? '丁' : '']
        return [id, 1 + (i % 3), rowHash(table, fields, cells), cells]
      })
      const body = { table, workbook, fields, rows: sheet }
      for (const cursor of [refused, ''])
        told.push(found, await recover(store, actor, { ...body, cursor }, now + 50))
    }
  return told
}
