// Judges the world when all is quiet: sheets and server say the same, each row once, nothing is left undone.
import { customerOf, sees } from '../support/store-state.ts'
import type { FakeRow, FakeState } from '../support/store-state.ts'
import { judgeCustomerOf } from './children.ts'
import { cellAt } from './content.ts'
import type { GridRow } from './content.ts'
import type { Desk } from './desk.ts'
import { CUSTOMER, enteredKeys, meaningOfCell, meaningOfValue, valueOf } from './fields.ts'
import { columnOf, identityOf } from './layout.ts'
import { isShut } from './liveness.ts'
import type { World } from './world.ts'

/** States in which a row may stay for ever: saved, or waiting for its user. */
const settled: ReadonlySet<string> = new Set([
  'empty',
  'clean',
  'answered',
  'cleared',
  'damaged',
  'copy',
  'twin',
  'departed',
])

/** States in which a row is the one that its id names. */
const isClaimed: ReadonlySet<string> = new Set(['clean', 'answered', 'dirty', 'cleared', 'stale'])

/** Was it somebody else's before? Who sees that one only is told by the comparison (R23). */
const hasMoved = ({ history }: FakeState, child: FakeRow | undefined): boolean =>
  history.some(
    ({ row, values }) => row === child?.id && values[CUSTOMER] !== child.values[CUSTOMER],
  )

const judgeRow = (world: World, desk: Desk, row: GridRow, kind: string): void => {
  const id = identityOf(row)?.id ?? ''
  const at = `pane ${desk.id}, ${id.slice(-4)}`
  // Lost by the server, it waits for its user's word; edited, also where he let the loss of the others stand.
  const isHeld = desk.last?.session.lost.has(id) === true
  if (!settled.has(kind) && !isHeld) world.oracle.violate('I10', `${at} is ${kind} and stays so`)
  if (kind !== 'clean' || isHeld) return
  const state = world.server.state()
  const { table } = world.plan
  const server = state.rows[table].get(id)
  const actor = world.server.actorOf(desk.user)
  const customer = server && customerOf(state, table, server)
  // What an undo or an older file brings back after its row left is found by the digest (R8), which this lane lacks.
  const isBroughtBack = world.noDigest && desk.book.isForgetful
  const isMine =
    desk.last?.session.binding.holds !== 'own' || customer?.values['owner'] === actor.id
  // So is what its user typed into a row that is no longer his own, and that he may still change (R23).
  const hasLeft = world.noDigest && desk.book.left.has(id)
  // And a colleague's row that he put into a sheet of his own: a row became it, it was given back, or it is a visit to
  // somebody whom he may see. No pull of his own tells of it, the comparison does (R34).
  const isTyped = table !== 'customer' && world.oracle.ledger.entries.get(id)?.first !== null
  const isGiven = desk.book.became.has(id) || desk.book.recovered.has(id) || isTyped
  const isColleagues = world.noDigest && isGiven
  if ((isBroughtBack || hasLeft || isColleagues) && !isMine) return
  if (server === undefined || !sees(state, actor, table, server)) {
    if (isBroughtBack || (world.noDigest && hasMoved(state, server))) return
    world.oracle.violate('I3', `${at} counts as saved, and its user may not see it`)
    return
  }
  // Stored by a session that was cut off, and lost with a day before its cursor: the digest finds it, too (R28).
  const rev = identityOf(row)?.rev ?? 0
  if (world.noDigest && rev > server.rev) return
  // So is what Ctrl+Z, an older file or a restored server has set back behind what the sheet was told (R8).
  if (world.noDigest && rev < (desk.book.stood.get(id) ?? 0)) return
  if (table !== 'customer') judgeCustomerOf(world, desk, row)
  for (const key of enteredKeys) {
    const column = columnOf(desk.book.content, key)
    if (column === null) continue
    const [sheet, truth] = [
      meaningOfCell(key, cellAt(row, column).value),
      meaningOfValue(key, valueOf(server.values, key)),
    ]
    if (sheet !== truth)
      world.oracle.violate('I3', `${at} ${key}: the sheet says "${sheet}", the server "${truth}"`)
  }
}

const judgeDesk = (world: World, desk: Desk): void => {
  const { last } = desk
  if (isShut(desk)) return
  if (desk.stopped !== null || last === null) {
    world.oracle.violate('I10', `pane ${desk.id} ends with ${desk.stopped ?? 'nothing'}`)
    return
  }
  const { rows } = desk.book.content
  last.session.rows.forEach(({ state }, at) => {
    const row = rows[at]
    if (row !== undefined) judgeRow(world, desk, row, state)
  })
  const ids = last.session.rows.flatMap(({ state, stamp }) =>
    stamp !== null && isClaimed.has(state) ? [stamp.id] : [],
  )
  const twice = ids.find((id, at) => ids.indexOf(id) !== at)
  if (twice !== undefined)
    world.oracle.violate('I3', `pane ${desk.id} has ${twice.slice(-4)} twice`)
}

/** I3: who holds all that he sees, or all of his own, has each row, unless his user took it out of the sheet. */
const judgeMissing = (world: World, desk: Desk): void => {
  const binding = desk.last?.session.binding
  if (isShut(desk) || binding === undefined || binding.holds === 'put') return
  const actor = world.server.actorOf(desk.user)
  const here = new Set(desk.book.content.rows.map((row) => identityOf(row)?.id))
  const state = world.server.state()
  const { table } = world.plan
  for (const row of state.rows[table].values()) {
    const isMine =
      binding.holds === 'own'
        ? customerOf(state, table, row)?.values['owner'] === actor.id
        : sees(state, actor, table, row)
    if (!isMine || row.archived || row.mergedInto !== null || here.has(row.id)) continue
    // Had it left, and was its place typed over since, the comparison finds it again.
    if (world.noDigest && desk.book.left.has(row.id)) continue
    const { away, delivered } = desk.last?.session ?? {}
    if (away?.has(row.id) !== true && delivered?.has(row.id) !== true)
      world.oracle.violate('I3', `pane ${desk.id} never got ${row.id.slice(-4)}`)
  }
}

const judgeServer = (world: World): void => {
  const state = world.server.state()
  for (const row of state.rows[world.plan.table].values()) {
    if (row.archived && !world.oracle.archived.has(row.id))
      world.oracle.violate('I6', `${row.id.slice(-4)} was archived, and nobody said so`)
    if (row.by === '' || row.at === 0)
      world.oracle.violate('I14', `${row.id.slice(-4)} has no author`)
  }
  const seqs = state.history.map(({ seq }) => seq)
  const twice = seqs.find((seq, at) => seqs.indexOf(seq) !== at)
  if (twice !== undefined) world.oracle.violate('I9', `seq ${twice} was given out twice`)
}

export const judgeEnd = (world: World): void => {
  for (const desk of world.desks) {
    judgeDesk(world, desk)
    judgeMissing(world, desk)
  }
  judgeServer(world)
}
