// What an organisation decides about its trace: limits of rows, retention, and (admins) who may sign in. What is wrong
// with a field is said at the field; a form that somebody else changed meanwhile is read anew.
import { useState } from 'preact/hooks'

import { AskButton } from '../ui/ask-button.tsx'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import type { Versioned } from '../../api/trace.ts'
import {
  deliveryBounds,
  type Draft,
  readDelivery,
  readRetention,
  readSignIn,
  retentionBounds,
  toDeliveryDraft,
  toRetentionDraft,
  toSignInDraft,
  type Wrong,
  type Wrongs,
} from './drafts.ts'
import type { Settings } from './model.ts'
import type { PartProps } from './part.ts'

interface FormProps<K extends string> {
  readonly draft: Draft<K>
  readonly wrongs: Wrongs<K>
  readonly onDraft: (draft: Draft<K>) => void
}

const wrongText = (t: PartProps['t'], wrong: Wrong | undefined): string | null =>
  wrong === undefined ? null : t(wrong.key, wrong.params)

interface FieldsProps<K extends string> extends FormProps<K> {
  readonly keys: readonly K[]
  /** Of ids and texts: limits.softRows. */
  readonly area: string
  readonly t: PartProps['t']
}

const Fields = <K extends string>(props: FieldsProps<K>) =>
  props.keys.map((key) => (
    <Field
      key={key}
      id={`${props.area}-${key}`}
      label={props.t(`${props.area}.${key}`)}
      value={props.draft[key]}
      error={wrongText(props.t, props.wrongs[key])}
      onInput={(text) => props.onDraft({ ...props.draft, [key]: text })}
      onEnter={() => undefined}
    />
  ))

const Version = ({ of, t }: Pick<PartProps, 't'> & { readonly of: Versioned<unknown> }) => (
  <p class="muted small">
    {of.version === 0 ? t('settings.standard') : t('settings.version', { version: of.version })}
  </p>
)

type Props = PartProps & { readonly settings: Settings }

const keysOf = <K extends string>(bounds: Readonly<Record<K, unknown>>): readonly K[] =>
  // Object.keys forgets what its argument's keys are.
  Object.keys(bounds) as K[]

const Limits = ({ settings, state, t, ask }: Props) => {
  const [draft, setDraft] = useState(toDeliveryDraft(settings.delivery.value))
  const { wrongs, value } = readDelivery(draft)
  return (
    <section aria-labelledby="limits-title">
      <h3 id="limits-title">{t('limits.title')}</h3>
      <p class="muted small">{t('limits.hint')}</p>
      <Fields
        area="limits"
        keys={keysOf(deliveryBounds)}
        {...{ draft, wrongs, t }}
        onDraft={setDraft}
      />
      <div class="actions">
        <Button
          isDisabled={state.isBusy || value === null}
          name={`${t('settings.save')}: ${t('limits.title')}`}
          onClick={() => value !== null && ask({ do: 'save-delivery', value })}
        >
          {t('settings.save')}
        </Button>
      </div>
      <Version of={settings.delivery} t={t} />
    </section>
  )
}

const Retention = ({ settings, state, t, ask }: Props) => {
  const [draft, setDraft] = useState(toRetentionDraft(settings.retention.value))
  const { wrongs, value } = readRetention(draft)
  return (
    <section aria-labelledby="retention-title">
      <h3 id="retention-title">{t('retention.title')}</h3>
      <p class="muted small">{t('retention.hint')}</p>
      <Fields
        area="retention"
        keys={keysOf(retentionBounds)}
        {...{ draft, wrongs, t }}
        onDraft={setDraft}
      />
      <div class="actions">
        <AskButton
          isDisabled={state.isBusy || value === null}
          text={t('settings.save')}
          name={`${t('settings.save')}: ${t('retention.title')}`}
          title={t('retention.saveTitle')}
          ask={t('retention.saveAsk')}
          onYes={() => value !== null && ask({ do: 'save-retention', value })}
        />
      </div>
      <Version of={settings.retention} t={t} />
    </section>
  )
}

type SignIn = NonNullable<Settings['signIn']>

const SignInForm = ({ signIn, state, t, ask }: Props & { readonly signIn: SignIn }) => {
  const [draft, setDraft] = useState(toSignInDraft(signIn.value))
  const { wrongs, value } = readSignIn(draft)
  const wrong = wrongText(t, wrongs.tenants)
  return (
    <section aria-labelledby="sign-in-title">
      <h3 id="sign-in-title">{t('signIn.title')}</h3>
      <div class="field">
        <label for="signIn-tenants">{t('signIn.tenants')}</label>
        <textarea
          id="signIn-tenants"
          rows={3}
          spellcheck={false}
          value={draft.tenants}
          aria-invalid={wrong !== null}
          aria-describedby={wrong === null ? undefined : 'signIn-tenants-error'}
          onInput={({ currentTarget }) => setDraft({ ...draft, tenants: currentTarget.value })}
        />
        {wrong !== null && (
          <p class="field-error" id="signIn-tenants-error">
            {wrong}
          </p>
        )}
      </div>
      <Fields area="signIn" keys={['keyDays']} {...{ draft, wrongs, t }} onDraft={setDraft} />
      <div class="actions">
        <AskButton
          isDisabled={state.isBusy || value === null}
          text={t('settings.save')}
          name={`${t('settings.save')}: ${t('signIn.title')}`}
          title={t('signIn.saveTitle')}
          ask={t('signIn.saveAsk')}
          onYes={() => value !== null && ask({ do: 'save-sign-in', value })}
        />
      </div>
      <Version of={signIn} t={t} />
    </section>
  )
}

export const SettingsPart = (props: PartProps) => {
  const { state, t } = props
  const { settings } = state
  if (settings === null)
    return state.stop === null ? <p class="muted">{t('trace.loading')}</p> : null
  const { delivery, retention, signIn } = settings
  // A version that was read anew begins its form anew.
  return (
    <>
      <Limits key={`limits ${delivery.version}`} {...props} settings={settings} />
      <Retention key={`retention ${retention.version}`} {...props} settings={settings} />
      {signIn !== null && (
        <SignInForm
          key={`sign-in ${signIn.version}`}
          {...props}
          settings={settings}
          signIn={signIn}
        />
      )}
    </>
  )
}
