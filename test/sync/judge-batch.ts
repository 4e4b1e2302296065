// Judges what the add-in does to a sheet. A batch says what each written cell now is (delivered, put back, or from
// nowhere); when the call that it belongs to is over, nothing that only the sheet had may be gone (I1, I5).
import { cellAt, holdsMark, isBlankRow, saysAgain } from './content.ts'
import type { Content, GridCell, GridRow } from './content.ts'
import { blanksOf, cover, forgetCleared, imageOf, isSameText } from './covered.ts'
import type { Touched } from './excel-draft.ts'
import { isEnteredKey, meaningOfCell } from './fields.ts'
import type { EnteredKey } from './fields.ts'
import { columnOf, identityIn, identityOf, keyOfColumn, SYNC } from './layout.ts'
import { alsoShown, shownMark, shownToo, undidNothing } from './marks.ts'
import { isStampedAnew, noteStamp, saysLeft, shownWithStamp, tellBlanks } from './judge-stamp.ts'
import { remember } from './oracle.ts'
import type { Loss, Oracle, Watch } from './oracle.ts'

/** What stood in the row of this identity when the pane last saw it: where it is added anew, all of that comes with it. */
const stoodIn = (
  { seen }: Watch,
  { id, key, meaning }: { readonly id: string; readonly key: EnteredKey; readonly meaning: string },
): GridCell | null => {
  for (const content of seen.toReversed()) {
    const row = content.rows.find((one) => identityOf(one)?.id === id)
    const cell = row && cellAt(row, columnOf(content, key) ?? 0)
    if (cell !== undefined && meaningOfCell(key, cell.value) === meaning) return cell
  }
  return null
}

/** A cell that the add-in wrote, with the mark of what it says. */
const delivered = (
  { oracle, watch, row }: { readonly oracle: Oracle; readonly watch: Watch; readonly row: GridRow },
  before: GridCell,
  after: GridCell,
  key: string,
): GridCell => {
  const meaning = meaningOfCell(key, after.value)
  // Nobody but its user writes there: it is his no more, and what he wrote is judged as lost.
  // Unless it is what was taken from him by mistake, and comes back.
  if (key === 'own' && after.value !== before.value) {
    const kept = watch.covered.find((one) => one.key === key && one.text === String(after.value))
    return { ...after, mark: kept?.mark ?? 0, shown: before.shown }
  }
  if (!isEnteredKey(key) || meaning === meaningOfCell(key, before.value))
    return { ...after, mark: before.mark, shown: before.shown }
  const identity = identityOf(row)
  const id = identity?.id ?? ''
  const isAsStamped = oracle.ledger.meaningAt(id, identity?.rev ?? 0, key) === meaning
  const mark = isAsStamped
    ? oracle.ledger.markAt(id, identity?.rev ?? 0, key)
    : oracle.ledger.everMark(id, key, meaning)
  // Told just before the server was set back: on no server, and nobody's in this sheet before.
  if (mark !== null && !oracle.marks.durable.has(mark) && !holdsMark(watch.book.content, mark))
    watch.told.add(mark)
  // What Ctrl+Z had covered with a misplaced text of ours once more.
  const earlier = mark === null ? shownMark(oracle.marks, before, meaning, oracle.nobodys) : null
  if (earlier !== null) return { ...after, mark: earlier, shown: before.shown }
  // Overwritten by mistake and kept as a row of its own.
  // Typed over by its user, if only in another spelling, a misplaced text is his.
  const isHis = ({ mark: at, text }: Loss) =>
    !oracle.nobodys.has(at) || watch.aliens.some((one) => one.mark === at && one.text !== text)
  const isIts = (one: (typeof watch.covered)[number]) =>
    one.key === key && meaningOfCell(key, one.text) === meaning && isHis(one)
  const kept = watch.covered.findLast(isIts)
  if (mark === null && kept !== undefined)
    return shownToo({ ...after, mark: kept.mark, shown: before.shown }, kept.shown)
  const stood = mark === null && meaning !== '' ? stoodIn(watch, { id, key, meaning }) : null
  if (stood !== null && stood.mark !== 0 && isHis({ key, mark: stood.mark, text: '', row: id }))
    return shownToo({ ...after, mark: stood.mark, shown: before.shown }, stood.shown)
  const own = mark ?? (meaning === '' ? 0 : oracle.marks.fresh(key, meaning))
  // Misplaced, perhaps: judged when the call is over.
  if (mark === null && own !== 0) {
    watch.aliens.push({ key, mark: own, text: String(after.value), row: id })
    oracle.nobodys.add(own)
  }
  return alsoShown({ ...after, mark: own, shown: before.shown }, own)
}

/**
 * Does the server have it in that very cell, at the revision that the row stood on, or beside it, in a conflict? Then
 * whoever typed it too, it is kept.
 */
