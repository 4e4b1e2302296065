// Which test file begins when: those that take long first, so that no worker is left alone with one at the end.
// A fresh clone remembers no run, so they are named here; of the others the larger file goes first.
import { existsSync, statSync } from 'node:fs'

import { BaseSequencer } from 'vitest/node'
import type { TestSpecification } from 'vitest/node'

import { projectFile } from '../scripts/lib/project.ts'

/** The longest first, as one run on two cores had them. */
const long: readonly string[] = [
  'scripts/paste',
  'scripts/start',
  'e2e/tiers',
  'e2e/hard-days',
  'sync/simulate',
  'e2e/looks',
  'e2e/main-job',
  'worker/matrix',
  'sync/many-histories',
  'e2e/rare-states',
  'e2e/pane',
  'e2e/trace',
  'e2e/fields',
  'e2e/people',
  'e2e/sync-questions',
  'e2e/review-looks',
  'e2e/web-channel',
  'e2e/rights',
  'e2e/duplicates',
  'worker/store',
  'e2e/selftest',
  'scripts/add-field',
  'sync/sql-lane',
  'e2e/grid',
  'scripts/conformance',
  'e2e/hostile-names',
  'e2e/tools-injection',
  'e2e/chart',
  'e2e/pane-headers',
  'scripts/match',
  'worker/erasure-canary',
  'worker/transaction-figures',
  'worker/entra',
  'scripts/build',
  'shared/merge-service-laws',
  'worker/tier-engine',
  'worker/fuzz',
  'e2e/injection',
].map((name) => projectFile('test', `${name}.test.ts`))

const gone = long.filter((file) => !existsSync(file))
if (gone.length > 0)
  throw new Error(`test/sequencer.ts names what is not there: ${gone.join(', ')}`)

/** Lower begins earlier. */
const place = (file: string): number => {
  const at = long.indexOf(file)
  return at < 0 ? long.length : at
}

export class LongestFirst extends BaseSequencer {
  override sort(files: readonly TestSpecification[]): Promise<TestSpecification[]> {
    const sizes = new Map(files.map(({ moduleId }) => [moduleId, statSync(moduleId).size]))
    const size = ({ moduleId }: TestSpecification) => sizes.get(moduleId) ?? 0
    return Promise.resolve(
      files.toSorted((a, b) => place(a.moduleId) - place(b.moduleId) || size(b) - size(a)),
    )
  }
}
