// The messages about field rights: who sees what, decided by managers; one masked value with a reason.
import type { Context } from 'hono'
import { Hono } from 'hono'

import {
  changeFieldRequest,
  fieldHistoryRequest,
  fieldsRequest,
  revealRequest,
} from '../../shared/protocol/fields.ts'
import { openStore } from '../db/d1-store.ts'
import { openReveals } from '../db/field-reveal.ts'
import { openPolicies } from '../db/policy.ts'
import type { App } from '../env.ts'
import { changeField, fieldHistory, listFields } from '../service/field-policy.ts'
import { reveal } from '../service/field-reveal.ts'
import { readBody } from './body.ts'

const storesOf = (c: Context<App>) => {
  const database = c.get('database')
  return { policies: openPolicies(database), reveals: openReveals(database) }
}

export const fields = new Hono<App>()
  .post('/list', async (c) => {
    await readBody(c, fieldsRequest)
    return c.json(await listFields(storesOf(c), c.get('actor'), Date.now()))
  })
  .post('/change', async (c) => {
    const order = await readBody(c, changeFieldRequest)
    return c.json(await changeField(storesOf(c), c.get('actor'), order, Date.now()))
  })
  .post('/history', async (c) => {
    await readBody(c, fieldHistoryRequest)
    return c.json(await fieldHistory(openPolicies(c.get('database')), c.get('actor')))
  })
  .post('/reveal', async (c) => {
    const order = await readBody(c, revealRequest)
    const database = c.get('database')
    const stores = { store: openStore(database), reveals: openReveals(database) }
    return c.json(await reveal(stores, c.get('actor'), order, Date.now()))
  })
