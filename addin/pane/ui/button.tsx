// A button as Fluent draws it. One primary action a view; a subtle one for what stands beside a list's entry.
import type { ComponentChildren } from 'preact'

interface ButtonProps {
  readonly children: ComponentChildren
  readonly onClick?: () => void
  readonly look?: 'primary' | 'plain' | 'subtle'
  readonly type?: 'button' | 'submit'
  readonly isDisabled?: boolean
  /** Where the words alone do not say what is meant: "Link: 华达机械". */
  readonly name?: string | undefined
}

/** Disabled it stays in the order of focus, so that nobody is thrown out of a list that is busy. */
export const Button = (props: ButtonProps) => {
  const { children, onClick, look = 'plain', type = 'button', isDisabled = false, name } = props
  return (
    <button
      type={type}
      class={`button ${look}`}
      aria-disabled={isDisabled}
      aria-label={name}
      onClick={(event) => {
        if (isDisabled) event.preventDefault()
        else onClick?.()
      }}
    >
      {children}
    </button>
  )
}
