// Records a browser's trace while some work is done: tasks of the thread and sampled stacks.
import type { CDPSession } from 'playwright-core'

const CATEGORIES = [
  'toplevel',
  'v8',
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'disabled-by-default-v8.cpu_profiler',
]

/** The events as the browser sends them, for readTasks. */
export const traced = async (
  devtools: CDPSession,
  work: () => Promise<void>,
): Promise<readonly unknown[]> => {
  const events: unknown[] = []
  const collect = ({ value }: { readonly value: readonly unknown[] }) => {
    for (const event of value) events.push(event)
  }
  devtools.on('Tracing.dataCollected', collect)
  await devtools.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: CATEGORIES },
  })
  await work()
  const complete = new Promise((resolve) => {
    devtools.once('Tracing.tracingComplete', resolve)
  })
  await devtools.send('Tracing.end')
  await complete
  devtools.off('Tracing.dataCollected', collect)
  return events
}
