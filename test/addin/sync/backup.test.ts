// Any workbook is a backup: a firm works for days, its server is set back, and what it had taken comes back from the
// workbooks, cell by cell. Seeded, counted, and nothing that differs may go untold.
import { describe, expect, test } from 'vitest'

import { aTeam } from '../../support/team.ts'
import type { Member, Team } from '../../support/team.ts'
import { saveFile } from '../../../workbench/model/file.ts'
import type { SavedFile } from '../../../workbench/model/file.ts'
import { createDice } from '../../sync/dice.ts'
import type { Dice } from '../../sync/dice.ts'
import { unwrap } from '../support/desk.ts'
import { opened, withSheet } from '../support/seated.ts'
import type { Seated } from '../support/seated.ts'

const DAY_MS = 86_400_000
const NAME = '客户名称'
const columns = ['城市', '地址', '备注'] as const
const cities = ['苏州', '上海', '杭州', '宁波', '无锡', '南京']

type Roll = Dice['int']

const filledRows = (desk: Seated): readonly number[] =>
  desk.column(NAME).flatMap((name, row) => (name === '' ? [] : [row]))

const work = (desk: Seated, roll: Roll, { edits, added }: Record<'edits' | 'added', number>) => {
  const rows = filledRows(desk)
  for (let n = 0; n < edits; n++) {
    const row = rows[roll(rows.length)] ?? 0
    const column = columns[roll(columns.length)] ?? '备注'
    const text = column === '城市' ? (cities[roll(cities.length)] ?? '') : `说明${roll(1_000_000)}`
    desk.excel.user.type(desk.at(column, row), text)
  }
  const next = (rows.at(-1) ?? -1) + 1
  for (let n = 0; n < added; n++) {
    const name = `恒${roll(1_000_000)}机械有限公司`
    desk.excel.user.type(desk.at(NAME, next + n), name)
    desk.excel.user.type(desk.at('城市', next + n), cities[roll(cities.length)] ?? '')
  }
}

interface Firm {
  readonly team: Team
  /** Opens each one's file in turn, lets him act, and saves it. */
  readonly eachOne: (act: (desk: Seated, user: Member) => Promise<unknown>) => Promise<void>
  /** Sets the server back to the morning of so many days ago. */
  readonly setBack: (days: number) => void
}

const members: readonly Member[] = ['rep1', 'rep2', 'manager']

/** Files on three desks, one at a time in this process's Excel. */
const withFiles = async (team: Team): Promise<Firm['eachOne']> => {
  const files = new Map<Member, SavedFile>()
  for (const user of members) {
    const { desk } = await withSheet(team, user === 'manager' ? 'all' : 'own', user)
    files.set(user, saveFile(desk.excel.workbook))
  }
  return async (act) => {
    for (const [user, file] of files) {
      const desk = opened(team, file, { user })
      await act(desk, user)
      files.set(user, saveFile(desk.excel.workbook))
    }
  }
}

interface Habits {
  /** Everybody syncs once more in the evening, when the others have, too. */
  readonly inTheEvening: boolean
  /** Every how many days the manager opens his file. */
  readonly managerEvery: number
}

const aFirm = async (seed: number, days: number, habits: Habits): Promise<Firm> => {
  const team = aTeam()
  const roll = createDice(seed).int
  const eachOne = await withFiles(team)
  const mornings: (() => void)[] = []
  for (let day = 0; day < days; day++) {
    mornings.push(team.keep())
    await eachOne(async (desk, user) => {
      const isAway = user === 'manager' && (day === 0 || day % habits.managerEvery !== 0)
      if (isAway) return
      const isRep = user !== 'manager'
      if (isRep && day === 0) work(desk, roll, { edits: 0, added: 30 })
      else work(desk, roll, isRep ? { edits: 12, added: 3 } : { edits: 6, added: 0 })
      unwrap(await desk.engine.sync())
    })
    if (habits.inTheEvening) await eachOne(async (desk) => unwrap(await desk.engine.sync()))
    team.now += DAY_MS
  }
  return { team, eachOne, setBack: (ago) => mornings.at(-ago)?.() }
}

type Cells = ReadonlyMap<string, unknown>

/** What the server says, by row and field. */
const cellsOf = (team: Team): Cells =>
  new Map(
    team
      .customers()
      .flatMap(({ id, values }) =>
        Object.entries(values).map(([field, value]) => [`${id}/${field}`, value] as const),
      ),
  )

const differing = (now: Cells, then: Cells): readonly string[] =>
  [...then].flatMap(([place, value]) => (now.get(place) === value ? [] : [place]))

/** Everybody lets what was lost be given back, and syncs once more. */
const giveBack = async ({ eachOne }: Firm): Promise<void> => {
  await eachOne(async (desk) => {
    const { board } = unwrap(await desk.engine.sync())
    if (board.lost.length > 0)
      unwrap(
        await desk.engine.sync({ decisions: [{ id: '', answer: 'recover', seen: board.seen }] }),
      )
  })
  await eachOne(async (desk) => unwrap(await desk.engine.sync()))
}

const evening: Habits = { inTheEvening: true, managerEvery: 1 }
const seldom: Habits = { inTheEvening: false, managerEvery: 3 }

describe('a firm whose server is set back', () => {
  /** The share of the lost cells that may say something older, where sheets are not synced often. */
  test.each([
    [1, 'syncs twice a day', evening, 0],
    [3, 'syncs twice a day', evening, 0],
    [10, 'syncs twice a day', evening, 0],
    [1, 'syncs once a day, and its manager seldom', seldom, 0.01],
    [10, 'syncs once a day, and its manager seldom', seldom, 0.01],
  ] as const)(
    '[R28] by %i days, and that %s, gets back from its workbooks what the server had taken',
    async (days, _, habits, share) => {
      const firm = await aFirm(days, 12, habits)
      const taken = cellsOf(firm.team)
      firm.setBack(days)
      const lost = differing(cellsOf(firm.team), taken)
      expect(lost.length).toBeGreaterThan(days * 20)
      // Life goes on before anybody has answered.
      const roll = createDice(days + 100).int
      await firm.eachOne(async (desk, user) => {
        if (user !== 'manager') work(desk, roll, { edits: 0, added: 2 })
        unwrap(await desk.engine.sync())
      })
      await giveBack(firm)
      const left = differing(cellsOf(firm.team), taken)
      // Changed there and back while an older sheet looked away: its text stands now, the newer one in the history.
      const { history } = firm.team.state()
      const stood = new Set(
        history.flatMap(({ row, values }) =>
          Object.entries(values).map(([field, value]) => `${row}/${field}/${String(value)}`),
        ),
      )
      expect(left.filter((place) => !stood.has(`${place}/${String(taken.get(place))}`))).toEqual([])
      expect(left.length).toBeLessThanOrEqual(lost.length * share)
    },
  )
})
