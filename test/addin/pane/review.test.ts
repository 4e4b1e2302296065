// The review: questions one after the other, what each decision asks of the server, and the way back.
import { describe, expect, test } from 'vitest'

import { cardFields, mergingIds } from '../../../addin/pane/review/card.ts'
import { CONTACT, openFields } from '../../../addin/pane/review/fields.ts'
import { nameOf, startReview } from '../../../addin/pane/review/model.ts'
import type { Event } from '../../../addin/pane/review/model.ts'
import { step, WAITING_MAX } from '../../../addin/pane/review/step.ts'
import { settingFor } from '../../../addin/pane/review/words.ts'
import type { MatchCluster } from '../../../shared/protocol/matches.ts'
import { branches, clusters, threeOfOne, twoOfOne } from '../../e2e/gallery/review-scenes.ts'
import { aReview, hello } from './review-desk.ts'

const opened = { type: 'opened' } as const
const merge = { type: 'merge-asked', isSure: false } as const
const different = { type: 'different-said' } as const
const skip = { type: 'skipped' } as const
const undo = { type: 'undo-asked' } as const

const idsOf = ({ members }: MatchCluster): readonly string[] => members.map(({ id }) => id)
const onTable = ({ state }: ReturnType<typeof aReview>) =>
  state().card === null ? null : nameOf(state().card?.cluster ?? twoOfOne)

/** So many questions of two. */
const many = (count: number): readonly MatchCluster[] =>
  Array.from({ length: count }, (_, n) => ({
    ...twoOfOne,
    members: twoOfOne.members.map((member, at) => ({ ...member, id: `${n}-${at}` })),
    pairs: twoOfOne.pairs.map((pair) => ({ ...pair, a: `${n}-0`, b: `${n}-1` })),
  }))

describe('questions', () => {
  test('are counted as questions, though the server counts pairs', () => {
    const clusters = [threeOfOne, threeOfOne]
    const { state } = step(startReview(null), {
      type: 'paged',
      reply: { clusters, left: 30, cursor: 'x', labels: {} },
    })
    expect(state.left).toBe(10)
  })

  test('come one after the other, the most certain first, until none is left', async () => {
    const review = aReview(clusters)
    await review.say(opened)
    expect(onTable(review)).toBe(nameOf(twoOfOne))
    await review.say(merge)
    expect(onTable(review)).toBe(nameOf(threeOfOne))
    await review.say(different)
    expect(onTable(review)).toBe(nameOf(branches))
    await review.say({ type: 'related-asked' }, { type: 'related-said', kind: 'branch' })
    expect(review.state()).toMatchObject({ card: null, done: 3, busy: null })
    expect(review.server.finished).toBe(1)
  })

  test('are fetched page by page, the next one before it is needed', async () => {
    const review = aReview(many(12), 5)
    await review.say(opened)
    expect(review.server.pages).toHaveLength(1)
    for (let n = 0; n < 12; n++) {
      expect(onTable(review)).toBe(`${n}-0 ${n}-1`)
      expect(review.state().card?.preview).not.toBeNull()
      await review.say(skip)
    }
    expect(review.state().card).toBeNull()
    // Three pages, and once more from the beginning.
    expect(review.server.pages.map(({ after = '' }) => after)).toEqual([
      '',
      '5',
      '10',
      '',
      '5',
      '10',
    ])
  })

  test('that were skipped are not asked again in this sitting', async () => {
    const review = aReview([twoOfOne, branches])
    await review.say(opened, skip, skip)
    expect(review.state()).toMatchObject({ card: null, done: 2 })
    expect(review.server.open.size).toBe(2)
  })

  test('of a batch are those of its rows', async () => {
    const review = aReview(clusters, 10, '01B')
    await review.say(opened)
    expect(review.server.pages[0]).toMatchObject({ of: '01B' })
  })

  test('about a row that was merged meanwhile are not asked', async () => {
    const [a, b] = twoOfOne.members
    const other = branches.members[0]
    if (!a || !b || !other) throw new Error('members are there')
    const withLoser: MatchCluster = { ...branches, members: [b, other], pairs: branches.pairs }
    const review = aReview([twoOfOne, withLoser, threeOfOne])
    await review.say(opened, merge)
    expect(onTable(review)).toBe(nameOf(threeOfOne))
  })

  test('wait while the server is away, and go on when the message is closed', async () => {
    const review = aReview(clusters)
    review.server.isAway = true
    await review.say(opened)
    expect(review.state()).toMatchObject({ card: null, busy: null, stop: { code: 'offline' } })
    review.server.isAway = false
    await review.say({ type: 'stop-closed' })
    expect(onTable(review)).toBe(nameOf(twoOfOne))
  })
})

