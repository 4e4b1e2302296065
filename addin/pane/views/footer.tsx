// Who is signed in, and the language of the pane.
import type { State } from '../model.ts'
import { isLocale, localeNames } from '../locale.ts'
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { Select } from '../ui/select.tsx'

const languages = Object.entries(localeNames).map(([value, text]) => ({ value, text, lang: value }))

export const Footer = ({ state }: { readonly state: State }) => {
  const { t, locale, dispatch } = useUi()
  const { me } = state
  return (
    <footer class="foot">
      {me !== null && (
        <span class="who clip" title={me.org}>
          {t('pane.signedInAs', { name: me.name, org: me.org })}
        </span>
      )}
      {me !== null && !state.isDemo && (
        <Button
          look="subtle"
          isDisabled={state.run !== null}
          onClick={() => dispatch({ type: 'signed-out' })}
        >
          {t('pane.signOut')}
        </Button>
      )}
      <Select
        id="language"
        label={t('pane.language')}
        isLabelHidden
        value={locale}
        options={languages}
        onChoose={(chosen) => {
          if (isLocale(chosen)) dispatch({ type: 'locale-chosen', locale: chosen })
        }}
      />
    </footer>
  )
}
