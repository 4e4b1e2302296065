// A part of a screen that is loaded when it is first shown, so that the first paint does not wait for it.
import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'

import { useUi } from './context.ts'
import { Message } from './message.tsx'

interface LazyProps<P> {
  readonly load: () => Promise<ComponentType<P>>
  readonly props: P
}

export const Lazy = <P extends object>({ load, props }: LazyProps<P>) => {
  const { t } = useUi()
  const [loaded, setLoaded] = useState<{ readonly Part: ComponentType<P> } | null>(null)
  const [isFailed, setFailed] = useState(false)
  useEffect(() => {
    load()
      .then((Part) => setLoaded({ Part }))
      .catch(() => setFailed(true))
    // What is loaded does not change while it is shown.
  }, [])
  if (isFailed) return <Message kind="error">{t('tool.failed')}</Message>
  return loaded === null ? null : <loaded.Part {...props} />
}
