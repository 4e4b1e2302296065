// Review, answers, rebuild and the organisation's own weights, on the real D1, through HTTP.
import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'

import {
  answerReply,
  answersReply,
  clearReply,
  rebuildReply,
  reviewReply,
  weightsReply,
  type ReviewReply,
} from '../../shared/protocol/matches.ts'
import { mergeReply, unmergeReply } from '../../shared/protocol/merge.ts'
import {
  askFor,
  type Cells,
  count,
  epoch,
  type Firm,
  foundFirm,
  migrate,
  newId,
  type Person,
  pushBody,
  pushRow,
  send,
  workbook,
} from './support.ts'

const found = async (): Promise<Firm> => {
  await migrate()
  return await foundFirm()
}
const insist = async (who: Person, cells: Cells): Promise<string> => {
  const id = newId()
  const result = await pushRow(who, 'customer', { id, base: 0, cells, answer: 'new' })
  expect(result.outcome).toBe('applied')
  return id
}
const change = async (who: Person, id: string, base: number, cells: Cells) =>
  await pushRow(who, 'customer', { id, base, cells, answer: 'renamed' })
const review = async (who: Person, order: object = {}): Promise<ReviewReply> =>
  await askFor(reviewReply, 'matches/review', { epoch, limit: 10, ...order }, who)
const answer = async (who: Person, answers: readonly object[]) =>
  (await askFor(answerReply, 'matches/answer', { epoch, answers }, who)).results
const rebuildAll = async (who: Person, order: object = {}) => {
  const replies = []
  for (let i = 0; i < 40; i++) {
    const again = i === 0 ? order : {}
    const body = { epoch, limit: 3, ...again }
    const reply = await askFor(rebuildReply, 'matches/rebuild', body, who)
    replies.push(reply)
    if (reply.phase === 'done') break
  }
  return replies
}

const changjiang: Cells = { name: '南通长江缆绳有限公司', address: '南通市青年路77号' }
const sisters = async (who: Person): Promise<readonly [string, string]> => [
  await insist(who, changjiang),
  await insist(who, { ...changjiang, name: '南通长江缆绳公司' }),
]

