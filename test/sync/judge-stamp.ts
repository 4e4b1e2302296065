// What the hidden cell of a row says to the oracle: what has been shown in the row, and which row it has become.
import type { Book } from './book.ts'
import { cellAt, marksIn } from './content.ts'
import type { Content, GridCell, GridRow } from './content.ts'
import { enteredKeys, meaningOfCell } from './fields.ts'
import { columnOf, identityOf, SYNC } from './layout.ts'
import type { Identity } from './layout.ts'
import { alsoShown } from './marks.ts'
import type { Oracle } from './oracle.ts'

/** What the row's stamp says is in it has been shown there, also where the server has lost that revision since. */
export const shownWithStamp = (oracle: Oracle, content: Content, row: GridRow): GridRow => {
  const identity = identityOf(row)
  if (identity === null || identity.rev === 0) return row
  const after = new Map(row)
  for (const key of enteredKeys) {
    const column = columnOf(content, key)
    if (column === null) continue
    let cell = cellAt(row, column)
    const meaning = meaningOfCell(key, cell.value)
    const isStored = oracle.ledger.meaningAt(identity.id, identity.rev, key) === meaning
    if (isStored && cell.mark !== 0) oracle.marks.durable.add(cell.mark)
    // Typed over while the row was given its stamp: what it said before is what the stamp says.
    const said = [meaning, ...marksIn(cell).map((mark) => oracle.marks.at(mark).meaning)]
    for (const text of new Set(said))
      for (const mark of oracle.ledger.everMarksAt(identity.id, identity.rev, key, text))
        cell = alsoShown(cell, mark)
    after.set(column, cell)
  }
  return after
}

/** Where a row becomes another one's, its user has agreed to fill what that one lacks. */
export const tellBlanks = (oracle: Oracle, old: string | undefined, now: Identity | null): void => {
  if (now === null || now.rev === 0 || now.id === old) return
  for (const key of enteredKeys)
    if (oracle.ledger.meaningAt(now.id, now.rev, key) === '')
      oracle.told.add(oracle.ledger.markAt(now.id, now.rev, key) ?? 0)
}

/** Does the stamp say that its row has left its user's sight, emptied or held? */
export const saysLeft = (stamp: GridCell): boolean => /\|g[0-9a-f]*\|/u.test(String(stamp.value))

/**
 * @param old what the row's stamp said before
 * @param isMisplaced it stands in another row than the one that it was meant for
 */
export const noteStamp = (
  { held, stood, left, became }: Book,
  row: GridRow,
  old: Identity | null,
  isMisplaced: boolean,
): void => {
  const identity = identityOf(row)
  held.add(identity?.id ?? '')
  if (identity === null || isMisplaced) return
  if (old?.rev === 0 && old.id !== identity.id && identity.rev > 0) became.add(identity.id)
  stood.set(identity.id, Math.max(identity.rev, stood.get(identity.id) ?? 0))
  if (saysLeft(cellAt(row, SYNC))) left.add(identity.id)
}

const versionOf = (text: string): string => text.split('|')[0] ?? ''

/** Is the row's stamp of another canon or mapping than before? */
export const isStampedAnew = (old: GridCell | undefined, row: GridRow): boolean => {
  const before = versionOf(String(old?.value ?? ''))
  return before !== '' && before !== versionOf(String(cellAt(row, SYNC).value))
}
