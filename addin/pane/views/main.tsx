// The main screen: four views of the bound sheets, and the row that the user is in.
import { decidable } from '../decide.ts'
import { tabs } from '../model.ts'
import type { State, Tab } from '../model.ts'
import { shownBoard } from '../troubles.ts'
import { useUi } from '../ui/context.ts'
import { Select } from '../ui/select.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { Check } from './check.tsx'
import { ConfirmWords } from './confirm-words.tsx'
import { Decide } from './decide.tsx'
import { HereCard } from './here-card.tsx'
import { Sync } from './sync.tsx'
import { Tiers } from './tiers.tsx'

const countOf = (state: State, tab: Tab): number => {
  const board = shownBoard(state)
  if (board === null) return 0
  if (tab === 'check') return board.troubles.length
  return tab === 'decide' ? decidable(board, state.left) : 0
}

const Panel = ({ state }: { readonly state: State }) => {
  switch (state.tab) {
    case 'sync':
      return <Sync state={state} />
    case 'check':
      return <Check state={state} />
    case 'decide':
      return <Decide state={state} />
    case 'tiers':
      return <Tiers state={state} />
  }
}

/** Where several sheets are bound: whose lists are looked at. */
const WhichTable = ({ state }: { readonly state: State }) => {
  const { t, dispatch } = useUi()
  if (state.sheets.length < 2 || state.table === null || state.tab === 'sync') return null
  return (
    <Select
      id="which"
      label={t('sync.sheets')}
      isLabelHidden
      value={state.table}
      options={state.sheets.map(({ table, sheet }) => ({
        value: table,
        text: `${t(`table.${table}`)} · ${sheet}`,
      }))}
      onChoose={(chosen) => {
        const found = state.sheets.find(({ table }) => table === chosen)
        if (found !== undefined) dispatch({ type: 'table-chosen', table: found.table })
      }}
    />
  )
}

export const Main = ({ state }: { readonly state: State }) => {
  const { t, count, dispatch } = useUi()
  const items = tabs.map((id) => {
    const n = countOf(state, id)
    return { id, text: t(`tab.${id}`), count: n === 0 ? '' : count(n) }
  })
  return (
    <>
      <Tabs
        label={t('tab.views')}
        items={items}
        chosen={state.tab}
        onChoose={(tab) => dispatch({ type: 'tab-chosen', tab })}
      >
        <WhichTable state={state} />
        <Panel state={state} />
      </Tabs>
      <HereCard here={state.here} />
      {state.confirming !== null && <ConfirmWords confirming={state.confirming} />}
    </>
  )
}
