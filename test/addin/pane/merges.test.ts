// The log of merges page by page, what one decided, and taking one back. And the way from a paste to its review.
import { describe, expect, test } from 'vitest'

import { missingHere } from '../../../addin/pane/merges/missing.ts'
import { relevant } from '../../../addin/pane/merges/relevant.ts'
import { startMerges, step as stepMerges } from '../../../addin/pane/merges/model.ts'
import type { Effect, Event, Merges } from '../../../addin/pane/merges/model.ts'
import { startState } from '../../../addin/pane/model.ts'
import type { State } from '../../../addin/pane/model.ts'
import { step } from '../../../addin/pane/step.ts'
import { newStamp, stampToText } from '../../../shared/sync/stamp.ts'
import { aSheetView, aToolDesk } from '../support/tool-desk.ts'
import { mergesPage, previewFor, twoOfOne } from '../../e2e/gallery/review-scenes.ts'

const run = (events: readonly Event[]) => {
  let state: Merges = startMerges
  const asked: Effect[] = []
  for (const event of events) {
    const next = stepMerges(state, event)
    state = next.state
    asked.push(...next.effects)
  }
  return { state, asked }
}

const paged = { type: 'paged', reply: mergesPage, isFirst: true } as const
const [first, second] = mergesPage.merges
const merge = first?.merge ?? ''

describe('the log of merges', () => {
  test('comes in pages; an entry that moved between them is told once', () => {
    const next = { ...mergesPage, merges: second ? [second] : [], more: false }
    const { state, asked } = run([
      { type: 'opened' },
      paged,
      { type: 'more-asked' },
      { type: 'paged', reply: next, isFirst: false },
      { type: 'more-asked' },
    ])
    expect(asked).toEqual([
      { do: 'page', before: '' },
      { do: 'page', before: 'x' },
    ])
    expect(state.entries?.map((entry) => entry.merge)).toEqual([first?.merge, second?.merge])
    expect(state.before).toBeNull()
  })

  test('asks once what a merge decided; whoever may not see that is told so', () => {
    const { state, asked } = run([
      { type: 'opened' },
      paged,
      { type: 'details-asked', merge },
      { type: 'detailed', merge, reply: mergesPage },
      { type: 'details-asked', merge },
    ])
    expect(asked.filter((effect) => effect.do === 'details')).toHaveLength(1)
    expect(state.details[merge]).toBeNull()
  })

  test('a merge that is taken back brings the sheets up to date and reads the log anew', () => {
    const { state, asked } = run([
      { type: 'opened' },
      paged,
      { type: 'undo-asked', merge },
      {
        type: 'unmerged',
        merge,
        reply: {
          outcome: 'unmerged',
          merge,
          rows: [
            { id: 'a', rev: 3 },
            { id: 'b', rev: 3 },
          ],
          restored: {},
          kept: [],
          keptMore: 0,
        },
      },
    ])
    expect(asked.slice(1)).toEqual([
      { do: 'unmerge', merge },
      { do: 'page', before: '' },
      { do: 'sheets' },
    ])
    expect(state.outcome).toMatchObject({ back: ['b'], keptMore: 0 })
  })

  test('of those who are back only they are offered for the sheet whose row is gone', async () => {
    const [here, gone] = ['01JXHERE000000000000000001', '01JXGNE0000000000000000002']
    const home = { org: 'org', table: 'customer' }
    const stamp = stampToText(newStamp('v', here), home)
    const view = aSheetView({ name: '公司', _sync: '_sync' }, [
      ['华达', stamp],
      ['金桥', ''],
    ])
    const { desk } = aToolDesk({ view })
    expect(await missingHere(desk, [here, gone], 'org')).toEqual([gone])
    expect(await missingHere(desk, [here], 'org')).toEqual([])
    expect(await missingHere(aToolDesk().desk, [gone], 'org')).toEqual([])
  })

  test('one that cannot be taken back says why; the sheets are left alone', () => {
    const { state, asked } = run([
      { type: 'opened' },
      paged,
      { type: 'undo-asked', merge },
      { type: 'unmerged', merge, reply: { outcome: 'refused', reason: 'archived' } },
    ])
    expect(asked.map((effect) => effect.do)).toEqual(['page', 'unmerge'])
    expect(state.outcome).toEqual({ merge, refused: 'archived' })
  })

  test('one thing is asked at a time', () => {
    const { asked } = run([{ type: 'opened' }, { type: 'undo-asked', merge }])
    expect(asked).toHaveLength(1)
  })

  test('of what a merge decided, what was not taken comes first and what all said is left out', () => {
    const decisions = relevant(previewFor(twoOfOne.members.map(({ id }) => id)).decisions)
    const isRejecting = decisions.map(({ rejected }) => rejected.length > 0)
    expect(isRejecting).toEqual(isRejecting.toSorted((x, y) => Number(y) - Number(x)))
    expect(decisions.map(({ rule }) => rule)).not.toContain('same')
  })
})

describe('the way from a paste to its review', () => {
  const hinted = { batch: '01B', rows: 12 }
  const sheets: State['sheets'] = [
    { table: 'customer', tableId: 'T1', sheet: 'S', holds: 'all' },
    { table: 'contact', tableId: 'T2', sheet: 'C', holds: 'all' },
  ]
  const main: State = { ...startState, screen: 'main', sheets, hinted }
  test('opens the review of this batch alone, and says it no more once it was looked at', () => {
    const { state } = step(main, { type: 'tool-asked', tool: 'review', of: '01B' })
    expect(state).toMatchObject({ screen: 'tool', tool: 'review', toolOf: '01B' })
    const done = step(state, { type: 'hinted-closed' }).state
    expect(step(done, { type: 'tool-left' }).state).toMatchObject({
      screen: 'main',
      hinted: null,
      toolOf: null,
    })
  })
  test('what a tool changes while a sync runs comes with one more round of it', () => {
    const running: State = {
      ...main,
      run: {
        order: { tables: ['customer', 'contact'], decisions: [] },
        progress: null,
        isCancelling: false,
      },
    }
    const once = step(running, { type: 'tool-changed' })
    expect(once.effects).toEqual([])
    expect(once.state.run?.order.tables).toEqual(['customer', 'customer', 'contact'])
    const twice = step(once.state, { type: 'tool-changed' })
    expect(twice.state.run?.order.tables).toEqual(['customer', 'customer', 'contact'])
  })
})
