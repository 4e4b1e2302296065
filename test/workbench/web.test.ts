// The channel of Excel on the web, as office.js uses it: one JSON text a message, both ways.
import { afterEach, expect, test } from 'vitest'

import { Host } from '../../workbench/host/host.ts'
import { MANIFEST_SETS } from '../../workbench/host/sets.ts'
import { openWeb } from '../../workbench/host/web.ts'
import { User } from '../../workbench/model/user.ts'
import { Workbook } from '../../workbench/model/workbook.ts'

const ORIGIN = 'https://localhost:8443'
const REGISTER = 1
const UNREGISTER = 2
const ended: (() => void)[] = []
afterEach(() => {
  for (const end of ended.splice(0)) end()
})

function newWeb() {
  const book = new Workbook()
  const host = new Host(book, { sets: MANIFEST_SETS })
  const said: Record<string, unknown>[] = []
  const waiting: (() => void)[] = []
  const left: string[] = []
  const web = openWeb({
    host,
    sets: MANIFEST_SETS,
    locale: 'zh-TW',
    origin: ORIGIN,
    send: (text) => {
      said.push(JSON.parse(text))
      for (const wake of waiting.splice(0)) wake()
    },
    onAnswer: () => undefined,
    onLeave: () => left.push('left'),
  })
  ended.push(web.close)
  const { xdmInfo }: { xdmInfo: string } = JSON.parse(web.frameName)
  const [conversation = ''] = xdmInfo.split('|')
  const ask = (name: string, data: unknown = null, more: object = {}): void =>
    web.receive(
      JSON.stringify({
        _messageType: 0,
        _actionType: 0,
        _actionName: name,
        _conversationId: conversation,
        _correlationId: 7,
        _data: data,
        ...more,
      }),
    )
  const next = async () => {
    if (said.length === 0) await new Promise<void>((wake) => waiting.push(wake))
    return said.shift()
  }
  const answerTo = async (...asked: Parameters<typeof ask>): Promise<unknown> => {
    ask(...asked)
    return (await next())?.['_data']
  }
  const richApi = (request: unknown) => ({
    DdaMethod: { DispatchId: 93, Version: 1 },
    ArrayData: ['', 'POST', 'ProcessQuery', [], JSON.stringify(request), 0, 0],
  })
  return { book, host, web, left, said, ask, next, answerTo, richApi }
}

const nothing = { Actions: [], ObjectPaths: {} }
const register = {
  Actions: [
    { Id: 3, ActionType: 3, Name: '_RegisterSelectionChangedEvent', ObjectPathId: 2 },
    { Id: 4, ActionType: 5, Name: 'Trace', ObjectPathId: 0 },
  ],
  ObjectPaths: {
    1: { Id: 1, ObjectPathType: 1, Name: '' },
    2: { Id: 2, ObjectPathType: 4, Name: 'Worksheets', ParentObjectPathId: 1 },
  },
}

test('the frame’s name and query tell office.js what this is and whom to speak to', () => {
  const { web } = newWeb()
  expect(JSON.parse(web.frameName)).toMatchObject({
    hostInfo: 'Excel|Web|16.00|zh-TW|workbench||0',
    xdmInfo: `workbench|kehu|${ORIGIN}`,
  })
  expect(web.hostInfo).toBe('Excel$Web$16.00$zh-TW$workbench$$$0')
})

test('the context says Excel on the web, its language and the manifest’s requirement sets', async () => {
  const { ask, next } = newWeb()
  ask('ContextActivationManager_getAppContextAsync')
  const message = await next()
  expect(message).toMatchObject({ _messageType: 1, _correlationId: 7, _errorCode: 0 })
  expect(message?.['_data']).toMatchObject({
    _appName: 16,
    _appUILocale: 'zh-TW',
    _requirementMatrix: expect.stringContaining('"excelapi":"1.13"'),
  })
})

test('a request is answered with the text of its response', async () => {
  const { answerTo, richApi } = newWeb()
  expect(await answerTo('executeMethod', richApi(nothing))).toEqual({
    Version: 1,
    Error: 0,
    Data: [200, [], '{"Results":[],"TraceIds":[]}'],
  })
})

test('a cell being edited and a request over 5 MB fail by the client’s numbers', async () => {
  const { answerTo, book, richApi } = newWeb()
  const large = { ...nothing, padding: 'x'.repeat(5_300_000) }
  expect(await answerTo('executeMethod', richApi(large))).toMatchObject({ Error: 5103 })
  new User(book).startEdit('A1')
  expect(await answerTo('executeMethod', richApi(nothing))).toMatchObject({ Error: 5004 })
})

test('an event reaches whoever registered, and nobody after that was taken back', async () => {
  const { answerTo, book, next, richApi, said } = newWeb()
  const event = 'richApiMessage'
  expect(await answerTo(event, {}, { _actionType: REGISTER })).toEqual({ Error: 0 })
  await answerTo('executeMethod', richApi(register))
  const user = new User(book)
  user.select('B2')
  const heard = await next()
  expect(heard).toMatchObject({ _actionName: event, _responseType: 1 })
  expect(heard?.['_data']).toMatchObject({
    ArrayData: [[65_536, 14, 'Workbook', expect.any(String), '', false]],
  })
  await answerTo(event, {}, { _actionType: UNREGISTER })
  user.select('C3')
  await new Promise((done) => setTimeout(done, 20))
  expect(said).toEqual([])
})

test('keys that lead out of the pane lead to the sheet, other notices nowhere', async () => {
  const { answerTo, left, web } = newWeb()
  const notify = 'ContextActivationManager_notifyHost'
  for (const action of [0, 10, 35, 39]) expect(await answerTo(notify, ['kehu', action])).toBeNull()
  expect(left).toEqual([])
  for (const action of [13, 14, 15]) await answerTo(notify, ['kehu', action])
  expect(left).toHaveLength(3)
  expect(web.unknown).toEqual([])
})

test('what is not played is recorded and refused', async () => {
  const { answerTo, web } = newWeb()
  const method = { DdaMethod: { DispatchId: 76 } }
  expect(await answerTo('executeMethod', method)).toMatchObject({ Error: 5000 })
  await answerTo('ContextActivationManager_openWindowInHost', {})
  expect(web.unknown).toEqual(['method 76', 'ContextActivationManager_openWindowInHost'])
})

test('what is no request of this conversation is left alone, and a closed channel says nothing', async () => {
  const { ask, said, web } = newWeb()
  for (const text of [undefined, 7, 'hello', '[]', '{"_messageType":1}']) web.receive(text)
  ask('executeMethod', null, { _conversationId: 'another' })
  web.close()
  ask('ContextActivationManager_getAppContextAsync')
  await new Promise((done) => setTimeout(done, 20))
  expect(said).toEqual([])
})
