import { describe, expect, test } from 'vitest'

import { readTasks } from '../../bench/trace.ts'

const page = { pid: 1, tid: 10 }
const task = (ts: number, dur: number, tdur = dur, thread = page) => ({
  name: 'RunTask',
  ph: 'X',
  ts,
  dur,
  tdur,
  ...thread,
})
const frame = (functionName: string, url = '') => ({ functionName, url })
const nodes = [
  { id: 1, callFrame: frame('(root)') },
  { id: 2, parent: 1, callFrame: frame('sync', 'http://x/addin/pane.js') },
  { id: 3, parent: 2, callFrame: frame('map') },
  { id: 4, parent: 1, callFrame: frame('draw', 'http://x/grid.js') },
  { id: 5, parent: 1, callFrame: frame('(garbage collector)') },
]
const started = {
  name: 'Profile',
  ph: 'P',
  id: '0x1',
  ts: 0,
  ...page,
  args: { data: { startTime: 0 } },
}
/** Samples at so many microseconds after the one before. */
const sampled = (samples: readonly (readonly [number, number])[]) => ({
  name: 'ProfileChunk',
  ph: 'P',
  id: '0x1',
  ts: 1,
  pid: 1,
  tid: 99,
  args: {
    data: {
      cpuProfile: { nodes, samples: samples.map(([, node]) => node) },
      timeDeltas: samples.map(([delta]) => delta),
    },
  },
})
const ownerOf = (url: string) => (url === '' ? null : url.includes('addin') ? 'pane' : 'workbench')
const read = (samples: readonly (readonly [number, number])[], ...tasks: readonly unknown[]) =>
  readTasks([...tasks, sampled(samples), started], ownerOf)

describe('tasks of a trace', () => {
  test('a task is shared out to those whose scripts ran in it', () => {
    const [first, second] = read(
      [
        [2_000, 2],
        [1_000, 4],
        [10_000, 2],
      ],
      task(1_000, 3_000),
      task(12_000, 2_000),
    )
    expect(first).toEqual({ ms: 3, cpuMs: 3, byOwner: { pane: 1, workbench: 1 } })
    expect(second).toEqual({ ms: 2, cpuMs: 2, byOwner: { pane: 1 } })
  })

  test('what the browser does for a script is that script’s, and so is the garbage it left', () => {
    const [only] = read(
      [
        [1_000, 3],
        [4_000, 5],
        [1_000, 1],
      ],
      task(0, 6_000),
    )
    expect(only?.byOwner).toEqual({ pane: 5 })
  })

  test('time that other programs took from the thread is not in it', () => {
    const [only] = read([[4_000, 2]], task(0, 4_000, 1_000))
    expect(only).toEqual({ ms: 4, cpuMs: 1, byOwner: { pane: 1 } })
  })

  test('tasks of other threads are left out', () => {
    expect(read([[1_000, 2]], task(0, 2_000, 2_000, { pid: 1, tid: 11 }))).toEqual([])
  })

  test('without a profile there is nothing to tell', () => {
    expect(readTasks([task(0, 1)], ownerOf)).toEqual([])
  })
})
