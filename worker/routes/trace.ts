// The trace: audit, deliveries, the rights of the people in the data. Managers and admins; see auth/route-rules.ts.
import { Hono } from 'hono'

import {
  approveRequest,
  auditRequest,
  auditVerifyRequest,
  deliveryRequest,
  erasePersonRequest,
  exportPersonRequest,
  findPersonRequest,
  tracePolicyRequest,
} from '../../shared/protocol/trace.ts'
import { openAudit } from '../db/audit.ts'
import { openMeter } from '../db/meter.ts'
import { openPeople } from '../db/person.ts'
import { openPolicies } from '../db/policy.ts'
import type { App } from '../env.ts'
import { listAudit, verifyAudit } from '../service/audit.ts'
import { approveDelivery, listDeliveries } from '../service/meter.ts'
import { erasePerson, exportPerson, findPerson } from '../service/person.ts'
import { tracePolicy } from '../service/trace-policy.ts'
import { readBody } from './body.ts'

export const trace = new Hono<App>()
  .post('/audit/list', async (c) => {
    const order = await readBody(c, auditRequest)
    return c.json(await listAudit(openAudit(c.get('database')), c.get('actor'), order))
  })
  .post('/audit/verify', async (c) => {
    const { after } = await readBody(c, auditVerifyRequest)
    return c.json(await verifyAudit(openAudit(c.get('database')), c.get('actor').org.id, after))
  })
  .post('/delivery/list', async (c) => {
    const { days } = await readBody(c, deliveryRequest)
    const store = openMeter(c.get('database'))
    return c.json(await listDeliveries(store, c.get('actor'), days, Date.now()))
  })
  .post('/delivery/approve', async (c) => {
    const order = await readBody(c, approveRequest)
    await approveDelivery(openMeter(c.get('database')), c.get('actor'), order, Date.now())
    return c.json({ done: true })
  })
  .post('/person/find', async (c) => {
    const order = await readBody(c, findPersonRequest)
    const people = openPeople(c.get('database'))
    return c.json(await findPerson(people, c.get('actor'), order, Date.now()))
  })
  .post('/person/export', async (c) => {
    const order = await readBody(c, exportPersonRequest)
    const people = openPeople(c.get('database'))
    return c.json(await exportPerson(people, c.get('actor'), order, Date.now()))
  })
  .post('/person/erase', async (c) => {
    const order = await readBody(c, erasePersonRequest)
    const people = openPeople(c.get('database'))
    return c.json(await erasePerson(people, c.get('actor'), order, Date.now()))
  })
  .post('/trace/policy', async (c) => {
    const order = await readBody(c, tracePolicyRequest)
    const policies = openPolicies(c.get('database'))
    return c.json(await tracePolicy(policies, c.get('actor'), order, Date.now()))
  })
