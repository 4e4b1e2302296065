// The channel of Excel for Windows, as office.js uses it: safe arrays, numbers for failures.
import { expect, test } from 'vitest'

import { openDesktop } from '../../workbench/host/desktop.ts'
import { Host } from '../../workbench/host/host.ts'
import { MANIFEST_SETS } from '../../workbench/host/sets.ts'
import { User } from '../../workbench/model/user.ts'
import { Workbook } from '../../workbench/model/workbook.ts'

interface SafeArray {
  toArray(): unknown[]
}
const isSafeArray = (value: unknown): value is SafeArray =>
  typeof value === 'object' && value !== null && 'toArray' in value
const plain = (value: unknown): unknown => (isSafeArray(value) ? value.toArray().map(plain) : value)

function newDesktop() {
  const book = new Workbook()
  const host = new Host(book, { sets: MANIFEST_SETS })
  let answers = 0
  const office = { isDark: false }
  const { external, close } = openDesktop({
    host,
    sets: MANIFEST_SETS,
    locale: 'zh-TW',
    isDark: () => office.isDark,
    onAnswer: () => {
      answers += 1
    },
  })
  const call = (name: string, ...args: readonly unknown[]): unknown => {
    const member: unknown = Reflect.get(external, name)
    return typeof member === 'function' ? Reflect.apply(member, undefined, args) : undefined
  }
  const execute = (request: unknown): Promise<unknown> =>
    new Promise((resolve) => {
      const message = ['', 'POST', 'ProcessQuery', [], JSON.stringify(request), 0, 0]
      call('Execute', 93, [message], (reply: unknown) => resolve(plain(reply)))
    })
  return { book, host, office, call, execute, close, answers: () => answers }
}

const nothing = { Actions: [], ObjectPaths: {} }

test('office.js is told that this is Excel on Windows, in the language asked for', () => {
  expect(newDesktop().call('GetHostInfo')).toBe('Excel|Win32|16.01|zh-TW|workbench||0')
})

test('office.js reads four colours, those of Office at that moment', () => {
  const { call, office } = newDesktop()
  const context = call('GetContext')
  if (typeof context !== 'object' || context === null) throw new Error('no context')
  const colours = () => {
    const member: unknown = Reflect.get(context, 'GetOfficeThemeInfo')
    const info = typeof member === 'function' ? String(Reflect.apply(member, undefined, [])) : ''
    // What the client makes of it: convertIntToCssHexColor on every member.
    return Object.entries(JSON.parse(info) as Record<string, unknown>).map(
      ([name, value]) => `${name} #${(Number(value) + 0x1000000).toString(16).slice(-6)}`,
    )
  }
  expect(colours()).toEqual([
    'bodyBackgroundColor #e6e6e6',
    'bodyForegroundColor #444444',
    'controlBackgroundColor #fdfdfd',
    'controlForegroundColor #444444',
  ])
  office.isDark = true
  expect(colours()).toContain('bodyBackgroundColor #6a6a6a')
})

test('a request is answered, and whoever draws the sheet hears of it', async () => {
  const desktop = newDesktop()
  expect(await desktop.execute(nothing)).toEqual([0, [200, [], '{"Results":[],"TraceIds":[]}']])
  expect(desktop.answers()).toBe(1)
})

test('while a cell is edited the request fails by the number that the client knows', async () => {
  const desktop = newDesktop()
  new User(desktop.book).startEdit('A1')
  expect(await desktop.execute(nothing)).toEqual([5004])
})

test('a request over 5 MB fails by its own number', async () => {
  const { execute } = newDesktop()
  expect(await execute({ ...nothing, padding: 'x'.repeat(5_300_000) })).toEqual([5103])
})

test('the call that office.js makes once a pane is ready leaves no unknown member', async () => {
  const { execute, host } = newDesktop()
  const ObjectPaths = {
    1: { Id: 1, ObjectPathType: 2, Name: 'Microsoft.InternalService.AddinInternalService' },
  }
  const Actions = [{ Id: 2, ActionType: 1, Name: '', ObjectPathId: 1 }]
  expect(await execute({ Actions, ObjectPaths })).toMatchObject([0, [200, [], expect.any(String)]])
  expect(host.unknown).toEqual([])
})

test('a pane that has gone hears nothing more', async () => {
  const desktop = newDesktop()
  let heard = 0
  desktop.call(
    'RegisterEvent',
    33,
    '',
    () => (heard += 1),
    () => undefined,
  )
  desktop.close()
  await Promise.race([desktop.execute(nothing), new Promise((done) => setTimeout(done, 50))])
  expect([heard, desktop.answers()]).toEqual([0, 0])
})
