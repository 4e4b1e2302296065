// What happens at the panes: sessions begin, go on by one await or by many, are cancelled, and are answered.
import type { Decision } from '../../shared/sync/session/answer.ts'
import type { Board } from '../../shared/sync/session/board.ts'
import { deskAt, pickAt } from './deed.ts'
import type { Deed } from './deed.ts'
import { actOnce, createDesk, isOwing, startSync } from './desk.ts'
import type { Desk } from './desk.ts'
import { cellAt } from './content.ts'
import type { Content, GridCell } from './content.ts'
import { enteredKeys, keyOf, meaningOfCell } from './fields.ts'
import type { EnteredKey } from './fields.ts'
import { columnOf, identityOf } from './layout.ts'
import { serveOnce } from './network.ts'
import { drain } from './drain.ts'
import type { World } from './world.ts'

/** What a pane can answer to a row that waits, by what it waits for. */
const waitingAnswers: Readonly<Record<string, readonly Decision['answer'][]>> = {
  copy: ['own'],
  twin: ['original'],
  damaged: ['own'],
  gone: ['own', 'give-up'],
  forbidden: ['own', 'give-up'],
  cleared: ['forget', 'archive', 'put-back'],
}

const byId = (id: string, ...answers: readonly Decision['answer'][]): readonly Decision[] =>
  answers.map((answer) => ({ id, answer }))

/** Answers about what the row says. */
const asShown = (
  { id, hash }: { readonly id: string; readonly hash: string },
  ...answers: readonly Decision['answer'][]
): readonly Decision[] => byId(id, ...answers).map((one) => ({ ...one, shown: hash }))

/** Questions that a board puts, with the answers that each can have. */
export const questionsOf = (board: Board): readonly (readonly Decision[])[] => [
  ...board.known.flatMap((row): readonly (readonly Decision[])[] => {
    if (!row.isLinked) return [asShown(row, 'link', 'create')]
    // Nothing to choose from is no question.
    return row.differing.length === 0 ? [] : [asShown(row, 'mine', 'theirs')]
  }),
  ...board.recycled.map((row) => asShown(row, 'renamed', 'separate')),
  ...board.conflicts.flatMap(({ fields }) =>
    fields.map(({ conflict, rev }): readonly Decision[] =>
      (['mine', 'theirs'] as const).map((take) => ({
        id: '',
        answer: 'resolve',
        resolution: { conflict, take, rev },
      })),
    ),
  ),
  ...board.waiting.flatMap(({ id, why, row, hash }) => {
    const answers = waitingAnswers[why] ?? []
    return answers.length === 0
      ? []
      : [answers.map((answer) => ({ id, answer, place: { row, hash } }))]
  }),
  ...board.removed.rows.map(({ id }) => byId(id, 'forget', 'archive', 'put-back')),
  ...(board.lost.length > 0
    ? [byId('', 'recover', 'accept').map((one) => ({ ...one, seen: board.seen, lost: board.lost }))]
    : []),
]

/** What the cell has shown is given up where it says this, whenever that was. */
const releaseShown = (world: World, cell: GridCell, meaning: string): void => {
  for (let at = cell.shown; at !== null; at = at.before)
    if (world.oracle.marks.at(at.mark).meaning === meaning) world.oracle.released.add(at.mark)
}

/** What the question was about: its user may have typed on since, and may type it once more. */
const askedOf = ({ last }: Desk, id: string, key: EnteredKey): string | null => {
  const at = last?.session.layout.entered.findIndex((column) => keyOf(column.key) === key) ?? -1
  const row = last?.session.rows.find(({ stamp }) => stamp?.id === id)
  return row === undefined || at < 0 ? null : meaningOfCell(key, row.entered[at] ?? '')
}

/** Cut and pasted without the hidden cell since, what he gives up stands under another identity. */
const releaseMoved = (world: World, desk: Desk, id: string): void => {
  const { content } = desk.book
  const asked = enteredKeys.map((key) => askedOf(desk, id, key))
  for (const row of content.rows) {
    const cells = enteredKeys.map((key) => cellAt(row, columnOf(content, key) ?? 0))
    const isSame = cells.every(({ value }, at) => {
      const [key, meaning] = [enteredKeys[at], asked[at] ?? '']
      return key !== undefined && meaningOfCell(key, value) === meaning
    })
    if (isSame) for (const { mark } of cells) world.oracle.released.add(mark)
  }
}

/** The sheet with the row that is asked about: while its stamp is overwritten by mistake, as it stood before. */
const contentOf = (world: World, { id, book }: Desk, row: string): Content => {
  const holds = ({ rows }: Content) => rows.some((one) => identityOf(one)?.id === row)
  const seen = world.oracle.watches.get(id)?.seen ?? []
  return holds(book.content) ? book.content : (seen.findLast(holds) ?? book.content)
}

