// What taking a merge back did, and what stayed as it is because it changed since, with the reason.
import { useUi } from '../ui/context.ts'
import { Message } from '../ui/message.tsx'
import { More } from '../ui/more.tsx'
import type { KeptField } from '../../../shared/protocol/merge.ts'
import type { State } from '../model.ts'
import type { Outcome } from './model.ts'
import { PutBack } from './put-back.tsx'
import type { Greeting, ToolDesk } from '../../sync/tool-desk.ts'
import { storedText } from './words.ts'
import type { SayMerges } from './words.ts'

interface DoneProps {
  readonly desk: ToolDesk
  readonly outcome: Outcome
  readonly pane: State
  readonly speak: SayMerges
  readonly greeting: Greeting | null
}

const Kept = ({
  one,
  speak,
  greeting,
}: Omit<DoneProps, 'outcome' | 'pane' | 'desk'> & { readonly one: KeptField }) => {
  const { locale, words } = useUi()
  const { table, label, field, reason, now, before } = one
  const text = (value: KeptField['now']) =>
    storedText(locale, greeting, { table, field: field ?? '', value }) || speak('merges.empty')
  return (
    <li class="kept">
      <strong>{label === '' ? speak('merges.unnamed') : label}</strong>
      {field !== null && ` · ${words?.field(locale, table, field) ?? field}`}
      {` · ${speak(`unmerge.kept.${reason}`)}`}
      {field !== null && (
        <span class="muted small block">
          {speak('merges.keptNow', { now: text(now), before: text(before) })}
        </span>
      )}
    </li>
  )
}

export const Done = ({ desk, outcome, pane, speak, greeting }: DoneProps) => {
  const { count } = useUi()
  if ('refused' in outcome)
    return <Message kind="warning">{speak(`unmerge.refused.${outcome.refused}`)}</Message>
  const { back, kept, keptMore } = outcome
  return (
    <>
      <Message kind={kept.length > 0 ? 'warning' : 'success'}>
        {speak('merges.done', { count: count(back.length) })}
      </Message>
      <PutBack {...{ desk, pane, back, speak, greeting }} />
      {kept.length > 0 && (
        <section aria-labelledby="merges-kept">
          <h3 id="merges-kept">{speak('merges.kept', { count: count(kept.length + keptMore) })}</h3>
          <More
            items={kept}
            renderItem={(one) => (
              <Kept
                key={`${one.row} ${one.field ?? ''}`}
                one={one}
                speak={speak}
                greeting={greeting}
              />
            )}
          />
          {keptMore > 0 && (
            <p class="muted">{speak('merges.keptMore', { count: count(keptMore) })}</p>
          )}
        </section>
      )}
    </>
  )
}
