// Tabs by the ARIA pattern: arrows move and choose, Home and End go to the ends, Tab goes on into the panel.
import type { ComponentChildren } from 'preact'
import { useRef } from 'preact/hooks'

export interface TabItem<Id extends string> {
  readonly id: Id
  readonly text: string
  /** What waits there; 0 shows nothing. */
  readonly count: string
}

interface TabsProps<Id extends string> {
  readonly label: string
  readonly items: readonly TabItem<Id>[]
  readonly chosen: Id
  readonly onChoose: (id: Id) => void
  readonly children: ComponentChildren
}

const nextIndex = (key: string, at: number, count: number): number | null => {
  switch (key) {
    case 'ArrowRight':
      return (at + 1) % count
    case 'ArrowLeft':
      return (at + count - 1) % count
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return null
  }
}

export const Tabs = <Id extends string>(props: TabsProps<Id>) => {
  const { label, items, chosen, onChoose, children } = props
  const list = useRef<HTMLDivElement>(null)
  const onKeyDown = (event: KeyboardEvent) => {
    const at = items.findIndex(({ id }) => id === chosen)
    const next = nextIndex(event.key, at, items.length)
    const item = next === null ? undefined : items[next]
    if (item === undefined) return
    event.preventDefault()
    onChoose(item.id)
    list.current?.querySelector<HTMLElement>(`#tab-${item.id}`)?.focus()
  }
  return (
    <>
      <div class="tabs" role="tablist" aria-label={label} ref={list} onKeyDown={onKeyDown}>
        {items.map(({ id, text, count }) => (
          <button
            key={id}
            type="button"
            role="tab"
            id={`tab-${id}`}
            aria-selected={id === chosen}
            aria-controls="tab-panel"
            tabIndex={id === chosen ? 0 : -1}
            onClick={() => onChoose(id)}
          >
            {text}
            {count !== '' && (
              <>
                <span class="unseen">, </span>
                <span class="badge">{count}</span>
              </>
            )}
          </button>
        ))}
      </div>
      <div id="tab-panel" class="tab-panel" role="tabpanel" aria-labelledby={`tab-${chosen}`}>
        {children}
      </div>
    </>
  )
}
