// Why a question is asked: what fits and what does not, how sure that is, and which link is the weakest.
import { relationText, reasonTexts } from '../../text/match-words.ts'
import { useUi } from '../ui/context.ts'
import { kindOf } from './card.ts'
import type { TableProps } from './desk.ts'
import { percentOf, placeOf, weakestText } from './words.ts'

const Lines = ({ lines }: { readonly lines: readonly string[] }) => (
  <>
    {lines.map((line) => (
      <p key={line} class="reason">
        {line}
      </p>
    ))}
  </>
)

const Pairs = ({ card, speak }: TableProps) => {
  const { locale } = useUi()
  const { cluster } = card
  return (
    <details>
      <summary>{speak('review.pairs')}</summary>
      <ul>
        {cluster.pairs.map(({ a, b, score, reasons }) => (
          <li key={`${a} ${b}`}>
            <strong>
              {speak('review.pair', { a: placeOf(cluster, a), b: placeOf(cluster, b) })}
            </strong>{' '}
            <span class="muted small">
              {speak('review.percent', { percent: percentOf(score) })}
            </span>
            <Lines lines={reasonTexts(locale, reasons)} />
          </li>
        ))}
      </ul>
    </details>
  )
}

/** In words, with the number: 很可能是同一客户 · 97% 把握 */
export const Verdict = ({ card, speak }: TableProps) => {
  const { locale } = useUi()
  const { outcome, average } = card.cluster
  const kind = kindOf(card.cluster)
  return (
    <h3 id="review-question" tabIndex={-1} aria-describedby="review-why">
      {speak(`review.outcome.${outcome}`)}
      {outcome === 'related' ? (
        kind !== null && <span class="sure"> · {relationText(locale, kind)}</span>
      ) : (
        <span class="sure"> · {speak('review.percent', { percent: percentOf(average) })}</span>
      )}
      <span class="unseen">: {card.cluster.members.map(({ label }) => label).join(' · ')}</span>
    </h3>
  )
}

export const Reasons = (props: TableProps) => {
  const { locale } = useUi()
  const { cluster } = props.card
  const weakest = weakestText(locale, cluster)
  const lines = reasonTexts(locale, cluster.pairs[0]?.reasons ?? [])
  if (cluster.members.length === 2)
    return (
      <div id="review-why" class="reasons">
        <Lines lines={lines} />
      </div>
    )
  return (
    <div id="review-why" class="reasons">
      {weakest !== null && <p class="weakest">{weakest}</p>}
      <Pairs {...props} />
    </div>
  )
}
