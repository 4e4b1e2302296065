// The place of a tool: what is loaded when it is opened, and the way back.
import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'

import type { ToolDesk } from '../../sync/tool-desk.ts'
import type { State } from '../model.ts'
import type { ToolName } from '../tool.ts'
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { Message } from '../ui/message.tsx'

/** What every tool is given; where it was opened from stays as it was. */
export interface ToolProps {
  readonly desk: ToolDesk
  readonly state: State
  /** Something changed on the server that belongs into the sheets. */
  readonly onChanged: () => void
}

type Loaded = ComponentType<ToolProps>

const screens: Readonly<Record<ToolName, () => Promise<Loaded>>> = {
  ahead: async () => (await import('../ahead/ahead.tsx')).Ahead,
  review: async () => (await import('../review/review.tsx')).Review,
  merges: async () => (await import('../merges/merges.tsx')).Merges,
  answers: async () => (await import('../answers/answers.tsx')).AnswersTool,
  board: async () => (await import('../board/board.tsx')).BoardTool,
  reports: async () => (await import('../reports/reports.tsx')).Reports,
  people: async () => (await import('../people/people.tsx')).People,
  fields: async () => (await import('../fields/fields.tsx')).Fields,
  trace: async () => (await import('../trace/trace.tsx')).TraceTool,
}

export const Tool = ({ state, tool }: { readonly state: State; readonly tool: ToolName }) => {
  const { t, dispatch, desk } = useUi()
  const [loaded, setLoaded] = useState<{ readonly Screen: Loaded } | null>(null)
  const [isFailed, setFailed] = useState(false)
  useEffect(() => {
    setLoaded(null)
    setFailed(false)
    screens[tool]()
      .then((Screen) => setLoaded({ Screen }))
      .catch(() => setFailed(true))
  }, [tool])
  return (
    <section aria-labelledby="tool-title">
      <div class="actions">
        <Button onClick={() => dispatch({ type: 'tool-left' })}>{t('pane.back')}</Button>
      </div>
      <h2 id="tool-title">{t(`tool.${tool}`)}</h2>
      {isFailed && <Message kind="error">{t('tool.failed')}</Message>}
      {loaded === null || desk === null ? (
        !isFailed && <p class="muted">{t('tool.loading')}</p>
      ) : (
        <loaded.Screen
          desk={desk}
          state={state}
          onChanged={() => dispatch({ type: 'tool-changed' })}
        />
      )}
    </section>
  )
}

/** The ways to the tools. */
export const ToolLinks = ({ tools }: { readonly tools: readonly ToolName[] }) => {
  const { t, dispatch } = useUi()
  if (tools.length === 0) return null
  return (
    <nav class="actions links" aria-label={t('tool.all')}>
      {tools.map((tool) => (
        <Button key={tool} look="subtle" onClick={() => dispatch({ type: 'tool-asked', tool })}>
          {t(`tool.${tool}`)}
        </Button>
      ))}
    </nav>
  )
}
