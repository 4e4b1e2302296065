// Who did what and when, newest first, by person, kind and day; and whether the record is whole.
import type { AuditEntry } from '../../../shared/protocol/trace.ts'
import { listed } from '../../text/lists.ts'
import { timeText } from '../sentence.ts'
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { DayField } from '../ui/day-field.tsx'
import { Select } from '../ui/select.tsx'
import { deedKinds, type Filter, isDeedKind } from './model.ts'
import type { PartProps } from './part.ts'
import { SealsPart } from './seals.tsx'
import { factsOf, otherIds } from './words.ts'

const Filters = ({ state, looker, t, dispatch }: PartProps) => {
  const { filter } = state
  const change = (part: Partial<Filter>) =>
    dispatch({ type: 'filter-changed', filter: { ...filter, ...part } })
  return (
    <>
      <Select
        id="audit-by"
        label={t('audit.by')}
        value={filter.by}
        options={[
          { value: '', text: t('audit.everybody') },
          ...looker.users.map(({ id, name }) => ({ value: id, text: name })),
        ]}
        onChoose={(by) => change({ by })}
      />
      <Select
        id="audit-kind"
        label={t('audit.kind')}
        value={filter.kind}
        options={[
          { value: '', text: t('audit.anything') },
          ...deedKinds.map((kind) => ({ value: kind, text: t(`kind.${kind}`) })),
        ]}
        onChoose={(kind) => change({ kind: isDeedKind(kind) ? kind : '' })}
      />
      <DayField
        id="audit-day"
        label={t('audit.day')}
        value={filter.day}
        error={null}
        onDay={(day) => change({ day })}
      />
    </>
  )
}

const Entry = ({ entry, looker, t }: Pick<PartProps, 'looker' | 't'> & { entry: AuditEntry }) => {
  const { locale, count } = useUi()
  const { at, byName, what } = entry
  const facts = factsOf(locale, looker, entry)
  const ids = otherIds(looker, entry)
  return (
    <li class="kept">
      <p class="muted small">
        {timeText(locale, at)} · {byName === '' ? t('audit.server') : byName}
      </p>
      <p>{t(`deed.${what}`)}</p>
      {facts.length > 0 && <p class="muted small">{facts.join(' · ')}</p>}
      {ids.length > 0 && (
        <details class="small">
          <summary>{t('audit.ids', { count: count(ids.length) })}</summary>
          {listed(locale, ids)}
        </details>
      )}
    </li>
  )
}

export const Audit = (props: PartProps) => {
  const { state, looker, t, ask } = props
  const { entries, isMore } = state
  return (
    <>
      <p class="muted small">{t('audit.hint')}</p>
      <SealsPart {...props} />
      <Filters {...props} />
      <div role="status">
        {entries === null && state.stop === null && <p class="muted">{t('trace.loading')}</p>}
        {entries?.length === 0 && <p>{t('audit.none')}</p>}
      </div>
      <ul>
        {(entries ?? []).map((entry) => (
          <Entry key={entry.seq} entry={entry} looker={looker} t={t} />
        ))}
      </ul>
      {isMore && entries !== null && (
        <Button isDisabled={state.isBusy} onClick={() => ask({ do: 'more' })}>
          {t('audit.more')}
        </Button>
      )}
    </>
  )
}
