// Who is here and in which words the server speaks, asked once for as long as a tool is open.
import { useCallback, useRef, useState } from 'preact/hooks'

import type { Greeting, ToolDesk } from '../../sync/tool-desk.ts'

interface Greeted {
  /** null until the server has answered. */
  readonly greeting: Greeting | null
  /** As the desk's own; a greeting that failed is asked for again. */
  readonly greet: ToolDesk['greet']
}

export const useGreeting = (desk: ToolDesk): Greeted => {
  const [greeting, setGreeting] = useState<Greeting | null>(null)
  const asked = useRef<ReturnType<ToolDesk['greet']> | null>(null)
  const greet = useCallback(async () => {
    asked.current ??= desk.greet()
    const who = await asked.current
    if (who.ok) setGreeting(who.value)
    else asked.current = null
    return who
  }, [desk])
  return { greeting, greet }
}
