// A button that empties this workbook, after a question: for whoever has a file that is not his.
import { AskButton } from '../ui/ask-button.tsx'
import { useUi } from '../ui/context.ts'
import { sayBlank } from './say.ts'

export const Wipe = ({ isDisabled }: { readonly isDisabled: boolean }) => {
  const { locale, dispatch } = useUi()
  const t = sayBlank(locale)
  return (
    <AskButton
      look="subtle"
      isDisabled={isDisabled}
      text={t('wipe.go')}
      title={t('wipe.title')}
      ask={t('wipe.ask')}
      onYes={() => dispatch({ type: 'blank-asked', isAll: false })}
    />
  )
}
