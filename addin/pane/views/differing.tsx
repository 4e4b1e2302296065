// What a row says beside what is on file, cell by cell.
import type { Difference } from '../../../shared/sync/session/memory.ts'

interface DifferingProps {
  readonly lead: string
  readonly differing: readonly Difference[]
  /** How the two sides are called. */
  readonly mine: string
  readonly theirs: string
}

export const Differing = ({ lead, differing, mine, theirs }: DifferingProps) => (
  <>
    <p>{lead}</p>
    <dl class="pairs">
      {differing.map((one) => (
        <div key={one.field}>
          <dt>{one.header}</dt>
          <dd>
            <span class="tag">{mine}</span> <span>{one.mine}</span>
          </dd>
          <dd>
            <span class="tag">{theirs}</span> <span>{one.theirs}</span>
          </dd>
        </div>
      ))}
    </dl>
  </>
)
