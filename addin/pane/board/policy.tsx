// What if: other cuts or another metric, tried before they are saved; and the policies so far.
import type { PolicyReply } from '../../../shared/protocol/tiers.ts'
import { ladder, presetNames, presets, standardPolicy } from '../../../shared/tier/policy.ts'
import type { TierPolicy } from '../../../shared/tier/policy.ts'
import { timeText } from '../sentence.ts'
import { AskButton } from '../ui/ask-button.tsx'
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { Field } from '../ui/field.tsx'
import { More } from '../ui/more.tsx'
import { Select } from '../ui/select.tsx'
import { Matrix, Touched } from './migration.tsx'
import { areGoodCuts, draftOf, draftToPolicy, keyKinds, numberKeys, presetOf } from './draft.ts'
import type { PartProps } from './props.ts'
import { MoreRules } from './rules.tsx'

const OWN = 'own'

const cuts = (
  { topPercent: top, bottomPercent: bottom, metrics }: TierPolicy,
  t: PartProps['t'],
) => ({
  top,
  bottom,
  metric: t(`board.metric.${metrics[0] ?? ladder[0]}`),
})

const Rule = ({ state, dispatch, t }: PartProps) => {
  const { draft } = state
  const preset = presetOf(draft)
  const change = (part: Partial<typeof draft>) => dispatch({ type: 'draft-changed', draft: part })
  const isGood = state.policy === null || areGoodCuts(draft, state.policy.policy)
  const error = isGood ? null : t('board.cutsWrong')
  const options = presetNames.map((name) => ({ value: name, text: t(`board.preset.${name}`) }))
  const ask = () => dispatch({ type: 'try-asked' })
  return (
    <>
      <Select
        id="board-preset"
        label={t('board.preset')}
        value={preset ?? OWN}
        options={[...options, { value: OWN, text: t('board.preset.own') }]}
        onChoose={(chosen) => {
          const name = presetNames.find((one) => one === chosen)
          if (name === undefined) return
          const { topPercent, bottomPercent } = presets[name]
          change({ top: String(topPercent), bottom: String(bottomPercent) })
        }}
      />
      <Field
        id="board-top"
        label={t('board.topPercent')}
        value={draft.top}
        error={null}
        onInput={(top) => change({ top })}
        onEnter={ask}
      />
      <Field
        id="board-bottom"
        label={t('board.bottomPercent')}
        value={draft.bottom}
        error={error}
        onInput={(bottom) => change({ bottom })}
        onEnter={ask}
      />
      <Select
        id="board-metric"
        label={t('board.rankBy')}
        value={draft.metric}
        options={ladder.map((metric) => ({ value: metric, text: t(`board.metric.${metric}`) }))}
        onChoose={(chosen) => {
          const metric = ladder.find((one) => one === chosen)
          if (metric !== undefined) change({ metric })
        }}
      />
      <p class="muted small">{t('board.rankHint')}</p>
      <MoreRules state={state} t={t} change={change} ask={ask} />
    </>
  )
}

const Tried = (props: PartProps) => {
  const { state, dispatch, t, isBusy } = props
  const { count } = useUi()
  if (state.tried === null) return null
  const { reply } = state.tried
  return (
    <section aria-labelledby="board-tried">
      <h3 id="board-tried">
        {reply.touchedCount === 0
          ? t('board.triedNone')
          : t('board.tried', { count: count(reply.touchedCount) })}
      </h3>
      <p class="muted small">
        {t('board.byMetric', {
          metric: t(`board.metric.${reply.metric.to}`),
          count: count(reply.ranked.to),
        })}
      </p>
      <Matrix reply={reply} t={t} />
      {state.policy?.mayChange === true && (
        <div class="actions">
          <AskButton
            look="primary"
            isDisabled={isBusy}
            text={t('board.save')}
            title={t('board.saveTitle')}
            ask={t('board.saveAsk')}
            onYes={() => dispatch({ type: 'save-asked' })}
          />
        </div>
      )}
      <Touched {...props} reply={reply} />
    </section>
  )
}

/** The rules behind the cuts in which a version differs from the one before it. */
const changesOf = (
  policy: TierPolicy,
  before: TierPolicy,
  t: PartProps['t'],
): readonly string[] => {
  const [now, was] = [draftOf(policy), draftOf(before)]
  const numbers = numberKeys.filter((key) => now[key] !== was[key])
  const kinds = keyKinds.filter((kind) => now.keyAccounts[kind] !== was.keyAccounts[kind])
  return [
    ...numbers.map((key) => `${t(`board.rule.${key}`)}: ${now[key]}`),
    ...kinds.map((kind) => {
      const tier = now.keyAccounts[kind]
      const least = tier === null ? t('board.key.none') : t('board.key.least', { tier })
      return `${t('board.keyAccounts')}, ${t(`board.key.${kind}`)}: ${least}`
    }),
  ]
}

const History = ({ reply, t }: { readonly reply: PolicyReply; readonly t: PartProps['t'] }) => {
  const { locale } = useUi()
  /** Of the oldest version that is told what was before is the standard rule, or not known. */
  const before = (version: number): TierPolicy =>
    reply.history.find((one) => one.version === version - 1)?.policy ?? standardPolicy
  return (
    <section aria-labelledby="board-history">
      <h3 id="board-history">{t('board.history')}</h3>
      {reply.history.length === 0 && <p class="muted">{t('board.standard')}</p>}
      <More
        items={reply.history}
        renderItem={({ version, policy, byName: name, at }) => (
          <li key={version} class="kept">
            {t('board.version', { version, ...cuts(policy, t) })}
            {changesOf(policy, before(version), t).map((change) => (
              <span key={change} class="small block">
                {change}
              </span>
            ))}
            <span class="muted small block">
              {t('board.versionBy', { name, time: timeText(locale, at) })}
            </span>
          </li>
        )}
      />
    </section>
  )
}

export const Policy = (props: PartProps) => {
  const { state, dispatch, t, isBusy } = props
  const { policy } = state
  if (policy === null) return null
  const isReady = draftToPolicy(state.draft, policy.policy) !== null
  return (
    <>
      <p>{t('board.inForce', cuts(policy.policy, t))}</p>
      <Rule {...props} />
      <div class="actions">
        <Button
          look={state.tried === null ? 'primary' : 'plain'}
          isDisabled={isBusy || !isReady}
          onClick={() => dispatch({ type: 'try-asked' })}
        >
          {t('board.try')}
        </Button>
      </div>
      <Tried {...props} />
      <History reply={policy} t={t} />
    </>
  )
}
