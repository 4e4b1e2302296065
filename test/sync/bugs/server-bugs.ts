// Planted bugs of the server: what a careless store, merge or pull would do.
import type { Write } from '../../../shared/merge/facts.ts'
import type { PlannedWrite, PushFacts, Store } from '../../../worker/service/store.ts'
import type { Bug } from '../bug.ts'

/** A store some of whose verbs are patched. */
const patched =
  (patch: (store: Store) => Partial<Store>) =>
  (store: Store): Store => ({ ...store, ...patch(store) })

const changedFacts = (change: (facts: PushFacts) => Partial<PushFacts>) =>
  patched((store) => ({
    readPush: async (actor, ask) => {
      const facts = await store.readPush(actor, ask)
      return { ...facts, ...change(facts) }
    },
  }))

const changedWrites = (change: (write: PlannedWrite) => PlannedWrite) =>
  patched((store) => ({
    writePush: (actor, plan) =>
      store.writePush(actor, { ...plan, writes: plan.writes.map(change) }),
  }))

/** The row's revision as it stands, whatever the decision was made on. */
const withoutCheck = patched((store) => {
  let standing: PushFacts['standing'] = new Map()
  return {
    writePush: async (actor, plan) => {
      const ids = plan.writes.map(({ id }): [string, number, string] => [id, 0, ''])
      ;({ standing } = await store.readPush(actor, {
        ...nothingAsked,
        table: plan.table,
        rows: ids,
      }))
      const fresh = (write: PlannedWrite): PlannedWrite => ({
        ...write,
        expected: standing.get(write.id)?.rev ?? 0,
        guard: [],
        side:
          write.side === null
            ? null
            : { ...write.side, expected: standing.get(write.id)?.side?.rev ?? 0 },
      })
      return store.writePush(actor, { ...plan, writes: plan.writes.map(fresh) })
    },
  }
})

const nothingAsked = { keys: [], firstKeys: [], parents: [] }

/** Stored beside the first time, not in its place. */
const renamedIntent = (write: PlannedWrite): PlannedWrite => ({
  ...write,
  hash: `${write.hash.slice(0, 12)}${String(write.expected).padStart(4, '0')}`,
})

/**
 * Whatever comes a second time is taken for a new edit of the row as it stands. Merged on its own old base it would do
 * no harm: it changes nothing, or what it says is kept as a conflict.
 */
const applyAgain = patched((store) => {
  const again = new Set<string>()
  return {
    readPush: async (actor, ask) => {
      const facts = await store.readPush(actor, ask)
      const bases = new Map(facts.bases)
      for (const id of facts.applied) {
        again.add(id)
        bases.set(id, facts.standing.get(id)?.values ?? {})
      }
      return { ...facts, bases, applied: new Set<string>() }
    },
    writePush: (actor, plan) =>
      store.writePush(actor, {
        ...plan,
        writes: plan.writes.map((write) => (again.delete(write.id) ? renamedIntent(write) : write)),
      }),
  }
})

const withoutConflicts = (write: PlannedWrite): PlannedWrite => ({
  ...write,
  conflicts: [],
  conflictRows: [],
})

/** What I sent wins where both changed a field. */
const mineWins = (write: PlannedWrite): PlannedWrite => {
  const mine = Object.fromEntries(write.conflicts.map(({ field, mine }) => [field, mine]))
  return withoutConflicts({ ...write, values: { ...write.values, ...mine } })
}

const seesAll = patched((store) => ({
  readPull: (actor, ask) => store.readPull({ ...actor, role: 'manager' }, ask),
}))

const isCreate = ({ expected }: Write): boolean => expected === 0

