// Who decided what about fields, newest first.
import type { FieldHistoryReply, FieldRule } from '../../../shared/protocol/fields.ts'
import type { Locale } from '../../../shared/schema/kind.ts'
import { timeText } from '../sentence.ts'
import { useUi } from '../ui/context.ts'
import { More } from '../ui/more.tsx'
import { sayFields } from './say.ts'
import { sightsText } from './sights-text.ts'

type Entry = FieldHistoryReply['entries'][number]

/** A rule in words: on, its purpose, and who sees it how. */
export const ruleText = (locale: Locale, rule: FieldRule | null): string => {
  const t = sayFields(locale)
  if (rule === null) return t('history.usual')
  if (!rule.isOn) return t('field.off')
  const { purpose, days, sight } = rule
  const kept = purpose === null ? [] : [t('field.kept', { days: days ?? 0, purpose })]
  return [...kept, sightsText(locale, sight)].join(' · ')
}

const Decision = ({ entry }: { readonly entry: Entry }) => {
  const { t: tPane, locale, words, count } = useUi()
  const t = sayFields(locale)
  const { at, byName, changes, reveals } = entry
  return (
    <li class="card">
      <p class="muted small">
        {timeText(locale, at)} · {byName}
      </p>
      {changes.map(({ table, key, from, to }) => (
        <p key={`${table}.${key}`}>
          {t('history.change', {
            field: `${tPane(`table.${table}`)} · ${words?.field(locale, table, key) ?? key}`,
            from: ruleText(locale, from),
            to: ruleText(locale, to),
          })}
        </p>
      ))}
      {reveals !== null && (
        <p>{t('history.reveals', { from: count(reveals.from), to: count(reveals.to) })}</p>
      )}
    </li>
  )
}

export const Decisions = ({ history }: { readonly history: FieldHistoryReply | null }) => {
  const { locale } = useUi()
  const t = sayFields(locale)
  if (history === null) return <p class="muted">{t('fields.loading')}</p>
  if (history.entries.length === 0) return <p class="muted">{t('history.none')}</p>
  return (
    <More
      items={history.entries}
      renderItem={(entry) => <Decision key={entry.version} entry={entry} />}
    />
  )
}
