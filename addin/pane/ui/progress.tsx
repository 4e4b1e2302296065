// How far it is. Without an end in sight the bar only says that something is going on.

interface ProgressProps {
  readonly label: string
  readonly text: string
  readonly done: number
  /** 0: not known. */
  readonly of: number
}

export const Progress = ({ label, text, done, of }: ProgressProps) => (
  <div class="progress">
    <progress aria-label={label} {...(of > 0 ? { max: of, value: done } : {})} />
    <p class="progress-text">{text}</p>
  </div>
)