describe('review', () => {
  test('shows two that may be one, with what each says and why', async () => {
    const firm = await found()
    const [a, b] = await sisters(firm.li)
    const { clusters, cursor, left, labels } = await review(firm.li)
    expect(clusters).toHaveLength(1)
    expect(clusters[0]).toMatchObject({
      outcome: 'same',
      kind: null,
      weakest: 0,
      members: [
        { id: a, rev: 1, isMine: true, ownerName: '李雷', values: changjiang },
        { id: b, rev: 1, isMine: true },
      ],
      pairs: [{ a, b, outcome: 'same' }],
    })
    const reasons = clusters[0]?.pairs[0]?.reasons ?? []
    expect(reasons.map(({ field }) => field)).toContain('address')
    expect(reasons.map(({ bits }) => Math.abs(bits))).toEqual(
      reasons.map(({ bits }) => Math.abs(bits)).toSorted((x, y) => y - x),
    )
    expect({ cursor, left, owner: labels['user']?.[firm.li.id] }).toEqual({
      cursor: '',
      left: 0,
      owner: '李雷',
    })
  })

  test('puts three of one customer in one cluster and names the weakest link', async () => {
    const firm = await found()
    const ids = [...(await sisters(firm.li))]
    ids.push(await insist(firm.li, { ...changjiang, 'contact.name': '陆建国' }))
    const { clusters } = await review(firm.li)
    expect(clusters.map(({ members }) => members.map(({ id }) => id))).toEqual([ids])
    const [cluster] = clusters
    expect(cluster?.pairs).toHaveLength(3)
    expect(cluster?.pairs.map(({ score }) => score)).toEqual(
      cluster?.pairs.map(({ score }) => score).toSorted((x, y) => y - x),
    )
    expect(cluster?.weakest).toBe(2)
  })

  test('comes in pages, the most certain first, each cluster once', async () => {
    const firm = await found()
    for (let i = 0; i < 5; i++) {
      const cells = {
        name: `南通${'金木水火土'.charAt(i)}星机电有限公司`,
        address: `南通市青年路${70 + i}号`,
        ...(i % 2 === 0 ? { 'contact.mobile': `1391234800${i}` } : {}),
      }
      await insist(firm.li, cells)
      await insist(firm.li, { ...cells, website: 'www.x.cn' })
    }
    const pages: ReviewReply[] = []
    let after = ''
    do {
      const page = await review(firm.li, { limit: 2, ...(after === '' ? {} : { after }) })
      pages.push(page)
      after = page.cursor
    } while (after !== '' && pages.length < 9)
    const all = pages.flatMap(({ clusters }) => clusters)
    const names = all.map(({ members }) => members.map(({ id }) => id).join('/'))
    expect(new Set(names).size).toBe(names.length)
    expect(names).toHaveLength(5)
    expect(pages[0]?.left).toBeGreaterThan(0)
    expect(pages.at(-1)?.left).toBe(0)
    const averages = all.map(({ average }) => average)
    expect(averages).toEqual(averages.toSorted((x, y) => y - x))
  })

  test('shows related customers with their kind, and nothing of those out of sight', async () => {
    const firm = await found()
    const cells: Cells = { name: '江苏天目湖食品有限公司', phone: '0519-87981234' }
    const branch = { ...cells, name: '江苏天目湖食品有限公司上海分公司' }
    await insist(firm.wang, { ...cells, visibility: 'owner' })
    await insist(firm.li, branch)
    expect((await review(firm.li)).clusters).toEqual([])
    expect((await review(firm.wang)).clusters).toEqual([])
    const { clusters } = await review(firm.chen)
    expect(clusters).toMatchObject([{ outcome: 'related', kind: 'branch' }])
  })

  test('of a paste shows what that paste brought', async () => {
    const firm = await found()
    await sisters(firm.li)
    const [batch, id] = [newId(), newId()]
    const cells = { ...changjiang, 'contact.name': '陆建国' }
    const rows = [{ id, base: 0, cells, answer: 'new' as const }]
    await send('sync/push', pushBody('customer', rows, undefined, batch), firm.li.key)
    const { clusters } = await review(firm.li, { of: batch })
    expect(clusters).toHaveLength(1)
    expect(clusters[0]?.members.map((member) => member.id)).toContain(id)
    expect((await review(firm.li, { of: newId() })).clusters).toEqual([])
    expect((await review(firm.chen, { of: batch })).clusters).toEqual([])
  })

  test('never shows who is put away', async () => {
    const firm = await found()
    const [, b] = await sisters(firm.li)
    const body = { table: 'customer', workbook, epoch, rows: [[b, 1]], restore: false }
    await send('sync/archive', body, firm.li.key)
    expect((await review(firm.li)).clusters).toEqual([])
  })
})

