// The rules behind the cuts: key accounts, how slowly a tier moves, on which day, who is new, how few are too few.
import { Field } from '../ui/field.tsx'
import { Select } from '../ui/select.tsx'
import { isGoodNumber, keyKinds, numberKeys } from './draft.ts'
import type { Draft } from './draft.ts'
import type { PartProps } from './props.ts'

const letters = ['A', 'B'] as const
const NONE = 'none'

interface Props extends Pick<PartProps, 'state' | 't'> {
  readonly change: (part: Partial<Draft>) => void
  readonly ask: () => void
}

export const MoreRules = ({ state, t, change, ask }: Props) => {
  const { draft, policy } = state
  const bad = numberKeys.filter(
    (key) => policy !== null && !isGoodNumber(key, draft, policy.policy),
  )
  return (
    <details>
      <summary>{t('board.moreRules')}</summary>
      <fieldset>
        <legend>{t('board.keyAccounts')}</legend>
        {keyKinds.map((kind) => (
          <Select
            key={kind}
            id={`board-key-${kind}`}
            label={t(`board.key.${kind}`)}
            value={draft.keyAccounts[kind] ?? NONE}
            options={[
              { value: NONE, text: t('board.key.none') },
              ...letters.map((tier) => ({ value: tier, text: t('board.key.least', { tier }) })),
            ]}
            onChoose={(chosen) => {
              const least = letters.find((tier) => tier === chosen) ?? null
              change({ keyAccounts: { ...draft.keyAccounts, [kind]: least } })
            }}
          />
        ))}
      </fieldset>
      {numberKeys.map((key) => (
        <Field
          key={key}
          id={`board-rule-${key}`}
          label={t(`board.rule.${key}`)}
          value={draft[key]}
          error={bad.includes(key) ? t(`board.ruleWrong.${key}`) : null}
          onInput={(text) => change({ [key]: text })}
          onEnter={ask}
        />
      ))}
    </details>
  )
}
