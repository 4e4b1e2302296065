// Opens the workbook to be emptied, and asks the server whether it has to be. Nobody need be signed in.
import type { Locale } from '../../../shared/schema/kind.ts'
import type { Binding } from '../../../shared/sync/binding.ts'
import { createStandingApi } from '../../api/standing.ts'
import type { StandingApi } from '../../api/standing.ts'
import { openBlankBook } from '../../excel/blank-book.ts'
import { openWorkbook } from '../../excel/office.ts'
import { errorToStop } from '../../sync/perform.ts'
import { loadState } from '../../sync/state.ts'
import { blankWorkbook } from './blank-workbook.ts'
import type { BlankTools } from './blank-workbook.ts'
import { ownerName } from './model.ts'
import type { BlankDesk, BlankOrder, OwnerName } from './model.ts'
import { noPivots } from './report.ts'
import type { BlankReport } from './report.ts'

const accountsOf = (bindings: readonly Binding[]): readonly Binding[] => [
  ...new Map(bindings.map((binding) => [ownerName(binding), binding])).values(),
]

/** Only a plain yes counts: no answer, an odd one or a refusal leaves the sheet alone. */
const isOut = async ({ standing }: StandingApi, { org, owner }: Binding): Promise<boolean> => {
  const reply = await standing({ org, user: owner })
  return reply.ok && reply.value.isOut
}

const askOuts = async (
  { workbook }: Pick<BlankTools, 'workbook'>,
  api: StandingApi,
): Promise<readonly OwnerName[]> => {
  const { bindings } = await loadState(workbook, true)
  const outs: OwnerName[] = []
  for (const account of accountsOf(bindings))
    if (await isOut(api, account)) outs.push(ownerName(account))
  return outs
}

/** Nothing could be looked at: said like a sheet that could not be emptied. */
const emptyOrSay = async (tools: BlankTools, order: BlankOrder): Promise<BlankReport | null> => {
  const { why, owners, isAll } = order
  const isMeant = (binding: Binding) => owners === null || owners.includes(ownerName(binding))
  try {
    return await blankWorkbook(tools, { why, isMeant, isAll })
  } catch (error) {
    const stop = errorToStop(error)
    if (stop === null) throw error
    const unreached = [{ sheet: '', code: stop.code }]
    return { why, rows: 0, kept: [], keptCount: 0, unreached, pivots: noPivots }
  }
}

/** Excel's no to a question that nobody asked aloud is no news. */
const orNone = async <T>(work: () => Promise<readonly T[]>): Promise<readonly T[]> => {
  try {
    return await work()
  } catch (error) {
    if (errorToStop(error) === null) throw error
    return []
  }
}

export const createBlankDesk = (tools: BlankTools, api: StandingApi): BlankDesk => ({
  outs: () => orNone(() => askOuts(tools, api)),
  empty: (order) => emptyOrSay(tools, order),
  select: async (tableId, place) => {
    // Excel's no leaves its user where he is.
    await orNone(async () => [await tools.workbook.select(tableId, place)])
  },
})

/** null: this page is not inside Excel. */
export const openBlank = async (
  baseUrl: string,
  sleep: (milliseconds: number) => Promise<void>,
  locale: Locale,
): Promise<BlankDesk | null> => {
  const workbook = await openWorkbook(sleep)
  const book = await openBlankBook(sleep)
  if (workbook === null || book === null) return null
  const api = createStandingApi({ baseUrl, fetch: (input, init) => fetch(input, init) })
  return createBlankDesk({ workbook, book, locale }, api)
}
