// One merge: who, when, which names into which, how much moved; what each field became, where its reader may see that.
import { relevant } from './relevant.ts'
import { timeText } from '../sentence.ts'
import { AskButton } from '../ui/ask-button.tsx'
import { useUi } from '../ui/context.ts'
import type { MergeEntry } from '../../../shared/protocol/merge.ts'
import { percentOf } from '../review/words.ts'
import type { Event, Merges } from './model.ts'
import type { Greeting } from '../../sync/tool-desk.ts'
import { namesText } from './names.ts'
import { storedText } from './words.ts'
import type { SayMerges } from './words.ts'

interface EntryProps {
  readonly entry: MergeEntry
  readonly state: Merges
  readonly dispatch: (event: Event) => void
  readonly speak: SayMerges
  readonly greeting: Greeting | null
}

const Details = ({ entry, state, dispatch, speak, greeting }: EntryProps) => {
  const { locale, words } = useUi()
  const decisions = state.details[entry.merge]
  const text = (field: string, value: string | number | null) =>
    storedText(locale, greeting, { table: 'customer', field, value }) || speak('merges.empty')
  return (
    <details
      onToggle={({ currentTarget }) =>
        currentTarget.open && dispatch({ type: 'details-asked', merge: entry.merge })
      }
    >
      <summary>{speak('merges.details')}</summary>
      {decisions === undefined && <p class="muted">{speak('merges.loading')}</p>}
      {decisions === null && <p class="muted">{speak('merges.detailsNone')}</p>}
      <dl class="pairs">
        {relevant(decisions ?? []).map(({ field, value, rule, rejected }) => (
          <div key={field}>
            <dt>{words?.field(locale, 'customer', field) ?? field}</dt>
            <dd class="became">
              {text(field, value)}
              <span class="muted small block">{speak(`merge.rule.${rule}`)}</span>
              {rejected.length > 0 && (
                <p class="muted small">
                  {speak('merges.from', {
                    values: [...new Set(rejected.map((one) => text(field, one.value)))].join(' / '),
                  })}
                </p>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  )
}

export const Entry = (props: EntryProps) => {
  const { entry, state, dispatch, speak } = props
  const { locale, count } = useUi()
  const { merge, at, byName, winner, losers, moved, score, undone } = entry
  const nameOf = ({ name }: { readonly name: string }) =>
    name === '' ? speak('merges.unnamed') : name
  const names = namesText(locale, losers.map(nameOf))
  const parts = Object.entries(moved)
    .filter(([, n]) => n > 0)
    .map(([table, n]) => speak(`merges.moved.${table}`, { count: count(n) }))
  return (
    <li class="card">
      <p class="muted small">
        {speak('merges.who', { name: byName, time: timeText(locale, at) })}
        {score !== null && ` · ${speak('merges.percent', { percent: percentOf(score) })}`}
      </p>
      <p>
        <bdi>{names}</bdi> <span class="muted">{speak('merges.into')}</span>{' '}
        <strong>{nameOf(winner)}</strong>
      </p>
      <p class="muted small">
        {parts.length > 0
          ? speak('merges.moved', { parts: parts.join(' · ') })
          : speak('merges.movedNone')}
      </p>
      <Details {...props} />
      {undone === null ? (
        <div class="actions">
          <AskButton
            isDisabled={state.isBusy}
            text={speak('merges.undo')}
            name={`${speak('merges.undo')}: ${names}`}
            title={speak('merges.askTitle')}
            ask={speak('merges.ask', { names })}
            onYes={() => dispatch({ type: 'undo-asked', merge })}
          />
        </div>
      ) : (
        <p class="muted">
          {speak('merges.undone', { name: undone.byName, time: timeText(locale, undone.at) })}
        </p>
      )}
    </li>
  )
}
