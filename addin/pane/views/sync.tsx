// Syncing: the button, what is going on, how it ended, and whether it goes on by itself.
import { tableKeys } from '../../../shared/schema/table-keys.ts'
import type { TableKey } from '../../../shared/schema/table-keys.ts'
import type { Account, State } from '../model.ts'
import { accountText, progressText } from '../sentence.ts'
import { Button } from '../ui/button.tsx'
import { toolsFor } from '../tool.ts'
import { useUi } from '../ui/context.ts'
import { Lazy } from '../ui/lazy.tsx'
import { Message } from '../ui/message.tsx'
import { Progress } from '../ui/progress.tsx'
import { Hinted } from './hinted.tsx'
import { Detach, Notices, WipeFile } from './notices.tsx'
import { OnItsWay } from './on-its-way.tsx'
import { StopMessage } from './stop-message.tsx'
import { ToolLinks } from './tool.tsx'

const Running = ({ run }: { readonly run: NonNullable<State['run']> }) => {
  const { t, locale, dispatch } = useUi()
  const { progress, isCancelling } = run
  const hasEnd = progress?.phase === 'push'
  return (
    <>
      <Progress
        label={t('sync.progress')}
        text={isCancelling ? t('sync.stopping') : progressText(locale, progress)}
        done={hasEnd ? progress.done : 0}
        of={hasEnd ? progress.of : 0}
      />
      <div class="actions">
        <Button isDisabled={isCancelling} onClick={() => dispatch({ type: 'cancel-asked' })}>
          {t('sync.stop')}
        </Button>
      </div>
    </>
  )
}

interface ResultProps {
  readonly account: Account
  /** null where only one sheet is bound. */
  readonly table: TableKey | null
}

const Result = ({ account, table }: ResultProps) => {
  const { t, locale, count } = useUi()
  const isOpen = account.toCorrect + account.known + account.held > 0
  return (
    <Message
      kind={isOpen ? 'warning' : 'success'}
      {...(table === null ? {} : { title: t(`table.${table}`) })}
    >
      <span>{accountText(locale, account)}</span>
      {account.warnings > 0 && (
        <p class="muted">{t('sync.warnings', { count: count(account.warnings) })}</p>
      )}
      {account.isCancelled && <p>{t('sync.cancelled')}</p>}
    </Message>
  )
}

const Results = ({ state }: { readonly state: State }) => {
  const { t } = useUi()
  const done = state.sheets.flatMap(({ table }) => {
    const account = state.accounts[table]
    return account === undefined ? [] : [{ table, account }]
  })
  if (done.length === 0) return <p class="muted">{t('sync.never')}</p>
  return (
    <>
      {done.map(({ table, account }) => (
        <Result key={table} account={account} table={state.sheets.length > 1 ? table : null} />
      ))}
    </>
  )
}

const loadWithheld = async () => (await import('../fields/withheld.tsx')).WithheldColumns

/** Columns of which something is kept from their reader. */
const Kept = ({ state }: { readonly state: State }) =>
  state.sheets.map(({ table }) => {
    const withheld = state.accounts[table]?.withheld
    const isAny = withheld !== undefined && Object.values(withheld).some((keys) => keys.length > 0)
    return isAny ? <Lazy key={table} load={loadWithheld} props={{ table, withheld }} /> : null
  })

/** Where a message speaks of somebody else's file, it offers to empty it. */
const isWipeOffered = ({ notices, stop }: State): boolean =>
  notices.includes('other-file') || stop?.code === 'other_owner' || stop?.code === 'other_org'

const Sheets = ({ state }: { readonly state: State }) => {
  const { t, dispatch } = useUi()
  return (
    <section aria-labelledby="sheets-title">
      <h2 id="sheets-title">{t('sync.sheets')}</h2>
      <ul class="plain">
        {state.sheets.map(({ table, sheet, holds }) => (
          <li key={table} class="muted">
            {t('sync.sheet', { table: t(`table.${table}`), sheet, holds: t(`holds.${holds}`) })}
          </li>
        ))}
      </ul>
      <ToolLinks tools={toolsFor(state.me).filter((tool) => tool !== 'ahead')} />
      <div class="actions links">
        {state.sheets.length < tableKeys.length && (
          <Button
            look="subtle"
            isDisabled={state.run !== null}
            onClick={() => dispatch({ type: 'chosen', way: 'back' })}
          >
            {t('sync.add')}
          </Button>
        )}
        <Button look="subtle" onClick={() => dispatch({ type: 'history-asked' })}>
          {t('history.open')}
        </Button>
        {!state.notices.includes('other-file') && <Detach state={state} />}
        {!isWipeOffered(state) && <WipeFile state={state} />}
      </div>
    </section>
  )
}

export const Sync = ({ state }: { readonly state: State }) => {
  const { t, dispatch } = useUi()
  const { run } = state
  return (
    <>
      <StopMessage state={state} />
      <Notices state={state} />
      {run === null && (
        <div class="actions">
          <Button look="primary" onClick={() => dispatch({ type: 'sync-asked' })}>
            {t('sync.go')}
          </Button>
          {state.sheets.some(({ table }) => table === 'customer') && (
            <Button look="subtle" onClick={() => dispatch({ type: 'tool-asked', tool: 'ahead' })}>
              {t('tool.ahead')}
            </Button>
          )}
        </div>
      )}
      {run !== null && <Running run={run} />}
      {/* While the server is away an account of earlier would seem to speak of now. */}
      <div role="status">{run === null && state.away === null && <Results state={state} />}</div>
      {run === null && state.away === null && <Hinted hinted={state.hinted} />}
      {run === null && state.away === null && <Kept state={state} />}
      {state.away === null && <OnItsWay state={state} />}
      <label class="check">
        <input
          type="checkbox"
          checked={state.isAuto}
          onChange={({ currentTarget }) =>
            dispatch({ type: 'auto-switched', isOn: currentTarget.checked })
          }
        />
        {t('sync.auto')}
      </label>
      <Sheets state={state} />
    </>
  )
}
