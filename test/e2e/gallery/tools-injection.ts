// Renders one tool of the pane before the hostile server: #tool/from. What it shows is what such a server says.
import { h, render } from 'preact'

import { createApi } from '../../../addin/api/api.ts'
import { words } from '../../../addin/main.ts'
import { startState } from '../../../addin/pane/model.ts'
import { toolNames } from '../../../addin/pane/tool.ts'
import { App } from '../../../addin/pane/views/app.tsx'
import type { SheetView } from '../../../addin/sync/sheet-view.ts'
import type { ToolDesk } from '../../../addin/sync/tool-desk.ts'
import type { ApiFailure } from '../../../shared/protocol/failure.ts'
import type { Result } from '../../../shared/result.ts'
import { scriptTexts } from '../../support/injection.ts'
import { hostileServer, ULID } from './hostile-server.ts'

const ROWS = 12
/** A sheet whose new rows are called what a browser would run. */
const sheetFrom = (from: number): SheetView => ({
  tableId: 't',
  sheet: scriptTexts[from % scriptTexts.length] ?? '',
  firstRow: 2,
  columns: ['name', 'phone', '_sync'].map((key) => ({ key, header: key })),
  read: (keys) =>
    Promise.resolve(
      Array.from({ length: ROWS }, (_, i) =>
        keys.map((key) =>
          key === 'name' ? (scriptTexts[(from + 7 * i) % scriptTexts.length] ?? '') : '',
        ),
      ),
    ),
})

const deskFor = (from: number): ToolDesk => {
  const server = hostileServer(from)
  const api = createApi({ baseUrl: 'http://hostile.test', key: 'k', fetch: server.fetch })
  const ask = async <T>(call: () => Promise<Result<T, ApiFailure>>) => {
    const result = await call()
    if (result.ok) return result
    const detail = JSON.stringify(result.error)
    return { ok: false, error: { code: 'offline', detail } } as const
  }
  return {
    api,
    ask,
    greet: async () => {
      const client = { protocol: 1, build: 'test' }
      const hello = await ask(() => api.hello({ workbook: '01JXWRKBK00000000000000001', client }))
      if (!hello.ok) return hello
      // Fields that are called what they are called, or no row of the sheet would be asked about.
      const writable = { ...hello.value.writable, customer: ['name', 'phone'] }
      return { ok: true, value: { workbook: 'w', hello: { ...hello.value, writable } } }
    },
    sheet: () => Promise.resolve({ ok: true, value: sheetFrom(from) }),
    select: () => Promise.resolve({ ok: true, value: undefined }),
    reports: () => Promise.resolve(null),
    now: () => Date.UTC(2026, 10, 22, 4),
    // What is asked about a row is answered for it.
    ids: () => ULID,
  }
}

const root = document.getElementById('pane')
const [name = '', from = '0'] = location.hash.slice(1).split('/')
const tool = toolNames.find((each) => each === name) ?? null
const state = {
  ...startState,
  locale: 'en' as const,
  screen: 'tool' as const,
  tool,
  me: { name: 'Li', role: 'admin' as const, org: 'Kehu' },
}
const store = { state: () => state, dispatch: () => undefined, subscribe: () => () => undefined }
if (root !== null) render(h(App, { store, words, desk: deskFor(Number(from)) }), root)
