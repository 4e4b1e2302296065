// Planted bugs of the pane and of the Excel adapter: what a careless performer would write, keep or believe.
import type { PushReply, PushRequest } from '../../../shared/protocol/push.ts'
import type { Result } from '../../../shared/result.ts'
import type { GuardedWrite } from '../../../shared/sync/sheet.ts'
import type { ApiFailure } from '../../../shared/protocol/failure.ts'
import type { Bug } from '../bug.ts'

type Pushed = Result<PushReply, ApiFailure>

/** Writes that ask for nothing to stand there before. */
const unguarded = (write: GuardedWrite): GuardedWrite => ({
  ...write,
  edits: write.edits.map((edit) => ({
    ...edit,
    writes: edit.writes.map((one) => ({ ...one, before: null })),
  })),
})

const allApplied = (request: PushRequest): Pushed => ({
  ok: true,
  value: {
    results: request.rows.map(([id, base]) => ({ id, outcome: 'applied', rev: base + 1, crev: 1 })),
    seqs: null,
  },
})

const isStamp = (text: unknown): text is string =>
  typeof text === 'string' && text.split('|').length >= 7

export const paneBugs: readonly Bug[] = [
  {
    name: 'timeoutAsOk',
    says: 'a push that got no answer counts as stored',
    api: (api) => ({
      ...api,
      push: async (request) => {
        const reply = await api.push(request)
        return !reply.ok && reply.error.kind === 'unknown' ? allApplied(request) : reply
      },
    }),
  },
  {
    name: 'partialAllOk',
    says: 'where some rows of a push were stored, all count as stored',
    api: (api) => ({
      ...api,
      push: async (request): Promise<Pushed> => {
        const reply = await api.push(request)
        if (!reply.ok || !reply.value.results.some(({ outcome }) => outcome === 'applied'))
          return reply
        const bases = new Map(request.rows.map(([id, base]) => [id, base]))
        const results = reply.value.results.map((one) =>
          one.outcome === 'invalid' || one.outcome === 'retry' || one.outcome === 'known'
            ? {
                id: one.id,
                outcome: 'applied' as const,
                rev: (bases.get(one.id) ?? 0) + 1,
                crev: 1,
              }
            : one,
        )
        return { ok: true, value: { ...reply.value, results } }
      },
    }),
  },
  {
    name: 'writeByIndexNoCheck',
    says: 'what was written is not compared with what should have stood there',
    workbook: (port) => ({
      ...port,
      writeRows: async (write) => {
        const guarded = await port.writeRows({
          ...unguarded(write),
          edits: [],
        })
        const edits = unguarded(write).edits
        const lines = await port.readRows(write.shape, [write.guardColumn], 0, write.shape.rowCount)
        const now = edits.flatMap((edit) => {
          const line = lines[edit.row]
          return line === undefined ? [] : [{ ...edit, guard: String(line[0] ?? '') }]
        })
        const { missed, cells } = await port.writeRows({ ...write, edits: now })
        return { missed: new Set([...guarded.missed, ...missed]), cells }
      },
    }),
  },
  {
    name: 'ignoreMissed',
    says: 'rows that were not where they should be count as written',
    workbook: (port) => ({
      ...port,
      writeRows: async (write) => ({ ...(await port.writeRows(write)), missed: new Set<number>() }),
    }),
  },
  {
    name: 'pullOverDirty',
    says: 'what is pulled replaces cells whatever their user typed meanwhile',
    workbook: (port) => ({ ...port, writeRows: (write) => port.writeRows(unguarded(write)) }),
  },
  {
    name: 'baseOutsideFile',
    says: 'the revision that a row was synced at is kept beside the file',
    workbook: (port, { kept }) => ({
      ...port,
      readRows: async (shape, columns, first, count) => {
        const lines = await port.readRows(shape, columns, first, count)
        return lines.map((line) =>
          line.map((cell) => {
            const id = isStamp(cell) ? cell.split('|')[1] : undefined
            const newer = kept.get(`stamp/${id}`)
            return isStamp(cell) &&
              isStamp(newer) &&
              Number(newer.split('|')[2]) > Number(cell.split('|')[2])
              ? newer
              : cell
          }),
        )
      },
      writeRows: async (write) => {
        // The guard must be what stands in the file.
        const lines = await port.readRows(write.shape, [write.guardColumn], 0, write.shape.rowCount)
        for (const { writes } of write.edits)
          for (const { value } of writes)
            if (isStamp(value)) kept.set(`stamp/${value.split('|')[1]}`, value)
        const edits = write.edits.map((edit) => {
          const stands = String(lines[edit.row]?.[0] ?? '')
          const isSame = isStamp(stands) && stands.split('|')[1] === edit.guard.split('|')[1]
          return isSame ? { ...edit, guard: stands } : edit
        })
        return port.writeRows({ ...write, edits })
      },
    }),
  },
  {
    name: 'cursorOutsideFile',
    says: 'the cursor is kept beside the file',
    workbook: (port, { kept }) => ({
      ...port,
      readState: async () => {
        const lines = await port.readState()
        const cursor = kept.get('cursor')
        return lines.map((line) =>
          line[0] === 'binding' && typeof cursor === 'string' ? line.with(3, cursor) : line,
        )
      },
      writeState: async (cells, check) => {
        for (const { row, column, text } of cells)
          if (row === 2 && column === 3) kept.set('cursor', text)
        return port.writeState(cells, check)
      },
    }),
  },
  {
    name: 'cursorBeforeApply',
    says: 'the cursor is saved before what it passes is in the sheet',
    likely: ['crash of the pane', 'two change one customer', 'sync', 'go on by one await'],
    api: (api, { book }) => ({
      ...api,
      pull: async (request) => {
        const reply = await api.pull(request)
        const { state } = book.content
        if (reply.ok && request.only === null && state !== null) {
          const at = state.findIndex((line) => line[0] === 'binding')
          const line = state[at]
          if (line !== undefined)
            book.content = {
              ...book.content,
              state: state.with(at, line.with(3, reply.value.cursor)),
            }
        }
        return reply
      },
    }),
  },
  {
    name: 'noWriteAhead',
    says: 'a push leaves before its rows say that they are under way',
    workbook: (port) => ({
      ...port,
      writeRows: async (write) => {
        const edits = write.edits.map((edit) => ({
          ...edit,
          writes: edit.writes.map((one) => ({
            ...one,
            value: isStamp(one.value) ? one.value.replace(/\|s[0-9a-f]{16}\|/u, '||') : one.value,
          })),
        }))
        return port.writeRows({ ...write, edits })
      },
    }),
  },
  {
    name: 'goneKillsExtra',
    says: "where a row leaves, its user's own cells are emptied too",
    workbook: (port) => ({
      ...port,
      writeRows: async (write) => {
        const own = write.shape.columns.find(({ name }) => name === '私人')?.index
        const edits = write.edits.map((edit) => {
          const isLeaving = edit.writes.some(({ value }) => isStamp(value) && value.includes('|g|'))
          return isLeaving && own !== undefined
            ? {
                ...edit,
                writes: [...edit.writes, { column: own, value: '', before: null, format: null }],
              }
            : edit
        })
        return port.writeRows({ ...write, edits })
      },
    }),
  },
  {
    name: 'dupIds',
    says: 'a copied row keeps the id of its original, and both are sent',
    api: (api) => api,
    workbook: (port, { kept }) => ({
      ...port,
      readRows: async (shape, columns, first, count) => {
        // Only the last of several rows with one id is told; the others look blank.
        const lines = await port.readRows(shape, columns, first, count)
        const at = lines[0]?.findIndex(isStamp) ?? -1
        const last = new Map(lines.map((line, row) => [String(line[at] ?? '').split('|')[1], row]))
        kept.set('rows', lines.length)
        return lines.map((line, row) => {
          const id = isStamp(line[at]) ? line[at].split('|')[1] : undefined
          return id !== undefined && last.get(id) !== row ? line.map(() => '') : line
        })
      },
    }),
  },
]