const isOnServer = (
  { ledger, marks }: Oracle,
  stood: GridCell | undefined,
  old: GridCell,
  key: string,
): boolean => {
  const identity = identityIn(String(stood?.value ?? ''))
  if (identity === null || identity.rev === 0 || !isEnteredKey(key)) return false
  const meaning = meaningOfCell(key, old.value)
  const contested = [...(ledger.entries.get(identity.id)?.conflicts ?? [])].map(marks.at)
  return (
    ledger.meaningAt(identity.id, identity.rev, key) === meaning ||
    contested.some((mark) => mark.key === key && mark.meaning === meaning)
  )
}

/** Did the batch write to a row that was not the expected one, or over somebody's row at the end? */
const isMisplaced = ({ expected }: Watch, before: Content, touched: Touched): boolean =>
  [...touched].some(([index, cells]) => {
    const wanted = expected.get(index)
    if (wanted !== undefined) return wanted !== String(cellAt(before.rows[index], SYNC).value)
    return [...cells.values()].some(({ value }) => value !== '')
  })

const saysNothingIn = ({ columns }: Content, row: GridRow | undefined): boolean =>
  columns.every(
    (one) => !isEnteredKey(keyOfColumn(one) ?? 'own') || cellAt(row, one.id).value === '',
  )

const isHeldElsewhere = ({ watches }: Oracle, { book }: Watch, mark: number): boolean =>
  [...watches.values()].some((one) => one.book !== book && holdsMark(one.book.content, mark))

const judgeFallen = (oracle: Oracle, before: Content, { below }: Content): void => {
  for (const row of below.filter((one) => !isBlankRow(one) && before.rows.includes(one)))
    oracle.violate(
      'I1',
      `a row fell out of the table: ${[...row.values()].map((c) => c.value).join()}`,
    )
}

/** @returns the content as the oracle keeps it: the same values, with the marks that they carry now */
export const settleBatch = (
  oracle: Oracle,
  watch: Watch,
  before: Content,
  after: Content,
  touched: Touched,
): Content => {
  if (touched.size === 0) {
    remember(watch, after)
    return after
  }
  watch.isMisplaced ||= isMisplaced(watch, before, touched)
  const rows = [...after.rows]
  const placed = new Set<number>()
  const brought = new Set<number>()
  for (const [index, cells] of touched) {
    const row = rows[index]
    if (row === undefined) continue
    const settled = new Map(row)
    for (const [column, old] of cells) {
      const shape = after.columns.find(({ id }) => id === column)
      const key = shape ? (keyOfColumn(shape) ?? 'own') : 'own'
      const now = cellAt(row, column)
      // What did not change was put back by nobody.
      const image = isSameText(old, now)
        ? null
        : imageOf(watch, { index, column, now, before, placed })
      const isPutBack = image !== null
      // In its user's own column, where columns have moved: nobody would take it for anything else.
      watch.isMisplaced ||= key === 'own' && !isPutBack && now.value !== '' && !isSameText(old, now)
      // In a wrong place, it comes over what that row has shown.
      const back = image !== null && image.mark !== old.mark ? shownToo(image, old.shown) : image
      const cell = back ?? delivered({ oracle, watch, row }, old, now, key)
      settled.set(column, cell)
      if (isPutBack) placed.add(cell.mark)
      if (cell.mark !== old.mark) brought.add(cell.mark)
      // Put back: what its user types there next is his own doing.
      watch.losses = watch.losses.filter(({ mark }) => mark !== cell.mark)
      // It takes two steps where columns have moved as well: what he had cleared was our text, not what comes back.
      if (isPutBack) forgetCleared(oracle, watch, old, cell)
      // Put back in a wrong place, it takes the place of something itself; of a misplaced text of ours nobody misses it.
      const isMissed = old.mark !== cell.mark && !oracle.nobodys.has(old.mark)
      if (!isPutBack || isMissed) cover(watch, index, column, old)
      const isOurs = !isEnteredKey(key) && key !== 'own'
      const isGone = key === 'own' ? old.value !== cell.value : old.mark !== cell.mark
      // A blank cell under another mapping says nothing (R13), nor do those of a row that was nobody's (R31), or that
      // stands on nothing, beside what a copy of its file has stored.
      const stood = cells.get(SYNC)
      const isBaseless = identityIn(String(stood?.value ?? ''))?.rev === 0
      const isAnothers = isStampedAnew(stood, row) || stood?.value === '' || isBaseless
      // Nor of one that has left: emptied before, it was a question and no edit (R38).
      const isEmptied = saysNothingIn(before, before.rows[index])
      const hasLeft = (isEmptied ? /\|g[^|]*\|/u : /\|g\|/u).test(String(stood?.value ?? ''))
      const saysNothing = old.value === '' && (isAnothers || hasLeft)
      // Given back to its user, who has typed over it meanwhile.
      const isGivenBack = isPutBack || watch.met.some(({ mark }) => mark === cell.mark)
      const isTypedOver = isGivenBack && cell.mark > old.mark
      // Cleared, while it showed what was misplaced, or a copy of that: what was there comes back.
      const comesBack = watch.isMisplaced && isOnServer(oracle, cellAt(row, SYNC), now, key)
      const isUncovered = (isGivenBack || comesBack) && old.value === ''
      // Cleared again after its user had asked for the row, or had said who it is: he gets what is on file.
      const was = identityIn(String(stood?.value ?? ''))?.id ?? ''
      const is = identityOf(row)?.id ?? ''
      const isLinked = oracle.linked.has(was) && is !== was
      const isAskedFor = old.value === '' && (oracle.putBack.has(is) || isLinked)
      const isGivenUp = oracle.givenUp.has(`${was}/${key}/${meaningOfCell(key, old.value)}`)
      const isFreed = isAskedFor || (isGivenUp && saysLeft(cellAt(row, SYNC)))
      // Brought back by Ctrl+Z into a wrong row, of a day that the server has lost: its author's file has it.
      const isWithAuthor = was !== '' && is !== was && isHeldElsewhere(oracle, watch, old.mark)
      const isWanted = isTypedOver || isUncovered || isFreed || isWithAuthor
      const isKept = isWanted || isOnServer(oracle, stood, old, key)
      const loss = { key, mark: old.mark, text: String(old.value), row: was === '' ? is : was }
      if (!isOurs && isGone && old.mark !== 0) watch.covered.push({ ...loss, shown: old.shown })
      if (!isOurs && isGone && old.mark !== 0 && !saysNothing && !isKept) {
        watch.losses.push(loss)
        watch.met.push(loss)
      }
    }
    const stamp = cells.get(SYNC)
    if (stamp !== undefined) {
      const was = identityIn(String(stamp.value))
      tellBlanks(oracle, was?.id, identityOf(row))
      const wanted = watch.expected.get(index)
      noteStamp(watch.book, row, was, wanted !== undefined && wanted !== String(stamp.value))
    }
    const isAdded = stamp?.value === ''
    const whole = isAdded ? blanksOf(watch, after, settled) : settled
    rows[index] = stamp === undefined ? settled : shownWithStamp(oracle, after, whole)
  }
  // One batch may bring it into its row and take it out of another one, in whatever order.
  watch.losses = watch.losses.filter(({ mark }) => !brought.has(mark))
  // Also over blank cells, where columns have moved.
  watch.isMisplaced ||= watch.aliens.length > 0
  judgeFallen(oracle, before, after)
  const content = { ...after, rows }
  remember(watch, content)
  return content
}

