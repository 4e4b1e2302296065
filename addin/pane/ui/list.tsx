// A long list of which only what is in sight stands in the document: all entries are equally high. One entry is the
// current one; focus stays on the list, so that scrolling never takes it away.
import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'

import { isComposing } from './composing.ts'
import { pointByKey, windowOf } from './walk.ts'

interface ListProps<T> {
  readonly label: string
  /** Id of the element that says which keys there are. */
  readonly hint: string
  readonly items: readonly T[]
  readonly at: number
  /** Pixels. */
  readonly rowHeight: number
  /** isGoing: the sheet shall go along. */
  readonly onPoint: (at: number, isGoing: boolean) => void
  readonly renderItem: (item: T) => ComponentChildren
}

interface EntriesProps<T> extends ListProps<T> {
  /** Index of the first of `items`. */
  readonly first: number
  /** Of all. */
  readonly count: number
}

/** Keeps the current entry in sight. */
const reveal = (box: HTMLElement, at: number, rowHeight: number): void => {
  const start = at * rowHeight
  if (start < box.scrollTop) box.scrollTop = start
  const end = start + rowHeight
  if (end > box.scrollTop + box.clientHeight) box.scrollTop = end - box.clientHeight
}

const Entries = <T,>({
  items,
  at,
  rowHeight,
  onPoint,
  renderItem,
  first,
  count,
}: EntriesProps<T>) =>
  items.map((item, offset) => {
    const index = first + offset
    return (
      <div
        key={index}
        id={`entry-${index}`}
        class="entry"
        role="option"
        aria-selected={index === at}
        aria-posinset={index + 1}
        aria-setsize={count}
        style={{ top: `${index * rowHeight}px`, height: `${rowHeight}px` }}
        onClick={() => onPoint(index, true)}
      >
        {renderItem(item)}
      </div>
    )
  })

export const List = <T,>(props: ListProps<T>) => {
  const { label, hint, items, at, rowHeight, onPoint } = props
  const box = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  const [height, setHeight] = useState(400)
  useEffect(() => {
    if (box.current === null) return
    reveal(box.current, at, rowHeight)
    setHeight(box.current.clientHeight)
  }, [at, rowHeight, items])
  const { first, last } = windowOf(top, height, rowHeight, items.length)
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event) || event.ctrlKey || event.altKey || event.metaKey) return
    const to = pointByKey(event, at, items.length)
    if (to === null) return
    event.preventDefault()
    onPoint(to.at, to.isGoing)
  }
  return (
    <div
      class="list"
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-describedby={hint}
      aria-activedescendant={items.length > 0 ? `entry-${at}` : undefined}
      ref={box}
      onScroll={({ currentTarget }) => setTop(currentTarget.scrollTop)}
      onKeyDown={onKeyDown}
    >
      <div
        class="list-space"
        role="presentation"
        style={{ height: `${items.length * rowHeight}px` }}
      >
        <Entries {...props} items={items.slice(first, last)} first={first} count={items.length} />
      </div>
    </div>
  )
}
