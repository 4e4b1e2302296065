// What every view may use: the reader's language, the words, and a way to say what happened.
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'

import type { Locale } from '../../../shared/schema/kind.ts'
import type { Words } from '../../main.ts'
import type { TextKey } from '../../text/en.ts'
import type { Params } from '../../../shared/problem.ts'
import { say } from '../../text/say.ts'
import type { ToolDesk } from '../../sync/tool-desk.ts'
import type { Event } from '../model.ts'
import { countText } from '../sentence.ts'

export interface Ui {
  readonly locale: Locale
  readonly t: (key: TextKey, params?: Params) => string
  readonly count: (n: number) => string
  /** null until the engine is loaded. */
  readonly words: Words | null
  readonly dispatch: (event: Event) => void
  /** What tools work with; null until somebody has signed in. */
  readonly desk: ToolDesk | null
}

export const makeUi = (
  locale: Locale,
  words: Words | null,
  dispatch: (event: Event) => void,
  desk: ToolDesk | null = null,
): Ui => ({
  locale,
  t: say(locale),
  count: (n) => countText(locale, n),
  words,
  dispatch,
  desk,
})

export const UiContext = createContext<Ui>(makeUi('en', null, () => undefined))

export const useUi = (): Ui => useContext(UiContext)