describe('a merge', () => {
  test('names who stays, the revisions that were looked at, and why they are one', async () => {
    const review = aReview(clusters)
    await review.say(opened, merge)
    const [winner, loser] = idsOf(twoOfOne)
    expect(review.server.merges).toMatchObject([
      { winner: { id: winner, rev: 1 }, losers: [{ id: loser, rev: 1 }], fields: {}, score: 9.4 },
    ])
    expect(JSON.stringify(review.server.merges[0]?.evidence)).toContain('mobile.same 8.1')
  })

  test('sends what its user chose: who stays, a value, the contact', async () => {
    const review = aReview(clusters)
    const [a = '', b = ''] = idsOf(twoOfOne)
    await review.say(
      opened,
      { type: 'stays-chosen', id: b },
      { type: 'value-chosen', field: 'address', from: a },
      { type: 'contact-chosen', from: a },
      merge,
    )
    expect(review.server.merges[0]).toMatchObject({
      winner: { id: b },
      losers: [{ id: a }],
      fields: { address: { from: a } },
      contact: a,
    })
  })

  test('leaves those out who are not ticked, and those whom its user may not merge', async () => {
    const review = aReview([threeOfOne])
    await review.say(opened)
    const [a = '', , c = ''] = idsOf(threeOfOne)
    const { card } = review.state()
    expect(card === null ? [] : mergingIds(card)).toEqual([a, c])
    await review.say({ type: 'ticked', id: c }, merge)
    expect(review.server.merges).toEqual([])
    expect(review.state().told).toMatchObject({ key: 'review.tickTwo', isTrouble: true })
  })

  test('of what is related is asked about once more', async () => {
    const review = aReview([branches])
    await review.say(opened, merge)
    expect(review.server.merges).toEqual([])
    expect(review.state().asking).toBe('sure')
    await review.say({ type: 'merge-asked', isSure: true })
    expect(review.server.merges).toHaveLength(1)
  })

  test('of a ninth is looked at once he is ticked in the place of another', async () => {
    const [first, second] = twoOfOne.members
    if (!first || !second) throw new Error('members are there')
    const nine: MatchCluster = {
      ...twoOfOne,
      members: Array.from({ length: 9 }, (_, n) => ({ ...first, id: `id-${n}` })),
      pairs: [],
    }
    const review = aReview([nine])
    await review.say(opened)
    expect(review.state().card?.ticked).toHaveLength(8)
    await review.say({ type: 'ticked', id: 'id-8' }, merge)
    expect(review.server.merges).toEqual([])
    expect(review.state().told?.key).toBe('review.many')
    await review.say({ type: 'ticked', id: 'id-0' }, merge)
    const [order] = review.server.merges
    expect(order?.losers.map(({ id }) => id)).toContain('id-8')
    expect(order?.losers).toHaveLength(7)
  })

  test('that the server refuses leaves the question, looked at anew', async () => {
    const review = aReview(clusters)
    review.server.mergeReply = {
      outcome: 'refused',
      rows: [{ id: idsOf(twoOfOne)[0] ?? '', outcome: 'changed' }],
      problems: [],
    }
    await review.say(opened, merge)
    expect(onTable(review)).toBe(nameOf(twoOfOne))
    expect(review.state()).toMatchObject({ done: 0, waiting: 0, told: { isTrouble: true } })
    expect(review.state().card?.preview).not.toBeNull()
  })

  test(`waits for the sheets: they are updated after ${WAITING_MAX}, not after each`, async () => {
    const review = aReview(many(WAITING_MAX + 2), 50)
    await review.say(opened)
    for (let n = 0; n < WAITING_MAX - 1; n++) await review.say(merge)
    expect(review.state().waiting).toBe(WAITING_MAX - 1)
    expect(review.server.sheets).toBe(0)
    await review.say(merge)
    expect(review.state().waiting).toBe(0)
    expect(review.server.sheets).toBe(1)
    await review.say(different)
    expect(review.state().waiting).toBe(0)
  })

  test('is not sent twice by a key that is held', async () => {
    const review = aReview(clusters)
    await review.say(opened)
    review.store.dispatch(merge)
    await review.say(merge)
    expect(review.server.merges).toHaveLength(1)
  })
})

