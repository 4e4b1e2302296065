// A rep at his desk in a team: his list is bound and synced; his file is closed and opened again.
import { STATE_SHEET } from '../../../addin/excel/port.ts'
import type { Decision } from '../../../shared/sync/session/answer.ts'
import type { Board } from '../../../shared/sync/session/board.ts'
import type { Holds } from '../../../shared/sync/binding.ts'
import type { Verb } from '../../../shared/sync/session/effect.ts'
import type { SavedFile } from '../../../workbench/model/file.ts'
import { openFile } from '../../../workbench/model/file.ts'
import { aTeam } from '../../support/team.ts'
import type { Member, Seat, Team } from '../../support/team.ts'
import { sitAt, unwrap } from './desk.ts'
import type { DeskAt } from './desk.ts'

export type Seated = DeskAt<Seat>

export const header = ['公司', '城市', '手机', '地址']
export const huada = ['华达机械有限公司', '苏州', '13915628371', '人民路8号']
export const hengyuan = ['恒源贸易有限公司', '上海', '13801923746', '淮海路1号']
export const shengfeng = ['盛丰物流有限公司', '杭州', '13764829315', '解放路3号']
export const leads = [header, huada, hengyuan, shengfeng]

/** Another pane may sync after so long. */
const LEASE_IS_OVER_MS = 61_000

/** A list brought in and synced. */
export const withList = async (
  list: readonly (readonly string[])[] = leads,
  { team = aTeam(), user = 'rep1' }: { readonly team?: Team; readonly user?: Member } = {},
) => {
  const desk = sitAt(team.seat(user), { list })
  unwrap(await desk.engine.bringInList())
  const first = unwrap(await desk.engine.sync())
  return { team, desk, first }
}

/** An empty sheet that the rows on file come into. */
export const withSheet = async (team: Team, holds: Holds, user: Member = 'rep1') => {
  const desk = sitAt(team.seat(user))
  unwrap(await desk.engine.startEmpty('customer', { holds }))
  const first = unwrap(await desk.engine.sync())
  return { desk, first }
}

/** A file opened in a fresh Excel, by somebody, perhaps under another name. */
export const opened = (
  team: Team,
  file: SavedFile,
  { name = file.name, user = 'rep1' }: { readonly name?: string; readonly user?: Member } = {},
): Seated => {
  team.now += LEASE_IS_OVER_MS
  return sitAt(team.seat(user), { excel: { workbook: openFile(file, name) } })
}

/** The same workbook in the same Excel, with a pane just opened. */
export const reopened = (team: Team, desk: Seated) => {
  team.now += LEASE_IS_OVER_MS
  return desk.reopen()
}

/** How far the file says that the server had got, beside the cursor to pull from; '' for nothing. */
export const toldIn = (desk: Seated): string => {
  const grid = desk.excel.workbook.findSheet(STATE_SHEET)?.grid
  for (let row = 0; row < 20; row++)
    if (grid?.value(row, 0) === 'binding') return String(grid.value(row, 5))
  return ''
}

/** As a pane leaves the file that dies before it could write down how far the server had got. */
export const forgetTold = (desk: Seated): void => {
  const sheet = desk.excel.workbook.findSheet(STATE_SHEET)
  for (let row = 0; row < 20; row++)
    if (sheet?.grid.value(row, 0) === 'binding') sheet.grid.setValue(row, 5, '')
}

export const idAt = (desk: Seated, row: number): string =>
  String(desk.column('_sync')[row]).split('|')[1] ?? ''

export const idsOf = (desk: Seated): readonly string[] =>
  desk.column('_sync').map((_, row) => idAt(desk, row))

/** The row of a sheet that says this in its first column. */
export const rowOf = (desk: Seated, name: string, column = '公司'): number => {
  const row = desk.column(column).indexOf(name)
  if (row < 0) throw new Error(`no row ${name} in ${desk.column(column).join()}`)
  return row
}

/** What the user says of every row that waits for this reason. */
export const decide = (
  { waiting }: Board,
  why: Board['waiting'][number]['why'],
  answer: Decision['answer'],
): readonly Decision[] =>
  waiting
    .filter((row) => row.why === why)
    .map(({ row, hash }) => ({ id: '', answer, place: { row, hash } }))

/** The server's values of a customer. */
export const onFile = (team: Team, id: string) => team.state().rows.customer.get(id)?.values ?? {}

/** How many revisions a customer has. */
export const revisionsOf = (team: Team, id: string): number =>
  team.state().history.filter(({ row }) => row === id).length

/** Everything that left for the server, as one text. */
export const sent = (team: Team): string => JSON.stringify(team.calls)

/** Does it once, while the first call of this kind is under way. */
export const during = (team: Team, verb: Verb, act: () => void) => {
  team.before = async (call) => {
    if (call.verb !== verb) return null
    team.before = null
    act()
    return null
  }
}
