// Which keys there are, and a way to switch the single ones off for whoever speaks to the computer.
import type { TableProps } from './desk.ts'

const keys = [
  ['M', 'review.key.merge'],
  ['N', 'review.different'],
  ['R', 'review.related'],
  ['S', 'review.skip'],
  ['U', 'review.undo'],
  ['K', 'review.key.stays'],
  ['1–8', 'review.key.tick'],
  ['↑ ↓', 'review.key.field'],
  ['← →', 'review.key.value'],
] as const

export const Help = ({
  state,
  speak,
  dispatch,
}: Pick<TableProps, 'state' | 'speak' | 'dispatch'>) => (
  <details class="help" id="review-help">
    <summary>
      {speak('review.keys')} <span class="muted small">{speak('review.shortHelp')}</span>
    </summary>
    <dl class="pairs">
      {keys.map(([key, text]) => (
        <div key={key} class="pair">
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{speak(text)}</dd>
        </div>
      ))}
    </dl>
    <label class="check">
      <input
        type="checkbox"
        checked={!state.areKeysOff}
        onChange={({ currentTarget }) =>
          dispatch({ type: 'keys-switched', areOff: !currentTarget.checked })
        }
      />
      {speak('review.keysOn')}
    </label>
  </details>
)