describe('an answer', () => {
  test('"not the same" is about all pairs of the ticked; of a single one with all others', async () => {
    const review = aReview([threeOfOne])
    const [a = '', b = '', c = ''] = idsOf(threeOfOne)
    await review.say(opened, { type: 'ticked', id: a }, { type: 'ticked', id: b }, different)
    const pairs = review.server.answers[0]?.map((one) => [one.a, one.b]) ?? []
    expect(pairs).toHaveLength(2)
    expect(pairs.every((pair) => pair.includes(c))).toBe(true)
    const whole = aReview([threeOfOne])
    await whole.say(opened, different)
    expect(whole.server.answers[0]).toHaveLength(3)
  })

  test('"related" says how', async () => {
    const review = aReview([branches])
    await review.say(opened, { type: 'related-asked' })
    expect(review.state().asking).toBe('kind')
    await review.say({ type: 'related-said', kind: 'subsidiary' })
    expect(review.server.answers).toMatchObject([[{ verdict: 'related', kind: 'subsidiary' }]])
  })
})

describe('taking back', () => {
  test('the last decision brings its question to the table again, and then the one before', async () => {
    const review = aReview(clusters)
    await review.say(opened, merge, different, undo)
    expect(onTable(review)).toBe(nameOf(threeOfOne))
    expect(review.server.answers[1]).toMatchObject([
      { verdict: 'unsure' },
      { verdict: 'unsure' },
      { verdict: 'unsure' },
    ])
    await review.say(undo)
    expect(onTable(review)).toBe(nameOf(twoOfOne))
    expect(review.server.unmerges).toEqual(['01M'])
    expect(review.state()).toMatchObject({ done: 0, deeds: [], waiting: 2 })
    await review.say(undo)
    expect(onTable(review)).toBe(nameOf(twoOfOne))
  })

  test('a skip asks nobody', async () => {
    const review = aReview(clusters)
    await review.say(opened, skip, undo)
    expect(onTable(review)).toBe(nameOf(twoOfOne))
    expect(review.server.answers).toEqual([])
  })

  test('a merge that cannot be taken back says why, and stays', async () => {
    const review = aReview(clusters)
    review.server.unmergeReply = { outcome: 'refused', reason: 'merged_on', by: 'x' }
    await review.say(opened, merge, undo)
    expect(review.state()).toMatchObject({
      done: 1,
      told: { key: 'unmerge.refused.merged_on', isTrouble: true },
    })
  })
})

describe('the fields of a question', () => {
  const setting = settingFor('zh-Hans', hello, {})
  const fieldsNow = async (...events: readonly Event[]) => {
    const review = aReview([twoOfOne])
    await review.say(opened, ...events)
    const { card } = review.state()
    return card === null ? [] : cardFields(card, setting)
  }
  const [a = '', b = ''] = idsOf(twoOfOne)

  test('that differ are looked at, each with the value that is kept and the rule', async () => {
    const open = openFields(await fieldsNow())
    expect(open.map(({ key, rule }) => [key, rule])).toEqual([
      ['name', 'full_name'],
      [CONTACT, 'winner'],
      ['address', 'newest'],
    ])
    const [name] = open
    expect(name?.options.map(({ text }) => text)).toEqual([
      '昆山华达精密机械有限公司',
      '昆山华达精密机械',
    ])
    expect(name?.options[name.chosen]?.ids).toEqual([a])
  })

  test('show what its user chose', async () => {
    const open = openFields(await fieldsNow({ type: 'value-chosen', field: 'name', from: b }))
    expect(open[0]).toMatchObject({ rule: 'chosen', chosen: 1 })
  })

  test('say who fills a blank and what all agree on', async () => {
    const fields = await fieldsNow()
    const stateOf = (key: string) => fields.find((field) => field.key === key)?.state
    expect(stateOf('phone')).toBe('fills')
    expect(stateOf('website')).toBe('fills')
    expect(stateOf('city')).toBe('same')
  })

  test('a value that was put together can be had again after another was chosen', async () => {
    const tagged: MatchCluster = {
      ...twoOfOne,
      members: twoOfOne.members.map((member, at) => ({
        ...member,
        values: { ...member.values, groups: at === 0 ? '展会' : '老客户' },
      })),
    }
    const review = aReview([tagged])
    await review.say(opened, { type: 'value-chosen', field: 'groups', from: a })
    const groups = () => {
      const { card } = review.state()
      return card === null
        ? undefined
        : cardFields(card, setting).find(({ key }) => key === 'groups')
    }
    expect(groups()).toMatchObject({ rule: 'chosen', chosen: 1 })
    expect(groups()?.options[0]?.from).toBeNull()
    expect(groups()?.options[0]?.ids.toSorted()).toEqual([a, b])
    await review.say({ type: 'value-chosen', field: 'groups', from: null })
    expect(groups()).toMatchObject({ rule: 'union', chosen: 0 })
  })
})
