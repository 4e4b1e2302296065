// A day as the browser lets it be chosen, with its label, and what is wrong with it.

interface DayFieldProps {
  readonly id: string
  readonly label: string
  /** YYYY-MM-DD, as are the bounds; '' for none. */
  readonly value: string
  readonly first?: string
  readonly last?: string
  readonly error: string | null
  readonly onDay: (day: string) => void
}

export const DayField = ({ id, label, value, first, last, error, onDay }: DayFieldProps) => (
  <div class="field">
    <label for={id}>{label}</label>
    <input
      id={id}
      type="date"
      value={value}
      min={first}
      max={last}
      aria-invalid={error !== null}
      aria-describedby={error === null ? undefined : `${id}-error`}
      onInput={({ currentTarget }) => onDay(currentTarget.value)}
    />
    {error !== null && (
      <p class="field-error" id={`${id}-error`}>
        {error}
      </p>
    )}
  </div>
)
