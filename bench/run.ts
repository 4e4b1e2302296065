// npm run bench: figures, one line each; exit 0 even when over budget.
import { readArguments, runCommand, UsageError } from '../scripts/lib/command.ts'
import { benchBundle } from './bundle.ts'
import { benchD1 } from './d1.ts'
import type { Figure } from './figure.ts'
import { benchGrid } from './grid.ts'
import { benchInteractive } from './interactive.ts'
import { benchLoad } from './load.ts'
import { benchMatch } from './match.ts'
import { benchMatchD1 } from './match-d1.ts'
import { benchPaneTasks } from './pane-tasks.ts'
import { benchPane } from './pane.ts'
import { benchPull } from './pull.ts'
import { benchPush } from './push.ts'
import { benchTier } from './tier.ts'
import { benchTransactions } from './transactions.ts'

const benches = {
  push: benchPush,
  d1: benchD1,
  pull: benchPull,
  bundle: benchBundle,
  pane: benchPane,
  interactive: benchInteractive,
  tasks: benchPaneTasks,
  grid: benchGrid,
  tier: benchTier,
  transactions: benchTransactions,
  match: benchMatch,
  'match-d1': benchMatchD1,
  load: benchLoad,
} as const
type BenchName = keyof typeof benches
const isBench = (name: string): name is BenchName => Object.hasOwn(benches, name)

const toText = ({ name, value, unit, budget, peer, within }: Figure): string => {
  const against = budget === null ? '' : `  budget ${budget}${within ? '' : '  OVER'}`
  const beside = peer === null ? '' : `  (${peer.name}: ${peer.value})`
  return `${name.padEnd(36)} ${String(value).padStart(10)} ${unit}${against}${beside}`
}

/** stdout is JSON, one line a figure; the same for people goes to stderr. */
const print = (figure: Figure, isJsonOnly: boolean) => {
  console.log(JSON.stringify(figure))
  if (!isJsonOnly) console.error(toText(figure))
}

const main = async (): Promise<number> => {
  const { values } = readArguments(
    { only: { type: 'string' }, json: { type: 'boolean', default: false } },
    'npm run -s bench [-- --only NAME] [--json]',
  )
  const names = values.only === undefined ? Object.keys(benches) : [values.only]
  for (const name of names) {
    if (!isBench(name))
      throw new UsageError(`--only takes one of ${Object.keys(benches).join(', ')}, not "${name}".`)
    for (const figure of await benches[name]()) print(figure, values.json)
  }
  return 0
}

await runCommand(main)
