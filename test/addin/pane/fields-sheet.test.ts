// Field rights in a sheet: a column that is not collected here, columns that are kept from their reader, a masked row.
import { expect, test } from 'vitest'

import type { HelloReply } from '../../../shared/protocol/hello.ts'
import { ok } from '../../../shared/result.ts'
import { enteredKeys } from '../../../shared/sheet/column.ts'
import { aDesk, unwrap } from '../support/desk.ts'
import { fakeServer } from '../support/fake-server.ts'

const leads = [
  ['公司', '城市', '手机', '电话'],
  ['华达机械有限公司', '苏州', '13912345678', '0512-65001234'],
  ['恒源贸易有限公司', '上海', '13515639281', ''],
]

/** A desk whose user sees, and may write, less than all. */
const deskWith = (rights: Pick<HelloReply, 'masked' | 'off' | 'hidden'>) => {
  const denied = [...(rights.off?.customer ?? []), ...(rights.hidden?.customer ?? [])]
  const server = fakeServer({
    writable: enteredKeys('customer').filter((key) => !denied.includes(key)),
  })
  const { hello } = server.api
  const api = {
    ...server.api,
    hello: async (request: Parameters<typeof hello>[0]) => {
      const reply = await hello(request)
      return reply.ok ? ok({ ...reply.value, ...rights }) : reply
    },
  }
  return aDesk({ list: leads, server: { ...server, api } })
}

test('a column of a field that is off stays the user’s own, says so, and is not sent', async () => {
  const desk = deskWith({ off: { customer: ['contact.mobile'] } })
  const { columns, fields } = unwrap(await desk.engine.previewList())
  expect(columns.map(({ header, key, isOff = false }) => [header, key, isOff])).toEqual([
    ['公司', 'name', false],
    ['城市', 'city', false],
    ['手机', null, true],
    ['电话', 'phone', false],
  ])
  expect(fields).not.toContain('contact.mobile')
  unwrap(await desk.engine.bringInList())
  unwrap(await desk.engine.sync())
  expect(desk.column('手机')).toEqual([13_912_345_678, 13_515_639_281])
  expect(JSON.stringify(desk.server.pushes)).not.toContain('13912345678')
})

test('after a sync the pane knows which bound columns are kept from their reader', async () => {
  const desk = deskWith({ masked: { customer: ['phone', 'contact.email'], contact: ['mobile'] } })
  unwrap(await desk.engine.bringInList())
  const { withheld, departed } = unwrap(await desk.engine.sync())
  expect(withheld).toEqual({ masked: ['phone'], off: [], hidden: [] })
  expect(departed).toBe(0)
})

test('in a row the pane finds what is masked, and nothing where the values stand', async () => {
  const desk = deskWith({ masked: { customer: ['contact.mobile'] } })
  unwrap(await desk.engine.bringInList())
  unwrap(await desk.engine.sync())
  desk.excel.user.select(desk.at('公司', 0))
  expect(unwrap(await desk.engine.here())?.masked).toBeUndefined()
  desk.excel.user.type(desk.at('手机', 0), '••••5678')
  desk.excel.user.select(desk.at('公司', 0))
  expect(unwrap(await desk.engine.here())?.masked).toEqual([
    { key: 'contact.mobile', mask: '••••5678' },
  ])
})
