// The whale curve: what the first so many customers make, best first. A picture with a name, and the same as a table.
import type { BoardReply } from '../../../shared/protocol/tiers.ts'
import { useUi } from '../ui/context.ts'
import { curvePath, tableOf, toScale } from './curve-path.ts'
import { curveText, sayBoard, shareText } from './words.ts'

const WIDTH = 320
const HEIGHT = 180
const LEFT = 40
const RIGHT = 8
const TOP = 16
const BOTTOM = 22

const CurveTable = ({ board }: { readonly board: BoardReply }) => {
  const { locale, count } = useUi()
  const t = sayBoard(locale)
  const metric = t(`board.metric.${board.metric}`)
  const percent = (share: number) => shareText(locale, share)
  const { shares } = board
  return (
    <details>
      <summary>{t('board.curveTable')}</summary>
      <table class="figures">
        <caption class="unseen">{t('board.curveTitle', { metric })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('board.col.first')}</th>
            <th scope="col">{t('board.col.at')}</th>
            <th scope="col">{t('board.col.made', { metric })}</th>
          </tr>
        </thead>
        <tbody>
          {tableOf(board).map(({ at, share }) => (
            <tr key={at}>
              <th scope="row">{percent(at / shares.n)}</th>
              <td>{count(at)}</td>
              <td>{percent(share)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}

export const Curve = ({ board }: { readonly board: BoardReply }) => {
  const { locale } = useUi()
  const t = sayBoard(locale)
  const { curve, shares } = board
  const metric = t(`board.metric.${board.metric}`)
  if (curve.length === 0) return null
  const scale = toScale(board, { width: WIDTH, height: HEIGHT, LEFT, RIGHT, TOP, BOTTOM })
  const percent = (share: number) => shareText(locale, share)
  const peak = shares.peak
  return (
    <figure class="whale">
      <figcaption>{t('board.curveTitle', { metric })}</figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={curveText(locale, board)}>
        {scale.lines.map(({ share, y }) => (
          <g key={share}>
            <line class="grid" x1={LEFT} x2={WIDTH - RIGHT} y1={y} y2={y} />
            <text x={LEFT - 4} y={y + 4} text-anchor="end">
              {percent(share)}
            </text>
          </g>
        ))}
        <line class="fifth" x1={scale.x(0.2)} x2={scale.x(0.2)} y1={TOP} y2={HEIGHT - BOTTOM} />
        {[0, 0.2, 0.5, 1].map((part) => (
          <text
            key={part}
            x={scale.x(part)}
            y={HEIGHT - 6}
            text-anchor={part === 0 ? 'start' : part === 1 ? 'end' : 'middle'}
          >
            {percent(part)}
          </text>
        ))}
        <path class="line" d={curvePath(board, scale)} />
        {peak !== null && (
          <circle cx={scale.x(peak.at / shares.n)} cy={scale.y(peak.share)} r="3.5" />
        )}
      </svg>
      <CurveTable board={board} />
    </figure>
  )
}