describe('an answer', () => {
  test('silences the pair, whatever else is typed, until a field that mattered changes', async () => {
    const firm = await found()
    const [a, b] = await sisters(firm.li)
    expect(await answer(firm.li, [{ a, b, verdict: 'different' }])).toMatchObject([
      { outcome: 'applied' },
    ])
    expect(await answer(firm.li, [{ a: b, b: a, verdict: 'different' }])).toMatchObject([
      { outcome: 'done' },
    ])
    expect((await review(firm.li)).clusters).toEqual([])
    const told = await change(firm.li, b, 1, { status: 'active', website: 'www.cj.cn' })
    expect(told.look).toBeUndefined()
    await rebuildAll(firm.chen, { again: true })
    expect((await review(firm.li)).clusters).toEqual([])
    const again = await change(firm.li, b, 2, { address: '南通市青年路77号3楼' })
    expect(again.look).toMatchObject([{ id: a }])
    expect((await review(firm.li)).clusters).toHaveLength(1)
  })

  test('keeps two apart in the cluster of a third', async () => {
    const firm = await found()
    const [a, b] = await sisters(firm.li)
    const c = await insist(firm.li, { ...changjiang, 'contact.name': '陆建国' })
    await answer(firm.li, [{ a, b, verdict: 'different' }])
    const { clusters } = await review(firm.li)
    const together = clusters.filter(({ members }) => {
      const ids = members.map(({ id }) => id)
      return ids.includes(a) && ids.includes(b)
    })
    expect(together).toEqual([])
    expect(clusters.some(({ members }) => members.some(({ id }) => id === c))).toBe(true)
  })

  test('is refused about a customer out of sight', async () => {
    const firm = await found()
    const [a, b] = await sisters(firm.li)
    const { clusters } = await review(firm.wang)
    expect(clusters).toEqual([])
    expect(await answer(firm.wang, [{ a, b, verdict: 'different' }])).toMatchObject([
      { outcome: 'forbidden' },
    ])
  })

  test('unsure leaves the pair where it is', async () => {
    const firm = await found()
    const [a, b] = await sisters(firm.li)
    await answer(firm.li, [{ a, b, verdict: 'unsure' }])
    expect((await review(firm.li)).clusters).toHaveLength(1)
  })

  test('unsure takes an earlier answer back: the pair is asked about again', async () => {
    const firm = await found()
    const [a, b] = await sisters(firm.li)
    await answer(firm.li, [{ a, b, verdict: 'different' }])
    expect((await review(firm.li)).clusters).toEqual([])
    expect(await answer(firm.li, [{ a, b, verdict: 'unsure' }])).toMatchObject([
      { outcome: 'applied' },
    ])
    expect((await review(firm.li)).clusters).toHaveLength(1)
  })

  test('is listed and cleared by managers only', async () => {
    const firm = await found()
    const [a, b] = await sisters(firm.li)
    await answer(firm.li, [{ a, b, verdict: 'related', kind: 'owner' }])
    expect((await send('matches/answers', { epoch, limit: 9 }, firm.li.key)).status).toBe(403)
    const list = async () =>
      (await askFor(answersReply, 'matches/answers', { epoch, limit: 9 }, firm.chen)).answers
    expect(await list()).toMatchObject([
      { a, b, labelA: changjiang['name'], verdict: 'related', kind: 'owner', byName: '李雷' },
    ])
    const pairs = [{ a, b }]
    expect((await send('matches/clear', { epoch, pairs }, firm.li.key)).status).toBe(403)
    const cleared = await askFor(clearReply, 'matches/clear', { epoch, pairs }, firm.chen)
    expect(cleared).toEqual({ cleared: 1 })
    expect(await list()).toEqual([])
    expect((await review(firm.li)).clusters).toHaveLength(1)
  })
})

describe('a merge', () => {
  test('is an answer; what names the loser waits until he is back', async () => {
    const firm = await found()
    const [a, b] = await sisters(firm.li)
    const c = await insist(firm.li, { ...changjiang, 'contact.name': '陆建国' })
    const body = {
      epoch,
      workbook,
      winner: { id: a, rev: 1 },
      losers: [{ id: b, rev: 1 }],
      fields: {},
    }
    const merged = await askFor(mergeReply, 'merge', body, firm.li)
    expect(merged.outcome).toBe('merged')
    const left = (await review(firm.li)).clusters
    expect(left.map(({ members }) => members.map(({ id }) => id))).toEqual([[a, c]])
    const open = 'SELECT count(*) AS n FROM match_pair WHERE (a = ?1 OR b = ?1) AND open = 1'
    expect(await count(open, b)).toBe(0)
    const { answers } = await askFor(
      answersReply,
      'matches/answers',
      { epoch, limit: 9 },
      firm.chen,
    )
    expect(answers).toMatchObject([{ a, b, verdict: 'merged', by: firm.li.id }])
    const merge = merged.outcome === 'merged' ? merged.merge : ''
    await askFor(unmergeReply, 'unmerge', { epoch, workbook, merge }, firm.li)
    const back = (await review(firm.li)).clusters
    expect(back.flatMap(({ members }) => members.map(({ id }) => id)).toSorted()).toEqual([a, b, c])
    const after = await askFor(answersReply, 'matches/answers', { epoch, limit: 9 }, firm.chen)
    expect(after.answers).toEqual([])
  })
})

