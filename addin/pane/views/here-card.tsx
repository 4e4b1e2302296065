// The row that the user is in: why it has its tier, and the whole of its status.
import type { Here } from '../../sync/around.ts'
import { useUi } from '../ui/context.ts'
import { Lazy } from '../ui/lazy.tsx'

/** Some receipts begin with the tier themselves. */
const Why = ({ here }: { readonly here: Here }) => {
  const { t } = useUi()
  const { tier, why } = here
  if (tier === '') return <>{[t('here.noTier'), why].filter((part) => part !== '').join(' · ')}</>
  const rest = why === '' || why.startsWith(`${tier} `) ? why : `${tier} · ${why}`
  return <>{t('here.tier', { tier: rest === '' ? tier : rest })}</>
}

const loadReveal = async () => (await import('../fields/reveal.tsx')).Reveal

/** What is masked in a row that the server has. */
const Masked = ({ here }: { readonly here: Here }) => {
  const { desk } = useUi()
  const { id, masked } = here
  if (id === null || desk === null || masked === undefined) return null
  return (
    <Lazy key={`${here.table} ${id}`} load={loadReveal} props={{ here: { ...here, id }, desk }} />
  )
}

export const HereCard = ({ here }: { readonly here: Here | null }) => {
  const { t } = useUi()
  return (
    <section class="here" aria-labelledby="here-title">
      <h2 id="here-title">{t('here.title')}</h2>
      <div role="status">
        {here === null ? (
          <p class="muted">{t('here.none')}</p>
        ) : (
          <>
            <p>
              <strong>
                {t('pane.row', { row: here.rowNumber })}
                {here.label !== '' && ` · ${here.label}`}
              </strong>
            </p>
            {here.status !== '' && <p>{here.status}</p>}
            {here.table === 'customer' && (
              <p class="muted">
                <Why here={here} />
              </p>
            )}
          </>
        )}
      </div>
      {here !== null && <Masked here={here} />}
    </section>
  )
}
