// A sheet that holds only the rows put there gets a customer back in the row that he left. Where that row is gone by
// now, he comes only when somebody says so: who is missing after the sync is offered here.
import { useEffect, useState } from 'preact/hooks'

import type { Greeting, ToolDesk } from '../../sync/tool-desk.ts'
import type { State } from '../model.ts'
import { Button } from '../ui/button.tsx'
import { useUi } from '../ui/context.ts'
import { Message } from '../ui/message.tsx'
import { missingHere } from './missing.ts'
import type { SayMerges } from './words.ts'

interface PutBackProps {
  readonly desk: ToolDesk
  readonly pane: State
  /** Customers that are back: ids. */
  readonly back: readonly string[]
  readonly speak: SayMerges
  readonly greeting: Greeting | null
}

export const PutBack = ({ desk, pane, back, speak, greeting }: PutBackProps) => {
  const { dispatch, count } = useUi()
  const [missing, setMissing] = useState<readonly string[]>([])
  const isPut = pane.sheets.some(({ table, holds }) => table === 'customer' && holds === 'put')
  const org = greeting?.hello.org.id ?? null
  const isDue = isPut && pane.run === null && org !== null
  useEffect(() => {
    if (!isDue) return
    let isOpen = true
    // A fault of ours must be seen, as any that is thrown.
    missingHere(desk, back, org).then((found) => isOpen && setMissing(found), reportError)
    return () => {
      isOpen = false
    }
  }, [desk, back, org, isDue])
  if (!isDue || missing.length === 0) return null
  const decisions = missing.map((id) => ({ id, answer: 'put-back' as const }))
  return (
    <Message
      kind="info"
      actions={
        <Button onClick={() => dispatch({ type: 'answered', table: 'customer', decisions })}>
          {speak('merges.putBack')}
        </Button>
      }
    >
      {speak('merges.putBackHint', { count: count(missing.length) })}
    </Message>
  )
}
