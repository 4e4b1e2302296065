// Performs what the board asks for: calls to the server, cells and charts in the workbook. Whatever comes is an event.
import type { HelloReply } from '../../../shared/protocol/hello.ts'
import type { ApiFailure } from '../../../shared/protocol/failure.ts'
import { ok } from '../../../shared/result.ts'
import type { Result } from '../../../shared/result.ts'
import type { Locale } from '../../../shared/schema/kind.ts'
import type { Stop } from '../../../shared/sync/session/stop.ts'
import type { SpillPlace, SpillPlan } from '../../excel/report-port.ts'
import type { Greeting, ToolDesk } from '../../sync/tool-desk.ts'
import { problemsText } from '../../text/sentences.ts'
import { boardSheet } from './charts.ts'
import { inExcel } from './in-excel.ts'
import type { BoardEffect, BoardEvent, Told } from './model.ts'
import { showReceipt } from './receipt.ts'
import { decidedBlock, viewBlock } from './view-sheet.ts'
import { sayBoard, sheetName } from './words.ts'

/** Of best and of worst. */
const LINES = 20
const VIEW_LINES = 100

interface Outside {
  readonly desk: ToolDesk
  readonly locale: Locale
  readonly onChanged: () => void
}

type Dispatch = (event: BoardEvent) => void
type Answer = Promise<Result<BoardEvent, Stop>>

const success = (key: string, params: Told['params']): BoardEvent => ({
  type: 'told',
  told: { kind: 'success', key, params },
})

/** Where cells came to stand. */
const toPlaced = (key: string, { sheet, isNewSheet }: SpillPlace): BoardEvent =>
  success(isNewSheet ? key : `${key}Beside`, { sheet })

const drawBoard = async (
  { desk, locale }: Outside,
  hello: HelloReply,
  { board }: BoardEffect & { readonly do: 'charts' },
): Answer => {
  const { plan, charts } = boardSheet(locale, board, hello)
  return inExcel(desk, async (reports): Promise<BoardEvent> => {
    const { sheet, area } = await reports.spill({ ...plan, beside: null })
    const drawn = await reports.drawCharts(sheet, charts(area))
    return drawn.kind === 'drawn'
      ? success('board.drawn', { sheet })
      : { type: 'told', told: { kind: 'warning', key: 'board.noCharts', params: { sheet } } }
  })
}

type Asked<Do extends BoardEffect['do']> = BoardEffect & { readonly do: Do }

const asker =
  ({ desk }: Outside) =>
  async <T>(
    call: () => Promise<Result<T, ApiFailure>>,
    toEvent: (reply: T) => BoardEvent,
  ): Answer => {
    const result = await desk.ask(call)
    return result.ok ? ok(toEvent(result.value)) : result
  }

const read = (
  outside: Outside,
  hello: HelloReply,
  effect: Asked<'board' | 'view' | 'policy' | 'steps' | 'runs' | 'try'>,
): Answer => {
  const ask = asker(outside)
  const { tiers } = outside.desk.api
  const { epoch } = hello
  switch (effect.do) {
    case 'board':
      return ask(
        () => tiers.board({ epoch, lines: LINES }),
        (board) => ({ type: 'board-read', hello, board }),
      )
    case 'view': {
      const { view } = effect
      return ask(
        () => tiers.view({ epoch, view, limit: VIEW_LINES }),
        (reply) => ({ type: 'view-read', view, reply }),
      )
    }
    case 'policy':
      return ask(
        () => tiers.policy({ epoch, change: null }),
        (reply) => ({ type: 'policy-read', reply }),
      )
    case 'steps': {
      const order = { epoch, decisions: [], as: outside.desk.ids() }
      return ask(
        () => tiers.steps(order),
        (reply) => ({ type: 'steps-read', reply }),
      )
    }
    case 'runs':
      return ask(
        () => tiers.runs({ epoch, check: effect.check }),
        (reply) => ({ type: 'runs-read', reply }),
      )
    case 'try': {
      const { policy } = effect
      return ask(
        () => tiers.whatIf({ epoch, policy }),
        (reply) => ({ type: 'tried', policy, reply }),
      )
    }
  }
}

const change = (
  outside: Outside,
  { hello: { epoch }, workbook }: Greeting,
  effect: Asked<'save' | 'apply' | 'decide'>,
): Answer => {
  const ask = asker(outside)
  const { desk, locale } = outside
  const { tiers } = desk.api
  switch (effect.do) {
    case 'save': {
      const { policy, seen } = effect
      return ask(
        () => tiers.policy({ epoch, change: { seen, policy } }),
        (reply) => ({ type: 'policy-read', reply }),
      )
    }
    case 'apply':
      return ask(
        () => tiers.apply({ epoch }),
        ({ moved }) => ({ type: 'applied', moved }),
      )
    case 'decide': {
      const { decision } = effect
      const order = { epoch, decisions: [decision], as: desk.ids(), workbook }
      return ask(
        () => tiers.steps(order),
        (reply) => {
          const problems = reply.faults.map(({ problem }) => problem)
          const fault = problems.length > 0 ? problemsText(locale, 'customer', problems) : null
          return { type: 'decision-stored', decision, reply, fault }
        },
      )
    }
  }
}

const listOnSheet = (
  { desk }: Outside,
  name: string,
  block: Pick<SpillPlan, 'rows' | 'bold'>,
): Answer =>
  inExcel(desk, async (reports) => {
    const plan = { beside: null, sheetName: sheetName(name), ...block }
    return toPlaced('board.listed', await reports.spill(plan))
  })

const layOut = async (
  outside: Outside,
  hello: HelloReply,
  effect: Asked<'charts' | 'list' | 'steps-list' | 'receipt'>,
): Answer => {
  const { desk, locale } = outside
  const t = sayBoard(locale)
  switch (effect.do) {
    case 'charts':
      return drawBoard(outside, hello, effect)
    case 'list': {
      const { view, reply } = effect
      return listOnSheet(outside, t(`board.view.${view}`), viewBlock(locale, hello, reply))
    }
    case 'steps-list':
      return listOnSheet(outside, t('board.decided'), decidedBlock(locale, hello, effect.steps))
    case 'receipt': {
      const shown = await showReceipt(desk, locale, hello.epoch, effect.wish)
      return shown.ok ? ok(toPlaced('board.receiptShown', shown.value.place)) : shown
    }
  }
}

const answerOf = (
  outside: Outside,
  greeting: Greeting,
  effect: Exclude<BoardEffect, { readonly do: 'sync' }>,
): Answer => {
  const { hello } = greeting
  switch (effect.do) {
    case 'save':
    case 'apply':
    case 'decide':
      return change(outside, greeting, effect)
    case 'charts':
    case 'list':
    case 'steps-list':
    case 'receipt':
      return layOut(outside, hello, effect)
    default:
      return read(outside, hello, effect)
  }
}

export const performBoard =
  (outside: Outside) =>
  async (effect: BoardEffect, dispatch: Dispatch): Promise<void> => {
    if (effect.do === 'sync') return outside.onChanged()
    const greeting = await outside.desk.greet()
    if (!greeting.ok) return dispatch({ type: 'stopped', stop: greeting.error })
    const result = await answerOf(outside, greeting.value, effect)
    dispatch(result.ok ? result.value : { type: 'stopped', stop: result.error })
  }
