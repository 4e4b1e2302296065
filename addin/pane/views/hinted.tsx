// Rows of the last paste that were stored and may be a customer on file, or belong to one: the way to their review.
import type { State } from '../model.ts'
import { rowsText } from '../sentence.ts'
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { Message } from '../ui/message.tsx'

export const Hinted = ({ hinted }: Pick<State, 'hinted'>) => {
  const { t, locale, dispatch } = useUi()
  if (hinted === null) return null
  const { batch, rows } = hinted
  return (
    <Message
      kind="info"
      actions={
        <>
          <Button onClick={() => dispatch({ type: 'tool-asked', tool: 'review', of: batch })}>
            {t('hinted.review')}
          </Button>
          <Button look="subtle" onClick={() => dispatch({ type: 'hinted-closed' })}>
            {t('hinted.close')}
          </Button>
        </>
      }
    >
      {t('hinted.text', { rows: rowsText(locale, rows) })}
    </Message>
  )
}
