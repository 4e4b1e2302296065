// Is the account that synced a file still in? Asked by a pane that nobody is signed in to.
import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'

import { refusalBody } from '../../shared/protocol/refusal.ts'
import { standingReply } from '../../shared/protocol/standing.ts'
import { standingLimit } from '../../worker/auth/limits.ts'
import { send, useFirm } from './support.ts'

const firm = useFirm()

const ask = (body: object, address = '203.0.113.7'): Promise<Response> =>
  send('standing', body, null, env, { 'cf-connecting-ip': address })
const isOut = async (org: string, user: string): Promise<boolean> =>
  standingReply.parse(await (await ask({ org, user })).json()).isOut

describe('the standing of an account', () => {
  test('is out from the moment that it is disabled until it is enabled again', async () => {
    const { org, li, chen } = firm
    expect(await isOut(org, li.id)).toBe(false)
    expect((await send('members/disable', { id: li.id }, chen.key)).status).toBe(200)
    expect(await isOut(org, li.id)).toBe(true)
    expect((await send('members/enable', { id: li.id }, chen.key)).status).toBe(200)
    expect(await isOut(org, li.id)).toBe(false)
  })

  test('of an account of elsewhere or of nobody is answered like one that is in', async () => {
    const { org, han, wang, chen } = firm
    expect((await send('members/disable', { id: wang.id }, chen.key)).status).toBe(200)
    const bodies = [
      { org, user: han.id },
      { org: 'another', user: wang.id },
      { org, user: 'nobody' },
    ]
    const replies = await Promise.all(bodies.map(async (body) => (await ask(body)).text()))
    expect(new Set(replies)).toEqual(new Set(['{"isOut":false}']))
  })

  test('is not told to whoever asks again and again from one place', async () => {
    const { org, han } = firm
    const address = '203.0.113.8'
    expect((await ask({ org, user: han.id }, address)).status).toBe(200)
    await env.DB.prepare("UPDATE throttle SET count = ?1 WHERE name LIKE 'standing%' AND count = 1")
      .bind(standingLimit.mine)
      .run()
    const refused = await ask({ org, user: han.id }, address)
    expect(refusalBody.parse(await refused.json()).code).toBe('too_many')
    expect((await ask({ org, user: han.id }, '203.0.113.9')).status).toBe(200)
  })
})
