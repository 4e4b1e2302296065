// What panes leave for the next one on their workbook, in localStorage: a text each, by the workbook's address and the
// tab's own name. It is gone a week after the oldest of it came there, however often it is handed on. A browser that
// refuses throws; whoever asks bears it.

export interface LeftBehind {
  /** @param text none where it is empty */
  readonly put: (workbook: string, slot: string, text: string) => void
  /** What others left there, the oldest first; it is gone then, as is whatever lies there for longer than a week. */
  readonly take: (workbook: string, own: string) => readonly string[]
  /** Of all workbooks. */
  readonly clear: () => void
}

/** A file that was closed on Friday is opened on Monday, or after a trip. */
const KEPT_MS = 7 * 86_400_000

interface Left {
  readonly name: string
  readonly slot: string
  readonly workbook: string
  /** When the oldest of it came there, in milliseconds since 1970. */
  readonly at: number
  readonly text: string
}

/** @param prefix goes before every name */
export const openLeftBehind = (prefix: string, now: () => number): LeftBehind => {
  // Asked for each time: only to name it may be refused.
  const kept = () => globalThis.localStorage
  const nameOf = (workbook: string, slot: string) => `${prefix}${slot}/${workbook}`
  const names = () => Object.keys(kept()).filter((name) => name.startsWith(prefix))
  const read = (name: string): Left => {
    const [slot = '', ...workbook] = name.slice(prefix.length).split('/')
    const [at = '', ...text] = (kept().getItem(name) ?? '').split(' ')
    return { name, slot, workbook: workbook.join('/'), at: Number(at), text: text.join(' ') }
  }
  /** Of what was taken and lies nowhere just now. */
  let since = Number.POSITIVE_INFINITY
  const isOver = ({ at }: Left) => !(Math.abs(now() - at) < KEPT_MS)
  return {
    put: (workbook, slot, text) => {
      const name = nameOf(workbook, slot)
      const known = kept().getItem(name) === null ? [] : [read(name).at]
      const at = Math.min(...known, since, now())
      since = Number.POSITIVE_INFINITY
      // First: what is too long must leave nothing older there.
      kept().removeItem(name)
      if (text !== '') kept().setItem(name, `${at} ${text}`)
    },
    take: (workbook, own) => {
      const left = names().map(read)
      const over = left.filter(isOver)
      const theirs = left.filter(
        (one) => one.workbook === workbook && one.slot !== own && !over.includes(one),
      )
      for (const { name } of [...over, ...theirs]) kept().removeItem(name)
      since = Math.min(...theirs.map(({ at }) => at))
      return theirs.toSorted((a, b) => a.at - b.at).map(({ text }) => text)
    },
    clear: () => {
      for (const name of names()) kept().removeItem(name)
    },
  }
}