export const beginCall = (watch: Watch, expected: Watch['expected']): void => {
  watch.calls++
  watch.expected = expected
}

/** The pane is gone, and with it what it would have taken back. */
export const forgetCalls = (watch: Watch): void => {
  watch.calls = 0
  watch.losses = []
  watch.met = []
  watch.covered = []
  watch.told = new Set()
  watch.typedOver = new Set()
  watch.aliens = []
  watch.image = new Map()
  watch.isMisplaced = false
}

/**
 * Nothing that the add-in overwrote may be gone by now.
 * @param isRefused Excel did not let the call come to its end
 */
export const endCall = (oracle: Oracle, watch: Watch, isRefused: boolean): void => {
  watch.calls--
  if (watch.calls > 0 || isRefused) return
  const { losses, aliens, told, cut, typedOver } = watch
  forgetCalls(watch)
  // Typed over by its user, if only in another spelling, it is his.
  for (const { key, mark, text } of aliens)
    if (holdsMark(watch.book.content, mark, text))
      oracle.violate('I13', `the add-in wrote "${text}" into ${key}, which nobody ever said there`)
  const isThere = (id: string) =>
    watch.book.content.rows.some((row) => (identityOf(row)?.id ?? '') === id)
  for (const { key, mark, text, row } of losses) {
    const { marks } = oracle
    // Cleared, and deleted with our text in it.
    if (text === '' && row !== '' && !isThere(row)) continue
    if (oracle.nobodys.has(mark) || told.has(mark) || cut.has(mark)) continue
    if (typedOver.has(mark)) continue
    if (holdsMark(watch.book.content, mark) || saysAgain(watch.book.content, mark, text)) continue
    if (key === 'own') oracle.violate('I5', `the user's own cell "${text}" is gone`)
    else if (!marks.durable.has(mark) && !oracle.released.has(mark) && !undidNothing(marks, mark))
      oracle.violate('I1', `"${text}" in ${key} was overwritten and is kept nowhere`)
  }
}
