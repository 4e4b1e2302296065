// A text field with its label, and what is wrong with what was typed.
import { useEffect, useRef } from 'preact/hooks'

import { isComposing } from './composing.ts'

interface Typed {
  readonly currentTarget: HTMLInputElement
}

interface FieldProps {
  readonly id: string
  readonly label: string
  readonly value: string
  readonly error: string | null
  readonly onInput: (text: string) => void
  readonly onEnter: () => void
  /** Hidden while typed, as a key is. */
  readonly isSecret?: boolean
  /** It came at a press: what is typed next goes in. */
  readonly isFocused?: boolean
}

export const Field = (props: FieldProps) => {
  const { id, label, value, error, onInput, onEnter, isSecret = false, isFocused = false } = props
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (isFocused) input.current?.focus()
  }, [isFocused])
  const shared = {
    id,
    ref: input,
    value,
    autocomplete: 'off',
    spellcheck: false,
    'aria-invalid': error !== null,
    'aria-describedby': error === null ? undefined : `${id}-error`,
    onInput: ({ currentTarget }: Typed) => onInput(currentTarget.value),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || isComposing(event)) return
      event.preventDefault()
      onEnter()
    },
  } as const
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {isSecret ? <input type="password" {...shared} /> : <input type="text" {...shared} />}
      {error !== null && (
        <p class="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  )
}
