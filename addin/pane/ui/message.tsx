// A message bar: what happened and what to do, with its actions. Not by colour alone: each kind has its sign.
import type { ComponentChildren } from 'preact'

interface MessageProps {
  readonly kind: 'info' | 'success' | 'warning' | 'error'
  readonly title?: string
  readonly children: ComponentChildren
  readonly actions?: ComponentChildren
}

const signs = { info: 'i', success: '✓', warning: '!', error: '✕' } as const

export const Message = ({ kind, title, children, actions }: MessageProps) => (
  <div class={`message ${kind}`} role={kind === 'error' ? 'alert' : undefined}>
    <span class="sign" aria-hidden="true">
      {signs[kind]}
    </span>
    <div class="message-text">
      {title !== undefined && <strong class="message-title">{title} </strong>}
      {children}
      {actions !== undefined && <div class="actions">{actions}</div>}
    </div>
  </div>
)
