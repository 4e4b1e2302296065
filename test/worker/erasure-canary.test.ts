// A person with a word in every field of his rows, who was merged, ranked, decided on, answered for, revealed and
// noted against: after his erasure the word is in no table and in no answer of any route.
import { env } from 'cloudflare:workers'
import { beforeAll, expect, test } from 'vitest'

import { erasePersonReply } from '../../shared/protocol/trace.ts'
import { app } from '../../worker/app.ts'
import { cellsOf, MARK, store } from './canary-support.ts'
import { switchOn } from './field-support.ts'
import { samples } from './matrix-samples.ts'
import { missing } from './matrix-scene.ts'
import { askUnmerge, change, makeCustomer, merged, rowOf } from './merge-support.ts'
import {
  askFor,
  dump,
  epoch,
  type Firm,
  foundFirm,
  migrate,
  newId,
  type Person,
  pullRows,
  pushRow,
  pushRows,
  send,
  workbook,
} from './support.ts'

beforeAll(migrate)

/** Who is new has no tier from which anything is learnt. */
const LONG_AGO = new Date(Date.now() - 200 * 86_400_000).toISOString().slice(0, 10)
const NUMBERS = ['13712345678', '110101199003070'] as const
type Words = readonly string[]
const ofPerson: Words = [MARK, ...NUMBERS]
const ofContact: Words = [`${MARK} contact`, `${MARK}.contact@`, ...NUMBERS]
const isTold = (words: Words, text: string): boolean => words.some((word) => text.includes(word))

const tablesTelling = async (words: Words): Promise<readonly string[]> =>
  Object.entries(await dump())
    .filter(([, text]) => isTold(words, text))
    .map(([name]) => name)
    .toSorted()

const good = async (path: string, body: object, who: Person): Promise<void> => {
  const response = await send(path, body, who.key)
  expect({ path, status: response.status, text: '' }).toEqual({
    path,
    status: 200,
    text: response.status === 200 ? '' : await response.text(),
  })
}

/** All that happens to a customer in a year. */
const live = async (firm: Firm) => {
  const { li, chen } = firm
  for (const key of ['ethnicity', 'family', 'income_band', 'blood_type', 'id_no'])
    await switchOn(chen, key)
  const [customer, contact] = [newId(), newId()]
  const others = Array.from({ length: 24 }, (_, i) => ({
    id: newId(),
    base: 0,
    cells: { name: `第${i}号染整机械厂`, profit_12m: String(1_000 * (i + 1)) },
  }))
  await pushRows(li, 'customer', others)
  const person = { kind: 'person', 'contact.name': `${MARK} customer name`, profit_12m: '99000' }
  await store(li, 'customer', customer, { ...cellsOf('customer', ''), ...person })
  const name = String((await rowOf(li, 'customer', customer)).values['name'])
  const mobile = { mobile: NUMBERS[0], id_no: `${NUMBERS[1]}74X` }
  await store(li, 'contact', contact, { ...cellsOf('contact', name), ...mobile })
  await store(li, 'visit', newId(), cellsOf('visit', name))
  const sale = { date: LONG_AGO, amount: '990000', margin: '990000' }
  await store(li, 'transaction', newId(), { ...cellsOf('transaction', name), ...sale })

  const twin = await makeCustomer(li, { ...person, name: '', note: `${MARK} twin` })
  const pair = { a: [customer, twin.id].toSorted()[0], b: [customer, twin.id].toSorted()[1] }
  await good('matches/answer', { epoch, answers: [{ ...pair, verdict: 'unsure' }] }, li)
  await good('matches/weights', { epoch, do: 'learn' }, chen)
  const note = { id: customer, rev: 1, field: 'note', mine: `${MARK} another note` }
  await good('sync/note', { table: 'customer', workbook, epoch, notes: [note] }, li)
  await good('sync/settle', { epoch, workbook }, li)
  await good('tiers/apply', { epoch }, chen)
  const step = { id: customer, proposed: 'price', answer: 'accept', to: null }
  const decision = { ...step, reason: `${MARK} wants it so` }
  await good('tiers/steps', { epoch, as: newId(), decisions: [decision] }, chen)
  const reveal = { table: 'contact', id: contact, field: 'id_no', reason: '回访前核对号码' }
  await good('fields/reveal', reveal, chen)
  const { merge } = await merged(li, customer, [twin.id], { evidence: { score: 9 } })
  await change(li, 'customer', customer, { note: `${MARK} after the merge` })
  expect((await askUnmerge(li, merge)).outcome).toBe('unmerged')
  await merged(li, customer, [twin.id])
  await good('tiers/apply', { epoch }, chen)
  return { customer, contact, name }
}

