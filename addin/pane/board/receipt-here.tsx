// The arithmetic of the selected row's tier, from the tab of tiers: beside the row or on a sheet of its own. Loaded when
// that tab is opened.
import { useState } from 'preact/hooks'

import type { ToolDesk } from '../../sync/tool-desk.ts'
import type { State } from '../model.ts'
import { stopText } from '../sentence.ts'
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { Message } from '../ui/message.tsx'
import { Select } from '../ui/select.tsx'
import { showReceipt } from './receipt.ts'
import type { ReceiptShown } from './receipt.ts'
import { sayBoard } from './words.ts'
import type { SayBoard } from './words.ts'

const NEWEST = 'newest'

/** The runs in which the customer's figures or tier changed, as his receipt told them, and which one is looked at. */
interface Past {
  readonly id: string
  readonly history: ReceiptShown['history']
  readonly run: string
}

interface Told {
  readonly kind: 'success' | 'error'
  readonly text: string
}

interface AsOfProps {
  readonly past: Past
  readonly t: SayBoard
  readonly onRun: (run: string) => void
}

/** Which run the next receipt is of. */
const AsOf = ({ past, t, onRun }: AsOfProps) => (
  <Select
    id="receipt-run"
    label={t('board.receiptAsOf')}
    value={past.run}
    options={[
      { value: NEWEST, text: t('board.receiptNewest') },
      ...past.history.map(({ run, on, tier }) => ({
        value: String(run),
        text: `${on} · ${tier ?? t('board.noTier')} · ${run}`,
      })),
    ]}
    onChoose={onRun}
  />
)

export const ReceiptHere = ({
  state,
  desk,
}: {
  readonly state: State
  readonly desk: ToolDesk
}) => {
  const { locale } = useUi()
  const t = sayBoard(locale)
  const [isBusy, setBusy] = useState(false)
  const [told, setTold] = useState<Told | null>(null)
  const [past, setPast] = useState<Past>({ id: '', history: [], run: NEWEST })
  const { here, sheets, run } = state
  if (here === null || here.table !== 'customer')
    return <p class="muted">{t('board.receiptPick')}</p>
  const { id, label, rowNumber } = here
  if (id === null) return <p class="muted">{t('board.receiptSync')}</p>
  const sheet = sheets.find(({ table }) => table === 'customer')?.sheet ?? null
  const { history, run: asked } = past.id === id ? past : { history: [], run: NEWEST }
  const show = async (isBeside: boolean): Promise<void> => {
    setBusy(true)
    setTold(null)
    const beside = isBeside && sheet !== null ? { sheet, row: rowNumber - 1 } : null
    const greeting = await desk.greet()
    const shown = greeting.ok
      ? await showReceipt(desk, locale, greeting.value.hello.epoch, {
          id,
          name: label,
          beside,
          run: asked === NEWEST ? null : Number(asked),
        })
      : greeting
    setBusy(false)
    if (!shown.ok) return setTold({ kind: 'error', text: stopText(locale, shown.error) })
    const { place, sentence } = shown.value
    if (asked === NEWEST) setPast({ id, history: shown.value.history, run: NEWEST })
    const where = t(place.isNewSheet ? 'board.receiptShown' : 'board.receiptShownBeside', {
      sheet: place.sheet,
    })
    setTold({ kind: 'success', text: [sentence, where].filter((part) => part !== '').join(' ') })
  }
  const isWaiting = isBusy || run !== null
  return (
    <section aria-labelledby="receipt-title">
      <h2 id="receipt-title">{t('board.receiptHere', { name: label })}</h2>
      <div class="actions">
        <Button isDisabled={isWaiting} onClick={() => void show(false)}>
          {t('board.receipt')}
        </Button>
        {sheet !== null && (
          <Button look="subtle" isDisabled={isWaiting} onClick={() => void show(true)}>
            {t('board.receiptBeside')}
          </Button>
        )}
      </div>
      {history.length > 1 && <AsOf past={past} t={t} onRun={(run) => setPast({ ...past, run })} />}
      <div role="status">{told !== null && <Message kind={told.kind}>{told.text}</Message>}</div>
    </section>
  )
}
