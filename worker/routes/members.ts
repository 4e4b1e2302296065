// The people of an organisation. Each: parse, call one service, reply; who may call is said in auth/route-rules.ts.
import { Hono } from 'hono'

import {
  cancelInviteRequest,
  changeMemberRequest,
  inviteRequest,
  memberRequest,
  membersRequest,
  standInRequest,
} from '../../shared/protocol/members.ts'
import { inviteLimit, takeUser } from '../auth/limits.ts'
import { openInvites } from '../db/invite.ts'
import { openMembers } from '../db/member.ts'
import type { App } from '../env.ts'
import { cancelInvite, invite } from '../service/invite.ts'
import {
  changeMember,
  disableMember,
  enableMember,
  listMembers,
  standIn,
} from '../service/member.ts'
import { readBody } from './body.ts'

const done = { done: true } as const

export const members = new Hono<App>()
  .post('/list', async (c) => {
    await readBody(c, membersRequest)
    return c.json(await listMembers(openMembers(c.get('database')), c.get('actor'), Date.now()))
  })
  .post('/invite', async (c) => {
    const order = await readBody(c, inviteRequest)
    const now = Date.now()
    await takeUser(c, inviteLimit, now)
    const database = c.get('database')
    const stores = { members: openMembers(database), invites: openInvites(database) }
    return c.json(await invite(stores, c.get('actor'), order, now))
  })
  .post('/cancel-invite', async (c) => {
    const { id } = await readBody(c, cancelInviteRequest)
    await cancelInvite(openInvites(c.get('database')), c.get('actor'), id, Date.now())
    return c.json(done)
  })
  .post('/change', async (c) => {
    const order = await readBody(c, changeMemberRequest)
    await changeMember(openMembers(c.get('database')), c.get('actor'), order, Date.now())
    return c.json(done)
  })
  .post('/disable', async (c) => {
    const { id } = await readBody(c, memberRequest)
    await disableMember(openMembers(c.get('database')), c.get('actor'), id, Date.now())
    return c.json(done)
  })
  .post('/enable', async (c) => {
    const { id } = await readBody(c, memberRequest)
    await enableMember(openMembers(c.get('database')), c.get('actor'), id, Date.now())
    return c.json(done)
  })
  .post('/stand-in', async (c) => {
    const order = await readBody(c, standInRequest)
    await standIn(openMembers(c.get('database')), c.get('actor'), order, Date.now())
    return c.json(done)
  })