/** The user has looked at both values, and says which: what he gives up is given up by himself. */
export const decide = (world: World, desk: Desk, decision: Decision): void => {
  const { answer, id } = decision
  world.reached(`answer ${answer}`)
  desk.decisions.push(decision)
  if (answer === 'archive') world.oracle.archived.add(id)
  if (answer === 'put-back') world.oracle.putBack.add(id)
  if (answer === 'link') world.oracle.linked.add(id)
  if (answer === 'recover')
    for (const one of desk.last?.session.lost.keys() ?? []) desk.book.recovered.add(one)
  if (answer === 'give-up') releaseMoved(world, desk, id)
  const content = contentOf(world, desk, id)
  const { released, told, ledger } = world.oracle
  const lost = answer === 'accept' ? desk.last?.session.lost : undefined
  const linked = desk.last?.board.known.find((one) => one.id === id)
  for (const row of content.rows) {
    const rowId = identityOf(row)?.id
    if (rowId === undefined || (rowId !== id && lost?.has(rowId) !== true)) continue
    for (const key of enteredKeys) {
      const cell = cellAt(row, columnOf(content, key) ?? 0)
      // Of a linked row only what the question shows.
      const isShown = linked?.differing.some(({ field }) => keyOf(field) === key) === true
      const isGivenUp =
        (answer === 'theirs' && isShown) || answer === 'give-up' || answer === 'accept'
      if (isGivenUp) released.add(cell.mark)
      const asked = isGivenUp ? askedOf(desk, rowId, key) : null
      const isLetGo = answer === 'give-up' || answer === 'accept'
      if (asked !== null && isLetGo) world.oracle.givenUp.add(`${rowId}/${key}/${asked}`)
      // Typed over since he was asked, it may come back by Ctrl+Z before it is carried out.
      if (asked !== null && answer === 'accept') releaseShown(world, cell, asked)
      if (answer === 'link' || answer === 'put-back') releaseShown(world, cell, '')
      const newest = ledger.entries.get(id)?.revisions.at(-1)
      // Asked whether it is the same one, its user is shown what stands there.
      const question = desk.last?.board.recycled.find((one) => one.id === id)
      const shown = question?.differing.find(({ field }) => keyOf(field) === key)?.theirs
      const isSeen =
        answer === 'renamed' && meaningOfCell(key, shown ?? '') === newest?.meanings[key]
      if (answer === 'mine' || isSeen) told.add(newest?.marks[key] ?? 0)
    }
  }
}

/** The session goes on until it ends, or so many times. */
export const goOn = async (world: World, desk: Desk, times: number): Promise<void> => {
  for (let time = 0; time < times && desk.run !== null; time++) {
    const own = world.calls.find((call) => call.desk === desk && call.answer !== null)
    if (own !== undefined && (desk.parked.length === 0 || time % 2 === 0))
      await serveOnce(world, own)
    else if (actOnce(world, desk, 0)) await drain()
    else return
  }
}

/** Sleeps another pane on this file between a misplaced write and its compensation? README. */
const isBesideOwing = (world: World, desk: Desk): boolean =>
  world.desks.some((one) => one !== desk && one.book === desk.book && isOwing(one))

/** Begun before, a session that has only read so far goes on reading when that is over. */
const mustWait = (world: World, desk: Desk): boolean =>
  desk.work.written === 0 && isBesideOwing(world, desk)

export const paneDeeds: readonly Deed[] = [
  {
    name: 'sync',
    family: 'pane',
    weight: 10,
    isNeeded: true,
    act: async (world, { who, a }) => {
      const desk = deskAt(world, who)
      if (desk === null || desk.run !== null) return false
      if (isBesideOwing(world, desk)) return false
      startSync(world, desk, a % 4 === 0)
      await drain()
      return true
    },
  },
  {
    name: 'go on by one await',
    family: 'pane',
    weight: 24,
    isNeeded: true,
    act: async (world, { who, a }) => {
      const desks = world.desks.filter((desk) => desk.parked.length > 0)
      const desk = pickAt(desks, who)
      if (desk === null || mustWait(world, desk) || !actOnce(world, desk, a)) return false
      await drain()
      return true
    },
  },
  {
    name: 'go on for a while',
    family: 'pane',
    weight: 8,
    isNeeded: true,
    act: async (world, { who, a }) => {
      const desk = pickAt(
        world.desks.filter((one) => one.run !== null),
        who,
      )
      if (desk === null || mustWait(world, desk)) return false
      await goOn(world, desk, 4 + (a % 60))
      return true
    },
  },
  {
    name: 'cancel',
    family: 'pane',
    weight: 0.3,
    act: (world, { who }) => {
      const desk = deskAt(world, who)
      if (desk === null || desk.run === null) return false
      desk.run.cancel()
      return true
    },
  },
  {
    name: 'answer a question',
    family: 'pane',
    weight: 5,
    act: (world, { who, a, b }) => {
      const desk = deskAt(world, who)
      if (desk === null || desk.last === null) return false
      const question = pickAt(questionsOf(desk.last.board), a)
      const decision = question === null ? null : pickAt(question, b)
      if (
        decision === null ||
        desk.decisions.some((one) => one.id === decision.id && one.id !== '')
      )
        return false
      decide(world, desk, decision)
      return true
    },
  },
  {
    name: 'a second pane on the same file',
    family: 'pane',
    weight: 0.1,
    act: (world, { who, b }) => {
      const desk = deskAt(world, who)
      if (desk === null || world.desks.length >= 8) return false
      const other = b % 3 === 0 ? (desk.user + 1) % world.server.people.length : desk.user
      createDesk(world, desk.book, other)
      return true
    },
  },
]
