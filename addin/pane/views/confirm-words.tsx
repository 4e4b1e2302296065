// Before many rows are put away for everybody their user types the words that the server named.
import { useState } from 'preact/hooks'

import { isTyped } from '../decide.ts'
import type { State } from '../model.ts'
import { rowsText } from '../sentence.ts'
import { useUi } from '../ui/context.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'

export const ConfirmWords = ({
  confirming,
}: {
  readonly confirming: NonNullable<State['confirming']>
}) => {
  const { t, locale, dispatch } = useUi()
  const [typed, setTyped] = useState('')
  const [isWrong, setWrong] = useState(false)
  const { words, decisions } = confirming
  const submit = () => {
    if (isTyped(typed, words)) dispatch({ type: 'words-typed', typed })
    else setWrong(true)
  }
  return (
    <Dialog
      title={t('removed.askTitle', { rows: rowsText(locale, decisions.length) })}
      yes={t('removed.archive')}
      no={t('pane.cancel')}
      onYes={submit}
      onNo={() => dispatch({ type: 'words-typed', typed: null })}
    >
      <p>{t('removed.ask')}</p>
      <p>{t('confirm.text')}</p>
      <p>
        <strong class="words">{words}</strong>
      </p>
      <Field
        id="confirm-words"
        label={t('confirm.field')}
        value={typed}
        error={isWrong ? t('confirm.wrong', { words }) : null}
        onInput={(text) => {
          setTyped(text)
          setWrong(false)
        }}
        onEnter={submit}
      />
    </Dialog>
  )
}
