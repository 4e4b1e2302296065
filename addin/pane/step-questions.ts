// What the end of a sync leaves open for its user: words to type before rows are put away, answers that were not taken,
// a file under another name.
import type { Decision } from '../../shared/sync/session/answer.ts'
import type { TableKey } from '../../shared/schema/table-keys.ts'
import type { Account, Notice, State } from './model.ts'

const conflictsOf = (decisions: readonly Decision[]): readonly string[] =>
  decisions.flatMap(({ resolution }) => (resolution === undefined ? [] : [resolution.conflict]))

const openConflicts = (accounts: State['accounts']): ReadonlySet<string> =>
  new Set(
    Object.values(accounts).flatMap(({ board }) =>
      board.conflicts.flatMap(({ fields }) => fields.map(({ conflict }) => conflict)),
    ),
  )

/** An answered conflict that is still open was not settled: its value was no good, or its row has moved on. */
const refusedAfter = (
  { refused }: State,
  decisions: readonly Decision[],
  account: Account,
  accounts: State['accounts'],
): readonly string[] => {
  const open = openConflicts(accounts)
  const tried = account.isCancelled ? [] : conflictsOf(decisions)
  return [...new Set([...refused, ...tried])].filter((id) => open.has(id))
}

/** Only what is put away is asked again with the words: the other answers were carried out. */
const confirmingAfter = (
  state: State,
  table: TableKey,
  decisions: readonly Decision[],
  { board: { confirm: words } }: Account,
): State['confirming'] => {
  const archived = decisions.filter(({ answer }) => answer === 'archive')
  if (archived.length === 0) return state.confirming
  return words === null ? null : { table, words, decisions: archived }
}

export const withNotice = (state: State, notice: Notice): readonly Notice[] => [
  ...state.notices.filter((one) => one !== notice),
  notice,
]

/** The state with what a sync of one table brought. */
export const afterRun = (state: State, table: TableKey, account: Account): State => {
  const decisions = state.run?.order.decisions ?? []
  const accounts = { ...state.accounts, [table]: account }
  return {
    ...state,
    accounts,
    confirming: confirmingAfter(state, table, decisions, account),
    refused: refusedAfter(state, decisions, account, accounts),
    notices: account.board.isOtherFile ? withNotice(state, 'other-file') : state.notices,
  }
}
