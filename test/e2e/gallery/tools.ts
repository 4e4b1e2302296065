// Renders the tools about duplicates as they are in the pane (#scene/locale). The server behind them says what the
// scene has; nothing else is asked of it. Behind that (#scene/locale/17) may stand how all that people wrote is
// replaced: by hostile texts from a number on, or `turned`.
import { h, render } from 'preact'

import type { PaneApi } from '../../../addin/api/api.ts'
import { words } from '../../../addin/main.ts'
import { isLocale } from '../../../addin/pane/locale.ts'
import { startState } from '../../../addin/pane/model.ts'
import { toolNames } from '../../../addin/pane/tool.ts'
import type { State } from '../../../addin/pane/model.ts'
import { App } from '../../../addin/pane/views/app.tsx'
import type { ToolDesk } from '../../../addin/sync/tool-desk.ts'
import type { HelloReply } from '../../../shared/protocol/hello.ts'
import type { UnmergeReply } from '../../../shared/protocol/merge.ts'
import type { MatchCluster } from '../../../shared/protocol/matches.ts'
import { ok } from '../../../shared/result.ts'
import { aheadReply, aheadView } from './ahead-scenes.ts'
import { answersPage, shippedWeights, weightsPage } from './answers-scenes.ts'
import { hostile, turned } from './hostile.ts'
import {
  branches,
  clusters,
  mergesPage,
  previewFor,
  threeOfOne,
  twoOfOne,
} from './review-scenes.ts'

const hello: HelloReply = {
  protocol: { min: 1, max: 1 },
  epoch: '1',
  head: '',
  now: 1_795_000_000_000,
  me: { id: 'user-1', name: '李丽', role: 'rep' },
  org: { id: 'org', name: 'Kehu', country: 'CN', currency: 'CNY', timeZone: 'Asia/Shanghai' },
  users: [{ id: 'user-1', name: '李丽' }],
  writable: { customer: ['name', 'phone'] },
  limits: { rows: 500, bytes: 1_000_000, page: 500 },
}

const unmerged: UnmergeReply = {
  outcome: 'unmerged',
  merge: 'm',
  rows: [
    { id: 'a', rev: 3 },
    { id: 'b', rev: 3 },
  ],
  restored: {},
  kept: [
    {
      table: 'customer',
      row: 'a',
      label: '昆山华达精密机械有限公司',
      field: 'address',
      reason: 'changed',
      now: '昆山市前进中路 88 号',
      before: '昆山市前进中路 86 号',
    },
    {
      table: 'contact',
      row: 'c',
      label: '',
      field: null,
      reason: 'moved',
      now: null,
      before: null,
    },
  ],
  keptMore: 3,
}

const scenes: Readonly<Record<string, readonly MatchCluster[]>> = {
  review: clusters,
  'review-two': [twoOfOne],
  'review-three': [threeOfOne],
  'review-related': [branches],
  'review-none': [],
  merges: [],
  answers: [],
  ahead: [],
}

/** Fields of a customer that hold free text. */
const customerTexts = [
  'city',
  'address',
  'website',
  'email',
  'contact.name',
  'contact.title',
  'rejected',
]

/** What the tools here ask for; whatever else is asked throws. */
const asApi = (part: unknown): PaneApi => part as PaneApi

/** @param tell what the server says, as it is to be heard */
const deskFor = (asked: readonly MatchCluster[], tell: <T>(reply: T) => T): ToolDesk => {
  let left = asked
  let weights = weightsPage
  let minted = 0
  return {
    api: asApi({
      matches: {
        review: () => {
          const told = left
          left = []
          return Promise.resolve(ok({ clusters: told, left: 0, cursor: '', labels: {} }))
        },
        answer: ({ answers }: { readonly answers: readonly { a: string; b: string }[] }) =>
          Promise.resolve(
            ok({ results: answers.map(({ a, b }) => ({ a, b, outcome: 'applied' as const })) }),
          ),
        check: ({ rows }: { readonly rows: readonly (readonly string[])[] }) =>
          Promise.resolve(ok(aheadReply(rows.map(([id = '']) => id)))),
        answers: () => Promise.resolve(ok(answersPage)),
        clear: () => Promise.resolve(ok({ cleared: 1 })),
        weights: ({ do: deed }: { readonly do: string }) => {
          if (deed === 'reset') weights = shippedWeights
          if (deed === 'learn') weights = weightsPage
          return Promise.resolve(ok(weights))
        },
      },
      merges: {
        preview: ({ rows }: { readonly rows: readonly string[] }) =>
          Promise.resolve(ok(previewFor(rows))),
        merge: () =>
          Promise.resolve(
            ok({
              outcome: 'merged' as const,
              merge: '01M',
              rev: 2,
              moved: {},
              decisions: [],
              contacts: [],
              visits: [],
            }),
          ),
        unmerge: () => Promise.resolve(ok(unmerged)),
        merges: ({ merge }: { readonly merge?: string }) =>
          Promise.resolve(
            ok(
              merge === undefined
                ? mergesPage
                : {
                    ...mergesPage,
                    merges: mergesPage.merges.map((entry) => ({
                      ...entry,
                      decisions: previewFor(twoOfOne.members.map(({ id }) => id)).decisions,
                    })),
                  },
            ),
          ),
      },
    }),
    greet: () => Promise.resolve(ok({ workbook: 'w', hello })),
    ask: async (call) => {
      const result = await call()
      return result.ok
        ? { ok: true, value: tell(result.value) }
        : { ok: false, error: { code: 'offline', detail: '' } }
    },
    sheet: () => Promise.resolve(ok(aheadView)),
    select: () => Promise.resolve({ ok: true, value: undefined }),
    reports: () => Promise.resolve(null),
    now: () => 0,
    ids: () => `01J${(minted += 1)}`,
  }
}

const show = (root: HTMLElement) => {
  const [name = '', language = '', from = ''] = location.hash.slice(1).split('/')
  const locale = isLocale(language) ? language : 'zh-Hans'
  render(null, root)
  document.documentElement.lang = locale
  const state: State = {
    ...startState,
    locale,
    screen: 'tool',
    tool: toolNames.find((tool) => tool === name) ?? 'review',
    me: { name: '李丽', role: 'manager', org: 'Kehu' },
  }
  let told = Number(from)
  const tell = <T>(reply: T): T => {
    if (from === '') return reply
    return from === 'turned'
      ? turned(reply, customerTexts)
      : hostile(reply, (told += 40), customerTexts)
  }
  const store = { state: () => state, dispatch: () => undefined, subscribe: () => () => undefined }
  render(h(App, { store, words, desk: deskFor(scenes[name] ?? [], tell) }), root)
  document.documentElement.dataset['shown'] = location.hash
}

const root = document.getElementById('pane')
if (root !== null) {
  addEventListener('hashchange', () => show(root))
  show(root)
}