describe('a rebuild', () => {
  const forget = async (org: string) => {
    await env.DB.batch([
      env.DB.prepare('UPDATE customer SET features = NULL WHERE org = ?1').bind(org),
      env.DB.prepare('DELETE FROM match_key WHERE org = ?1').bind(org),
      env.DB.prepare('DELETE FROM match_pair WHERE org = ?1').bind(org),
    ])
  }

  test('gives keys and pairs to customers that never had any, step by step', async () => {
    const firm = await found()
    const [a, b] = await sisters(firm.li)
    for (let i = 0; i < 5; i++)
      await insist(firm.li, { name: `镇江${'梅兰竹菊松'.charAt(i)}园园艺合作社` })
    const keys = () => count('SELECT count(*) AS n FROM match_key WHERE org = ?1', firm.org)
    const before = await keys()
    await forget(firm.org)
    const replies = await rebuildAll(firm.chen)
    expect(replies.map(({ phase }) => phase)).toContain('pairs')
    expect(replies.at(-1)?.phase).toBe('done')
    expect(replies.every(({ looked }) => looked <= 3)).toBe(true)
    expect(await keys()).toBe(before)
    const { clusters } = await review(firm.li)
    expect(clusters.map(({ members }) => members.map(({ id }) => id))).toContainEqual([a, b])
    expect((await rebuildAll(firm.chen)).map(({ looked }) => looked)).toEqual([0])
  })

  test('finds customers of the old version meanwhile', async () => {
    const firm = await found()
    const id = newId()
    const cells = { name: '镇江金山寺素食有限公司', 'contact.mobile': '13912348111' }
    await pushRow(firm.li, 'customer', { id, base: 0, cells })
    await env.DB.prepare(`UPDATE customer SET features = '{"v":0,"k":[],"r":{}}' WHERE id = ?1`)
      .bind(id)
      .run()
    const other = { name: '镇江金山寺素菜有限公司', 'contact.mobile': '13912348111' }
    const result = await pushRow(firm.li, 'customer', { id: newId(), base: 0, cells: other })
    expect(result).toMatchObject({ outcome: 'known', known: { id } })
  })

  test('is for managers', async () => {
    const firm = await found()
    expect((await send('matches/rebuild', { epoch, limit: 3 }, firm.li.key)).status).toBe(403)
  })
})

describe("the organisation's own weights", () => {
  test('are learnt from answers, explained, used, and put back', async () => {
    const firm = await found()
    const ask = async (deed: string) =>
      await askFor(weightsReply, 'matches/weights', { epoch, do: deed }, firm.chen)
    expect(await ask('show')).toEqual({ version: 0, isShipped: true, answers: 0, moved: [] })
    const answers = []
    for (let i = 0; i < 6; i++) {
      const cells = {
        name: `南通${'金木水火土日'.charAt(i)}星机电有限公司`,
        address: `南通市青年路${70 + i}号`,
      }
      const a = await insist(firm.li, cells)
      const b = await insist(firm.li, { ...cells, website: 'www.x.cn' })
      answers.push({ a, b, verdict: 'different' })
    }
    const before = (await review(firm.li)).clusters[0]?.pairs[0]?.score ?? 0
    await answer(firm.li, answers.slice(1))
    const learnt = await ask('learn')
    expect(learnt).toMatchObject({ version: 1, isShipped: false, answers: 5 })
    const address = learnt.moved.find(({ field }) => field === 'address')
    expect(address?.now).toBeLessThan(address?.shipped ?? 0)
    expect(address).toMatchObject({ same: 0, apart: 5 })
    const after = (await review(firm.li)).clusters[0]?.pairs[0]?.score ?? 0
    expect(after).toBeLessThan(before)
    expect(await ask('reset')).toMatchObject({ version: 2, isShipped: true, moved: [] })
    expect((await review(firm.li)).clusters[0]?.pairs[0]?.score).toBe(before)
    expect((await send('matches/weights', { epoch, do: 'show' }, firm.li.key)).status).toBe(403)
  })
})
