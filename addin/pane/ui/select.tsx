// A choice of a few, as the browser offers it: it works by keyboard, touch and screen reader without our help.

interface Option {
  readonly value: string
  readonly text: string
  readonly lang?: string
}

interface SelectProps {
  readonly id: string
  readonly label: string
  readonly value: string
  readonly options: readonly Option[]
  readonly onChoose: (value: string) => void
  readonly isLabelHidden?: boolean
}

export const Select = ({ id, label, value, options, onChoose, isLabelHidden }: SelectProps) => (
  <div class="field">
    <label for={id} class={isLabelHidden ? 'unseen' : undefined}>
      {label}
    </label>
    <select id={id} value={value} onChange={({ currentTarget }) => onChoose(currentTarget.value)}>
      {options.map((option) => (
        <option key={option.value} value={option.value} lang={option.lang}>
          {option.text}
        </option>
      ))}
    </select>
  </div>
)
