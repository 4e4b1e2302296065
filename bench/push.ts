// A paste end to end through the real Office.js client, host, add-in and Worker, beside the HTTP floor.
import { startLocalWorker } from '../scripts/lib/local-worker.ts'
import { pasteList, type Pasted } from '../scripts/lib/paste-list.ts'
import { figure, type Figure } from './figure.ts'
import { floorMs } from './floor.ts'
import { header, leadRow } from './lead-rows.ts'

const rounds = 3

const pasteOnce = async (count: number): Promise<Pasted> => {
  const worker = await startLocalWorker()
  try {
    const { key } = await worker.addUser('Rep', 'rep')
    const rows = Array.from({ length: count }, (_, i) => leadRow(i))
    return await pasteList({ worker, key, header, rows, locale: 'zh-Hans', map: {}, again: true })
  } finally {
    await worker.stop()
  }
}

const quickest = (runs: readonly Pasted[]): Pasted =>
  runs.reduce((best, run) => (run.first.ms.push < best.first.ms.push ? run : best))

const costs = (count: number, { first, again, d1 }: Pasted): readonly Figure[] => {
  const name = (what: string) => `paste.${count}.${what}`
  return [
    figure(name('syncs'), first.syncs, 'count', { budget: 12 + count / 250 }),
    figure(name('requests'), first.requests, 'count'),
    figure(name('cells.read'), first.cellsRead, 'count'),
    figure(name('cells.written'), first.cellsWritten, 'count'),
    figure(name('bytes.up'), first.bytesUp / 1024, 'KB'),
    figure(name('bytes.down'), first.bytesDown / 1024, 'KB'),
    figure(name('d1.read.per.row'), d1.read / count, 'rows', { budget: 20 }),
    figure(name('d1.written.per.customer'), d1.written / Math.max(1, first.saved), 'rows', {
      budget: 16,
    }),
    figure(`again.${count}.ms`, again?.ms.total ?? Number.NaN, 'ms', { budget: 1_000 }),
    figure(`again.${count}.syncs`, again?.syncs ?? Number.NaN, 'count', {
      budget: 4 + count / 5_000,
    }),
    figure(`again.${count}.cells.written`, again?.cellsWritten ?? Number.NaN, 'count', {
      budget: 0,
    }),
  ]
}

/** Floor and paste alternate, so that a noisy moment hits both; the quickest round of each is compared. */
export const benchPush = async (): Promise<readonly Figure[]> => {
  const figures: Figure[] = []
  for (const count of [2_000, 10_000]) {
    const floors: number[] = []
    const runs: Pasted[] = []
    for (let round = 0; round < rounds; round++) {
      floors.push(await floorMs(count))
      runs.push(await pasteOnce(count))
    }
    const best = quickest(runs)
    const floor = Math.min(...floors)
    const { push, first500, total } = best.first.ms
    const peer = { name: 'HTTP floor, nothing checked', value: floor }
    figures.push(
      figure(`push.${count}.ms`, push, 'ms', {
        peer,
        ...(count === 10_000 ? { budget: 2_500 } : {}),
      }),
      figure(`push.${count}.speed`, count / (push / 1_000), 'rows/s', {
        peer: { name: peer.name, value: count / (floor / 1_000) },
      }),
      figure(`push.${count}.first500.ms`, first500, 'ms', { budget: 600 }),
      figure(`paste.${count}.total.ms`, total, 'ms'),
      ...costs(count, best),
    )
  }
  return figures
}
