// How many customers stand in each tier: a small chart for the eye, the same as a table for the ear. And the way to the
// arithmetic of the selected row, which is loaded with this tab.
import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'

import type { ToolDesk } from '../../sync/tool-desk.ts'
import type { TierBar } from '../tiers.ts'
import { tierBars } from '../tiers.ts'
import type { State } from '../model.ts'
import type { TextKey } from '../../text/en.ts'
import { useUi } from '../ui/context.ts'

const names: Readonly<Record<string, TextKey>> = {
  A: 'tiers.A',
  B: 'tiers.B',
  C: 'tiers.C',
  N: 'tiers.N',
  X: 'tiers.X',
}

const BAR = 18
const GAP = 8
const WIDTH = 200

const Chart = ({ bars }: { readonly bars: readonly TierBar[] }) => {
  const { count } = useUi()
  const height = bars.length * (BAR + GAP)
  return (
    <svg class="chart" viewBox={`0 0 300 ${height}`} aria-hidden="true">
      {bars.map(({ tier, count: n, length }, at) => (
        <g key={tier} transform={`translate(0 ${at * (BAR + GAP)})`}>
          <text x="0" y={BAR - 4}>
            {tier === '' ? '–' : tier}
          </text>
          <rect x="22" width={Math.max(1, length * WIDTH)} height={BAR} rx="2" />
          <text x={28 + length * WIDTH} y={BAR - 4}>
            {count(n)}
          </text>
        </g>
      ))}
    </svg>
  )
}

type Receipt = ComponentType<{ readonly state: State; readonly desk: ToolDesk }>

/** Without it the tab says all that it said before: a part that cannot be loaded now is left out. */
const useReceipt = (): { readonly Receipt: Receipt } | null => {
  const [loaded, setLoaded] = useState<{ readonly Receipt: Receipt } | null>(null)
  useEffect(() => {
    import('../board/receipt-here.tsx')
      .then(({ ReceiptHere }) => setLoaded({ Receipt: ReceiptHere }))
      .catch(() => null)
  }, [])
  return loaded
}

export const Tiers = ({ state }: { readonly state: State }) => {
  const { t, locale, count, desk } = useUi()
  const receipt = useReceipt()
  const account = state.accounts.customer
  const bars = account === undefined ? [] : tierBars(account)
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 })
  const here = receipt !== null && desk !== null && <receipt.Receipt state={state} desk={desk} />
  if (bars.length === 0)
    return (
      <>
        <p class="muted">{t('tiers.none')}</p>
        {here}
      </>
    )
  return (
    <>
      <h2>{t('tiers.chart')}</h2>
      <Chart bars={bars} />
      <table class="figures">
        <caption class="unseen">{t('tiers.chart')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('tiers.tier')}</th>
            <th scope="col">{t('tiers.count')}</th>
            <th scope="col">{t('tiers.share')}</th>
          </tr>
        </thead>
        <tbody>
          {bars.map(({ tier, count: n, share }) => (
            <tr key={tier}>
              <th scope="row">{t(names[tier] ?? 'tiers.blank')}</th>
              <td>{count(n)}</td>
              <td>{percent.format(share)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {here}
    </>
  )
}
