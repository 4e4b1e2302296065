// Keys: listed, made for scripts, revoked. A script's key does none of this.
import { Hono } from 'hono'

import { createKeyRequest, keysRequest, revokeKeyRequest } from '../../shared/protocol/keys.ts'
import { keyLimit, takeUser } from '../auth/limits.ts'
import { openKeys } from '../db/member-key.ts'
import type { App } from '../env.ts'
import { createKey, listKeys, revokeKey } from '../service/key.ts'
import { readBody } from './body.ts'

export const keys = new Hono<App>()
  .post('/list', async (c) => {
    const order = await readBody(c, keysRequest)
    return c.json(await listKeys(openKeys(c.get('database')), c.get('caller'), order, Date.now()))
  })
  .post('/create', async (c) => {
    const order = await readBody(c, createKeyRequest)
    const now = Date.now()
    await takeUser(c, keyLimit, now)
    return c.json(await createKey(openKeys(c.get('database')), c.get('actor'), order, now))
  })
  .post('/revoke', async (c) => {
    const { id } = await readBody(c, revokeKeyRequest)
    await revokeKey(openKeys(c.get('database')), c.get('actor'), id, Date.now())
    return c.json({ done: true })
  })
