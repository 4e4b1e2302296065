// What the organisation's own answers changed: which findings count more or less here than usual, learning, and back.
import type { MovedWeight, WeightsReply } from '../../../shared/protocol/matches.ts'
import { AskButton } from '../ui/ask-button.tsx'
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { Message } from '../ui/message.tsx'
import type { PartProps } from './given.tsx'
import { findingText, muchOf, wayOf, type SayAnswers } from './words.ts'

const kinds = ['organisation', 'person'] as const

const Moved = ({ one, speak }: { readonly one: MovedWeight; readonly speak: SayAnswers }) => {
  const { locale, count } = useUi()
  const finding = findingText(locale, one)
  if (finding === '') return null
  return (
    <li class="card">
      <p>
        <strong>{finding}</strong> {speak(`weights.${wayOf(one)}`)}
      </p>
      <p class="muted small">
        {speak(`weights.much.${muchOf(one)}`)} ·{' '}
        {speak('weights.heard', { same: count(one.same), apart: count(one.apart) })}
      </p>
    </li>
  )
}

const Standing = ({
  weights,
  speak,
}: {
  readonly weights: WeightsReply
  readonly speak: SayAnswers
}) => {
  const { count } = useUi()
  const { isShipped, answers, moved } = weights
  if (isShipped) return <p>{speak('weights.shipped')}</p>
  return (
    <>
      <p>{speak('weights.standing', { answers: count(answers), count: count(moved.length) })}</p>
      {kinds
        .filter((kind) => moved.some(({ of }) => of === kind))
        .map((kind) => (
          <section key={kind} aria-labelledby={`weights-${kind}`}>
            <h3 id={`weights-${kind}`}>{speak(`weights.of.${kind}`)}</h3>
            <ul class="cards">
              {moved
                .filter(({ of }) => of === kind)
                .map((one) => (
                  <Moved key={`${one.field} ${one.level}`} one={one} speak={speak} />
                ))}
            </ul>
          </section>
        ))}
    </>
  )
}

const outcomeOf = ({ learnt, weights }: PartProps['state']) => {
  if (learnt === null || weights === null) return null
  if (learnt === 'reset') return 'weights.wasReset'
  return weights.isShipped ? 'weights.learntNothing' : 'weights.learnt'
}

export const WeightsPart = ({ state, dispatch, speak }: PartProps) => {
  const { weights, isBusy, stop } = state
  const outcome = outcomeOf(state)
  return (
    <>
      <p class="muted small">{speak('weights.hint')}</p>
      <div role="status">
        {outcome !== null && (
          <Message kind={outcome === 'weights.learntNothing' ? 'info' : 'success'}>
            {speak(outcome)}
          </Message>
        )}
      </div>
      {weights === null && stop === null && <p class="muted">{speak('weights.loading')}</p>}
      {weights !== null && <Standing weights={weights} speak={speak} />}
      <div class="actions">
        <Button
          isDisabled={isBusy}
          onClick={() => dispatch({ type: 'weights-asked', deed: 'learn' })}
        >
          {speak('weights.learn')}
        </Button>
        {weights?.isShipped === false && (
          <AskButton
            isDisabled={isBusy}
            text={speak('weights.reset')}
            title={speak('weights.resetTitle')}
            ask={speak('weights.resetAsk')}
            onYes={() => dispatch({ type: 'weights-asked', deed: 'reset' })}
          />
        )}
      </div>
    </>
  )
}
