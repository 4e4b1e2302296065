// Keys: one line each, with its end; and new ones for scripts that speak for whoever makes them.
import { useState } from 'preact/hooks'

import { KEY_DAYS_MAX, scopes } from '../../../shared/protocol/keys.ts'
import type { KeyInfo, Scope } from '../../../shared/protocol/keys.ts'
import { AskButton } from '../ui/ask-button.tsx'
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { Field } from '../ui/field.tsx'
import { DaysChoice } from './choices.tsx'
import type { PartProps } from './part.ts'
import { sayPeople } from './say.ts'
import { dayText, isEnding, plainDayText } from './words.ts'

interface KeyLineProps {
  readonly info: KeyInfo
  readonly now: number
  readonly isBusy: boolean
  readonly dispatch: PartProps['dispatch']
}

export const KeyLine = ({ info, now, isBusy, dispatch }: KeyLineProps) => {
  const { locale } = useUi()
  const t = sayPeople(locale)
  const { id, last4, name, expires, lastUsed, current } = info
  const what = name ?? t('key.personal')
  const facts = [
    t(isEnding(now, expires) ? 'key.soon' : 'key.until', { day: dayText(locale, expires) }),
    lastUsed === null
      ? t('member.never')
      : t('member.lastUsed', { day: plainDayText(locale, lastUsed) }),
    ...(info.scopes ?? []).map((scope) => t(`scope.${scope}`)),
  ]
  return (
    <li class="key-line">
      <p>
        {what} <span class="muted">…{last4}</span>
        {current && <span class="tag"> {t('key.current')}</span>}
      </p>
      <p class="muted small">{facts.join(' · ')}</p>
      {!current && (
        <AskButton
          look="subtle"
          isDisabled={isBusy}
          text={t('key.revoke')}
          name={t('member.named', { what: t('key.revoke'), name: `${what} …${last4}` })}
          title={t('key.revokeTitle', { last4 })}
          ask={t('key.revokeAsk')}
          onYes={() => dispatch({ type: 'asked', deed: { do: 'revoke-key', id, last4 } })}
        />
      )}
    </li>
  )
}

const lifetimes = [7, 30, KEY_DAYS_MAX]

interface ScopesProps {
  readonly chosen: readonly Scope[]
  readonly isMissing: boolean
  readonly onChosen: (chosen: readonly Scope[]) => void
}

const Scopes = ({ chosen, isMissing, onChosen }: ScopesProps) => {
  const { locale } = useUi()
  const t = sayPeople(locale)
  return (
    <fieldset>
      <legend>{t('key.scopes')}</legend>
      {scopes.map((scope) => (
        <label key={scope} class="check">
          <input
            type="checkbox"
            checked={chosen.includes(scope)}
            onChange={({ currentTarget }) =>
              onChosen(
                currentTarget.checked ? [...chosen, scope] : chosen.filter((one) => one !== scope),
              )
            }
          />
          {t(`scope.${scope}`)}
        </label>
      ))}
      {isMissing && <p class="field-error">{t('key.scopesEmpty')}</p>}
    </fieldset>
  )
}

const NewKeyForm = ({ state, dispatch }: PartProps) => {
  const { locale } = useUi()
  const t = sayPeople(locale)
  const [name, setName] = useState('')
  const [chosen, setChosen] = useState<readonly Scope[]>(['read:tiers'])
  const [days, setDays] = useState(30)
  const [isTried, setTried] = useState(false)
  const given = name.trim()
  const make = () => {
    setTried(true)
    if (given === '' || given.length > 60 || chosen.length === 0) return
    const order = { name: given, scopes: [...chosen], days }
    dispatch({ type: 'asked', deed: { do: 'create-key', order } })
    setName('')
    setTried(false)
  }
  return (
    <>
      <h3>{t('key.new')}</h3>
      <Field
        id="script-name"
        label={t('key.name')}
        value={name}
        error={isTried && (given === '' || given.length > 60) ? t('key.nameEmpty') : null}
        onInput={setName}
        onEnter={make}
      />
      <Scopes chosen={chosen} isMissing={isTried && chosen.length === 0} onChosen={setChosen} />
      <DaysChoice
        id="script-days"
        label={t('key.days')}
        value={days}
        offered={lifetimes}
        onDays={setDays}
      />
      <div class="actions">
        <Button look="primary" isDisabled={state.isBusy} onClick={make}>
          {t('key.make')}
        </Button>
      </div>
    </>
  )
}

export const Keys = (props: PartProps) => {
  const { state, looker, now, dispatch } = props
  const { locale } = useUi()
  const t = sayPeople(locale)
  const mine = state.keys.filter(({ user, scopes: held }) => user === looker.id && held !== null)
  return (
    <>
      <p class="muted">{t('key.hint')}</p>
      {mine.length === 0 ? (
        <p>{t('key.none')}</p>
      ) : (
        <ul>
          {mine.map((key) => (
            <KeyLine key={key.id} info={key} now={now} isBusy={state.isBusy} dispatch={dispatch} />
          ))}
        </ul>
      )}
      <NewKeyForm {...props} />
    </>
  )
}
