// A list of entries with actions of their own: the first ones, and more at a press, so that thousands do no harm.
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'

import { Button } from './button.tsx'
import { useUi } from './context.ts'

const STEP = 20

interface MoreProps<T> {
  readonly items: readonly T[]
  readonly renderItem: (item: T) => ComponentChildren
}

export const More = <T,>({ items, renderItem }: MoreProps<T>) => {
  const { t, count } = useUi()
  const [shown, setShown] = useState(STEP)
  const rest = items.length - shown
  return (
    <>
      <ul class="cards">{items.slice(0, shown).map(renderItem)}</ul>
      {rest > 0 && (
        <Button onClick={() => setShown(shown + STEP)}>
          {t('pane.more', { count: count(Math.min(STEP, rest)) })}
        </Button>
      )}
    </>
  )
}
