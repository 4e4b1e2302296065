// Whether the record is whole, in words: all seals hold, or which of them were broken.
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { Message } from '../ui/message.tsx'
import type { Seals } from './model.ts'
import type { PartProps } from './part.ts'

const BROKEN_SHOWN = 20

const Verdict = ({ seals, t }: Pick<PartProps, 't'> & { readonly seals: Seals }) => {
  const { count } = useUi()
  const { broken, entries, unsealed, isDone, through } = seals
  const late = unsealed > 0 ? ` ${t('seals.unsealed', { count: count(unsealed) })}` : ''
  if (broken.length > 0)
    return (
      <Message kind="error" title={t('seals.broken', { count: count(broken.length) })}>
        <ul>
          {broken.slice(0, BROKEN_SHOWN).map(({ from, to }) => (
            <li key={from}>{t('seals.range', { from: count(from), to: count(to) })}</li>
          ))}
        </ul>
        {t('seals.brokenHint')}
      </Message>
    )
  if (!isDone) return <p class="muted">{t('seals.busy', { entries: count(entries) })}</p>
  if (through === 0) return <Message kind="info">{t('seals.none') + late}</Message>
  return <Message kind="success">{t('seals.whole', { entries: count(entries) }) + late}</Message>
}

export const SealsPart = ({ state, t, ask }: PartProps) => {
  const { seals, isBusy } = state
  return (
    <details>
      <summary>{t('seals.title')}</summary>
      <p class="muted small">{t('seals.hint')}</p>
      <div role="status">{seals !== null && <Verdict seals={seals} t={t} />}</div>
      <div class="actions">
        <Button isDisabled={isBusy} onClick={() => ask({ do: 'verify' })}>
          {t(seals?.isDone === false && !isBusy ? 'seals.on' : 'seals.go')}
        </Button>
      </div>
    </details>
  )
}
