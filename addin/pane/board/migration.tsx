// The migration matrix, old tiers in rows and new ones in columns, and the customers whom it touches.
import type { WhatIfReply } from '../../../shared/protocol/tiers.ts'
import { tierCells } from '../../../shared/tier/what-if.ts'
import type { TierCell } from '../../../shared/tier/what-if.ts'
import { useUi } from '../ui/context.ts'
import { More } from '../ui/more.tsx'
import type { PartProps } from './props.ts'
import { ownerName, valueText } from './words.ts'

interface MatrixProps {
  readonly reply: WhatIfReply
  readonly t: PartProps['t']
}

const nameOf = (tier: TierCell, t: PartProps['t']): string =>
  tier === '' ? t('board.noTier') : tier

export const Matrix = ({ reply, t }: MatrixProps) => {
  const { count } = useUi()
  const { matrix } = reply
  const present = tierCells.filter((tier) =>
    matrix.some(([from, to, n]) => n > 0 && (from === tier || to === tier)),
  )
  const at = (from: TierCell, to: TierCell): number =>
    matrix.find(([old, next]) => old === from && next === to)?.[2] ?? 0
  return (
    <table class="figures matrix">
      <caption>{t('board.matrix')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('board.from')}</th>
          {present.map((tier) => (
            <th key={tier} scope="col">
              {nameOf(tier, t)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {present.map((from) => (
          <tr key={from}>
            <th scope="row">{nameOf(from, t)}</th>
            {present.map((to) => (
              <td key={to} class={from === to ? 'same' : undefined}>
                {at(from, to) === 0 ? '–' : count(at(from, to))}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

export const Touched = ({ state, reply, t }: PartProps & MatrixProps) => {
  const { locale } = useUi()
  if (reply.touched.length === 0) return null
  return (
    <details>
      <summary>{t('board.touched')}</summary>
      <More
        items={reply.touched}
        renderItem={(line) => {
          const value = valueText(
            locale,
            reply.metric.to,
            line.value,
            state.hello?.org.currency ?? '',
          )
          const way = t('board.fromTo', { from: nameOf(line.from, t), to: nameOf(line.to, t) })
          return (
            <li key={line.id} class="kept">
              <strong>{line.name}</strong>
              <span class="block">
                {[way, value, ownerName(state.hello, line.owner)]
                  .filter((part) => part !== '')
                  .join(' · ')}
              </span>
            </li>
          )
        }}
      />
    </details>
  )
}