export const serverBugs: readonly Bug[] = [
  {
    name: 'noCAS',
    says: 'a write does not look whether its row still stands at the revision that was read',
    likely: ['two change one customer', 'two pushes have both read and not yet written'],
    store: withoutCheck,
  },
  {
    name: 'noIdem',
    says: 'an intention that was applied before is applied again',
    likely: ['duplicate a request', 'late zombie', 'two change one customer', 'edit'],
    store: applyAgain,
  },
  {
    name: 'rowLWW',
    says: 'the last writer of a row wins, whatever he had seen',
    store: changedFacts(({ standing }) => ({
      bases: new Map([...standing].map(([id, row]) => [id, row.values])),
    })),
  },
  {
    name: 'noConflictRecord',
    says: 'a conflict is answered, but its two values are kept nowhere',
    store: changedWrites((write) => ({ ...write, conflictRows: [] })),
  },
  {
    name: 'conflictKeepsMineSilently',
    says: 'where both changed a field, mine is stored and theirs is gone',
    store: changedWrites(mineWins),
  },
  { name: 'scopeLeak', says: 'a pull tells rows that its caller may not see', store: seesAll },
  {
    name: 'noAdoption',
    says: 'a customer who was typed once and came back without an id is created again',
    store: (store) => {
      const none = changedFacts(() => ({ matches: new Map() }))(store)
      return changedWrites((write) => (isCreate(write) ? { ...write, guard: [] } : write))(none)
    },
  },
  {
    name: 'noKeyGuard',
    says: 'two who create one customer at the same moment get two',
    likely: ['same lead in two workbooks', 'two pushes have both read and not yet written'],
    store: changedWrites((write) => ({ ...write, guard: [] })),
  },
  {
    name: 'stalePullMaxSeq',
    // Simulated tables are shorter than a page, so its pages are short, too.
    says: 'the cursor is the newest seq there is, not the last one of the page',
    store: patched((store) => ({
      readPull: async (actor, ask) => {
        if (ask.only !== null) return store.readPull(actor, ask)
        const facts = await store.readPull(actor, { ...ask, limit: Math.min(ask.limit, 2) })
        return { ...facts, through: facts.log.head }
      },
    })),
  },
  {
    name: 'fenceForgets',
    says: 'an intention that was fenced is applied all the same when it arrives late',
    likely: ['loaded anew while a push is on its way', 'revert', 'go on for a while', 'sync'],
    store: patched((store) => ({
      readIntents: (actor, ask) => store.readIntents(actor, { ...ask, isFenced: false }),
    })),
  },
  {
    name: 'noteDropped',
    says: 'a note is thanked for and not kept',
    likely: ['two change one customer', 'sync', 'go on by one await', 'serve by one await'],
    store: patched(() => ({
      writeNotes: (_, __, notes) => Promise.resolve(new Set(notes.map(({ id }) => id))),
    })),
  },
  {
    name: 'partialBatch',
    says: 'of a batch only the first row is stored, and all are told to be',
    store: patched((store) => ({
      writePush: async (actor, plan) => {
        const written = await store.writePush(actor, { ...plan, writes: plan.writes.slice(0, 1) })
        return { ...written, stored: new Set(plan.writes.map(({ id }) => id)) }
      },
    })),
  },
  {
    name: 'digestBlind',
    says: 'the digest always says that nothing differs',
    store: patched((store) => ({
      readDigest: async (actor, ask) => ({
        ...(await store.readDigest(actor, ask)),
        differ: [],
        gone: [],
        absent: [],
      }),
    })),
  },
  {
    name: 'knownIgnored',
    says: 'whoever has the same name or phone is created beside the other',
    store: (store) => {
      const none = changedFacts(({ matches }) => ({
        matches: new Map(
          [...matches].map(([key, of]) => [key, of.filter(({ kind }) => kind === 'first')]),
        ),
      }))(store)
      return changedWrites((write) => (isCreate(write) ? { ...write, guard: [] } : write))(none)
    },
  },
  {
    name: 'clearIgnored',
    says: 'a cell that was emptied keeps its value on the server',
    store: patched((store) => {
      let standing: PushFacts['standing'] = new Map()
      return {
        readPush: async (actor, ask) => {
          const facts = await store.readPush(actor, ask)
          ;({ standing } = facts)
          return facts
        },
        writePush: (actor, plan) =>
          store.writePush(actor, {
            ...plan,
            writes: plan.writes.map((write) => ({
              ...write,
              values: { ...standing.get(write.id)?.values, ...write.values },
            })),
          }),
      }
    }),
  },
  {
    name: 'handoverUntold',
    says: 'who loses a customer to somebody else is not told',
    store: changedWrites((write) => ({ ...write, left: null })),
  },
  {
    name: 'authorForgotten',
    says: 'a revision does not say who made it',
    store: patched((store) => ({
      writePush: (actor, plan) => store.writePush({ ...actor, id: '' }, plan),
    })),
  },
  {
    name: 'digestForgetsMissing',
    says: 'the digest does not tell which rows the sheet lacks',
    likely: ['a role changes', 'hand a customer over', 'Time Travel', 'restore a version'],
    store: patched((store) => ({
      readDigest: async (actor, ask) => ({ ...(await store.readDigest(actor, ask)), missing: [] }),
    })),
  },
  {
    name: 'recoverOverwrites',
    says: 'what a restored server gets back from a sheet replaces what others wrote there since',
    likely: ['Time Travel', 'sync', 'two change one customer', 'go on for a while'],
    store: patched((store) => ({
      readForks: async (...asked) => {
        const forks = await store.readForks(...asked)
        return new Map([...forks].map(([id, { rev }]) => [id, { rev, kept: rev }]))
      },
    })),
    // On whatever stands there by now: revisions are not given out again, and the sheet's own would be unknown.
    api: (api) => ({
      ...api,
      recover: (request) =>
        api.recover({
          ...request,
          rows: request.rows.map(([id, , ...rest]) => [id, Number.MAX_SAFE_INTEGER, ...rest]),
        }),
    }),
  },
]
