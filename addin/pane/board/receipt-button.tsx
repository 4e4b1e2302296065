// The button behind every name: the arithmetic of his tier on a sheet of its own.
import { Button } from '../ui/button.tsx'
import type { PartProps } from './props.ts'

interface Props extends PartProps {
  readonly id: string
  readonly name: string
}

export const ReceiptButton = ({ id, name, dispatch, t, isBusy }: Props) => (
  <Button
    look="subtle"
    isDisabled={isBusy}
    name={t('board.receiptFor', { name })}
    onClick={() => dispatch({ type: 'receipt-asked', wish: { id, name, beside: null, run: null } })}
  >
    {t('board.receipt')}
  </Button>
)
