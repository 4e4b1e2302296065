// A key or code that is shown this once: to be read, selected and copied, also where the browser keeps its clipboard
// from a page inside another.
import './people.css'
import { useRef, useState } from 'preact/hooks'

import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { sayPeople } from './say.ts'

interface SecretProps {
  readonly id: string
  readonly label: string
  readonly text: string
  /** What the button copies, where that is more than the text. */
  readonly copied?: string
}

export const Secret = ({ id, label, text, copied = text }: SecretProps) => {
  const { locale } = useUi()
  const t = sayPeople(locale)
  const field = useRef<HTMLInputElement>(null)
  const [isCopied, setCopied] = useState<boolean | null>(null)
  const copy = () => {
    navigator.clipboard
      .writeText(copied)
      .then(() => setCopied(true))
      .catch(() => {
        field.current?.focus()
        field.current?.select()
        setCopied(false)
      })
  }
  return (
    <div class="field secret">
      <label for={id}>{label}</label>
      <input
        id={id}
        ref={field}
        type="text"
        readOnly
        value={text}
        spellcheck={false}
        onFocus={({ currentTarget }) => currentTarget.select()}
      />
      <div class="actions">
        <Button onClick={copy}>{t('secret.copy')}</Button>
        <span role="status">
          {isCopied !== null && t(isCopied ? 'secret.copied' : 'secret.byHand')}
        </span>
      </div>
    </div>
  )
}
