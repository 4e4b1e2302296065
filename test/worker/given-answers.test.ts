// The list of answers about pairs, for managers: newest first, in pages, narrowed by answer and person; and what is left
// of an answer that is taken back.
import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'

import {
  answerReply,
  answersReply,
  clearReply,
  type AnswersRequest,
} from '../../shared/protocol/matches.ts'
import { makeCustomer, merged, unmerged } from './merge-support.ts'
import { askFor, count, epoch, type Person, useFirm } from './support.ts'

const firm = useFirm()

/** Firms that nothing ties together. */
const make = async (names: readonly string[], who: Person = firm.li) => {
  const made = []
  for (const name of names) made.push((await makeCustomer(who, { name })).id)
  return made.toSorted()
}

/** Said later than anything before. */
const say = async (who: Person, a: string, b: string, verdict: string, kind?: string) => {
  const answers = [{ a, b, verdict, ...(kind === undefined ? {} : { kind }) }]
  await askFor(answerReply, 'matches/answer', { epoch, answers }, who)
  await env.DB.prepare('UPDATE match_answer SET at = ?1 WHERE a = ?2 AND b = ?3')
    .bind((clock += 1_000), a, b)
    .run()
}
let clock = Date.UTC(2030, 0, 1)

const list = async (more: Partial<AnswersRequest> = {}) =>
  await askFor(answersReply, 'matches/answers', { epoch, limit: 50, ...more }, firm.chen)

describe('answers about pairs', () => {
  test('are listed newest first, in pages that neither repeat nor miss one', async () => {
    const [a = '', b = '', c = '', d = ''] = await make([
      '甲子机械',
      '乙丑食品',
      '丙寅物流',
      '丁卯化工',
    ])
    await say(firm.li, a, b, 'different')
    await say(firm.li, c, d, 'related', 'subsidiary')
    await say(firm.chen, a, c, 'different')
    await say(firm.chen, b, d, 'unsure')
    const told = async (more: Partial<AnswersRequest>) =>
      (await list(more)).answers.map((one) => [one.a, one.b])
    expect(await told({})).toEqual([
      [b, d],
      [a, c],
      [c, d],
      [a, b],
    ])
    const paged: unknown[] = []
    let after = ''
    for (let pages = 0; pages < 5; pages++) {
      const page = await list({ limit: 1, ...(after === '' ? {} : { after }) })
      paged.push(...page.answers.map((one) => [one.a, one.b]))
      after = page.cursor
      if (after === '') break
    }
    expect(paged).toEqual(await told({}))
    expect(await told({ verdicts: ['different'] })).toEqual([
      [a, c],
      [a, b],
    ])
    expect(await told({ by: firm.chen.id, verdicts: ['different', 'related'] })).toEqual([[a, c]])
    expect(await told({ by: 'nobody' })).toEqual([])
    expect((await list({ after: 'no cursor' })).answers).toHaveLength(4)
  })

  test('of a pair that nobody found leave nothing behind when they are taken back', async () => {
    const [a = '', b = ''] = await make(['戊辰纺织', '己巳电子'])
    const pairs = 'SELECT count(*) AS n FROM match_pair WHERE a = ?1 AND b = ?2'
    await say(firm.li, a, b, 'different')
    expect(await count(pairs, a, b)).toBe(1)
    const cleared = await askFor(
      clearReply,
      'matches/clear',
      { epoch, pairs: [{ a, b }] },
      firm.chen,
    )
    expect(cleared).toEqual({ cleared: 1 })
    expect(await count(pairs, a, b)).toBe(0)
  })

  test('that a merge gave go with the merge', async () => {
    const [a = '', b = ''] = await make(['庚午家具', '辛未建材'])
    const { merge } = await merged(firm.li, a, [b])
    expect((await list({ verdicts: ['merged'] })).answers).toMatchObject([{ a, b, by: firm.li.id }])
    await unmerged(firm.li, merge)
    expect((await list({ verdicts: ['merged'] })).answers).toEqual([])
    expect(await count('SELECT count(*) AS n FROM match_pair WHERE a = ?1 AND b = ?2', a, b)).toBe(
      0,
    )
  })
})