/** Routes that tell it to a rep or an administrator. */
const routesTelling = async (firm: Firm, words: Words, ids: object): Promise<readonly string[]> => {
  const target = { ...missing(), ...ids, user: firm.li.id }
  const telling: string[] = []
  for (const [route, { bodies, lists = [] }] of Object.entries(samples)) {
    if (route.startsWith('POST /v1/session/') || route.startsWith('POST /v1/members/')) continue
    const [method = '', path = ''] = route.split(' ')
    for (const who of [firm.li, firm.chen])
      for (const body of [...bodies(target), ...lists]) {
        const headers = { Authorization: `Bearer ${who.key}` }
        const sent = body === null ? {} : { body: JSON.stringify(body) }
        const answer = await app.request(path, { method, headers, ...sent }, env)
        if (isTold(words, await answer.text())) telling.push(`${route} to ${who.name}`)
      }
  }
  return telling
}

test('nothing that happened to an erased person tells of him', async () => {
  const firm = await foundFirm()
  const { customer, contact, name } = await live(firm)
  const places =
    'conflict contact customer history merge_edge tier_input tier_step tier_trait transaction visit'
  expect((await tablesTelling(ofPerson)).join(' ')).toBe(places)
  const order = { table: 'customer', id: customer, reason: 'asked', confirm: name }
  const reply = await askFor(erasePersonReply, 'person/erase', order, firm.chen)
  expect(reply).toMatchObject({ outcome: 'erased', rows: { visit: 1, transaction: 1 } })
  expect(await tablesTelling(ofPerson)).toEqual([])

  expect(await routesTelling(firm, ofPerson, { customer, contact })).toEqual([])
  await good('tiers/apply', { epoch }, firm.chen)
  expect(await tablesTelling(ofPerson)).toEqual([])
}, 60_000)

/** A firm whose main contact has the word in every field that takes it, and shows it in the firm's own row. */
const employ = async ({ li, chen }: Firm) => {
  for (const key of ['ethnicity', 'family', 'income_band', 'blood_type', 'id_no'])
    await switchOn(chen, key)
  const name = `${MARK} contact name`
  const shown = { 'contact.name': name, 'contact.mobile': NUMBERS[0] }
  const customer = await makeCustomer(li, { name: '绍兴东湖染整厂', ...shown })
  const { rows } = await pullRows(li, 'contact')
  const contact = rows.find(({ values }) => values['customer_id'] === customer.id)?.id ?? ''
  const cells = { ...cellsOf('contact', customer.id), name, id_no: `${NUMBERS[1]}74X` }
  // Field by field: one that is refused leaves the others.
  for (const [key, cell] of Object.entries(cells)) {
    const { rev } = await rowOf(li, 'contact', contact)
    if (cell !== '')
      await pushRow(li, 'contact', { id: contact, base: rev, cells: { [key]: cell } })
  }
  const held = Object.values((await rowOf(li, 'contact', contact)).values)
  expect(held.filter((value) => String(value).includes(MARK)).length).toBeGreaterThan(15)
  await change(li, 'customer', customer.id, { 'contact.title': `${MARK} contact title, moved up` })
  const { rev } = await rowOf(li, 'customer', customer.id)
  const note = {
    id: customer.id,
    rev,
    field: 'contact.title',
    mine: `${MARK} contact title, noted`,
  }
  await good('sync/note', { table: 'customer', workbook, epoch, notes: [note] }, li)
  const twin = await makeCustomer(li, { name: '绍兴东湖染整有限公司', ...shown })
  const [a, b] = [customer.id, twin.id].toSorted()
  await good('matches/answer', { epoch, answers: [{ a, b, verdict: 'unsure' }] }, li)
  const { merge } = await merged(li, customer.id, [twin.id], { evidence: { score: 9 } })
  expect((await askUnmerge(li, merge)).outcome).toBe('unmerged')
  await good('tiers/apply', { epoch }, chen)
  const reason = `给${name}回访前核对号码`
  await good('fields/reveal', { table: 'contact', id: contact, field: 'id_no', reason }, chen)
  const people = (await pullRows(li, 'contact')).rows.map(({ id }) => id)
  return { customer: customer.id, contact, people, name }
}

test('nothing that was said of an erased contact is left, in the rows of his firm neither', async () => {
  const firm = await foundFirm()
  const { customer, contact, people, name } = await employ(firm)
  const before = await tablesTelling(ofContact)
  expect(before).toEqual(expect.arrayContaining(['conflict', 'contact', 'history', 'merge_edge']))
  // His double at the other firm is a row of its own.
  expect(people).toHaveLength(2)
  for (const id of people) {
    const order = { table: 'contact', id, reason: 'asked', confirm: name }
    const reply = await askFor(erasePersonReply, 'person/erase', order, firm.chen)
    expect(reply).toMatchObject({ outcome: 'erased', rows: { contact: 1 } })
  }
  expect(await tablesTelling(ofContact)).toEqual([])
  expect(await routesTelling(firm, ofContact, { customer, contact })).toEqual([])
}, 60_000)
